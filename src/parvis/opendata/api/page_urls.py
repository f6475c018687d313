"""Addresses of the pages about the API, for people."""

from django.urls import path

from parvis.opendata.api.documentation import documentation

app_name = "api_pages"
urlpatterns = [
    path("", documentation, name="documentation"),
]
