"""Addresses of the ballots floor."""

from django.urls import URLPattern, path

from parvis.ballots import views

app_name = "ballots"
urlpatterns: list[URLPattern] = [
    path("<int:ballot_id>/", views.ballot, name="ballot"),
    path("<int:ballot_id>/<int:contribution_id>/", views.cast, name="cast"),
    path("<int:ballot_id>/<int:contribution_id>/voters/", views.voters, name="voters"),
]
