"""What came out of an activity, as a picture: a chart with its table, or a cloud of words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.ballots.methods import method_of
from parvis.ballots.methods.budget import money
from parvis.ballots.methods.grade import GRADES
from parvis.consultations.enums import BallotMethod
from parvis.room.enums import ActivityKind, Fate
from parvis.room.models import Activity
from parvis.room.sheets import ballot_of
from parvis.ui import words
from parvis.ui.charts import Bar, BarChart, Series, StackedChart, StackedRow, Tone

CLOUD, LISTED = 40, 8
SIZES = 5
GRADE_TONES: tuple[Tone, ...] = ("grade-0", "grade-1", "grade-2", "grade-3", "grade-4", "grade-5")
SIDES: tuple[Tone, ...] = ("for", "mixed", "against")
Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a cloud; `size` from 1 to 5."""

    label: str
    count: int
    size: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the room, and the public contribution that the team made of it."""

    pk: int
    text: str
    supports: int
    fate: Fate
    contribution: int | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """What a screen shows of an activity; `phones` says how many answered."""

    phones: str
    hidden: str = ""
    chart: BarChart | StackedChart | None = None
    is_stacked: bool = False
    cloud: list[Word] = field(default_factory=list)
    questions: list[Asked] = field(default_factory=list)
    caption: str = ""
    headings: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def picture(activity: Activity, figures: Mapping[str, Any], kept: Mapping[int, int] | None = None) -> Picture:
    """From the figures of an activity, live or kept; `kept`: contributions by question."""
    said: dict[str, Any] = {
        "phones": phones(figures["phones"]),
        "hidden": _hidden(figures.get("hidden", 0)),
    }
    if activity.kind == ActivityKind.QUESTIONS:
        asked = [
            Asked(one["id"], one["text"], one["supports"], Fate(one["fate"]), (kept or {}).get(one["id"]))
            for one in figures["questions"]
        ]
        return Picture(**said, questions=asked)
    if activity.kind == ActivityKind.BALLOT:
        return _vote(activity, figures, said) if figures["lines"] else Picture(**said)
    groups = figures["groups"]
    cloud = _cloud(groups) if activity.kind == ActivityKind.WORDS else []
    return Picture(**said, cloud=cloud, chart=_most_said(activity, groups) if groups else None)


def phones(count: int) -> str:
    return ngettext("%(count)s phone answered", "%(count)s phones answered", count) % {
        "count": words.number(count)
    }


def _hidden(count: int) -> str:
    if not count:
        return ""
    return ngettext("%(count)s text hidden by the host", "%(count)s texts hidden by the host", count) % {
        "count": words.number(count)
    }


def _cloud(groups: Sequence[Line]) -> list[Word]:
    """In alphabetical order, so that a word is found again when its size changes."""
    shown = groups[:CLOUD]
    most = max((group["count"] for group in shown), default=1)
    found = [
        Word(group["label"], group["count"], 1 + round((SIZES - 1) * (group["count"] - 1) / max(most - 1, 1)))
        for group in shown
    ]
    return sorted(found, key=lambda word: word.label.casefold())


def _most_said(activity: Activity, groups: Sequence[Line]) -> BarChart:
    most = groups[0]["count"]
    first = [group["label"] for group in groups if group["count"] == most]
    title = _("Most often: %(labels)s") % {"labels": _quoted(first)}
    bars = tuple(Bar(group["label"], group["count"]) for group in groups[:LISTED])
    left = len(groups) - len(bars)
    source = _("Answers written nearly alike are counted together.")
    if left:
        more = ngettext("%(count)s other is not shown here.", "%(count)s others are not shown here.", left)
        source = f"{source} {more % {'count': words.number(left)}}"
    return BarChart(_id(activity), title, bars, _("Number of phones"), _("Answer"), source)


def _vote(activity: Activity, figures: Line, said: dict[str, Any]) -> Picture:
    lines = figures["lines"]
    title = _finding(activity, lines)
    if activity.method in (BallotMethod.FOR_MIXED_AGAINST, BallotMethod.STATEMENTS):
        return Picture(**said, chart=_sides(activity, lines, title), is_stacked=True)
    if activity.method == BallotMethod.MAJORITY_JUDGMENT:
        return Picture(**said, chart=_judgments(activity, lines, title), is_stacked=True)
    chart = _bars(activity, lines, title)
    match activity.method:
        case BallotMethod.RANKING:
            return Picture(**said, chart=chart, **_ranks(activity, lines))
        case BallotMethod.BUDGET:
            return Picture(**said, chart=chart, **_funding(activity, lines, figures["facts"]))
        case BallotMethod.PAIRS if figures["facts"]["disconnected"]:
            unsure = _("Some lines were never compared, even through others: their order is not sure.")
            return Picture(**said, chart=chart, notes=[unsure])
    return Picture(**said, chart=chart)


def _finding(activity: Activity, lines: Sequence[Line]) -> str:
    """What a picture says, in one line; a budget funds, the other methods put first."""
    if activity.method == BallotMethod.BUDGET:
        funded = [activity.items[line["item"] - 1] for line in lines if line["greedy"]]
        return _("Funded by number of votes: %(labels)s") % {"labels": _quoted(funded)}
    first = [activity.items[line["item"] - 1] for line in lines if line["rank"] == 1]
    return ngettext("In first place: %(labels)s", "In first place together: %(labels)s", len(first)) % {
        "labels": _quoted(first)
    }


def _ranks(activity: Activity, lines: Sequence[Line]) -> dict[str, Any]:
    names = ("schulze", "borda", "runoff")
    return {
        "caption": _("The rank of each, counted in three ways"),
        "headings": [_("Item"), _("Duels (Schulze)"), _("Points (Borda)"), _("Instant run-off")],
        "rows": [[activity.items[line["item"] - 1], *(str(line[name]) for name in names)] for line in lines],
    }


def _funding(activity: Activity, lines: Sequence[Line], facts: Line) -> dict[str, Any]:
    ballot = ballot_of(activity)
    spent = {name: money(ballot, facts["spent"][name]) for name in ("greedy", "shares")}
    notes = [
        _("Of %(total)s, projects funded by number of votes take %(greedy)s; by equal shares, %(shares)s.")
        % {"total": money(ballot, facts["budget"]), **spent}
    ]
    if not facts["agree"]:
        notes.append(
            _(
                "The two ways of counting do not fund the same projects: by number of votes, the largest"
                " group decides all; by equal shares, each group spends its part."
            )
        )
    return {
        "caption": _("What is funded, counted in two ways"),
        "headings": [_("Item"), _("Cost"), _("By number of votes"), _("By equal shares")],
        "rows": [
            [
                activity.items[line["item"] - 1],
                money(ballot, line["cost"]),
                *(_("yes") if line[name] else _("no") for name in ("greedy", "shares")),
            ]
            for line in lines
        ],
        "notes": notes,
    }


def _bars(activity: Activity, lines: Sequence[Line], title: str) -> BarChart:
    name, unit = {
        BallotMethod.SUPPORT: ("counts", _("Number of phones")),
        BallotMethod.APPROVAL: ("people", _("Number of phones")),
        BallotMethod.POINTS: ("total", _("Points")),
        BallotMethod.GRADE: ("mean", _("Mean grade")),
        BallotMethod.RANKING: ("first", _("Number of phones that put it first")),
        BallotMethod.BUDGET: ("people", _("Number of phones that want it")),
        BallotMethod.PAIRS: ("score", _("Chance of being preferred, in percent")),
    }[BallotMethod(activity.method)]
    bars = [
        Bar(_place(activity, line), _value(activity, line[name]), note=_noted(activity, line))
        for line in lines
    ]
    full = {BallotMethod.GRADE: float(activity.scale or 0), BallotMethod.PAIRS: 100.0}
    unmeasured = activity.method in full
    bars += [Bar(item, None if unmeasured else 0) for item in _unanswered(activity, lines)]
    maximum = full.get(BallotMethod(activity.method))
    return BarChart(_id(activity), title, tuple(bars), unit, _("Item"), maximum=maximum)


def _noted(activity: Activity, line: Line) -> str:
    match activity.method:
        case BallotMethod.BUDGET:
            return money(ballot_of(activity), line["cost"])
        case BallotMethod.PAIRS:
            values = {"won": words.number(line["won"]), "lost": words.number(line["lost"])}
            return _("preferred: %(won)s, not preferred: %(lost)s") % values
    return ""


def _value(activity: Activity, value: Any) -> float:
    found: float = value[0] if isinstance(value, list) else value
    return round(100 * found) if activity.method == BallotMethod.PAIRS else round(found, 2)


def _sides(activity: Activity, lines: Sequence[Line], title: str) -> StackedChart:
    answers = method_of(activity.method).answers
    series = tuple(
        Series(str(answer.label).lower(), tone, answer.sign)
        for answer, tone in zip(answers, SIDES, strict=True)
    )
    rows = [StackedRow(_place(activity, line), tuple(line["counts"])) for line in lines]
    return _stacked(activity, lines, title, series, rows)


def _judgments(activity: Activity, lines: Sequence[Line], title: str) -> StackedChart:
    """The best grades first, from left to right."""
    order = range(len(GRADES) - 1, -1, -1)
    series = tuple(Series(str(GRADES[grade]), GRADE_TONES[grade]) for grade in order)
    rows = [
        StackedRow(
            f"{_place(activity, line)} ({str(GRADES[line['grade']]).lower()})",
            tuple(line["spread"][grade] for grade in order),
        )
        for line in lines
    ]
    return _stacked(activity, lines, title, series, rows)


def _stacked(
    activity: Activity, lines: Sequence[Line], title: str, series: tuple[Series, ...], rows: list[StackedRow]
) -> StackedChart:
    rows += [StackedRow(item, (0,) * len(series)) for item in _unanswered(activity, lines)]
    return StackedChart(_id(activity), title, series, tuple(rows), _("phones"), _("Item"))


def _unanswered(activity: Activity, lines: Sequence[Line]) -> list[str]:
    found = {line["item"] for line in lines}
    return [item for place, item in enumerate(activity.items, 1) if place not in found]


def _place(activity: Activity, line: Line) -> str:
    return f"{line['rank']}. {activity.items[line['item'] - 1]}"


def _id(activity: Activity) -> str:
    return f"chart-activity-{activity.pk}"


def _quoted(labels: Sequence[str]) -> str:
    """A tie has no winner; a long one is cut."""
    shown = [_("“%(label)s”") % {"label": label} for label in labels[:3]]
    return words.listed(shown) if len(labels) <= 3 else f"{', '.join(shown)}…"
