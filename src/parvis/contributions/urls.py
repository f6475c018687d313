"""Addresses of the contributions floor; a contribution's own page is in `front`."""

from django.urls import path

from parvis.contributions.views import author, coauthors, shared, similar, submit, versions

app_name = "contributions"
urlpatterns = [
    path("new/<int:action_id>/", submit.submit, name="submit"),
    path("new/<int:action_id>/similar/", similar.similar, name="similar"),
    path("shared/<int:organisation_pk>/<int:action_id>/", shared.shared, name="shared"),
    path("shared/<int:organisation_pk>/<int:action_id>/send/", shared.send, name="send_shared"),
    path("<int:pk>/revise/", author.revise, name="revise"),
    path("<int:pk>/withdraw/", author.withdraw, name="withdraw"),
    path("<int:pk>/coauthors/", coauthors.coauthors, name="coauthors"),
    path("<int:pk>/coauthors/<int:coauthor_pk>/end/", coauthors.end, name="end_coauthor"),
    path("coauthors/<str:token>/", coauthors.join, name="join_coauthors"),
    path("<int:pk>/versions/", versions.versions, name="versions"),
]
