"""Addresses of the gatherings floor: to register, to propose, to take the calendar."""

from django.urls import path

from parvis.gatherings.views import calendars, check_in, kept, proposals, registrations

app_name = "gatherings"
urlpatterns = [
    path("consultations/<slug:slug>/events.ics", calendars.feed, name="feed"),
    path("consultations/<slug:slug>/events/propose/", proposals.propose, name="propose"),
    path("events/check-in/<str:code>/", check_in.check_in, name="check_in"),
    path("events/registrations/", kept.find, name="find"),
    path("events/registrations/<str:token>/data.json", kept.data, name="registration_data"),
    path("events/registrations/<str:token>/erase/", kept.erase, name="erase"),
    path("events/registrations/<str:token>/", registrations.registration, name="registration"),
    path("events/registrations/<str:token>/cancel/", registrations.cancel, name="cancel"),
    path("events/<int:pk>/event.ics", calendars.one, name="calendar"),
    path("events/<int:pk>/register/", registrations.register, name="register"),
    path("events/<int:pk>/report/", proposals.report, name="report"),
]
