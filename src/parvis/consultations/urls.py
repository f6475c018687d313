"""Addresses of the consultations floor, below `follow/`."""

from django.urls import path

from parvis.consultations.views import follow

app_name = "consultations"
urlpatterns = [
    path("<slug:slug>/", follow.follow, name="follow"),
    path("<slug:slug>/stop/", follow.unfollow, name="unfollow"),
]
