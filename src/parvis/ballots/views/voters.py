"""Who voted what, in a vote that is public."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from parvis.ballots.secrecy import hides_counts, voters_of
from parvis.consultations.enums import Verb
from parvis.consultations.models import PhaseAction
from parvis.consultations.queries import database_now
from parvis.consultations.robots import hidden_from_search
from parvis.contributions.permissions import can
from parvis.contributions.queries import contribution_by_id


@require_safe
def voters(request: HttpRequest, ballot_id: int, contribution_id: int) -> HttpResponse:
    """Nothing is there for a secret vote, nor while counts are hidden."""
    item = contribution_by_id(contribution_id)
    ballots = PhaseAction.objects.filter(verb=Verb.VOTE, ballot_is_public=True, kind=item.kind_id)
    ballot = get_object_or_404(ballots.select_related("phase"), pk=ballot_id)
    if not can(request.user, "read", item) or hides_counts(ballot, database_now()):
        raise Http404
    after = request.GET.get("after", "")
    page = voters_of(ballot, item, after=after)
    context = {
        "item": item,
        "page": page,
        "first_url": request.path if after else "",
        "next_url": f"{request.path}?{urlencode({'after': page.next})}" if page.next else "",
    }
    return hidden_from_search(render(request, "ballots/voters.html", context), item.consultation)
