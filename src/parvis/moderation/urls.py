"""Addresses of the moderation floor."""

from django.urls import path

from parvis.moderation.views import appeal, guest, report

app_name = "moderation"
urlpatterns = [
    path("contributions/<int:pk>/report/", report.contribution, name="report_contribution"),
    path("arguments/<int:pk>/report/", report.argument, name="report_argument"),
    path("guests/<str:token>/", guest.guest, name="guest"),
    path("decisions/<int:pk>/appeal/", appeal.appeal, name="appeal"),
]
