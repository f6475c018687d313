"""Addresses of the contributions floor; a contribution's own page is in `front`."""

from django.urls import path

from parvis.contributions.views import author, submit, versions

app_name = "contributions"
urlpatterns = [
    path("new/<int:action_id>/", submit.submit, name="submit"),
    path("<int:pk>/revise/", author.revise, name="revise"),
    path("<int:pk>/withdraw/", author.withdraw, name="withdraw"),
    path("<int:pk>/versions/", versions.versions, name="versions"),
]
