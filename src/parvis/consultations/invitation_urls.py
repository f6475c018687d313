"""The address that a letter gives, below `invitation/`. It is short, since some people type it."""

from django.urls import path

from parvis.consultations.views.invitation import invitation

app_name = "invitation"
urlpatterns = [path("<slug:slug>/", invitation, name="use")]
