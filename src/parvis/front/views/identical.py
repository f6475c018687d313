"""The texts behind one line of a list, and what one does on finding that somebody already said it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.consultations.robots import hidden_from_search
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import is_public
from parvis.contributions.queries import contribution_for
from parvis.front.caching import public_page
from parvis.front.composition.identical import compose
from parvis.front.composition.listing import entries_of


@require_safe
@public_page
def identical(request: HttpRequest, pk: int) -> HttpResponse:
    """Every text that says the same in the same place, oldest first."""
    contribution = _published(request, pk)
    view = compose(contribution=contribution, actor=request.user, after=request.GET.get("after", ""))
    page = render(request, "front/identical.html", {"view": view, "unfolded": True})
    return hidden_from_search(page, contribution.consultation)


@never_cache
@require_safe
def mine_too(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to where one supports a text: its vote, if one is open; else to following its consultation.

    Of a merged text, that of the one that stands for it.
    """
    found = _published(request, pk)
    contribution = found.merged_into or found
    [entry] = entries_of(request.user, contribution.consultation, [contribution])
    if entry.control is not None and not entry.control.closed_reason:
        return redirect(f"{reverse('front:contribution', args=[contribution.pk])}#vote")
    return redirect("following:follow", "consultation", contribution.consultation_id)


def _published(request: HttpRequest, pk: int) -> Contribution:
    contribution = contribution_for(request.user, pk, "read")
    if not is_public(contribution):
        raise Http404
    return contribution
