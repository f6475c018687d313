"""Addresses of the organisations for which one acts, below `me/organisations/`."""

from django.urls import path

from parvis.organisations.views import mine

app_name = "organisations"
urlpatterns = [
    path("", mine.listing, name="mine"),
    path("new/", mine.declare, name="declare"),
    path("join/<str:token>/", mine.join, name="join"),
    path("<int:pk>/", mine.manage, name="manage"),
    path("<int:pk>/invite/", mine.invite, name="invite"),
    path("<int:pk>/people/<int:person_pk>/remove/", mine.remove, name="remove"),
    path("<int:pk>/people/<int:person_pk>/lead/", mine.hand_over, name="hand_over"),
    path("<int:pk>/leave/", mine.leave, name="leave"),
    path("<int:pk>/close/", mine.close, name="close"),
]
