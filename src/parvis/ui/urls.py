"""Addresses of the ui floor."""

from django.urls import URLPattern

app_name = "ui"
urlpatterns: list[URLPattern] = []
