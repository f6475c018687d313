"""What is made of a vote on statements that is over: groups of opinion, and weighted shares."""

from __future__ import annotations

from parvis.accounts.models import Participant
from parvis.ballots.domain.tell_tally import tell_final
from parvis.consultations.enums import BallotMethod, Moment
from parvis.consultations.models import ConsultationPage, PhaseAction
from parvis.demonstration.build.place import Place
from parvis.demonstration.content import Plan
from parvis.panel.domain.weigh_results import weigh_results
from parvis.understanding.ballot_votes import ballots_of
from parvis.understanding.domain.ask_opinions import ask_opinions
from parvis.understanding.domain.publish_analysis import publish_analysis
from parvis.understanding.domain.run_analysis import run_analysis
from parvis.understanding.models import Analysis


def is_asked(plan: Plan) -> bool:
    """Whether a phase of the plan has a vote on statements."""
    return any(action.method == BallotMethod.STATEMENTS for phase in plan.phases for action in phase.actions)


def make_groups(*, page: ConsultationPage, place: Place) -> list[Analysis]:
    """Published, under their letters alone: a name is for an analyst to give. The log hears totals first."""
    over = [
        ballot
        for ballot in ballots_of(page).filter(ballot_method=BallotMethod.STATEMENTS)
        if ballot.phase.moment(place.now) == Moment.PAST
    ]
    for ballot in over:
        tell_final(ballot=ballot)
        weigh_results(ballot=ballot)
    return [_published(place.hosts.organiser, page, ballot) for ballot in over]


def _published(organiser: Participant, page: ConsultationPage, ballot: PhaseAction) -> Analysis:
    asked = ask_opinions(actor=organiser, consultation=page, ballot=ballot)
    run_analysis(analysis=asked)
    asked.refresh_from_db()
    publish_analysis(actor=organiser, analysis=asked)
    return asked
