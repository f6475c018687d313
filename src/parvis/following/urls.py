"""Addresses of the following floor, below `follow/`."""

from django.urls import path

from parvis.following.views import feeds, follow, settings, stop

app_name = "following"
urlpatterns = [
    path("rhythm/", settings.rhythm, name="rhythm"),
    path("thread/open/", settings.thread_open, name="thread_open"),
    path("thread/close/", settings.thread_close, name="thread_close"),
    path("stop/<str:token>/", stop.stop, name="stop"),
    path("feeds/<slug:sort>/<int:pk>.atom", feeds.feed, name="feed"),
    path("<slug:sort>/<int:pk>/", follow.follow, name="follow"),
    path("<slug:sort>/<int:pk>/stop/", follow.unfollow, name="unfollow"),
]
