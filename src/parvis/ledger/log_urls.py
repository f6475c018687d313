"""Addresses of the log for machines: files that never change, and one that says how far they go."""

from django.urls import path, re_path

from parvis.ledger.views import log

app_name = "log"
urlpatterns = [
    path("checkpoint", log.checkpoint, name="checkpoint"),
    path("checkpoint/<int:size>", log.former_checkpoint, name="former_checkpoint"),
    re_path(r"^(?P<name>monitor|verify)\.py$", log.program, name="program"),
    re_path(r"^(?P<path>tile/[0-9a-z./]+)$", log.tile, name="tile"),
]
