"""Addresses of the debate floor."""

from django.urls import URLPattern, path

from parvis.debate import views
from parvis.debate.enums import Mark

app_name = "debate"
urlpatterns: list[URLPattern] = [
    path("<int:contribution_id>/argue/", views.argue, name="argue"),
    path("<int:contribution_id>/comment/", views.comment, name="comment"),
    path("arguments/<int:argument_id>/reply/", views.reply, name="reply"),
    path("arguments/<int:argument_id>/support/", views.support, name="support"),
    path("arguments/<int:argument_id>/new/", views.support, {"mark": Mark.NEW}, name="new"),
    path("arguments/<int:argument_id>/changed/", views.support, {"mark": Mark.CHANGED}, name="changed"),
    path("arguments/<int:argument_id>/withdraw/", views.withdraw, name="withdraw"),
]
