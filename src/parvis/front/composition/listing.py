"""A list of contributions: its filters, its order, and what floors above put beside each item."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.ballots.queries import VoteControl, controls
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import opened_actions, phases_of
from parvis.contributions.filters import FilterBar, Wanted, filter_bar, first_page, next_page, read_filters
from parvis.contributions.mapping import located
from parvis.contributions.models import Contribution
from parvis.contributions.queries import listing
from parvis.following.enums import Sort
from parvis.following.queries import Button, button
from parvis.front.composition.next_action import Actor, Offer, offers
from parvis.minutes.queries import Spoken, spoken_of
from parvis.restitution.models import Answer
from parvis.restitution.queries import answers_for

SEEDS = 2**62


@dataclass(frozen=True, slots=True)
class Entry:
    """One contribution of a list, with its vote and its answer."""

    contribution: Contribution
    control: VoteControl | None
    answer: Answer | None

    @property
    def answer_label(self) -> str:
        if self.answer is None:
            return ""
        return _("answered: %(status)s") % {"status": self.answer.get_status_display()}

    @property
    def answer_url(self) -> str:
        return f"{reverse('front:contribution', args=[self.contribution.pk])}#answer" if self.answer else ""


@dataclass(frozen=True, slots=True)
class ListView:
    """Everything that the list page shows. `deposit` is the button, when something may be deposited."""

    consultation: ConsultationPage
    wanted: Wanted
    bar: FilterBar
    entries: list[Entry]
    deposit: Offer | None
    first_url: str
    next_url: str
    map_url: str
    follow: Button | None
    spoken: list[Spoken]


def new_seed() -> int:
    """Where a reader enters the ring of the random order."""
    return secrets.randbelow(SEEDS)


def read_seed(text: str) -> int | None:
    """What the cookie holds, or None when it holds anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 19 else None


def compose(*, consultation: ConsultationPage, actor: Actor, asked: QueryDict, seed: int) -> ListView:
    """Read one page. The number of queries depends neither on the items nor on how many there are."""
    choices = {
        "themes": list(consultation.themes.all()),
        "kinds": [kind for kind in consultation.kinds.all() if not kind.is_private],
        "phases": [phase for phase in phases_of(consultation) if phase.actions.all()],
    }
    wanted = read_filters(asked, **choices)
    page = listing(consultation=consultation, start=seed, **wanted.arguments())
    path = reverse("front:contributions", args=[consultation.slug])
    return ListView(
        consultation=consultation,
        wanted=wanted,
        bar=filter_bar(wanted, path=path, **choices),
        entries=entries_of(actor, consultation, page.items),
        deposit=_deposit(actor, consultation),
        first_url=first_page(wanted, path=path),
        next_url=next_page(wanted, path=path, after=page.next),
        map_url=reverse("front:map", args=[consultation.slug]) if located(consultation).exists() else "",
        follow=button(actor, Sort.THEME, wanted.theme.pk) if wanted.theme else None,
        spoken=spoken_of(theme=wanted.theme) if wanted.theme and not wanted.after else [],
    )


def entries_of(actor: Actor, consultation: ConsultationPage, rows: Sequence[Contribution]) -> list[Entry]:
    """Put the vote and the answer beside each contribution, in batches."""
    votes = controls(actor=actor, consultation=consultation, contributions=rows)
    answers = answers_for([row.pk for row in rows])
    return [Entry(row, votes.get(row.pk), answers.get(row.pk)) for row in rows]


def _deposit(actor: Actor, consultation: ConsultationPage) -> Offer | None:
    opened = opened_actions(consultation)
    made = offers(actor=actor, consultation=consultation, opened=opened, synthesis=None, has_results=False)
    return next((offer for offer in made.every if offer.deposits), None)
