"""Addresses of the restitution floor."""

from django.urls import path

from parvis.restitution import views

app_name = "restitution"
urlpatterns = [
    path("<slug:slug>/count/", views.count, name="count"),
    path("<slug:slug>/<slug:part>.csv", views.figures_csv, name="figures_csv"),
]
