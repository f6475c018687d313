"""Addresses of the opendata floor."""

from django.urls import path

from parvis.opendata import article_views as articles
from parvis.opendata import views

app_name = "opendata"
urlpatterns = [
    path("<slug:slug>/", views.open_data, name="open_data"),
    path("<slug:slug>/archive.zip", views.archive, name="archive"),
    path("<int:pk>/<slug:table>.csv", views.export_csv, name="export_csv"),
    path("<int:pk>/texts/<int:text_pk>/articles.<slug:form>", articles.articles, name="articles"),
    path("<int:pk>.xlsx", views.export_xlsx, name="export_xlsx"),
]
