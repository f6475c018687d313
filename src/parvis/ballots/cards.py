"""One card after another: the statement, or the two items, that somebody is shown next."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from numpy.typing import NDArray

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.ballots.acts import NOT_IN_THIS_VOTE
from parvis.ballots.methods import Answer, method_of
from parvis.ballots.models import Extremity, Tally, Vote
from parvis.ballots.routing import Seen, next_of
from parvis.consultations.enums import BallotMethod
from parvis.consultations.models import PhaseAction
from parvis.contributions.models import Contribution
from parvis.contributions.queries import votable

Actor = Participant | AnonymousUser
ANSWERS = {"disagree": -1, "passed": 0, "agree": 1}
SHOWN = ("title", "text", "state", "gathering__title", "gathering__text")
FEWEST = 12
"""Of items compared the fewest times, how many the two of a card are drawn from."""


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown: one statement or two items, none once all are seen; how many one answered, of how many.

    `last` is the pair that one answered last, and may take back.
    """

    items: list[Contribution]
    answers: tuple[Answer, ...]
    done: int
    total: int
    last: list[Contribution]

    @property
    def posted(self) -> str:
        return ",".join(str(item.pk) for item in self.items)

    @property
    def last_posted(self) -> str:
        return ",".join(str(item.pk) for item in self.last)

    @property
    def is_pair(self) -> bool:
        return not self.answers


def card_of(*, ballot: PhaseAction, actor: Actor, wanted: str = "") -> Card:
    """The next card of somebody, or the one `wanted`, by its items, when it is of this ballot."""
    is_pair = ballot.ballot_method == BallotMethod.PAIRS
    ids = list(votable(ballot).order_by("pk").values_list("pk", flat=True))
    mine = _mine(ballot, actor)
    asked = [int(text[:18]) for text in wanted.split(",") if text.isascii() and text.isdigit()]
    if not (len(asked) == 1 + is_pair and set(asked) <= set(ids)):
        asked = _next_pair(ids, mine) if is_pair else _next_statement(ballot, ids, mine)
    last = [pk for pk in mine[0] if pk] if is_pair and mine else []
    rows = Contribution.objects.select_related("gathering").only(*SHOWN).in_bulk([*asked, *last])
    return Card(
        items=[rows[pk] for pk in asked],
        answers=() if is_pair else method_of(ballot.ballot_method).answers_of(ballot),
        done=len(mine),
        total=len(ids) * (len(ids) - 1) // 2 if is_pair else len(ids),
        last=[rows[pk] for pk in last if pk in rows],
    )


def chosen(ballot: PhaseAction, typed: str) -> list[Contribution]:
    """The items of a posted card: one, or the two of a pair. Refuses what is not in this ballot."""
    ids = [int(text[:18]) for text in typed.split(",") if text.isascii() and text.isdigit()]
    if len(set(ids)) != 1 + (ballot.ballot_method == BallotMethod.PAIRS):
        raise Refused(NOT_IN_THIS_VOTE)
    found = {item.pk: item for item in votable(ballot).filter(pk__in=ids)}
    if len(found) != len(ids):
        raise Refused(NOT_IN_THIS_VOTE)
    return [found[pk] for pk in ids]


Answered = list[tuple[int, int | None]]


def _mine(ballot: PhaseAction, actor: Actor) -> Answered:
    """What somebody answered, the last first: the item, and of a pair the other one.

    What they answered of a merged text, they answered of the one that stands for it.
    """
    if not isinstance(actor, Participant):
        return []
    shown = Coalesce("contribution__merged_into_id", "contribution_id")
    mine = Vote.objects.filter(ballot=ballot, voter=actor, is_live=True).order_by("-pk")
    return list(dict.fromkeys(mine.values_list(shown, "other_id")))


def _next_statement(ballot: PhaseAction, ids: list[int], mine: Answered) -> list[int]:
    """Drawn by the formula of `analysis.opinion.routing`, from counts that a job folds every few seconds."""
    if not ids:
        return []
    seen = seen_of(ballot, ids)
    open_ = ~np.isin(np.array(ids), [item for item, _other in mine])
    place = next_of(seen, open_, secrets.randbits(63))
    return [] if place is None else [ids[place]]


def seen_of(ballot: PhaseAction, ids: list[int]) -> Seen:
    """Votes on each statement by answer, and how far from the centre of the map it stands; two queries."""
    votes = {name: Sum("count", filter=Q(choice=choice), default=0) for name, choice in ANSWERS.items()}
    tallies = Tally.objects.filter(ballot=ballot).values_list("contribution_id").annotate(**votes)
    counts = _by_item(ids, list(tallies.order_by()), 3).astype(np.int64)
    placed = Extremity.objects.filter(ballot=ballot).values_list("contribution_id", "value")
    (extremity,) = _by_item(ids, list(placed), 1)
    return Seen(disagree=counts[0], passed=counts[1], agree=counts[2], extremity=extremity)


def _by_item(ids: list[int], rows: list[tuple[Any, ...]], width: int) -> NDArray[np.float64]:
    """(width, m) what rows say of each item, in the order of `ids`, which is that of numbers; 0 elsewhere."""
    found = np.zeros((width, len(ids)))
    table = np.array(rows, np.float64) if rows else np.zeros((0, 1 + width))
    table = table[np.isin(table[:, 0], ids)]
    found[:, np.searchsorted(ids, table[:, 0])] = table[:, 1:].T
    return found


def _next_pair(ids: list[int], mine: Answered) -> list[int]:
    """Two items that one has not compared, among those that one compared the fewest times; order drawn."""
    times = Counter(pk for pair in mine for pk in pair if pk is not None)
    known = {frozenset(pair) for pair in mine}
    shuffled = sorted(ids, key=lambda pk: (times[pk], secrets.randbits(32)))
    for reach in (FEWEST, len(shuffled)):
        pairs = _unknown(shuffled[:reach], known)
        if pairs:
            pair = pairs[secrets.randbelow(len(pairs))]
            return list(pair) if secrets.randbits(1) else [pair[1], pair[0]]
    return []


def _unknown(ids: list[int], known: Collection[frozenset[int | None]]) -> list[tuple[int, int]]:
    return [
        (one, other)
        for at, one in enumerate(ids)
        for other in ids[at + 1 :]
        if frozenset((one, other)) not in known
    ]
