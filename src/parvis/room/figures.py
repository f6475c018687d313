"""What came out of an activity, as figures that can be kept: of phones, which are not quite people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from django.db.models import Count
from numpy.typing import NDArray

from parvis.analysis import tally
from parvis.analysis.alike import Group, alike, fold
from parvis.ballots.enums import Choice
from parvis.ballots.outcomes import COUNTERS, count_budget
from parvis.consultations.enums import BallotMethod
from parvis.room.enums import ActivityKind, Fate
from parvis.room.models import Activity, Answer
from parvis.room.sheets import Choices, ballot_of, pairs_of

Figures = dict[str, Any]
"""`phones`: how many answered; then `lines` and `facts` of a vote, `groups` of words, or `questions`."""


def figures_of(activity: Activity) -> Figures:
    """One or two queries, whatever the number of answers; what the host hid is a number."""
    if activity.kind == ActivityKind.QUESTIONS:
        return _questions(activity)
    if activity.kind == ActivityKind.BALLOT:
        return count_sheets(activity, list(_rows(activity).values_list("choices", flat=True)))
    return _words(activity)


def groups_of(activity: Activity) -> tuple[list[Group], list[Group]]:
    """Words or short answers that say the same, most numerous first: those shown, and those hidden.

    A group is hidden as soon as one of its forms is: what is written nearly alike follows.
    """
    rows = _rows(activity).values_list("texts", flat=True)
    groups = alike([text for texts in rows for text in once(texts)])
    hidden = set(activity.hidden)
    apart = [group for group in groups if hidden.intersection(group.forms)]
    return [group for group in groups if group not in apart], apart


def once(texts: Sequence[str]) -> list[str]:
    """A phone says a word once, however it is dressed."""
    return list({fold(text): text for text in reversed(texts)}.values())


def count_sheets(activity: Activity, sheets: Sequence[Choices]) -> Figures:
    """The count of a vote, by the engine that counts ballots; `item` is a place in its list, from 1."""
    cells = list(_cells(activity, sheets))
    if not cells:
        return {"phones": 0, "lines": [], "facts": {}}
    rows, items = np.array(cells, np.int64), list(range(1, len(activity.items) + 1))
    if activity.method == BallotMethod.BUDGET:
        costs = dict(zip(items, activity.costs or [], strict=True))
        return {"phones": len(sheets), **count_budget(activity.limit or 0, costs, rows)}
    counter = COUNTERS.get(activity.method)
    found = counter(ballot_of(activity), items, rows) if counter else _sides(activity, items, rows)
    return {"phones": len(sheets), **found}


def _cells(activity: Activity, sheets: Sequence[Choices]) -> Iterator[tuple[int, int, int, int]]:
    """As votes of a ballot are read: voter, item, choice, and of a pair the other item."""
    pairs = pairs_of(len(activity.items)) if activity.method == BallotMethod.PAIRS else []
    for voter, sheet in enumerate(sheets):
        for line, choice in enumerate(sheet):
            if choice is None:
                continue
            if not pairs:
                yield voter, line + 1, choice, 0
            else:
                first, second = pairs[line] if choice != Choice.AGAINST else reversed(pairs[line])
                yield voter, first, abs(choice), second


def exact(value: Any) -> Any:
    """The same without floats, as the public log holds it: six decimals, written."""
    if isinstance(value, float):
        return f"{value:.6f}"
    if isinstance(value, dict):
        return {str(name): exact(each) for name, each in value.items()}
    return [exact(each) for each in value] if isinstance(value, list) else value


def _rows(activity: Activity) -> Any:
    return Answer.objects.filter(activity=activity).exclude(fate=Fate.HIDDEN).order_by("pk")


def _questions(activity: Activity) -> Figures:
    """Those still to be answered first, the most supported first."""
    order = [Fate.STANDING, Fate.ANSWERED, Fate.ASIDE]
    rows = list(_rows(activity).annotate(backing=Count("supports")))
    rows.sort(key=lambda row: (order.index(Fate(row.fate)), -row.backing, row.pk))
    hidden = Answer.objects.filter(activity=activity, fate=Fate.HIDDEN).count()
    return {
        "phones": len({row.device or row.pk for row in rows}),
        "hidden": hidden,
        "questions": [
            {"id": row.pk, "text": row.texts[0], "supports": row.backing, "fate": row.fate} for row in rows
        ],
    }


def _words(activity: Activity) -> Figures:
    shown, apart = groups_of(activity)
    return {
        "phones": _rows(activity).count(),
        "hidden": sum(group.count for group in apart),
        "groups": [{"label": group.label, "count": group.count} for group in shown],
    }


def _sides(activity: Activity, items: list[int], rows: NDArray[np.int64]) -> Figures:
    """Support, for-mixed-against, agree-pass-disagree: people by item and answer."""
    cast = tally.votes(rows[:, 0], rows[:, 1] - 1, rows[:, 2], items=len(items))
    if activity.method == BallotMethod.SUPPORT:
        found = tally.support(cast)
        counts = [[int(n)] for n in found.people]
        rank = found.rank
    else:
        sides = tally.for_mixed_against(cast)
        counts = np.stack([sides.in_favour, sides.mixed, sides.against], axis=1).tolist()
        rank = sides.rank
    lines = [
        {"item": item, "rank": int(rank[at]), "counts": counts[at]}
        for at, item in enumerate(items)
        if sum(counts[at])
    ]
    return {"lines": sorted(lines, key=lambda line: line["rank"]), "facts": {"voters": cast.voters}}
