"""How good a consultation was on six axes: bars, intervals, what each note is made of, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.consultations.models import ConsultationPage
from parvis.front.composition import quality_words as words_of
from parvis.front.composition.outcomes import Table
from parvis.front.composition.panel import missing_among
from parvis.portal.enums import BEST, Values
from parvis.portal.models import MethodPage
from parvis.portal.queries import methods
from parvis.quality.models import QualityRecord, TargetPopulation
from parvis.quality.queries import last_of, records_of, targets_of
from parvis.ui import words
from parvis.ui.charts import percent

ONLINE = "online-consultation"
"""The method whose grades by the State stand beside those measured here: all that is held here is on line."""
LOW = 0.5
"""A part under which one says what would raise it."""
SHOWN = 12
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PartLine:
    """A component of a note, as a line of its table."""

    name: str
    how: str
    weight: str
    value: str
    interval: str


@dataclass(frozen=True, slots=True)
class Reference:
    """What the State's participation site declares of the method; ends in percent of the bar."""

    said: str
    low: str
    high: str
    width: str


@dataclass(frozen=True, slots=True)
class AxisView:
    """One quality; without a value, `lacks` says why. `width`, `low` and `high` in percent of the bar."""

    id: str
    title: str
    value: str
    interval: str
    width: str
    low: str
    high: str
    reference: Reference | None
    people: str
    lacks: list[words_of.Lack]
    caps: list[str]
    parts: list[PartLine]
    shown: list[PartLine]
    source: str
    limits: str

    @property
    def is_measured(self) -> bool:
        return bool(self.value)


@dataclass(frozen=True, slots=True)
class QualitiesView:
    """The page; `record` is None until the first measure."""

    consultation: ConsultationPage
    record: QualityRecord | None
    sentence: str
    axes: list[AxisView]
    targets: list[TargetPopulation]
    method: MethodPage | None
    over_time: Table | None
    records: list[QualityRecord]


def compose(consultation: ConsultationPage) -> QualitiesView:
    """Three queries."""
    records = records_of(consultation)
    record = records[0] if records else None
    method = _online()
    axes = [_axis(one, method) for one in record.axes.values()] if record else []
    return QualitiesView(
        consultation=consultation,
        record=record,
        sentence=_sentence(axes) if record else "",
        axes=axes,
        targets=targets_of(consultation),
        method=method,
        over_time=_over_time(records),
        records=records[:SHOWN],
    )


def _online() -> MethodPage | None:
    """None where the portal no longer has it, or has grades of its own instead of those of the State."""
    return next(
        (one for one in methods() if one.code == ONLINE and one.values_from == Values.REFERENCE), None
    )


def _sentence(axes: Sequence[AxisView]) -> str:
    count = sum(axis.is_measured for axis in axes)
    said = ngettext(
        "%(count)s quality of six is measured.", "%(count)s qualities of six are measured.", count
    )
    return said % {"count": words.number(count)}


def _axis(one: Plain, method: MethodPage | None) -> AxisView:
    axis = one["axis"]
    value, low, high = one["value"], one["low"], one["high"]
    is_measured = value is not None
    return AxisView(
        id=axis.replace("_", "-"),
        title=name_of(axis),
        value=_note(value) if is_measured else "",
        interval=_between(_note(low), _note(high)) if is_measured and low != high else "",
        width=percent(value or 0, BEST),
        low=percent(low or 0, BEST),
        high=percent(high or 0, BEST),
        reference=_reference(axis, method),
        people=words.people(one["people"]) if one["people"] else "",
        lacks=[words_of.lack_of(axis, key) for key in one["missing"]],
        caps=[words_of.cap_of(key) for key in one["caps"]],
        parts=[_part(axis, part) for part in one["scored"]],
        shown=[_part(axis, part) for part in one["shown"] if not part["missing"]],
        source=words_of.sources_of(axis),
        limits=words_of.limits_of(axis),
    )


def name_of(axis: str) -> str:
    return capfirst(str(words_of.QUALITIES[axis].label))


def _reference(axis: str, method: MethodPage | None) -> Reference | None:
    bounds = method.grades.get(words_of.QUALITIES[axis]) if method else None
    if bounds is None:
        return None
    low, high = bounds
    said = words.number(low) if low == high else _between(words.number(low), words.number(high))
    return Reference(said, percent(low, BEST), percent(high, BEST), percent(high - low, BEST))


def _part(axis: str, part: Plain) -> PartLine:
    said = words_of.part_of(axis, part["key"])
    missing = part["missing"]
    return PartLine(
        name=said.name,
        how=said.how,
        weight=words.share(round(100 * part["weight"])) if part["weight"] else "",
        value=_("not measured") if missing else _figure(part["value"]),
        interval=_between(_figure(part["low"]), _figure(part["high"])) if _is_uncertain(part) else "",
    )


def _is_uncertain(part: Plain) -> bool:
    return not part["missing"] and part["low"] != part["high"] and part["low"] is not None


def _note(value: float) -> str:
    return words.number(round(value, 1))


def _figure(value: float | str | None) -> str:
    """A part, or a count that is shown beside; half of those who wait still do."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _("not yet known: half still wait")
    return words.number(round(value, 2) if value != round(value) else round(value))


def _between(low: str, high: str) -> str:
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def _over_time(records: Sequence[QualityRecord]) -> Table | None:
    """The last measures, newest first; nothing while there is a single one."""
    if len(records) < 2:
        return None
    return Table(
        _("The last measures"),
        [_("Measured on"), *(name_of(axis) for axis in words_of.QUALITIES)],
        [[words.day(row.computed_at), *_values(row)] for row in records[:SHOWN]],
    )


def _values(row: QualityRecord) -> Iterator[str]:
    axes = row.axes
    for axis in words_of.QUALITIES:
        value = axes[axis]["value"]
        yield "–" if value is None else _note(value)


def table(consultation: ConsultationPage) -> list[list[str | int]]:
    """Everything that was measured, for a spreadsheet: a line a note, then a line a component of it."""
    head: list[str | int] = [
        _("measured at"), _("quality"), _("component"), _("weight"), _("value"), _("low"), _("high"),
        _("people"), _("not measured"),
    ]  # fmt: skip
    lines = [
        line for row in records_of(consultation) for one in row.axes.values() for line in _lines(row, one)
    ]
    return [head, *lines]


def _lines(row: QualityRecord, one: Plain) -> Iterator[list[str | int]]:
    axis, at = one["axis"], row.computed_at.isoformat()
    lacks = " ".join(words_of.lack_of(axis, key).why for key in one["missing"])
    yield [at, name_of(axis), "", "", *_plain(one), one["people"], lacks]
    for part in (*one["scored"], *one["shown"]):
        why = words_of.lack_of(axis, part["missing"]).why if part["missing"] else ""
        name = words_of.part_of(axis, part["key"]).name
        yield [at, name_of(axis), name, str(part["weight"]), *_plain(part), "", why]


def _plain(one: Plain) -> list[str]:
    """With a point, to the last digit, as in the JSON file."""
    return ["" if one[end] is None else str(one[end]) for end in ("value", "low", "high")]


@dataclass(frozen=True, slots=True)
class Raised:
    """A quality, and what would raise it now."""

    title: str
    value: str
    todo: list[str]


@dataclass(frozen=True, slots=True)
class DeskView:
    """For the team: what to do, from the last measure."""

    measured_at: datetime | None
    axes: list[Raised]
    targets: list[TargetPopulation]


def for_the_desk(consultation: ConsultationPage) -> DeskView:
    """Three queries."""
    record = last_of(consultation)
    gaps = missing_among([consultation.pk]).get(consultation.pk, [])
    axes = record.axes.values() if record else ()
    return DeskView(
        measured_at=record.checked_at if record else None,
        axes=[
            Raised(
                name_of(one["axis"]), "" if one["value"] is None else _note(one["value"]), _todo(one, gaps)
            )
            for one in axes
        ],
        targets=targets_of(consultation),
    )


def _todo(one: Plain, gaps: Sequence[str]) -> list[str]:
    """Who is missing first; then what is missing; then what is low."""
    axis = one["axis"]
    lacks = [words_of.lack_of(axis, key) for key in one["missing"]]
    low = [
        words_of.raising(axis, part["key"])
        for part in one["scored"]
        if not part["missing"] and part["value"] is not None and part["value"] < LOW
    ]
    if "legal_failure" in one["caps"]:
        low.append(words_of.raising(axis, "law"))
    found = list(gaps) if axis == "who_took_part" else []
    found += [f"{lack.why} {lack.todo}" for lack in lacks if lack.todo]
    return found + [said for said in dict.fromkeys(low) if said]
