"""The weighted result of a ballot is made once, when it is over, and stands."""

import hashlib
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parvis.ballots.domain.count_outcome import count_endings
from parvis.consultations.models import Phase
from parvis.consultations.tests.factories import PhaseActionFactory, TeamMemberFactory
from parvis.contributions.models import Contribution
from parvis.ledger.models import Pending
from parvis.merkle.canonical import canonical
from parvis.panel.domain import weigh_results as weigh_results_module
from parvis.panel.domain.weigh_results import weigh_due, weigh_results
from parvis.panel.models import Reference, SelfDescription, Survey, WeightedResult
from parvis.panel.tests.voting import MAN, TWO_HUNDRED, WOMAN, vote_together, voted
from parvis.panel.weighted import Weighted
from parvis.panel.weighted_tables import weighted_files, weighted_rows

pytestmark = pytest.mark.django_db


def result(ballot) -> Weighted:
    return Weighted.from_json(WeightedResult.objects.get(ballot=ballot).figures)


def ended(ballot, **ago):
    end = timezone.now() - timedelta(**ago)
    Phase.objects.filter(pk=ballot.phase_id).update(starts_at=end - timedelta(days=9), ends_at=end)


def test_it_is_made_at_the_close_and_told_to_the_log():
    ballot = voted()
    assert weigh_due() == 1
    row = WeightedResult.objects.get()
    assert [share.value for share in result(ballot).items[0].shares] == [48, 17, 35]
    assert Pending.objects.get(kind="quality.computed").public == {
        "axis": "weighted_result",
        "ballot": ballot.pk,
        "sha256": hashlib.sha256(canonical(row.figures)).hexdigest(),
    }
    assert [name for name, _data in weighted_files(ballot.phase.consultation)] == [f"{ballot.pk}.json"]


def test_while_something_is_open_voters_are_left_a_week_to_say_who_they_are():
    ballot = voted()
    PhaseActionFactory(phase__consultation=ballot.phase.consultation)
    assert weigh_due() == 0
    ended(ballot, days=7)
    assert weigh_due() == 1


def test_what_is_measured_stands_whatever_is_said_or_corrected_after():
    ballot = voted()
    weigh_due()
    before = WeightedResult.objects.get()
    vote_together(ballot, [ballot_item(ballot)], [(MAN, [-1])] * 80)
    Reference.objects.update(population={"woman": 10.0, "man": 90.0}, changed_at=timezone.now())
    WeightedResult.objects.update(made_at=timezone.now() - timedelta(days=2))
    assert weigh_due() == 0
    assert weigh_results(ballot=ballot).figures == before.figures
    assert Pending.objects.filter(kind="quality.computed").count() == 1


def ballot_item(ballot):
    return Contribution.objects.filter(phase=ballot.phase).earliest("pk")


def test_what_is_not_measured_is_tried_again_after_a_day():
    ballot = voted([(WOMAN, [1])] * 20 + [(MAN, [1])] * 20)
    assert weigh_due() == 1
    assert (result(ballot).missing, Pending.objects.filter(kind="quality.computed").exists()) == (
        "few_asked",
        False,
    )
    assert weigh_due() == 0
    WeightedResult.objects.update(made_at=timezone.now() - timedelta(hours=25))
    vote_together(ballot, [ballot_item(ballot)], [(MAN, [-1])] * 20)
    assert weigh_due() == 1
    assert result(ballot).missing == ""


def test_the_team_is_not_weighted():
    ballot = voted()
    member = SelfDescription.objects.filter(said=WOMAN).first().participant
    TeamMemberFactory(consultation=ballot.phase.consultation, participant=member)
    weigh_due()
    assert (result(ballot).voters, result(ballot).people) == (200, 199)


@pytest.mark.parametrize(
    ("options", "missing"), [({"support": True}, "method"), ({"ballot_is_public": True}, "named")]
)
def test_where_shares_mean_nothing_or_votes_have_names_it_is_not_made(options, missing):
    sheets = [(WOMAN, [1])] * 40 + [(MAN, [1])] * 40
    ballot = voted(sheets, **options)
    weigh_due()
    assert result(ballot).missing == missing


def test_of_a_vote_by_approval_whoever_did_not_tick_said_no():
    women = [(WOMAN, [1, 1])] * 50 + [(WOMAN, [None, 1])] * 30 + [(WOMAN, [1, None])] * 20
    sheets = [*women, *[(MAN, [1, None])] * 15, *[(MAN, [None, 1])] * 25, *[(MAN, [1, 1])] * 10]
    ballot = voted(sheets, items=2, approval=True)
    count_endings()
    assert weigh_due() == 1
    by_raw = {item.raw: item.shares[0].value for item in result(ballot).items}
    assert by_raw == {(95, 55): 60, (115, 35): 75}


def test_it_waits_for_the_official_count():
    voted([(WOMAN, [1])] * 60 + [(MAN, [1])] * 40, approval=True)
    weigh_due()
    assert not WeightedResult.objects.exists()


def test_where_nobody_is_asked_or_answers_were_erased_there_is_none():
    ballot = voted()
    Survey.objects.update(forgotten_at=timezone.now())
    assert (weigh_due(), weigh_results(ballot=ballot)) == (0, None)


def test_one_that_fails_stops_no_other(monkeypatch):
    first, second = voted(), voted()
    whole = weigh_results_module.cast_of
    monkeypatch.setattr(
        weigh_results_module, "cast_of", lambda ballot: 1 / 0 if ballot == first else whole(ballot)
    )
    assert weigh_due() == 1
    assert WeightedResult.objects.get().ballot == second


def test_the_table_says_each_share_or_why_there_is_none():
    ballot = voted()
    weigh_due()
    place = ballot.phase.consultation
    item = ballot_item(ballot).pk
    assert list(weighted_rows(place))[1:] == [
        [ballot.pk, item, 1, 115, "0.5750", 200, 150, "1.33", "0.48", "0.39", "0.57", "0.01", ""],
        [ballot.pk, item, 0, 30, "0.1500", 200, 150, "1.33", "0.17", "0.11", "0.25", "0.01", ""],
        [ballot.pk, item, -1, 55, "0.2750", 200, 150, "1.33", "0.35", "0.27", "0.44", "0.01", ""],
    ]
    few = Weighted(voters=60, people=12, missing="few_people").to_json()
    WeightedResult.objects.update(figures=few, is_measured=False)
    assert list(weighted_rows(place))[1][-1] == "few_people"
    assert list(weighted_files(place)) == []


def test_it_costs_the_same_for_one_item_and_for_three():
    counts = []
    for items in (1, 3):
        ballot = voted([(told, [*choices] * items) for told, choices in TWO_HUNDRED], items=items)
        with CaptureQueriesContext(connection) as found:
            weigh_results(ballot=ballot)
        counts.append(len(found))
    assert (counts[0], len(result(ballot).items)) == (counts[1], 3)
