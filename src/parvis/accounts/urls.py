"""Addresses of one's own space."""

from django.urls import path

from parvis.accounts.views import identity, profile, second_factor

app_name = "accounts"
urlpatterns = [
    path("", profile.profile, name="profile"),
    path("name/", profile.name, name="name"),
    path("sessions/", profile.sessions, name="sessions"),
    path("sessions/end/", profile.end_every_session, name="end_every_session"),
    path("sessions/<int:pk>/end/", profile.end_one_session, name="end_session"),
    path("deleted/", profile.deleted, name="deleted"),
    path("identity/<slug:code>/unlink/", identity.unlink, name="unlink_identity"),
    path("second-factor/", second_factor.choose, name="second_factor"),
]
