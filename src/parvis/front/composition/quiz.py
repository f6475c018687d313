"""The quiz of a consultation as people meet it: what it asks, what came out, what their own answers were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.consultations.models import ConsultationPage
from parvis.learning.figures import ENOUGH, FEWEST, Counted, Estimate, Figures, figures_of
from parvis.learning.models import Quiz, QuizQuestion
from parvis.learning.queries import shown_quiz
from parvis.ui import words
from parvis.ui.charts import Bar, BarChart, Series, StackedChart, StackedRow

ANSWERS = (("for", "✓"), ("against", "✗"))


@dataclass(frozen=True, slots=True)
class QuizView:
    """The page of a quiz, on line or closed; without `chart` and `estimate` while too few answered."""

    consultation: ConsultationPage
    quiz: Quiz
    figures: Figures
    sentences: list[str]
    chart: StackedChart | None
    estimate: BarChart | None
    fewest: int = FEWEST


@dataclass(frozen=True, slots=True)
class Told:
    """A question once it is answered."""

    question: QuizQuestion
    given: str
    right: str
    is_right: bool


def compose(consultation: ConsultationPage) -> QuizView | None:
    """Three queries at most; None when no quiz was ever put on line."""
    quiz = shown_quiz(consultation)
    if quiz is None:
        return None
    figures = figures_of(quiz)
    return QuizView(
        consultation=consultation,
        quiz=quiz,
        figures=figures,
        sentences=sentences(figures) if figures.is_shown else [],
        chart=answers_chart(figures) if figures.is_shown else None,
        estimate=knowledge_chart(figures),
    )


def told(quiz: Quiz, chosen: Sequence[int]) -> list[Told]:
    """Each question with the answer given and the right one; nothing that a former version would leave."""
    questions = list(quiz.questions.all())
    if len(chosen) != len(questions):
        return []
    return [
        Told(
            question=one,
            given=one.choices[place] if place < len(one.choices) else "",
            right=one.choices[one.right],
            is_right=place == one.right,
        )
        for one, place in zip(questions, chosen, strict=True)
    ]


def score(answers: Sequence[Told]) -> str:
    right, all_of_them = sum(one.is_right for one in answers), len(answers)
    said = ngettext("%(right)s right answer of %(all)s.", "%(right)s right answers of %(all)s.", right)
    return said % {"right": words.number(right), "all": words.number(all_of_them)}


def sentences(figures: Figures) -> list[str]:
    """How many answered; then the gain, and what reading goes with, each once enough people answered."""
    found = [_how_many(figures)]
    if figures.gain:
        found.append(
            _("After reading, right answers are %(change)s (%(interval)s) than before.")
            % {"change": _more(figures.gain), "interval": _interval(figures.gain)}
        )
    if figures.reading:
        found.append(
            _(
                "Among answers given after reading, those of people who opened a document here are right"
                " %(change)s (%(interval)s) than those of the others. People choose to read: this does not"
                " prove that reading is the cause."
            )
            % {"change": _oftener(figures.reading), "interval": _interval(figures.reading)}
        )
    return found


def _how_many(figures: Figures) -> str:
    parts = [
        said % {"people": words.people(count)}
        for said, count in (
            (_("%(people)s before reading"), figures.before),
            (_("%(people)s after reading"), figures.after),
        )
        if count >= FEWEST
    ]
    return _("Answered by %(people)s.") % {"people": words.listed(parts)}


def _more(gap: Estimate) -> str:
    points = _points(gap.value)
    return (_("%(points)s more frequent") if gap.value >= 0 else _("%(points)s less frequent")) % {
        "points": points
    }


def _oftener(gap: Estimate) -> str:
    points = _points(gap.value)
    return (_("%(points)s more often") if gap.value >= 0 else _("%(points)s less often")) % {"points": points}


def _points(value: float) -> str:
    count = abs(round(value))
    return ngettext("%(n)s point", "%(n)s points", count) % {"n": words.number(count)}


def _interval(gap: Estimate) -> str:
    return _("between %(low)s and %(high)s, at 95 %%") % {
        "low": _signed(gap.low),
        "high": _signed(gap.high),
    }


def _signed(value: float) -> str:
    count = round(value)
    return f"−{words.number(-count)}" if count < 0 else f"+{words.number(count)}"


def answers_chart(figures: Figures) -> StackedChart:
    """Each question, before and after where enough people answered."""
    names = {"for": _("right"), "against": _("wrong")}
    return StackedChart(
        id="chart-quiz",
        title=_title(figures),
        series=tuple(Series(names[tone], tone, sign) for tone, sign in ANSWERS),  # type: ignore[arg-type]
        rows=tuple(row for one in figures.questions for row in _rows(one, figures)),
        unit=_("people"),
        row_header=_("Question"),
    )


def _rows(one: Counted, figures: Figures) -> list[StackedRow]:
    moments = (
        (_("%(question)s (before reading)"), one.before, figures.before),
        (_("%(question)s (after reading)"), one.after, figures.after),
    )
    return [
        StackedRow(said % {"question": one.label}, (right, people - right))
        for said, right, people in moments
        if right is not None
    ]


def _title(figures: Figures) -> str:
    """The finding: what most people get wrong, of the moment that most recently counts."""
    is_after = figures.after >= FEWEST
    people = figures.after if is_after else figures.before
    shares = {one.label: (one.after if is_after else one.before) or 0 for one in figures.questions}
    least = min(shares.values())
    hardest = next(label for label, right in shares.items() if right == least)
    if least == people:
        return _("Everybody answered every question right")
    return _("Least often right: “%(question)s” (%(share)s)") % {
        "question": hardest,
        "share": words.share(round(100 * least / people)),
    }


def knowledge_chart(figures: Figures) -> BarChart | None:
    """What is known after reading, luck taken away, with its interval; hatched while it is not measured."""
    if not figures.is_shown:
        return None
    known = figures.knowledge
    return BarChart(
        id="chart-knowledge",
        title=_("Known after reading: %(share)s of what is asked")
        % {"share": words.share(round(known.value))}
        if known
        else _("Not measured yet: it takes %(n)s people who answered after reading")
        % {"n": words.number(ENOUGH)},
        bars=(
            Bar(
                _("Right answers that luck does not explain"),
                round(known.value) if known else None,
                round(known.low) if known else None,
                round(known.high) if known else None,
            ),
        ),
        unit=_("In a hundred answers."),
        row_header=_("Measure"),
        maximum=100,
    )
