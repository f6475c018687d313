"""What came out of the form of a kind, question by question, as charts that say what they show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.consultations.asking import (
    OTHER,
    ChoiceSettings,
    MatrixSettings,
    NumberSettings,
    Option,
    RankingSettings,
    ScaleSettings,
)
from parvis.consultations.enums import QuestionType, Verb
from parvis.consultations.models import Kind, PhaseAction
from parvis.consultations.queries import database_now
from parvis.contributions.models import Contribution
from parvis.contributions.results import FEWEST, Outcome, outcomes
from parvis.ui import words
from parvis.ui.charts import Bar, BarChart, Series, StackedChart, StackedRow, Tone

TONES: tuple[Tone, ...] = ("data-1", "data-2", "data-3", "data-4", "data-5", "data-6")
BUCKETS = 8


@dataclass(frozen=True, slots=True)
class Answered:
    """One question with what it gave: a chart, or the number of texts to read."""

    outcome: Outcome
    chart: BarChart | None
    stacked: StackedChart | None
    note: str


@dataclass(frozen=True, slots=True)
class QuestionnaireView:
    kind: Kind
    people: int
    answers: list[Answered]
    opens_later: bool


def compose(kind: Kind, *, is_team: bool) -> QuestionnaireView:
    """Totals are public once nobody can answer any longer: before, they would weigh on the answers."""
    people = Contribution.objects.filter(kind=kind, state__in=["published", "private"]).count()
    is_open = is_running(kind) and not is_team
    return QuestionnaireView(
        kind=kind,
        people=people,
        answers=[] if is_open else [_answered(outcome) for outcome in outcomes(kind)],
        opens_later=is_open,
    )


def is_running(kind: Kind) -> bool:
    """Whether a phase takes answers now, or will."""
    now = database_now()
    deposits = PhaseAction.objects.filter(kind=kind, verb=Verb.DEPOSIT).select_related("phase")
    return any(action.phase.ends_at is None or action.phase.ends_at > now for action in deposits)


def _answered(outcome: Outcome) -> Answered:
    asks = outcome.question.asks
    chart, stacked = None, None
    if isinstance(asks, MatrixSettings):
        stacked = _grid(outcome, asks)
    elif isinstance(asks, RankingSettings):
        chart = _ranking(outcome, asks)
    elif isinstance(asks, ChoiceSettings):
        chart = _choices(outcome, asks)
    elif isinstance(asks, ScaleSettings):
        chart = _scale(outcome, asks)
    elif isinstance(asks, NumberSettings) and outcome.values:
        chart = _numbers(outcome, asks)
    return Answered(
        outcome, chart if outcome.answered else None, stacked if outcome.answered else None, _note(outcome)
    )


def _note(outcome: Outcome) -> str:
    said = [
        ngettext("%(n)s answer.", "%(n)s answers.", outcome.answered) % {"n": words.number(outcome.answered)}
    ]
    if outcome.question.is_personal:
        said.append(
            _("Personal: values given by fewer than %(few)s people are not shown.")
            % {"few": words.number(FEWEST)}
        )
    return " ".join(said)


def _chart(outcome: Outcome, title: str, bars: Sequence[Bar]) -> BarChart:
    return BarChart(
        id=f"chart-{outcome.question.code}",
        title=title,
        bars=tuple(bars),
        unit=_("Number of people"),
        row_header=_("Answer"),
    )


def _bar(outcome: Outcome, value: str, label: str) -> Bar:
    """Of what is personal, a value not told is one of those given by few, or by nobody."""
    count = outcome.values.get(value)
    return Bar(label, None if count is None and outcome.question.is_personal else count or 0)


def _choices(outcome: Outcome, asks: ChoiceSettings) -> BarChart:
    """The most given first."""
    labels = {option.code: option.label for option in asks.options}
    if asks.has_other:
        labels[OTHER] = _("another answer")
    order = sorted(labels, key=lambda code: -outcome.values[code])
    return _chart(outcome, _first(outcome, labels), [_bar(outcome, code, labels[code]) for code in order])


def _first(outcome: Outcome, labels: dict[str, str]) -> str:
    told = [(count, code) for code, count in outcome.values.items() if code in labels]
    if not told:
        return _("Too few answers to show")
    count, code = max(told)
    return _("“%(label)s” comes first: %(count)s out of %(total)s") % {
        "label": labels[code],
        "count": words.number(count),
        "total": words.number(outcome.answered),
    }


def _scale(outcome: Outcome, asks: ScaleSettings) -> BarChart:
    ends = {asks.lowest: asks.low_label, asks.highest: asks.high_label}
    bars = [
        _bar(outcome, str(step), f"{step} – {ends[step]}" if ends.get(step) else str(step))
        for step in range(asks.lowest, asks.highest + 1)
    ]
    return _chart(outcome, _half(outcome.median), bars)


def _half(median: Decimal | None, unit: str = "") -> str:
    if median is None:
        return _("Too few answers to show")
    figure = words.number(int(median) if median == int(median) else float(round(median, 2)))
    return _("Half of the answers are at most %(median)s, half at least") % {
        "median": f"{figure} {unit}".strip()
    }


def _numbers(outcome: Outcome, asks: NumberSettings) -> BarChart:
    """Each number when there are few, else as many equal intervals."""
    numbers = sorted((Decimal(value), count) for value, count in outcome.values.items())
    bars = [Bar(words.number(float(value)), count) for value, count in numbers]
    if len(numbers) > BUCKETS:
        bars = _intervals(numbers)
    return _chart(outcome, _half(outcome.median, asks.unit), bars)


def _intervals(numbers: Sequence[tuple[Decimal, int]]) -> list[Bar]:
    lowest, highest = numbers[0][0], numbers[-1][0]
    width = (highest - lowest) / BUCKETS
    heaps = [0] * BUCKETS
    for value, count in numbers:
        heaps[min(int((value - lowest) / width), BUCKETS - 1)] += count
    edges = [words.number(float(round(lowest + width * place, 1))) for place in range(BUCKETS + 1)]
    return [
        Bar(_("from %(low)s to %(high)s") % {"low": edges[place], "high": edges[place + 1]}, count)
        for place, count in enumerate(heaps)
    ]


def _ranking(outcome: Outcome, asks: RankingSettings) -> BarChart:
    """How many put each option first, with its average place."""
    bars = [_ranked(outcome, option) for option in asks.options]
    bars.sort(key=lambda bar: -(bar.value or 0))
    title = _("“%(label)s” is most often put first") % {"label": bars[0].label}
    return _chart(outcome, title, bars)


def _ranked(outcome: Outcome, option: Option) -> Bar:
    mean = outcome.mean_place(option.code)
    note = _("Average place: %(place)s") % {"place": words.number(round(mean, 1))} if mean else ""
    return Bar(option.label, outcome.places[option.code, 1], note=note)


def _grid(outcome: Outcome, asks: MatrixSettings) -> StackedChart:
    """Six colours can be told apart: the columns after them are one."""
    columns = list(asks.columns)
    heads = columns[: len(TONES)] if len(columns) <= len(TONES) else columns[: len(TONES) - 1]
    rest = columns[len(heads) :]
    labels = [column.label for column in heads] + ([_("other columns")] if rest else [])
    rows = [
        StackedRow(
            row.label,
            (
                *(outcome.rows[row.code, column.code] for column in heads),
                *([sum(outcome.rows[row.code, column.code] for column in rest)] if rest else []),
            ),
        )
        for row in asks.rows
    ]
    return StackedChart(
        id=f"chart-{outcome.question.code}",
        title=outcome.question.label,
        series=tuple(Series(label, tone) for label, tone in zip(labels, TONES, strict=False)),
        rows=tuple(rows),
        unit=_("Number of people"),
        row_header=_("Row"),
    )


def asks_questions(kind: Kind) -> bool:
    """Whether its form has questions to count."""
    told = {QuestionType.NOTE, QuestionType.SECTION}
    return any(question.type not in told for question in kind.questions.all())
