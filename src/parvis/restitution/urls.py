"""Addresses of the restitution floor."""

from django.urls import URLPattern

app_name = "restitution"
urlpatterns: list[URLPattern] = []
