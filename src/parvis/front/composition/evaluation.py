"""How those who took part say that a consultation went: the sentence, the picture, the table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.accounts.models import Participant
from parvis.conduct.enums import Degree
from parvis.conduct.evaluated import Results, own_answer, results_of
from parvis.conduct.evaluating import Window, window_of
from parvis.conduct.permissions import can
from parvis.consultations.models import ConsultationPage
from parvis.following.told import Standing
from parvis.front.composition import charts
from parvis.front.composition.outcomes import Table
from parvis.ui import words
from parvis.ui.charts import Series, StackedChart, StackedRow, Tone

Actor = Participant | AnonymousUser
TONES: tuple[Tone, ...] = ("grade-0", "grade-1", "grade-2", "grade-4", "grade-5")
BEST_FIRST = tuple(reversed(Degree))


@dataclass(frozen=True, slots=True)
class EvaluationView:
    """The page: when it opens and closes, what came out, and whether the reader may answer.

    A visitor may always be led to the form, by sign-in, while it is open.
    """

    consultation: ConsultationPage
    window: Window | None
    results: Results
    sentences: list[str]
    chart: StackedChart | None
    kept_back: list[str]
    may_answer: bool
    has_answered: bool

    @property
    def is_open(self) -> bool:
        return self.window is not None and self.window.is_open


def compose(*, consultation: ConsultationPage, actor: Actor) -> EvaluationView:
    """The number of queries depends on nothing."""
    window, results = window_of(consultation), results_of(consultation)
    is_open = window is not None and window.is_open
    answer = own_answer(consultation, actor.pk) if actor.is_authenticated else None
    return EvaluationView(
        consultation=consultation,
        window=window,
        results=results,
        sentences=sentences(results),
        chart=chart(results),
        kept_back=[str(question.label) for question in results.kept_back],
        may_answer=is_open and (not actor.is_authenticated or can(actor, "evaluate", consultation)),
        has_answered=answer is not None,
    )


def sentences(results: Results) -> list[str]:
    """How many answered, of how many; then what has the fewest yes. Nothing while answers are too few."""
    if not results.is_shown:
        return []
    found = [_how_many(results)]
    least = min((one.yes_share for one in results.shown), default=Fraction(0))
    if any(one.yes_share > least for one in results.shown):
        found.append(_("Least often yes to %(questions)s: %(share)s.") % _named(results, least))
    return found


def chart(results: Results) -> StackedChart | None:
    """Each question with its five degrees, the most first, in the order in which they are asked."""
    if not (results.is_shown and results.shown):
        return None
    return StackedChart(
        id="chart-evaluation",
        title=_title(results),
        series=tuple(Series(str(degree.label), TONES[degree - 1]) for degree in BEST_FIRST),
        rows=tuple(
            StackedRow(str(one.question.label), tuple(one.counts[degree - 1] for degree in BEST_FIRST))
            for one in results.shown
        ),
        unit=_("people"),
        row_header=_("Question"),
    )


def _title(results: Results) -> str:
    """What has the most yes; all that do, since a tie has no winner."""
    shares = {one.yes_share for one in results.shown}
    values = _named(results, max(shares))
    if len(shares) == 1 < len(results.shown):
        return _("As often yes to each question: %(share)s") % values
    return _("Most often yes to %(questions)s: %(share)s") % values


def _named(results: Results, share: Fraction) -> dict[str, str]:
    """The questions that have this share of yes."""
    names = [str(one.question.label) for one in results.shown if one.yes_share == share]
    return {"questions": charts.quoted(names), "share": words.share(round(100 * share))}


def table(results: Results) -> list[list[str | int]]:
    """The same figures for a spreadsheet: a line a question, a column a degree."""
    head: list[str | int] = [_("question"), *(str(degree.label) for degree in BEST_FIRST), _("answers")]
    lines: list[list[str | int]] = [
        [str(one.question.label), *(one.counts[degree - 1] for degree in BEST_FIRST), one.answers]
        for one in results.shown
    ]
    return [head, *lines]


def told_table(told: Sequence[Standing]) -> Table | None:
    """Each publication, and the mails that tell it; None where nothing was published."""
    if not told:
        return None
    head = [_("Publication"), _("Mails sent"), _("Not delivered"), _("People still to be told")]
    return Table(_("Mails that tell what was published"), head, [_told(row) for row in told])


def _told(row: Standing) -> list[str]:
    named = f"{str(row.kind.label).capitalize()}, {words.day(row.published_at)}"
    return [named, *_numbers((row.sent, row.failed, row.waiting))]


def _numbers(counts: Iterable[int]) -> list[str]:
    return [words.number(count) for count in counts]


def _how_many(results: Results) -> str:
    values = {
        "answers": words.people(results.answers),
        "people": words.number(results.people),
        "rate": words.share(results.rate or 0),
    }
    if results.rate is None:
        return ngettext("%(answers)s answered.", "%(answers)s answered.", results.answers) % values
    said = ngettext(
        "%(answers)s answered, of %(people)s who took part (%(rate)s).",
        "%(answers)s answered, of %(people)s who took part (%(rate)s).",
        results.answers,
    )
    return said % values
