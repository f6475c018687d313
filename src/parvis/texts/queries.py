"""Reads of texts put to consultation: one, its passages, the passage that a contribution is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count
from django.http import Http404

from parvis.accounts.models import Participant
from parvis.consultations.enums import KindRole
from parvis.consultations.models import ConsultationPage
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.texts import permissions
from parvis.texts.cutting import Piece
from parvis.texts.enums import DocumentState, Part
from parvis.texts.models import Document, Passage

Actor = Participant | AnonymousUser


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands: its text, and the passages before and after it."""

    passage: Passage
    before: Passage | None
    after: Passage | None


def document_by_slug(actor: Actor, consultation: ConsultationPage, slug: str) -> Document:
    """The published text that the actor may see, or `Http404`."""
    rows = Document.objects.filter(consultation=consultation, state=DocumentState.PUBLISHED, slug=slug)
    found = rows.select_related("consultation").first()
    if found is None or not permissions.can(actor, "see", found):
        raise Http404
    return found


def draft_for(actor: Actor, consultation: ConsultationPage, pk: int) -> Document:
    """The text that the actor may cut, or `Http404`."""
    found = Document.objects.filter(consultation=consultation, pk=pk).select_related("consultation").first()
    if found is None or not permissions.can(actor, "edit", found):
        raise Http404
    return found


def published_in(consultation: ConsultationPage) -> list[Document]:
    return list(consultation.documents.filter(state=DocumentState.PUBLISHED).defer("source"))


def outline_of(document: Document) -> list[Passage]:
    """Every heading, in order, those of passages included: what a table of contents lists."""
    return list(document.passages.filter(level__gt=0))


def passages_of(document: Document, *, start: int = 0, size: int | None = None) -> list[Passage]:
    """Its pieces in order, each with the contribution that holds its words; one query.

    `start` and `size` cut a page out of them.
    """
    rows = document.passages.select_related("contribution").defer("contribution__search")
    return list(rows[start : None if size is None else start + size])


def pieces_in(document: Document) -> list[Piece]:
    """A published text as it was cut; the words of what moderation hid are not in it."""
    return [
        Piece(
            part=Part(passage.part),
            level=passage.level,
            number=passage.number,
            title=passage.title,
            text=shown_words(passage),
            is_given=passage.is_given,
        )
        for passage in passages_of(document)
    ]


def shown_words(passage: Passage) -> str:
    """What a passage says to everybody."""
    words = passage.contribution
    return "" if words is None or words.state != State.PUBLISHED else words.text


def place_of(contribution: Contribution) -> Place | None:
    """Where a contribution stands when it is a passage of a published text; two queries, or one."""
    rows = Passage.objects.filter(contribution=contribution).select_related("document")
    passage = rows.defer("document__source").first()
    if passage is None:
        return None
    near = Passage.objects.filter(document=passage.document_id, part=Part.PASSAGE)
    before = near.filter(position__lt=passage.position).order_by("-position")
    after = near.filter(position__gt=passage.position).order_by("position")
    return Place(passage, before.first(), after.first())


def amendments_of(contribution: Contribution) -> list[Contribution]:
    """The published amendments to some words, oldest first, identical ones once; with who signs them."""
    rows = contribution.responses.leads().filter(kind__role=KindRole.AMENDMENT).with_coauthors()
    return list(rows.select_related("author", "organisation", "kind").defer("search").order_by("pk"))


def counted_amendments(contribution_ids: Sequence[int]) -> dict[int, int]:
    """How many published amendments each passage has; one query."""
    rows = Contribution.objects.published().filter(
        responds_to__in=contribution_ids, kind__role=KindRole.AMENDMENT
    )
    return dict(rows.values_list("responds_to").annotate(Count("pk")))
