"""What every view of the debate does first and last."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from parvis.contributions.models import Contribution
from parvis.contributions.permissions import can
from parvis.debate.models import Argument
from parvis.debate.permissions import can as may_with_argument


def contribution_for(request: HttpRequest, pk: int) -> Contribution:
    """A contribution that the reader may read, or 404."""
    rows = Contribution.objects.select_related("consultation", "kind", "author", "organisation").defer(
        "search"
    )
    found = get_object_or_404(rows, pk=pk)
    if not can(request.user, "read", found):
        raise Http404
    return found


def argument_for(request: HttpRequest, pk: int) -> Argument:
    """An argument, a comment or a reply that the reader may read, or 404."""
    rows = Argument.objects.select_related(
        "author", "contribution__consultation", "contribution__kind", "parent__parent"
    )
    found = get_object_or_404(rows.defer("contribution__search"), pk=pk)
    if not may_with_argument(request.user, "read", found):
        raise Http404
    return found


def page_of(argument: Argument, *, sent: str = "") -> str:
    """The place of a text on its page, which forgets the draft of what was just `sent`."""
    shown = argument.contribution.merged_into_id or argument.contribution_id
    page = reverse("front:contribution", args=[shown])
    return f"{page}{'?sent=' + sent if sent else ''}#argument-{argument.pk}"
