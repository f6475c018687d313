"""Where an invitation into a team leads, below `me/teams/`."""

from django.urls import path

from parvis.consultations.views.team import join

app_name = "teams"
urlpatterns = [path("join/<str:token>/", join, name="join")]
