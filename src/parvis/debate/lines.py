"""What pages of arguments and of comments share: what the policy says to their reader, lines, buttons."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from parvis.accounts.models import Participant
from parvis.accounts.permissions import can
from parvis.consultations.models import TeamMember
from parvis.contributions.enums import State
from parvis.contributions.merging import sources_of
from parvis.contributions.models import Contribution
from parvis.debate.enums import Mark, TextKind
from parvis.debate.models import SUPPORTS, Argument, ArgumentSupport
from parvis.debate.permissions import Act, closed, opened, refusal, takes_replies

Actor = Participant | AnonymousUser
PAGE_SIZE = 20
Cursor = tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class MarkControl:
    """The button of one mark: where and what it posts (nothing when closed to the reader), the count."""

    id: str
    mark: Mark
    url: str
    press: str
    is_mine: bool
    count: int
    imported: int


@dataclass(frozen=True, slots=True)
class About:
    """The merged text of which something was said, on the page of the one that stands for it."""

    pk: int
    title: str


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A comment, or a reply as shown below what it answers; a reply has no `support`.

    `about`: of merged texts, the one of which it was said; none for the one whose page it is.
    """

    pk: int
    text: str
    author: str
    is_team: bool
    written_at: datetime
    withdraw_url: str
    reply_url: str
    support: MarkControl | None
    replies: tuple[SaidLine, ...]
    about: About | None = None
    quoted: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the policy says to the reader of this page, once for all its lines.

    `scope`: the texts whose debate is shown; `sources`: the title of those merged into that of the page.
    """

    actor_id: int | None
    closed_reason: str
    refusals: dict[Act, str]
    team: frozenset[int]
    scope: tuple[int, ...]
    sources: dict[int, str]

    def may(self, act: Act) -> bool:
        return not self.closed_reason and not self.refusals[act]

    def about(self, row: Argument) -> About | None:
        title = self.sources.get(row.contribution_id)
        return About(row.contribution_id, title) if title is not None and not row.depth else None


Lines = tuple[SaidLine, ...]
Mine = dict[tuple[int, str], ArgumentSupport]
"""The reader's own marks, by argument and mark."""


def draft_of(contribution_id: int, kind: TextKind = TextKind.ARGUMENT) -> str:
    return f"{kind}-{contribution_id}"


def cursor(after: str) -> Cursor:
    found = re.fullmatch(r"(\d{1,9})-(\d{1,18})", after)
    return (int(found[1]), int(found[2])) if found else None


def beyond(rows: QuerySet[Argument], mark: Cursor) -> QuerySet[Argument]:
    """What comes after `mark`, most supported first."""
    if mark is None:
        return rows
    beyond = Q(total__lt=mark[0]) | Q(total=mark[0], pk__gt=mark[1])
    return rows.alias(total=SUPPORTS).filter(beyond)


def reading(actor: Actor, contribution: Contribution, kind: str) -> Reading:
    action = opened(contribution, kind)
    members = TeamMember.objects.filter(consultation=contribution.consultation_id)
    team = frozenset(members.values_list("participant_id", flat=True))
    reason = str(closed(contribution, action, kind))
    refusals = dict.fromkeys(Act, "")
    if action is not None and isinstance(actor, Participant):
        on_team = actor.pk in team or can(actor, "administer")
        refusals = {act: str(refusal(actor, act, action, on_team=on_team)) for act in Act}
    sources = sources_of(contribution)
    return Reading(actor.pk, reason, refusals, team, (contribution.pk, *sources), sources)


def marks_of(ids: list[int], actor_id: int | None) -> Mine:
    if actor_id is None:
        return {}
    rows = ArgumentSupport.objects.filter(argument__in=ids, participant=actor_id)
    return {(row.argument_id, row.mark): row for row in rows}


def replies_to(rows: Sequence[Argument], reader: Reading) -> dict[int, Lines]:
    """What is said below each of `rows`, oldest first; one query for each depth."""
    if not rows or not takes_replies(rows[0]):
        return {}
    found = Argument.objects.filter(parent__in=[row.pk for row in rows], state=State.PUBLISHED)
    said = list(found.select_related("author").order_by("pk"))
    below = replies_to(said, reader)
    grouped: dict[int, list[SaidLine]] = defaultdict(list)
    for row in said:
        grouped[row.parent_id or 0].append(line(row, below.get(row.pk, ()), reader, None))
    return {parent: tuple(lines) for parent, lines in grouped.items()}


def line(row: Argument, replies: Lines, reader: Reading, support: MarkControl | None) -> SaidLine:
    return SaidLine(
        pk=row.pk,
        text=row.text,
        author=author_of(row),
        is_team=row.author_id in reader.team,
        written_at=row.created_at,
        withdraw_url=withdraw_url(row, reader),
        reply_url=reply_url(row, reader),
        support=support,
        replies=replies,
        about=reader.about(row),
        quoted=row.quoted,
    )


def control(argument: Argument, mark: Mark, mine: Mine, reader: Reading) -> MarkControl:
    """The reader's own act shows at once, added to (or taken from) a count that its job did not make yet."""
    own = mine.get((argument.pk, mark))
    is_mine = own is not None and own.is_live
    pending = int(own.is_live) - int(own.is_counted) if own is not None else 0
    act = Act.SUPPORT if mark == Mark.SUPPORT else Act.MARK
    is_open = reader.may(act) and (reader.actor_id is None or argument.author_id != reader.actor_id)
    press = "withdraw" if is_mine else "support"
    return MarkControl(
        id=f"{mark}-{argument.pk}",
        mark=mark,
        url=reverse(f"debate:{mark}", args=[argument.pk]),
        press=press if is_open else "",
        is_mine=is_mine,
        count=_counted(argument, mark) + pending,
        imported=argument.imported_support_count if mark == Mark.SUPPORT else 0,
    )


def _counted(argument: Argument, mark: Mark) -> int:
    if mark == Mark.SUPPORT:
        return argument.total_support
    return argument.new_count if mark == Mark.NEW else argument.changed_count


def reply_url(argument: Argument, reader: Reading) -> str:
    may = reader.may(Act.REPLY) and takes_replies(argument)
    return reverse("debate:reply", args=[argument.pk]) if may else ""


def withdraw_url(argument: Argument, reader: Reading) -> str:
    is_own = reader.actor_id is not None and argument.author_id == reader.actor_id
    return reverse("debate:withdraw", args=[argument.pk]) if is_own else ""


def author_of(argument: Argument) -> str:
    return str(argument.author) if argument.author is not None else gettext("Author not known")


def states(scope: Collection[int], kind: TextKind) -> dict[str, int]:
    """How many texts, without replies, are in each state: nothing vanishes without a word."""
    rows = Argument.objects.filter(contribution__in=scope, kind=kind, depth=0)
    return dict(rows.values_list("state").annotate(Count("pk")))


def mark_control(*, actor: Actor, argument: Argument, mark: Mark) -> MarkControl:
    """The button of one mark on one argument or comment, as its page shows it."""
    reader = reading(actor, argument.contribution, argument.kind)
    row = Argument.objects.get(pk=argument.pk)
    return control(row, mark, marks_of([row.pk], reader.actor_id), reader)
