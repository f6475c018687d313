"""Addresses of the jobs floor."""

from django.urls import path

from parvis.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.mailbox, name="mailbox"),
    path("<int:pk>/", views.mail, name="mail"),
]
