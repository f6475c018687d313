"""The one address of each file that was joined to an answer, in whatever language."""

from django.urls import path

from parvis.contributions.views import uploads

app_name = "files"
urlpatterns = [path("<uuid:pk>/", uploads.file, name="file")]
