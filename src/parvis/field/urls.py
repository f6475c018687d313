"""Addresses of devices."""

from django.urls import path

from parvis.field.views import device, sending

app_name = "field"
urlpatterns = [
    path("sw.js", device.worker, name="worker"),
    path("<str:token>/", device.device, name="device"),
    path("<str:token>/send/", sending.send, name="send"),
]
