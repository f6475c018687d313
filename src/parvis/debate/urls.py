"""Addresses of the debate floor."""

from django.urls import URLPattern, path

from parvis.debate import views

app_name = "debate"
urlpatterns: list[URLPattern] = [
    path("<int:contribution_id>/argue/", views.argue, name="argue"),
    path("arguments/<int:argument_id>/reply/", views.reply, name="reply"),
    path("arguments/<int:argument_id>/support/", views.support, name="support"),
    path("arguments/<int:argument_id>/withdraw/", views.withdraw, name="withdraw"),
]
