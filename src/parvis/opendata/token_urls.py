"""Addresses of one's tokens of the API."""

from django.urls import path

from parvis.opendata import token_views as views

app_name = "api_tokens"
urlpatterns = [
    path("", views.tokens, name="tokens"),
    path("<int:pk>/revoke/", views.revoke, name="revoke"),
]
