"""Reads of the debate floor: a page of arguments, the best on each side."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext

from parvis.accounts.models import Participant
from parvis.accounts.permissions import can
from parvis.consultations.models import PhaseAction, TeamMember
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.debate.enums import Side
from parvis.debate.models import SUPPORTS, Argument, ArgumentSupport
from parvis.debate.permissions import Act, closed, opened, refusal

Actor = Participant | AnonymousUser
PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class SupportControl:
    """The button of one argument: where and what it posts (nothing when closed to the reader), the count."""

    id: str
    url: str
    press: str
    is_mine: bool
    count: int
    imported: int


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """A reply as shown below its argument."""

    pk: int
    text: str
    author: str
    is_team: bool
    written_at: datetime
    withdraw_url: str


@dataclass(frozen=True, slots=True)
class ArgumentItem:
    """An argument as shown: its text, who wrote it, its supports, its replies, and what the reader may do."""

    pk: int
    side: Side
    text: str
    author: str
    is_team: bool
    written_at: datetime
    support: SupportControl
    replies: tuple[ReplyLine, ...]
    reply_url: str
    withdraw_url: str


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


@dataclass(frozen=True, slots=True)
class _Reader:
    """What the policy says to the reader of this page, once for all its lines."""

    actor_id: int | None
    closed_reason: str
    refusals: dict[Act, str]
    team: frozenset[int]

    def may(self, act: Act) -> bool:
        return not self.closed_reason and not self.refusals[act]


def draft_of(contribution_id: int) -> str:
    return f"argument-{contribution_id}"


def arguments_page(*, actor: Actor, contribution: Contribution, after: str = "") -> ArgumentsPage:
    """A page of the debate on `contribution` (loaded with consultation and kind), most supported first.

    The number of queries does not depend on the number of arguments. `after` is the `next` of the page
    before; one that cannot be read gives the first page.
    """
    mark = _read(after)
    best, rest = _split(contribution.pk, mark)
    shown, more = rest[:PAGE_SIZE], rest[PAGE_SIZE:]
    lines = [argument for argument in (*best, *shown) if argument is not None]
    action = opened(contribution)
    reader = _reader(actor, contribution, action)
    items = _items(lines, reader)
    removed = _removed(contribution.pk)
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
        withdrawn=removed.get(State.WITHDRAWN, 0),
        hidden=removed.get(State.HIDDEN, 0),
    )


def argument_item(*, actor: Actor, argument: Argument) -> ArgumentItem:
    """One argument as the page of the debate shows it."""
    reader = _reader(actor, argument.contribution, opened(argument.contribution))
    return _items([Argument.objects.select_related("author").get(pk=argument.pk)], reader)[argument.pk]


@dataclass(frozen=True, slots=True)
class OwnPage:
    """What somebody wrote in debates, with the contribution of each; `next` is empty at the end."""

    items: list[Argument]
    next: str


def written_by(author: Participant, *, after: str = "") -> OwnPage:
    """One page of somebody's arguments and replies, whatever became of them, newest first; one query."""
    rows = (
        Argument.objects.filter(author=author)
        .select_related("contribution__consultation", "contribution__kind")
        .defer("contribution__search")
        .order_by("-pk")
    )
    if re.fullmatch(r"\d{1,18}", after):
        rows = rows.filter(pk__lt=int(after))
    found = list(rows[: PAGE_SIZE + 1])
    more = len(found) > PAGE_SIZE
    return OwnPage(items=found[:PAGE_SIZE], next=str(found[PAGE_SIZE - 1].pk) if more else "")


Mark = tuple[int, int] | None
Best = tuple[Argument | None, Argument | None]


def _read(after: str) -> Mark:
    found = re.fullmatch(r"(\d{1,9})-(\d{1,18})", after)
    return (int(found[1]), int(found[2])) if found else None


def _top(contribution_id: int, side: Side, mark: Mark, limit: int) -> list[Argument]:
    rows = Argument.objects.filter(contribution=contribution_id, side=side, state=State.PUBLISHED)
    if mark is not None:
        beyond = Q(total__lt=mark[0]) | Q(total=mark[0], pk__gt=mark[1])
        rows = rows.alias(total=SUPPORTS).filter(beyond)
    return list(rows.select_related("author").order_by(SUPPORTS.desc(), "pk")[:limit])


def _split(contribution_id: int, mark: Mark) -> tuple[Best, list[Argument]]:
    """The best pair (on the first page), and what follows `mark`, both sides merged, one more than a page."""
    sides = [_top(contribution_id, side, mark, PAGE_SIZE + 2) for side in Side]
    if mark is None:
        best = (sides[0][0] if sides[0] else None, sides[1][0] if sides[1] else None)
        rest = sides[0][1:] + sides[1][1:]
    else:
        already = {row.pk for side in Side for row in _top(contribution_id, side, None, 1)}
        best = (None, None)
        rest = [row for row in sides[0] + sides[1] if row.pk not in already]
    rest.sort(key=lambda row: (-row.total_support, row.pk))
    return best, rest[: PAGE_SIZE + 1]


def _reader(actor: Actor, contribution: Contribution, action: PhaseAction | None) -> _Reader:
    members = TeamMember.objects.filter(consultation=contribution.consultation_id)
    team = frozenset(members.values_list("participant_id", flat=True))
    reason = str(closed(contribution, action))
    refusals = dict.fromkeys(Act, "")
    if action is not None and isinstance(actor, Participant):
        on_team = actor.pk in team or can(actor, "administer")
        refusals = {act: str(refusal(actor, act, action, on_team=on_team)) for act in Act}
    return _Reader(actor_id=actor.pk, closed_reason=reason, refusals=refusals, team=team)


def _items(arguments: list[Argument], reader: _Reader) -> dict[int, ArgumentItem]:
    ids = [argument.pk for argument in arguments]
    replies: dict[int, list[ReplyLine]] = defaultdict(list)
    answers = Argument.objects.filter(parent__in=ids, state=State.PUBLISHED).select_related("author")
    for answer in answers.order_by("pk"):
        replies[answer.parent_id or 0].append(_reply(answer, reader))
    mine = _mine(ids, reader.actor_id)
    return {
        argument.pk: _item(argument, tuple(replies[argument.pk]), mine.get(argument.pk), reader)
        for argument in arguments
    }


def _mine(ids: list[int], actor_id: int | None) -> dict[int, ArgumentSupport]:
    if actor_id is None:
        return {}
    rows = ArgumentSupport.objects.filter(argument__in=ids, participant=actor_id)
    return {row.argument_id: row for row in rows}


def _item(
    argument: Argument, replies: tuple[ReplyLine, ...], mine: ArgumentSupport | None, reader: _Reader
) -> ArgumentItem:
    return ArgumentItem(
        pk=argument.pk,
        side=Side(argument.side),
        text=argument.text,
        author=_author(argument),
        is_team=argument.author_id in reader.team,
        written_at=argument.created_at,
        support=_support(argument, mine, reader),
        replies=replies,
        reply_url=reverse("debate:reply", args=[argument.pk]) if reader.may(Act.REPLY) else "",
        withdraw_url=_withdraw_url(argument, reader),
    )


def _support(argument: Argument, mine: ArgumentSupport | None, reader: _Reader) -> SupportControl:
    """The reader's own act shows at once, added to (or taken from) a count that its job did not make yet."""
    is_mine = mine is not None and mine.is_live
    pending = int(mine.is_live) - int(mine.is_counted) if mine is not None else 0
    is_open = reader.may(Act.SUPPORT) and (reader.actor_id is None or argument.author_id != reader.actor_id)
    press = "withdraw" if is_mine else "support"
    return SupportControl(
        id=f"support-{argument.pk}",
        url=reverse("debate:support", args=[argument.pk]),
        press=press if is_open else "",
        is_mine=is_mine,
        count=argument.total_support + pending,
        imported=argument.imported_support_count,
    )


def _reply(answer: Argument, reader: _Reader) -> ReplyLine:
    return ReplyLine(
        pk=answer.pk,
        text=answer.text,
        author=_author(answer),
        is_team=answer.author_id in reader.team,
        written_at=answer.created_at,
        withdraw_url=_withdraw_url(answer, reader),
    )


def _withdraw_url(argument: Argument, reader: _Reader) -> str:
    is_own = reader.actor_id is not None and argument.author_id == reader.actor_id
    return reverse("debate:withdraw", args=[argument.pk]) if is_own else ""


def _author(argument: Argument) -> str:
    return str(argument.author) if argument.author is not None else gettext("Author not known")


def _removed(contribution_id: int) -> dict[str, int]:
    """How many arguments are no longer shown, by state: nothing vanishes without a word."""
    rows = Argument.objects.filter(contribution=contribution_id, parent=None).exclude(state=State.PUBLISHED)
    return dict(rows.values_list("state").annotate(Count("pk")))
