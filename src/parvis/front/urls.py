"""Addresses of the front floor."""

from django.urls import URLPattern

app_name = "front"
urlpatterns: list[URLPattern] = []
