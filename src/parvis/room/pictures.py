"""What came out of an activity, as a picture: a chart with its table, or a cloud of words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.ballots.methods import method_of
from parvis.ballots.methods.grade import GRADES
from parvis.consultations.enums import BallotMethod
from parvis.room.enums import ActivityKind, Fate
from parvis.room.models import Activity
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
    """A question of the room."""

    pk: int
    text: str
    supports: int
    fate: Fate


@dataclass(frozen=True, slots=True)
class Picture:
    """What a screen shows of an activity; `phones` says how many answered."""

    phones: str
    hidden: str = ""
    chart: BarChart | StackedChart | None = None
    is_stacked: bool = False
    cloud: list[Word] = field(default_factory=list)
    questions: list[Asked] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


def picture(activity: Activity, figures: Mapping[str, Any]) -> Picture:
    """From the figures of an activity, live or kept."""
    said: dict[str, Any] = {
        "phones": phones(figures["phones"]),
        "hidden": _hidden(figures.get("hidden", 0)),
    }
    if activity.kind == ActivityKind.QUESTIONS:
        asked = [
            Asked(one["id"], one["text"], one["supports"], Fate(one["fate"])) for one in figures["questions"]
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
    first = [activity.items[line["item"] - 1] for line in lines if line["rank"] == 1]
    title = ngettext("In first place: %(labels)s", "In first place together: %(labels)s", len(first)) % {
        "labels": _quoted(first)
    }
    if activity.method in (BallotMethod.FOR_MIXED_AGAINST, BallotMethod.STATEMENTS):
        return Picture(**said, chart=_sides(activity, lines, title), is_stacked=True)
    if activity.method == BallotMethod.MAJORITY_JUDGMENT:
        return Picture(**said, chart=_judgments(activity, lines, title), is_stacked=True)
    chart = _bars(activity, lines, title)
    if activity.method != BallotMethod.RANKING:
        return Picture(**said, chart=chart)
    names = ("schulze", "borda", "runoff")
    rows = [[activity.items[line["item"] - 1], *(str(line[name]) for name in names)] for line in lines]
    headings = [_("Item"), _("Duels (Schulze)"), _("Points (Borda)"), _("Instant run-off")]
    return Picture(**said, chart=chart, headings=headings, rows=rows)


def _bars(activity: Activity, lines: Sequence[Line], title: str) -> BarChart:
    name, unit = {
        BallotMethod.SUPPORT: ("counts", _("Number of phones")),
        BallotMethod.APPROVAL: ("people", _("Number of phones")),
        BallotMethod.POINTS: ("total", _("Points")),
        BallotMethod.GRADE: ("mean", _("Mean grade")),
        BallotMethod.RANKING: ("first", _("Number of phones that put it first")),
    }[BallotMethod(activity.method)]
    bars = [Bar(_place(activity, line), _value(line[name])) for line in lines]
    full = float(activity.scale or 0) if activity.method == BallotMethod.GRADE else None
    nothing = None if activity.method == BallotMethod.GRADE else 0
    bars += [Bar(item, nothing) for item in _unanswered(activity, lines)]
    return BarChart(_id(activity), title, tuple(bars), unit, _("Item"), maximum=full)


def _value(value: Any) -> float:
    found: float = value[0] if isinstance(value, list) else value
    return round(found, 2)


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
