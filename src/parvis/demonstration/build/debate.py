"""Contributions with their versions and decisions, and the arguments on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from parvis.contributions.domain.carry import carry
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution, Version
from parvis.debate.models import Argument
from parvis.demonstration.build import told
from parvis.demonstration.build.consultation import Frame
from parvis.demonstration.build.people import People
from parvis.demonstration.build.place import Place
from parvis.demonstration.content import Entry, Plan, Reason
from parvis.demonstration.drawing import Discussion, phase_at
from parvis.moderation.enums import Act
from parvis.moderation.models import Decision


def make_contributions(
    *, plan: Plan, frame: Frame, place: Place, discussion: Discussion
) -> dict[str, Contribution]:
    """Contributions by key; those that answer another are written after it."""
    reacted = _first_reactions(plan, discussion)
    made: dict[str, Contribution] = {}
    for is_answer in (False, True):
        entries = [entry for entry in plan.entries if bool(entry.answers) is is_answer]
        rows = [_contribution(entry, plan, frame, place) for entry in entries]
        for entry, row in zip(entries, rows, strict=True):
            row.responds_to, row.reacted_at = made.get(entry.answers), reacted.get(entry.key)
        Contribution.objects.bulk_create(rows)
        made.update({entry.key: row for entry, row in zip(entries, rows, strict=True)})
    versions = Version.objects.bulk_create(_versions(plan, made, place.now))
    told.tell_contributions(made.values(), versions)
    return made


def make_decisions(*, plan: Plan, made: dict[str, Contribution], place: Place) -> None:
    rows = Decision.objects.bulk_create(
        Decision(
            contribution=made[entry.key],
            act=Act.HIDE,
            reason=entry.hidden.reason,
            message=entry.hidden.message,
            moderator=place.hosts.moderator,
            created_at=entry.hidden.at.on(place.now),
        )
        for entry in plan.entries
        if entry.hidden
    )
    told.tell_decisions(rows)


def carry_over(*, plan: Plan, frame: Frame, made: dict[str, Contribution], place: Place) -> None:
    """What each started phase took over; a hand-made list holds the contributions that were answered."""
    chosen = [made[entry.answers].pk for entry in plan.entries if entry.answers and entry.is_public]
    for phase_plan in plan.phases:
        if phase_plan.origin and phase_plan.starts.on(place.now) <= place.now:
            ids = chosen if phase_plan.source == "chosen" else None
            carry(phase=frame.phases[phase_plan.key], contribution_ids=ids)


def make_arguments(
    *, plan: Plan, frame: Frame, made: dict[str, Contribution], place: Place, discussion: Discussion
) -> list[Argument]:
    """Every argument and reply, in the order of the entries, with its supports counted."""
    counts: dict[int, int] = {}
    for support in discussion.supports:
        counts[support.reason] = counts.get(support.reason, 0) + 1
    rows: list[Argument] = []
    for entry in plan.entries:
        first = len(rows)
        for number, reason in enumerate(entry.arguments, start=first):
            moment = discussion.moments[number]
            row = _argument(reason, made[entry.key], place.people, moment)
            row.phase = frame.phases[phase_at(plan, "argue", entry.kind, moment, place.now).key]
            row.parent = None if reason.replies_to is None else rows[first + reason.replies_to]
            row.depth = 0 if row.parent is None else row.parent.depth + 1
            row.support_count = counts.get(number, 0)
            rows.append(row)
    _write(rows)
    return rows


def _write(rows: Sequence[Argument]) -> None:
    Argument.objects.bulk_create([row for row in rows if row.side])
    replies = [row for row in rows if not row.side]
    for row in replies:
        row.parent = row.parent  # its key is known now
    Argument.objects.bulk_create(replies)
    told.tell_arguments([row for row in rows if row.side] + replies)


def _argument(reason: Reason, contribution: Contribution, people: People, moment: datetime) -> Argument:
    author = people.authors[reason.by]
    return Argument(
        contribution=contribution,
        side=reason.side,
        author=author,
        text=reason.text,
        identity_level=author.identity_level,
        created_at=moment,
    )


def _contribution(entry: Entry, plan: Plan, frame: Frame, place: Place) -> Contribution:
    now, author = place.now, place.people.authors[entry.by]
    moment = entry.at.on(now)
    return Contribution(
        consultation=frame.page,
        phase=frame.phases[phase_at(plan, "deposit", entry.kind, moment, now).key],
        kind=frame.kinds[entry.kind],
        theme=frame.themes.get(entry.theme),
        author=author,
        title=entry.title,
        text=entry.text,
        state=_state(entry),
        origin=entry.origin,
        identity_level=author.identity_level,
        created_at=moment,
        revised_at=entry.former.until.on(now) if entry.former else None,
        withdrawn_at=entry.withdrawn_at.on(now) if entry.withdrawn_at else None,
        argument_count=sum(1 for reason in entry.arguments if reason.side),
        shuffle_key=place.rng.getrandbits(62),
    )


def _state(entry: Entry) -> State:
    if entry.hidden:
        return State.HIDDEN
    return State.WITHDRAWN if entry.withdrawn_at else State.PUBLISHED


def _versions(plan: Plan, made: dict[str, Contribution], now: datetime) -> Iterable[Version]:
    for entry in plan.entries:
        if entry.former:
            until = entry.former.until.on(now)
            reacted_at = made[entry.key].reacted_at
            yield Version(
                contribution=made[entry.key],
                number=1,
                title=entry.former.title,
                text=entry.former.text,
                is_public=reacted_at is not None and reacted_at < until,
                replaced_at=until,
            )


def _first_reactions(plan: Plan, discussion: Discussion) -> dict[str, datetime]:
    """The first vote or argument on each entry."""
    keys = [entry.key for entry in plan.entries for _reason in entry.arguments]
    acts = [(vote.item, vote.at) for vote in discussion.votes]
    first: dict[str, datetime] = {}
    for key, moment in [*acts, *zip(keys, discussion.moments, strict=True)]:
        first[key] = min(moment, first.get(key, moment))
    return first
