"""Addresses of the demonstration floor."""

from django.urls import URLPattern

app_name = "demonstration"
urlpatterns: list[URLPattern] = []
