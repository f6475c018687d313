"""Reads of the debate floor: a page of arguments, the best on each side, what somebody wrote."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.urls import reverse

from parvis.accounts.models import Participant
from parvis.contributions.enums import State
from parvis.contributions.merging import sources_of
from parvis.contributions.models import Contribution
from parvis.debate.enums import Mark, Side, TextKind
from parvis.debate.lines import (
    PAGE_SIZE,
    About,
    Actor,
    Cursor,
    Lines,
    MarkControl,
    Mine,
    Reading,
    SaidLine,
    author_of,
    beyond,
    control,
    cursor,
    draft_of,
    marks_of,
    reading,
    replies_to,
    reply_url,
    states,
    withdraw_url,
)
from parvis.debate.models import HEARD, SUPPORTS, Argument
from parvis.debate.permissions import Act
from parvis.debate.sources import host_of


@dataclass(frozen=True, slots=True)
class ArgumentItem:
    """An argument as shown: its text, who wrote it, its supports, its replies, and what the reader may do."""

    pk: int
    side: Side
    text: str
    source: str
    host: str
    author: str
    is_team: bool
    written_at: datetime
    support: MarkControl
    marks: tuple[MarkControl, ...]
    replies: tuple[SaidLine, ...]
    reply_url: str
    withdraw_url: str
    about: About | None = None

    @property
    def has_marks(self) -> bool:
        """Whether somebody made one, or this reader may."""
        return any(control.count or control.press for control in self.marks)


@dataclass(frozen=True, slots=True)
class ArgumentsPage:
    """A page of a debate. The best pair is on the first page alone; `next` is empty at the end.

    `closed_reason` says why nobody may argue; `refused_reason` why this reader may not.
    """

    contribution_id: int
    best_for: ArgumentItem | None
    best_against: ArgumentItem | None
    rest: tuple[ArgumentItem, ...]
    next: str
    is_first: bool
    argue_url: str
    closed_reason: str
    refused_reason: str
    withdrawn: int
    hidden: int

    @property
    def draft(self) -> str:
        """The name under which the browser keeps an argument that is being written."""
        return draft_of(self.contribution_id)

    @property
    def is_empty(self) -> bool:
        return self.best_for is None and self.best_against is None and not self.rest

    @property
    def can_argue(self) -> bool:
        return not self.closed_reason and not self.refused_reason


def arguments_page(*, actor: Actor, contribution: Contribution, after: str = "") -> ArgumentsPage:
    """A page of the debate on `contribution` (loaded with consultation and kind), most supported first.

    What was said of texts merged into it is there too.

    The number of queries does not depend on the number of arguments. `after` is the `next` of the page
    before; one that cannot be read gives the first page.
    """
    mark = cursor(after)
    reader = reading(actor, contribution, TextKind.ARGUMENT)
    best, rest = _split(reader.scope, mark)
    shown, more = rest[:PAGE_SIZE], rest[PAGE_SIZE:]
    lines = [argument for argument in (*best, *shown) if argument is not None]
    items = _items(lines, reader)
    found = states(reader.scope, TextKind.ARGUMENT)
    best_for, best_against = (items[argument.pk] if argument else None for argument in best)
    return ArgumentsPage(
        contribution_id=contribution.pk,
        best_for=best_for,
        best_against=best_against,
        rest=tuple(items[argument.pk] for argument in shown),
        next=f"{shown[-1].total_support}-{shown[-1].pk}" if more else "",
        is_first=mark is None,
        argue_url=reverse("debate:argue", args=[contribution.pk]),
        closed_reason=reader.closed_reason,
        refused_reason=reader.refusals[Act.ARGUE],
        withdrawn=found.get(State.WITHDRAWN, 0),
        hidden=found.get(State.HIDDEN, 0),
    )


def best_arguments(*, contribution: Contribution, count: int) -> dict[Side, list[Argument]]:
    """The most supported arguments of each side, with their authors."""
    scope = (contribution.pk, *sources_of(contribution))
    return {side: _top(scope, side, None, count) for side in Side}


def sides_of(contribution: Contribution) -> dict[str, int]:
    """How many public arguments each side has."""
    scope = (contribution.pk, *sources_of(contribution))
    rows = Argument.objects.filter(contribution__in=scope, side__in=Side.values, state=State.PUBLISHED)
    return dict(rows.values_list("side").annotate(Count("pk")))


def counted_comments(contribution_ids: Collection[int]) -> dict[int, int]:
    """How many comments, replies included, are shown on each of these; one query."""
    shown = Argument.objects.filter(HEARD, kind=TextKind.COMMENT, state=State.PUBLISHED)
    rows = shown.filter(contribution__in=contribution_ids).values_list("contribution")
    return dict(rows.annotate(Count("pk")))


@dataclass(frozen=True, slots=True)
class OwnPage:
    """What somebody wrote in debates, with the contribution of each; `next` is empty at the end."""

    items: list[Argument]
    next: str


def written_by(author: Participant, *, after: str = "") -> OwnPage:
    """One page of somebody's arguments and replies, whatever became of them, newest first; one query."""
    rows = (
        Argument.objects.filter(author=author)
        .select_related("contribution__consultation", "contribution__kind", "contribution__gathering")
        .defer("contribution__search")
        .order_by("-pk")
    )
    if re.fullmatch(r"\d{1,18}", after):
        rows = rows.filter(pk__lt=int(after))
    found = list(rows[: PAGE_SIZE + 1])
    more = len(found) > PAGE_SIZE
    return OwnPage(items=found[:PAGE_SIZE], next=str(found[PAGE_SIZE - 1].pk) if more else "")


Best = tuple[Argument | None, Argument | None]


def _top(scope: Collection[int], side: Side, mark: Cursor, limit: int) -> list[Argument]:
    rows = Argument.objects.filter(contribution__in=scope, side=side, state=State.PUBLISHED)
    rows = beyond(rows, mark)
    return list(rows.select_related("author").order_by(SUPPORTS.desc(), "pk")[:limit])


def _split(scope: Collection[int], mark: Cursor) -> tuple[Best, list[Argument]]:
    """The best pair (on the first page), and what follows `mark`, both sides merged, one more than a page."""
    sides = [_top(scope, side, mark, PAGE_SIZE + 2) for side in Side]
    if mark is None:
        best = (sides[0][0] if sides[0] else None, sides[1][0] if sides[1] else None)
        rest = sides[0][1:] + sides[1][1:]
    else:
        already = {row.pk for side in Side for row in _top(scope, side, None, 1)}
        best = (None, None)
        rest = [row for row in sides[0] + sides[1] if row.pk not in already]
    rest.sort(key=lambda row: (-row.total_support, row.pk))
    return best, rest[: PAGE_SIZE + 1]


def _items(arguments: list[Argument], reader: Reading) -> dict[int, ArgumentItem]:
    mine = marks_of([argument.pk for argument in arguments], reader.actor_id)
    replies = replies_to(arguments, reader)
    return {row.pk: _item(row, replies.get(row.pk, ()), mine, reader) for row in arguments}


def _item(argument: Argument, replies: Lines, mine: Mine, reader: Reading) -> ArgumentItem:
    return ArgumentItem(
        pk=argument.pk,
        side=Side(argument.side),
        text=argument.text,
        source=argument.source,
        host=host_of(argument.source),
        author=author_of(argument),
        is_team=argument.author_id in reader.team,
        written_at=argument.created_at,
        support=control(argument, Mark.SUPPORT, mine, reader),
        marks=tuple(control(argument, mark, mine, reader) for mark in (Mark.NEW, Mark.CHANGED)),
        replies=replies,
        reply_url=reply_url(argument, reader),
        withdraw_url=withdraw_url(argument, reader),
        about=reader.about(argument),
    )
