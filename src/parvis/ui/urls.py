"""The living style guide."""

from django.urls import path

from parvis.ui import views

app_name = "ui"
urlpatterns = [path("", views.styleguide, name="styleguide")]
