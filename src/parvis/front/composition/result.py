"""What came out of a consultation, in figures that say what they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.ballots.models import Outcome
from parvis.ballots.ranking import Ranked, ranking
from parvis.consultations.enums import Moment
from parvis.consultations.levels import Meaning, meanings
from parvis.consultations.models import ConsultationPage, Kind, Phase, PhaseAction
from parvis.consultations.queries import ballots_of, database_now, phases_of
from parvis.front.composition import charts, outcomes
from parvis.front.composition import quiz as quizzes
from parvis.front.composition.outcomes import Table
from parvis.front.composition.panel import WhoView, who_took_part
from parvis.front.composition.questionnaire import asks_questions
from parvis.front.composition.weighted import WEIGHTED, WeightedView, weighted_views
from parvis.moderation.aside import said_in
from parvis.restitution.figures import Figures
from parvis.restitution.models import SynthesisPage
from parvis.restitution.queries import DatedFigures, public_figures_of, syntheses_for
from parvis.restitution.tables import NAMES
from parvis.ui import words
from parvis.ui.charts import BarChart, DayChart, StackedChart
from parvis.ui.data import Link

PLACES = 10


@dataclass(frozen=True, slots=True)
class BallotResult:
    """One ballot: its first items, or, while it runs, the day on which they will be shown."""

    ballot: PhaseAction
    ranked: list[Ranked]
    chart: BarChart | StackedChart | None
    is_stacked: bool
    opens_later: datetime | None
    is_running: bool
    aside: list[str]
    notes: list[str]
    who: list[str]
    table: Table | None
    paper: Table | None
    is_waiting: bool
    first: str
    weighted: WeightedView | None


@dataclass(frozen=True, slots=True)
class ResultView:
    """Everything that the result page shows; `dated` is None until figures are first counted."""

    consultation: ConsultationPage
    sentences: list[str]
    dated: DatedFigures | None
    ballots: list[BallotResult]
    depth: BarChart | None
    phases: BarChart | None
    days: DayChart | None
    channels: BarChart | None
    levels: BarChart | None
    meanings: list[Meaning]
    themes: BarChart | None
    synthesis: SynthesisPage | None
    tables: list[tuple[str, object]]
    is_over: bool
    forms: list[Kind]
    quiz: quizzes.QuizView | None
    who: WhoView
    switch: list[Link]


def compose(consultation: ConsultationPage, *, weighted: bool = False) -> ResultView:
    """Read stored figures and rank each ballot; what a page costs depends on the number of ballots only.

    `weighted`: beside the raw result of each ballot that is over, that which is brought to the population.
    """
    now = database_now()
    phases = phases_of(consultation)
    dated = public_figures_of(consultation)
    figures = dated.figures if dated else Figures()
    actions = _ballots(consultation, phases)
    aside = said_in([action.pk for action in actions])
    over = [action for action in actions if action.phase.moment(now) == Moment.PAST]
    who = who_took_part(consultation)
    brought = weighted_views(over) if weighted and who.survey else {}
    counted, papers = outcomes.outcomes_of(actions), outcomes.paper_of([action.pk for action in actions])
    ballots = [
        ballot_result(
            action,
            now=now,
            aside=aside.get(action.pk, []),
            outcome=counted.get(action.pk),
            paper=papers.get(action.pk),
            weighted=brought.get(action.pk),
        )
        for action in actions
    ]
    return ResultView(
        consultation=consultation,
        sentences=what_came_out(figures, ballots),
        dated=dated,
        ballots=ballots,
        depth=charts.depth(figures),
        phases=charts.people_by("chart-phases", figures.by_phase, row_header=_("phase")),
        days=charts.by_day(figures),
        channels=charts.people_by("chart-channels", figures.by_origin, row_header=_("channel")),
        levels=charts.people_by("chart-levels", figures.by_level, row_header=_("identity level")),
        meanings=meanings(consultation),
        themes=charts.contributions_by("chart-themes", figures.by_theme, row_header=_("theme")),
        synthesis=syntheses_for([consultation]).get(consultation.pk),
        tables=list(NAMES.items()),
        forms=forms_of(consultation),
        quiz=quizzes.compose(consultation),
        who=who,
        switch=_switch(consultation, weighted=weighted) if who.survey and over else [],
        is_over=all(phase.moment(now) == Moment.PAST for phase in phases if phase.actions.all()),
    )


def _switch(consultation: ConsultationPage, *, weighted: bool) -> list[Link]:
    path = reverse("front:result", args=[consultation.slug])
    return [
        Link(_("Raw: the official result"), f"{path}#ranking", current=not weighted),
        Link(_("Weighted"), f"{path}?results={WEIGHTED}#ranking", current=weighted),
    ]


def forms_of(consultation: ConsultationPage) -> list[Kind]:
    """The kinds whose form asks questions that can be counted; two queries."""
    return [kind for kind in consultation.kinds.prefetch_related("questions") if asks_questions(kind)]


def _ballots(consultation: ConsultationPage, phases: Sequence[Phase]) -> list[PhaseAction]:
    """Votes of every phase, each with its phase and consultation already at hand."""
    for phase in phases:
        phase.consultation = consultation
    return ballots_of(phases)


def ballot_result(
    ballot: PhaseAction,
    *,
    now: datetime,
    aside: list[str],
    outcome: Outcome | None = None,
    paper: Table | None = None,
    weighted: WeightedView | None = None,
) -> BallotResult:
    """The order is shown once the vote is closed: before, it would weigh on those who have yet to vote."""
    moment = ballot.phase.moment(now)
    shown = _shown(ballot, outcome) if moment == Moment.PAST else outcomes.Shown([], None, None, [])
    ranked, chart = shown.ranked, shown.chart
    return BallotResult(
        ballot=ballot,
        ranked=ranked,
        chart=chart,
        is_stacked=isinstance(chart, StackedChart),
        opens_later=ballot.phase.starts_at if moment == Moment.FUTURE else None,
        is_running=moment == Moment.PRESENT,
        aside=aside,
        notes=[*shown.notes, *outcomes.thresholds(ballot, [row for row in ranked if row.counts])],
        who=outcomes.who_voted(ballot, outcome),
        table=shown.table,
        paper=paper,
        is_waiting=outcomes.is_waiting(ballot, outcome, moment),
        first=chart.title if chart else "",
        weighted=weighted,
    )


def _shown(ballot: PhaseAction, outcome: Outcome | None) -> outcomes.Shown:
    """From what a job counted, or from the tallies where they say it all."""
    if outcomes.is_counted(ballot):
        return outcomes.shown(ballot, outcome)
    ranked = ranking(ballot, PLACES)
    imported = sum(count.imported for row in ranked for count in row.counts.values())
    chart = charts.ranking_chart(ballot, ranked, imported=imported) if ranked else None
    return outcomes.Shown(ranked, chart, None, [])


def what_came_out(figures: Figures, ballots: Sequence[BallotResult]) -> list[str]:
    """How many people did what; then what comes first in the last closed ballot."""
    if figures.is_empty:
        return [_("Nobody has taken part yet.")]
    said = [took_part(figures)]
    closed = [result for result in ballots if result.ranked]
    if closed:
        said.append(f"{closed[-1].first}.")
    return said


def _contributions(figures: Figures) -> str:
    """Those of guests are told apart, whose number nobody knows, and so are those of organisations."""
    said = ngettext("%(n)s contribution", "%(n)s contributions", figures.contributions) % {
        "n": words.number(figures.contributions)
    }
    apart = [_of_guests(figures.guests), _of_organisations(figures.organisations)]
    told = "; ".join(one for one in apart if one)
    return f"{said} ({told})" if told else said


def _of_guests(count: int) -> str:
    said = ngettext(
        "of which %(n)s by a guest, counted in no number of people",
        "of which %(n)s by guests, whose number is not known",
        count,
    )
    return said % {"n": words.number(count)} if count else ""


def _of_organisations(count: int) -> str:
    said = ngettext("of which %(n)s by an organisation", "of which %(n)s by organisations", count)
    return said % {"n": words.number(count)} if count else ""


def took_part(figures: Figures) -> str:
    """People, then acts; each kind of act that did not happen is left out.

    Acts of nobody that the site knows, imported or by guests alone, do not say that nobody came.
    """
    votes, arguments = figures.votes + figures.imported_votes, figures.arguments
    acts = [
        _contributions(figures),
        ngettext("%(n)s vote", "%(n)s votes", votes) % {"n": words.number(votes)} if votes else "",
        ngettext("%(n)s argument", "%(n)s arguments", arguments) % {"n": words.number(arguments)}
        if arguments
        else "",
    ]
    listed = charts.listed([act for act in acts if act])
    if not figures.people:
        return _("%(acts)s; nothing says how many people that is.") % {"acts": listed}
    return ngettext("%(people)s took part: %(acts)s.", "%(people)s took part: %(acts)s.", figures.people) % {
        "people": words.people(figures.people),
        "acts": listed,
    }
