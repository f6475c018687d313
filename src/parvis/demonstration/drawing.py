"""What chance adds to the words: who votes what and when, at which hour each argument was written.

Pure: from the town, the present moment and a seed, always the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from parvis.demonstration.content import Entry, PhasePlan, Plan, Town
from parvis.demonstration.draw import (
    DrawnSupport,
    DrawnVote,
    Group,
    Item,
    Reason,
    Sheet,
    Voter,
    Window,
    draw_moment,
    draw_supports,
    draw_voters,
    draw_votes,
)

VOTERS = 1500
# Voters of a smaller consultation that is open to all.
SMALL = 260
CHOICES = {"support": (1,), "for_mixed_against": (1, 0, -1), "statements": (1, 0, -1)}
SIDES = {"for": 1, "against": -1}


@dataclass(frozen=True, slots=True)
class Discussion:
    """The drawn part of one consultation. Arguments are numbered in the order of the entries."""

    moments: tuple[datetime, ...]
    votes: tuple[DrawnVote, ...]
    supports: tuple[DrawnSupport, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Voters, which of them each author is, and each consultation's discussion by its slug."""

    voters: tuple[Voter, ...]
    authors: dict[str, int]
    discussions: dict[str, Discussion]


def draw_town(town: Town, *, now: datetime, rng: Random) -> Drawn:
    """Draw everything; `now` carries the zone in which the town lives."""
    voters = draw_voters(rng, [Group(key, share) for key, share in town.groups], VOTERS)
    authors = _authors(town, voters)
    discussions = {town.main.slug: draw_discussion(town.main, voters, now=now, rng=rng)}
    for plan in town.others:
        circle = [voters[authors[key]] for key in plan.members] or rng.sample(voters, SMALL)
        discussions[plan.slug] = draw_discussion(plan, circle, now=now, rng=rng)
    return Drawn(tuple(voters), authors, discussions)


def draw_discussion(plan: Plan, voters: Sequence[Voter], *, now: datetime, rng: Random) -> Discussion:
    moments = [moment for entry in plan.entries for moment in _moments(rng, plan, entry, now)]
    sheets = [sheet for phase in plan.phases for sheet in _sheets(plan, phase, now)]
    born = {entry.key: entry.at.on(now) for entry in plan.entries}
    votes = [vote for vote in draw_votes(rng, voters, sheets) if vote.at > born[vote.item]]
    reasons = _reasons(plan, moments)
    supports: list[DrawnSupport] = []
    for sheet in sheets:
        cast = [vote for vote in votes if vote.ballot == sheet.key]
        supports += draw_supports(rng, cast, reasons[sheet.key])
    return Discussion(tuple(moments), tuple(votes), tuple(supports))


def opened(plan: Plan, verb: str, kind: str, now: datetime) -> Iterable[tuple[PhasePlan, Window]]:
    """The phases in which one may or could do this, with the part of each that is already past."""
    for phase in plan.phases:
        start, end = phase.starts.on(now), phase.ends.on(now)
        if start < now and any((action.verb, action.kind) == (verb, kind) for action in phase.actions):
            yield phase, Window(start, min(end, now), closed=end <= now)


def phase_at(plan: Plan, verb: str, kind: str, moment: datetime, now: datetime) -> PhasePlan:
    """The phase that was open for this at `moment`. Raises StopIteration when none was."""
    windows = opened(plan, verb, kind, now)
    return next(phase for phase, window in windows if window.start <= moment < window.end)


def _authors(town: Town, voters: Sequence[Voter]) -> dict[str, int]:
    """Each author is one of the voters of their group."""
    groups = [key for key, _share in town.groups]
    free = {place: [voter.number for voter in voters if voter.group == place] for place in range(len(groups))}
    return {person.key: free[groups.index(person.group)].pop(0) for person in town.people}


def _sheets(plan: Plan, phase: PhasePlan, now: datetime) -> Iterable[Sheet]:
    for action in phase.actions:
        windows = [window for found, window in opened(plan, "vote", action.kind, now) if found is phase]
        if action.verb == "vote" and windows:
            items = [
                Item(entry.key, CHOICES[action.method], entry.chances, 1 + 0.08 * len(entry.arguments))
                for entry in plan.entries
                if entry.kind == action.kind and entry.is_public
            ]
            is_short = bool(plan.members) or action.method == "statements"
            yield Sheet(phase.key, tuple(items), windows[0], reads_all=is_short)


def _reasons(plan: Plan, moments: Sequence[datetime]) -> dict[str, list[Reason]]:
    """What voters of each ballot may support: arguments, not replies, of the kind it bears on."""
    rows = [(entry, reason) for entry in plan.entries for reason in entry.arguments]
    return {
        phase.key: [
            Reason(number, entry.key, SIDES[reason.side], moments[number])
            for number, (entry, reason) in enumerate(rows)
            if reason.side and any((act.verb, act.kind) == ("vote", entry.kind) for act in phase.actions)
        ]
        for phase in plan.phases
    }


def _moments(rng: Random, plan: Plan, entry: Entry, now: datetime) -> Iterable[datetime]:
    """When each argument was written: on its day, after what it answers, while a phase takes it."""
    windows = [window for _phase, window in opened(plan, "argue", entry.kind, now)]
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    moments: list[datetime] = []
    for reason in entry.arguments:
        day = midnight + timedelta(days=reason.day)
        floor = entry.at.on(now) if reason.replies_to is None else moments[reason.replies_to]
        moment = _fit(rng, draw_moment(rng, Window(day, day + timedelta(days=1))), windows)
        if moment <= floor:
            moment = _fit(rng, floor + timedelta(minutes=rng.randint(4, 75)), windows)
        moments.append(max(moment, floor + timedelta(seconds=40)))
    return moments


def _fit(rng: Random, moment: datetime, windows: Sequence[Window]) -> datetime:
    """The moment itself when a window holds it, else one just inside the nearest."""
    if any(window.start <= moment < window.end for window in windows):
        return moment
    inside = timedelta(minutes=rng.randint(3, 170))
    places = [window.start + inside if moment < window.start else window.end - inside for window in windows]
    return min(places, key=lambda place: abs(place - moment))
