"""Addresses of the moderation floor."""

from django.urls import path

from parvis.moderation.views import appeal, guest, report, waiting

app_name = "moderation"
urlpatterns = [
    path("contributions/<int:pk>/report/", report.contribution, name="report_contribution"),
    path("arguments/<int:pk>/report/", report.argument, name="report_argument"),
    path("guests/<str:token>/", guest.guest, name="guest"),
    path("waiting/<int:pk>/", waiting.waiting, name="waiting"),
    path("waiting/<int:pk>/change/", waiting.change, name="change_waiting"),
    path("waiting/<int:pk>/take-back/", waiting.take_back, name="take_back_waiting"),
    path("decisions/<int:pk>/appeal/", appeal.appeal, name="appeal"),
]
