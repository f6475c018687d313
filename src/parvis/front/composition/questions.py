"""Questions to an organiser, with their clock: what waits, the most wanted first, and what is answered."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.consultations.enums import Verb
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import opened_actions
from parvis.contributions.queries import in_order
from parvis.front.composition.listing import Entry, entries_of
from parvis.front.composition.next_action import Actor, Offer, offer_of
from parvis.restitution.asked import Asked, Standing, answered_page, standing_of, waiting_page
from parvis.ui.data import Link

ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question with its clock, its supports and its answer."""

    entry: Entry
    asked: Asked


@dataclass(frozen=True, slots=True)
class QuestionsView:
    """Everything that the page shows; `ask` is the button, while one may ask."""

    consultation: ConsultationPage
    standing: Standing
    lines: list[QuestionLine]
    is_answered: bool
    tabs: list[Link]
    ask: Offer | None
    next_url: str


def compose(*, consultation: ConsultationPage, actor: Actor, show: str, after: str) -> QuestionsView:
    """Read one page. The number of queries depends neither on the questions nor on how many there are."""
    is_answered = show == ANSWERED
    page = (answered_page if is_answered else waiting_page)(consultation, after=after)
    standing = standing_of(consultation)
    by_id = {asked.pk: asked for asked in page.items}
    entries = entries_of(actor, consultation, in_order(list(by_id)))
    query = f"?show={ANSWERED}&after=" if is_answered else "?after="
    return QuestionsView(
        consultation=consultation,
        standing=standing,
        lines=[QuestionLine(entry, by_id[entry.contribution.pk]) for entry in entries],
        is_answered=is_answered,
        tabs=_tabs(consultation, standing, is_answered=is_answered),
        ask=_ask(consultation),
        next_url=f"{query}{page.next}" if page.next else "",
    )


def _tabs(consultation: ConsultationPage, standing: Standing, *, is_answered: bool) -> list[Link]:
    path = reverse("front:questions", args=[consultation.slug])
    return [
        Link(_("Waiting"), path, count=standing.waiting, current=not is_answered),
        Link(_("With an answer"), f"{path}?show={ANSWERED}", count=standing.answered, current=is_answered),
    ]


def _ask(consultation: ConsultationPage) -> Offer | None:
    opened = (action for action in opened_actions(consultation) if action.verb == Verb.ASK)
    return next((offer_of(action, consultation.slug) for action in opened), None)
