"""Addresses of the front floor: pages that put capabilities side by side."""

from django.urls import path

from parvis.front.views import consultations, contributions, home, leaving, mine, my_data, results

app_name = "front"
urlpatterns = [
    path("", home.home, name="home"),
    path("consultations/", consultations.consultation_list, name="consultations"),
    path("consultations/<slug:slug>/", consultations.consultation_detail, name="consultation"),
    path("consultations/<slug:slug>/contributions/", contributions.contribution_list, name="contributions"),
    path("consultations/<slug:slug>/results/", results.result, name="result"),
    path("consultations/<slug:slug>/synthesis/", results.synthesis, name="synthesis"),
    path("contributions/<int:pk>/", contributions.contribution_detail, name="contribution"),
    path("me/contributions/", mine.contributions, name="mine"),
    path("me/arguments/", mine.arguments, name="my_arguments"),
    path("me/votes/", mine.votes, name="my_votes"),
    path("me/delete/", leaving.delete, name="delete"),
    path("me/data/", my_data.my_data, name="my_data"),
    path("me/data/file/", my_data.my_data_file, name="my_data_file"),
    path("me/follows/", mine.follows, name="my_follows"),
]
