"""The page of the texts that one line of a list stands for."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from parvis.contributions.models import Contribution
from parvis.contributions.queries import copies_of, in_order, lead_of
from parvis.front.composition.listing import Entry, entries_of
from parvis.front.composition.next_action import Actor


@dataclass(frozen=True, slots=True)
class IdenticalView:
    """The text shown for the others first, then the others, by pages."""

    lead: Contribution
    entries: list[Entry]
    first_url: str
    next_url: str


def compose(*, contribution: Contribution, actor: Actor, after: str) -> IdenticalView:
    """Read one page; the number of queries depends neither on the texts nor on how many there are."""
    lead = lead_of(contribution) or contribution
    page = copies_of(contribution, after=after)
    rows = page.items if after else [*in_order([lead.pk]), *page.items]
    path = reverse("front:identical", args=[lead.pk])
    return IdenticalView(
        lead=lead,
        entries=entries_of(actor, contribution.consultation, rows),
        first_url=path if after else "",
        next_url=f"{path}?{urlencode({'after': page.next})}" if page.next else "",
    )
