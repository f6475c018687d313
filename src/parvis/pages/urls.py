"""Addresses of the pages floor; the pages themselves are served by Wagtail at the place where they hang."""

from django.urls import path

from parvis.pages.views import glossary, lists

app_name = "pages"
urlpatterns = [
    path("news/", lists.news, name="news"),
    path("resources/", lists.resources, name="resources"),
    path("glossary/", glossary.glossary, name="glossary"),
]
