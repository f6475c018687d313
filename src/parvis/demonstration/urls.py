"""Addresses of the demonstration floor."""

from django.urls import path

from parvis.demonstration import views

app_name = "demonstration"
urlpatterns = [path("enter/", views.enter, name="enter")]
