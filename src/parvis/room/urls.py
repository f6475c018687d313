"""Addresses of rooms."""

from django.urls import path

from parvis.room.views import phone, screen

app_name = "room"
urlpatterns = [
    path("", phone.find, name="find"),
    path("<slug:code>/", phone.phone, name="phone"),
    path("<slug:code>/state/", phone.phone_state, name="phone_state"),
    path("<slug:code>/answer/", phone.answer, name="answer"),
    path("<slug:code>/support/", phone.support, name="support"),
    path("<slug:code>/screen/", screen.screen, name="screen"),
    path("<slug:code>/screen/state/", screen.screen_state, name="screen_state"),
    path("<slug:code>/results/", screen.results, name="results"),
    path("<slug:code>/results/room.json", screen.results_json, name="results_json"),
]
