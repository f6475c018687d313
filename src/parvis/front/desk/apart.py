"""Teams that share an installation do not see one another, where Wagtail's own lists would show them.

Its lists of pages, of workflows and of acts are filtered by person, among everybody who ever wrote a page;
its lists of files, and the chooser of pictures, show the tags in use on the whole site.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from taggit.models import Tag
from wagtail.admin import filters
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.admin.views.reports.audit_logging import SiteHistoryReportFilterSet, get_users_for_filter
from wagtail.admin.views.reports.workflows import WorkflowReportFilterSet
from wagtail.images.views import chooser

from parvis.accounts.models import Participant
from parvis.accounts.permissions import can
from parvis.consultations.queries import Actor, consultations_of

People = Callable[[HttpRequest], QuerySet[Participant]]
BY_PERSON = ((PageFilterSet, ("owner", "edited_by")), (WorkflowReportFilterSet, ("requested_by",)))


def keep_teams_apart() -> None:
    """Once, when the site starts."""
    for filter_set, names in BY_PERSON:
        for name in names:
            one = filter_set.base_filters[name]
            one.queryset = among_colleagues(one.queryset)
    SiteHistoryReportFilterSet.get_users_queryset = whose_acts_are_shown
    for module in (filters, chooser):
        module.popular_tags_for_model = no_tags


def whose_acts_are_shown(filter_set: SiteHistoryReportFilterSet) -> QuerySet[Participant]:
    """Wagtail has this list, of those whose acts the reader sees, under a name that it never asks for."""
    found: QuerySet[Participant] = get_users_for_filter(filter_set.request.user)
    return found


def among_colleagues(people: People) -> People:
    """Of these people, those with whom the actor shares a team; an administrator sees them all."""

    def narrowed(request: HttpRequest) -> QuerySet[Participant]:
        found = people(request)
        if can(request.user, "administer"):
            return found
        return found.filter(pk__in=colleagues_of(request.user).values("pk"))

    return narrowed


def colleagues_of(actor: Actor) -> QuerySet[Participant]:
    """The teams of the consultations whose desk the actor opens, the actor included."""
    return Participant.objects.filter(roles__consultation__in=consultations_of(actor).values("pk"))


def no_tags(model: type[Model], count: int = 10) -> QuerySet[Any]:
    """Tags are of the whole site: each team types its own."""
    found: QuerySet[Any] = Tag.objects.none()
    return found
