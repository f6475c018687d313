"""Addresses of the opendata floor."""

from django.urls import path

from parvis.opendata import views

app_name = "opendata"
urlpatterns = [
    path("<int:pk>/<slug:table>.csv", views.export_csv, name="export_csv"),
    path("<int:pk>.xlsx", views.export_xlsx, name="export_xlsx"),
]
