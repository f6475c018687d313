"""Reads of comments: a page of those on a contribution, newest or most supported first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.urls import reverse

from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.debate.enums import CommentOrder, Mark, TextKind
from parvis.debate.lines import (
    PAGE_SIZE,
    Actor,
    Cursor,
    Lines,
    Mine,
    Reading,
    SaidLine,
    beyond,
    control,
    cursor,
    draft_of,
    line,
    marks_of,
    reading,
    replies_to,
    states,
)
from parvis.debate.models import FIRST_COMMENTS, SUPPORTS, Argument
from parvis.debate.permissions import Act


@dataclass(frozen=True, slots=True)
class CommentsPage:
    """A page of comments; `next` is empty at the end. `total` is that of all pages, without replies.

    `closed_reason` says why nobody may comment; `refused_reason` why this reader may not.
    """

    contribution_id: int
    items: tuple[SaidLine, ...]
    order: CommentOrder
    next: str
    is_first: bool
    total: int
    comment_url: str
    closed_reason: str
    refused_reason: str
    withdrawn: int
    hidden: int

    @property
    def draft(self) -> str:
        """The name under which the browser keeps a comment that is being written."""
        return draft_of(self.contribution_id, TextKind.COMMENT)

    @property
    def is_empty(self) -> bool:
        return not (self.total or self.withdrawn or self.hidden)

    @property
    def can_comment(self) -> bool:
        return not self.closed_reason and not self.refused_reason


def comments_page(
    *, actor: Actor, contribution: Contribution, order: str = "", after: str = ""
) -> CommentsPage:
    """A page of comments on `contribution` (loaded with consultation and kind), with all their replies.

    Those on texts merged into it are there too.

    The number of queries does not depend on that of comments. An `order` that is not one is the first;
    `after` is the `next` of the page before, and one that cannot be read gives the first page.
    """
    chosen = CommentOrder(order) if order in CommentOrder.values else CommentOrder.RECENT
    mark = cursor(after)
    reader = reading(actor, contribution, TextKind.COMMENT)
    found = _comments(reader.scope, chosen, mark)
    shown, more = found[:PAGE_SIZE], found[PAGE_SIZE:]
    counts = states(reader.scope, TextKind.COMMENT)
    return CommentsPage(
        contribution_id=contribution.pk,
        items=_lines(shown, reader, marks_of([row.pk for row in shown], reader.actor_id)),
        order=chosen,
        next=f"{shown[-1].total_support}-{shown[-1].pk}" if more else "",
        is_first=mark is None,
        total=counts.get(State.PUBLISHED, 0),
        comment_url=reverse("debate:comment", args=[contribution.pk]),
        closed_reason=reader.closed_reason,
        refused_reason=reader.refusals[Act.COMMENT],
        withdrawn=counts.get(State.WITHDRAWN, 0),
        hidden=counts.get(State.HIDDEN, 0),
    )


def _comments(scope: Collection[int], order: CommentOrder, mark: Cursor) -> list[Argument]:
    """One more than a page, from `mark` on."""
    rows = Argument.objects.filter(FIRST_COMMENTS, contribution__in=scope).select_related("author")
    if order == CommentOrder.RECENT:
        rows = rows.filter(pk__lt=mark[1]) if mark else rows
        return list(rows.order_by("-pk")[: PAGE_SIZE + 1])
    return list(beyond(rows, mark).order_by(SUPPORTS.desc(), "pk")[: PAGE_SIZE + 1])


def _lines(rows: Sequence[Argument], reader: Reading, mine: Mine) -> Lines:
    """Comments as shown, each with its replies; two queries."""
    replies = replies_to(rows, reader)
    return tuple(
        line(row, replies.get(row.pk, ()), reader, control(row, Mark.SUPPORT, mine, reader)) for row in rows
    )
