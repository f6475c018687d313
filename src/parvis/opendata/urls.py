"""Addresses of the opendata floor."""

from django.urls import path

from parvis.opendata import article_views as articles
from parvis.opendata import file_views, views

app_name = "opendata"
urlpatterns = [
    path("catalogue.jsonld", file_views.site_catalogue, name="catalogue"),
    path("<slug:slug>/", views.open_data, name="open_data"),
    path("<slug:slug>/archive.zip", file_views.archive, name="archive"),
    path("<slug:slug>/dataset.jsonld", file_views.description, name="dataset"),
    path("<slug:slug>/files/<path:name>", file_views.file, name="file"),
    path("<int:pk>/<slug:table>.csv", views.export_csv, name="export_csv"),
    path("<int:pk>/texts/<int:text_pk>/articles.<slug:form>", articles.articles, name="articles"),
    path("<int:pk>.xlsx", views.export_xlsx, name="export_xlsx"),
]
