"""What came out of a consultation, in figures that say what they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.ballots.queries import Ranked, ranking
from parvis.consultations.enums import Moment, Verb
from parvis.consultations.models import ConsultationPage, Phase, PhaseAction
from parvis.consultations.queries import database_now, phases_of
from parvis.front.composition import charts
from parvis.moderation.aside import said_in
from parvis.restitution.figures import Figures
from parvis.restitution.models import SynthesisPage
from parvis.restitution.queries import DatedFigures, figures_for, syntheses_for
from parvis.restitution.tables import NAMES
from parvis.ui import words
from parvis.ui.charts import BarChart, DayChart, StackedChart

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


@dataclass(frozen=True, slots=True)
class ResultView:
    """Everything that the result page shows; `dated` is None until figures are first counted."""

    consultation: ConsultationPage
    sentences: list[str]
    dated: DatedFigures | None
    ballots: list[BallotResult]
    phases: BarChart | None
    days: DayChart | None
    channels: BarChart | None
    levels: BarChart | None
    themes: BarChart | None
    synthesis: SynthesisPage | None
    tables: list[tuple[str, object]]
    is_over: bool


def compose(consultation: ConsultationPage) -> ResultView:
    """Read stored figures and rank each ballot; what a page costs depends on the number of ballots only."""
    now = database_now()
    phases = phases_of(consultation)
    dated = figures_for([consultation]).get(consultation.pk)
    figures = dated.figures if dated else Figures()
    actions = _ballots(phases)
    aside = said_in([action.pk for action in actions])
    ballots = [ballot_result(action, now=now, aside=aside.get(action.pk, [])) for action in actions]
    return ResultView(
        consultation=consultation,
        sentences=what_came_out(figures, ballots),
        dated=dated,
        ballots=ballots,
        phases=charts.people_by("chart-phases", figures.by_phase, row_header=_("phase")),
        days=charts.by_day(figures),
        channels=charts.people_by("chart-channels", figures.by_origin, row_header=_("channel")),
        levels=charts.people_by("chart-levels", figures.by_level, row_header=_("identity level")),
        themes=charts.contributions_by("chart-themes", figures.by_theme, row_header=_("theme")),
        synthesis=syntheses_for([consultation]).get(consultation.pk),
        tables=list(NAMES.items()),
        is_over=all(phase.moment(now) == Moment.PAST for phase in phases if phase.actions.all()),
    )


def _ballots(phases: Sequence[Phase]) -> list[PhaseAction]:
    """Votes of every phase, each with its phase already at hand."""
    ballots = []
    for phase in phases:
        for action in phase.actions.all():
            if action.verb == Verb.VOTE:
                action.phase = phase
                ballots.append(action)
    return ballots


def ballot_result(ballot: PhaseAction, *, now: datetime, aside: list[str]) -> BallotResult:
    """The order is shown once the vote is closed: before, it would weigh on those who have yet to vote."""
    moment = ballot.phase.moment(now)
    ranked = ranking(ballot, PLACES) if moment == Moment.PAST else []
    imported = sum(count.imported for row in ranked for count in row.counts.values())
    chart = charts.ranking_chart(ballot, ranked, imported=imported) if ranked else None
    return BallotResult(
        ballot=ballot,
        ranked=ranked,
        chart=chart,
        is_stacked=isinstance(chart, StackedChart),
        opens_later=ballot.phase.starts_at if moment == Moment.FUTURE else None,
        is_running=moment == Moment.PRESENT,
        aside=aside,
    )


def what_came_out(figures: Figures, ballots: Sequence[BallotResult]) -> list[str]:
    """How many people did what; then what comes first in the last closed ballot."""
    if not figures.acts and not figures.imported_votes:
        return [_("Nobody has taken part yet.")]
    said = [took_part(figures)]
    closed = [result for result in ballots if result.ranked]
    if closed:
        said.append(f"{charts.first_sentence(closed[-1].ballot, closed[-1].ranked)}.")
    return said


def took_part(figures: Figures) -> str:
    """People, then acts; each kind of act that did not happen is left out."""
    votes, arguments = figures.votes + figures.imported_votes, figures.arguments
    acts = [
        ngettext("%(n)s contribution", "%(n)s contributions", figures.contributions)
        % {"n": words.number(figures.contributions)},
        ngettext("%(n)s vote", "%(n)s votes", votes) % {"n": words.number(votes)} if votes else "",
        ngettext("%(n)s argument", "%(n)s arguments", arguments) % {"n": words.number(arguments)}
        if arguments
        else "",
    ]
    return ngettext("%(people)s took part: %(acts)s.", "%(people)s took part: %(acts)s.", figures.people) % {
        "people": words.people(figures.people),
        "acts": charts.listed([act for act in acts if act]),
    }
