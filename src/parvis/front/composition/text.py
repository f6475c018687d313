"""The page of a text put to consultation: its contents, its passages, and what people did on each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from parvis.ballots.queries import votes_on
from parvis.consultations.enums import KindRole
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import opened_actions
from parvis.contributions.enums import State
from parvis.debate.queries import counted_comments
from parvis.texts.enums import Part
from parvis.texts.models import Document, Passage
from parvis.texts.queries import counted_amendments, outline_of, passages_of

SIZE = 200
"""Pieces in a page: longer, it would take seconds to open on a phone."""


@dataclass(frozen=True, slots=True)
class Row:
    """A piece of the text, and how many votes, comments and amendments it drew.

    `level` is that of its heading in the page: below the title, and at most one below the heading before it.
    """

    passage: Passage
    level: int
    votes: int = 0
    comments: int = 0
    amendments: int = 0

    @property
    def is_hidden(self) -> bool:
        words = self.passage.contribution
        return words is not None and words.state != State.PUBLISHED


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table of contents."""

    label: str
    level: int
    url: str


@dataclass(frozen=True, slots=True)
class TextView:
    """Everything that the page shows; `is_open` when passages are voted on, commented or amended now."""

    document: Document
    contents: list[Line]
    above: list[Row]
    rows: list[Row]
    page: int
    pages: int
    is_open: bool

    @property
    def previous_url(self) -> str:
        return f"?page={self.page - 1}" if self.page > 1 else ""

    @property
    def next_url(self) -> str:
        return f"?page={self.page + 1}" if self.page < self.pages else ""


def compose(*, document: Document, wanted: str) -> TextView:
    """The number of queries does not depend on the passages. A page that does not exist is the first."""
    pages = max(1, -(-document.passages.count() // SIZE))
    page = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 5 else 1
    page = page if 1 <= page <= pages else 1
    outline, start = outline_of(document), (page - 1) * SIZE
    shown = passages_of(document, start=start, size=SIZE)
    above = _above(outline, shown)
    ranks = _ranks([*above, *shown])
    counted = _counted(shown)
    return TextView(
        document=document,
        contents=[_line(passage, page) for passage in outline],
        above=[Row(passage, ranks[passage.position]) for passage in above],
        rows=[Row(passage, ranks[passage.position], *counted(passage)) for passage in shown],
        page=page,
        pages=pages,
        is_open=any(act.kind.role != KindRole.PLAIN for act in opened_actions(document.consultation)),
    )


def url_of(passage: Passage, consultation: ConsultationPage) -> str:
    """The place of a passage in the page of its text."""
    address = reverse("front:text", args=[consultation.slug, passage.document.slug])
    page = _page_of(passage)
    return f"{address}{f'?page={page}' if page > 1 else ''}#{passage.anchor}"


def _page_of(passage: Passage) -> int:
    return (passage.position - 1) // SIZE + 1


def _line(passage: Passage, page: int) -> Line:
    own, address = _page_of(passage), f"#{passage.anchor}"
    return Line(passage.label, passage.level, address if own == page else f"?page={own}{address}")


def _above(outline: Sequence[Passage], shown: Sequence[Passage]) -> list[Passage]:
    """The headings under which a page begins."""
    found: list[Passage] = []
    for passage in outline:
        if not shown or passage.position >= shown[0].position:
            break
        found = [heading for heading in found if heading.level < passage.level]
        found.append(passage)
    level = shown[0].level if shown else 0
    return [
        heading for heading in found if heading.part == Part.HEADING and (heading.level < level or not level)
    ]


def _ranks(passages: Sequence[Passage]) -> dict[int, int]:
    """The level of each heading in the page, by position."""
    ranks, last = {}, 1
    for passage in passages:
        if passage.level:
            last = min(passage.level + 1, last + 1, 6)
        ranks[passage.position] = last
    return ranks


def _counted(passages: Sequence[Passage]) -> Callable[[Passage], tuple[int, int, int]]:
    ids = [passage.contribution_id for passage in passages if passage.contribution_id is not None]
    counts = (votes_on(ids), counted_comments(ids), counted_amendments(ids))

    def of(passage: Passage) -> tuple[int, int, int]:
        votes, comments, amendments = (count.get(passage.contribution_id or 0, 0) for count in counts)
        return votes, comments, amendments

    return of
