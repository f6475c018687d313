"""Addresses of the ballots floor."""

from django.urls import URLPattern

app_name = "ballots"
urlpatterns: list[URLPattern] = []
