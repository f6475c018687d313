"""Votes drawn from planted opinion groups: pure, seeded, without Django.

Each voter belongs to one group, reads a long-tailed number of items in one sitting a ballot, and answers each
as their group does, in proportion. The same seed and the same plan give the same draw.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

# How many items a person reads in one sitting (log-normal): half stop before seven, one in ten goes past 20.
READ_MEDIAN_LOG = 1.9
READ_SPREAD = 0.85
# Share of the voters who come to only the first, or only the last, of several ballots.
FAITHLESS = 0.27
# Chance of a sitting at each hour of the day, from midnight, in any unit.
HOURS = (3, 1, 1, 1, 2, 3, 6, 18, 24, 18, 15, 16, 28, 30, 16, 14, 16, 24, 36, 40, 52, 54, 34, 12)
# The first days are told by mail and in the press; the last ones by reminders.
FIRST_DAYS = (5.0, 3.0, 1.8)
LAST_DAYS = (1.6, 2.6)
SECONDS_AN_ITEM = (6, 45)
# Chance that somebody who voted for, mixed or against supports an argument for it, then one against it.
AGREES = {1: (0.07, 0.008), 0: (0.035, 0.035), -1: (0.005, 0.08)}
# The same for those who came to the ballot and left no vote on the item.
SILENT = (0.002, 0.008)


@dataclass(frozen=True, slots=True)
class Group:
    """A planted opinion group and its share of the voters, between 0 and 1."""

    key: str
    share: float


@dataclass(frozen=True, slots=True)
class Voter:
    """One drawn person; `number` counts from 0."""

    number: int
    group: int


@dataclass(frozen=True, slots=True)
class Item:
    """Something to vote on.

    `choices` are the answers that leave a vote; `chances[group]` gives the weight of each of them and, last,
    of leaving none. `appeal` (above 0) says how much more often than another it is read.
    """

    key: str
    choices: tuple[int, ...]
    chances: tuple[tuple[float, ...], ...]
    appeal: float = 1.0


@dataclass(frozen=True, slots=True)
class Window:
    """When a ballot takes votes. `closed` says whether `end` is its close or only the present moment."""

    start: datetime
    end: datetime
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """A ballot to draw: what it bears on, and when. A small group, or few statements: everything is read."""

    key: str
    items: tuple[Item, ...]
    window: Window
    reads_all: bool = False


@dataclass(frozen=True, slots=True)
class DrawnVote:
    """One live vote of one voter on one item."""

    ballot: str
    voter: int
    item: str
    choice: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Reason:
    """An argument that voters of an item may support: `side` is 1 for, -1 against."""

    key: int
    item: str
    side: int
    at: datetime


@dataclass(frozen=True, slots=True)
class DrawnSupport:
    """One voter finds one argument good."""

    reason: int
    voter: int
    at: datetime


def draw_voters(rng: Random, groups: Sequence[Group], count: int) -> list[Voter]:
    """`count` voters in random order, each group at its share to within one person."""
    sizes = [int(group.share * count) for group in groups]
    remainders = sorted(range(len(groups)), key=lambda n: sizes[n] - groups[n].share * count)
    for place in remainders[: count - sum(sizes)]:
        sizes[place] += 1
    places = [place for place, size in enumerate(sizes) for _ in range(size)]
    rng.shuffle(places)
    return [Voter(number, group) for number, group in enumerate(places)]


def draw_votes(rng: Random, voters: Sequence[Voter], sheets: Sequence[Sheet]) -> list[DrawnVote]:
    """Every vote, in the order of voters and ballots; each voter leaves at least one."""
    return [
        vote for voter in voters for sheet in _ballots_of(rng, sheets) for vote in _sitting(rng, voter, sheet)
    ]


def _ballots_of(rng: Random, sheets: Sequence[Sheet]) -> Sequence[Sheet]:
    """Which ballots this voter comes to: all, or only the first, or only the last."""
    place = rng.random()
    if place < FAITHLESS:
        return sheets[:1]
    if place > 1 - FAITHLESS:
        return sheets[-1:]
    return sheets


def _sitting(rng: Random, voter: Voter, sheet: Sheet) -> list[DrawnVote]:
    """The votes of one voter in one ballot; reads on until one vote is left."""
    wanted = max(1, round(rng.lognormvariate(READ_MEDIAN_LOG, READ_SPREAD)))
    wanted = len(sheet.items) if sheet.reads_all else wanted
    moment = draw_moment(rng, sheet.window)
    votes: list[DrawnVote] = []
    for read, item in enumerate(_reading_order(rng, sheet.items), start=1):
        if read > wanted and votes:
            break
        choice = _answer(rng, item, voter.group, is_last=read == len(sheet.items) and not votes)
        if choice is not None:
            votes.append(DrawnVote(sheet.key, voter.number, item.key, choice, moment))
        moment = min(moment + timedelta(seconds=rng.randint(*SECONDS_AN_ITEM)), _last_second(sheet.window))
    return votes


def _reading_order(rng: Random, items: Sequence[Item]) -> list[Item]:
    """Weighted order without replacement (Efraimidis and Spirakis, 2006): more appeal, read sooner."""
    return sorted(items, key=lambda item: rng.random() ** (1 / item.appeal), reverse=True)


def _answer(rng: Random, item: Item, group: int, *, is_last: bool) -> int | None:
    weights = item.chances[group]
    choice = rng.choices((*item.choices, None), weights)[0]
    return item.choices[0] if choice is None and is_last else choice


def draw_moment(rng: Random, window: Window) -> datetime:
    """When a sitting starts: more on the first and last days, mostly at noon and in the evening."""
    days = (window.end.date() - window.start.date()).days + 1
    weights = [_day_weight(day, days, closed=window.closed) for day in range(days)]
    day = rng.choices(range(days), weights)[0]
    hour = rng.choices(range(24), HOURS)[0]
    midnight = window.start.replace(hour=0, minute=0, second=0, microsecond=0)
    moment = midnight + timedelta(days=day, hours=hour, seconds=rng.randrange(3600))
    if window.start <= moment <= _last_second(window):
        return moment
    return window.start + (_last_second(window) - window.start) * rng.random()


def _day_weight(day: int, days: int, *, closed: bool) -> float:
    weight = FIRST_DAYS[day] if day < len(FIRST_DAYS) else 1.0
    left = days - day
    return weight * LAST_DAYS[-left] if closed and left <= len(LAST_DAYS) else weight


def _last_second(window: Window) -> datetime:
    return max(window.start, window.end - timedelta(seconds=1))


def draw_supports(rng: Random, votes: Sequence[DrawnVote], reasons: Sequence[Reason]) -> list[DrawnSupport]:
    """Supports of arguments, given just after the vote by those of one ballot; never before the argument."""
    sittings: dict[int, datetime] = {}
    choices: dict[tuple[int, str], DrawnVote] = {}
    for vote in votes:
        sittings.setdefault(vote.voter, vote.at)
        choices[vote.voter, vote.item] = vote
    supports = []
    for reason in reasons:
        appeal = rng.lognormvariate(0.0, 0.6)
        for voter, came_at in sittings.items():
            found = choices.get((voter, reason.item))
            chances = AGREES[found.choice] if found else SILENT
            moment = (found.at if found else came_at) + timedelta(seconds=rng.randint(1, 5))
            if rng.random() < appeal * chances[0 if reason.side > 0 else 1] and moment > reason.at:
                supports.append(DrawnSupport(reason.key, voter, moment))
    return supports
