"""The vote controls of a page."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.cast import cast, withdraw
from parvis.ballots.domain.fold import fold
from parvis.ballots.enums import Choice
from parvis.ballots.models import TallyDelta
from parvis.ballots.queries import controls
from parvis.ballots.tests.factories import BallotFactory, TallyFactory, VoteFactory, item_of
from parvis.consultations.enums import BallotMethod, Source
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.contributions.enums import State
from parvis.contributions.models import CarriedContribution
from parvis.contributions.tests.factories import ContributionFactory

pytestmark = pytest.mark.django_db


def control_of(item, actor=None):
    reader = actor or AnonymousUser()
    return controls(actor=reader, consultation=item.consultation, contributions=[item])[item.pk]


def counts(control):
    return {choice.value: choice.count for choice in control.choices}


def test_ones_own_vote_is_there_at_once_before_and_after_the_fold_and_after_a_change():
    ballot, voter = BallotFactory(), ParticipantFactory()
    item = item_of(ballot)
    cast(actor=voter, ballot=ballot, contribution=item, choice=Choice.FOR)
    fresh = control_of(item, voter)
    assert (fresh.chosen, counts(fresh)) == (Choice.FOR, {"for": 1, "mixed": 0, "against": 0})
    fold()
    assert control_of(item, voter) == fresh
    cast(actor=voter, ballot=ballot, contribution=item, choice=Choice.AGAINST)
    assert counts(control_of(item, voter)) == {"for": 0, "mixed": 0, "against": 1}
    withdraw(actor=voter, ballot=ballot, contribution=item)
    assert (control_of(item, voter).chosen, control_of(item, voter).people) == (None, 0)


def test_what_somebody_voted_shows_to_them_alone():
    vote = VoteFactory()
    assert control_of(vote.contribution, ParticipantFactory()).chosen is None
    assert [choice.chosen for choice in control_of(vote.contribution).choices] == [False] * 3


def test_imported_totals_are_added_and_marked():
    ballot = BallotFactory()
    item = item_of(ballot)
    TallyFactory(ballot=ballot, contribution=item, count=2, imported_count=40)
    control = control_of(item)
    assert (counts(control)["for"], control.imported, control.people) == (42, 40, 42)
    assert "<span>40" not in render_to_string("ballots/_form.html", {"control": control})
    assert "40" in render_to_string("ballots/_control.html", {"control": control})


def test_a_closed_ballot_keeps_its_counts_and_says_why():
    vote = VoteFactory(ballot=BallotFactory(phase__past=True))
    control = control_of(vote.contribution, vote.voter)
    assert (counts(control)["for"], control.chosen, control.closed_reason != "") == (1, Choice.FOR, True)
    assert "<button" in render_to_string("ballots/_form.html", {"control": control})
    assert " disabled" in render_to_string("ballots/_form.html", {"control": control})


def test_visitor_outsider_and_teammate():
    ballot = BallotFactory(minimum_level=IdentityLevel.INVITED)
    item, teammate = item_of(ballot), ParticipantFactory(identity_level=IdentityLevel.STATE)
    TeamMemberFactory(consultation=item.consultation, participant=teammate)
    insider = ParticipantFactory(identity_level=IdentityLevel.INVITED)
    people = (AnonymousUser(), insider, ParticipantFactory(), teammate)
    assert [control_of(item, person).closed_reason == "" for person in people] == [True, True, False, False]


def test_the_ballot_under_way_comes_before_one_that_closed_and_one_to_come():
    past = BallotFactory(phase__past=True)
    consultation, kind, item = past.phase.consultation, past.kind, item_of(past)
    common = {"phase__consultation": consultation, "phase__source_phase": past.phase, "kind": kind}
    future = BallotFactory(phase__future=True, phase__source=Source.CHOSEN, **common)
    CarriedContribution.objects.create(phase=future.phase, contribution=item)
    assert control_of(item).ballot_id == past.pk
    present = BallotFactory(phase__source=Source.CHOSEN, ballot_method=BallotMethod.SUPPORT, **common)
    assert control_of(item).ballot_id == past.pk
    CarriedContribution.objects.create(phase=present.phase, contribution=item)
    assert (control_of(item).ballot_id, control_of(item).method) == (present.pk, "support")


def test_what_no_ballot_bears_on_has_no_control():
    item = ContributionFactory()
    assert controls(actor=AnonymousUser(), consultation=item.consultation, contributions=[item]) == {}
    assert controls(actor=AnonymousUser(), consultation=item.consultation, contributions=[]) == {}


def test_an_item_that_is_not_public_any_more_is_closed():
    item = item_of(BallotFactory(), state=State.WITHDRAWN)
    assert control_of(item, ParticipantFactory()).closed_reason != ""


@pytest.mark.parametrize("number", [1, 3])
def test_the_cost_does_not_depend_on_the_number_of_items(number):
    ballot, reader = BallotFactory(), ParticipantFactory()
    items = [item_of(ballot) for _ in range(number)]
    for item in items:
        VoteFactory(ballot=ballot, contribution=item, voter=reader)
    cost = []
    for actor in (AnonymousUser(), reader):
        with CaptureQueriesContext(connection) as queries:
            found = controls(actor=actor, consultation=ballot.phase.consultation, contributions=items)
        cost.append(len(queries))
    assert (len(found), cost) == (number, [2, 4])


def test_waiting_deltas_are_read_by_their_item():
    ballot = BallotFactory()
    items = [item_of(ballot) for _ in range(20)]
    TallyDelta.objects.bulk_create(
        TallyDelta(ballot=ballot, contribution=items[n % 20], choice=1, amount=1) for n in range(6000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE ballots_tallydelta")
    plan = TallyDelta.objects.filter(ballot__in=[ballot.pk], contribution__in=[items[0].pk]).explain()
    assert "Index" in plan
    assert "Seq Scan" not in plan
