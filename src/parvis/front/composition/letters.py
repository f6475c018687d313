"""The letters that left, as everybody reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language

from parvis.consultations.models import ConsultationPage
from parvis.contributions.results import FEWEST
from parvis.following.bilingual import Words
from parvis.following.leaves import digest
from parvis.following.letters import Letter
from parvis.following.queries import letters_of
from parvis.following.segments import name_of
from parvis.ui import words

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Sent:
    """`people`: to how many, in words; empty where they are too few for a segment to say nothing of them."""

    words: Words
    url: str
    left_at: datetime | None
    segment: str
    people: str
    digest: str


def sent_letters(consultation: ConsultationPage, *, after: int | None) -> tuple[list[Sent], int | None]:
    """One page, and where the next begins; one query."""
    rows = letters_of(consultation).order_by("-pk")
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows[: PAGE_SIZE + 1])
    more = found[PAGE_SIZE - 1].pk if len(found) > PAGE_SIZE else None
    return [describe(consultation, row) for row in found[:PAGE_SIZE]], more


def sent_letter(consultation: ConsultationPage, pk: int) -> Letter:
    """One that left, or Http404."""
    letter = letters_of(consultation).filter(pk=pk).first()
    if letter is None:
        raise Http404
    return letter


def describe(consultation: ConsultationPage, letter: Letter) -> Sent:
    return Sent(
        words=letter.words(get_language() or "fr"),
        url=reverse("front:letter", args=[consultation.slug, letter.pk]),
        left_at=letter.left_at,
        segment=name_of(letter),
        people=words.people(letter.people) if letter.people >= FEWEST else "",
        digest=digest(letter),
    )
