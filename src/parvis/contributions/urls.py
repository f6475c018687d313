"""Addresses of the contributions floor."""

from django.urls import URLPattern

app_name = "contributions"
urlpatterns: list[URLPattern] = []
