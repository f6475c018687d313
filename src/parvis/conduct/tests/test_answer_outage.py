"""An outage near the close: what was lost, more time or why not, and the rule that asks for it."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.availability.enums import Cause
from parvis.availability.models import Watch
from parvis.availability.tests.factories import OutageFactory, WatchFactory
from parvis.conduct.domain.answer_outage import decline, extend, last_phases, proposed_end
from parvis.conduct.enums import State
from parvis.conduct.outages import OutageRuling
from parvis.conduct.queries import gather
from parvis.conduct.rules.book import BY_CODE
from parvis.conduct.tests.factories import sound
from parvis.consultations.domain.tell_rules import tell_rules
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import (
    ConsultationFactory,
    KindFactory,
    PhaseActionFactory,
    TeamMemberFactory,
)
from parvis.ledger.models import Pending

pytestmark = pytest.mark.django_db


def consultation(*, closes_in: timedelta):
    """One that keeps its rules, opened forty days ago."""
    place = ConsultationFactory()
    PhaseActionFactory(
        phase__consultation=place,
        phase__starts_at=timezone.now() - timedelta(days=40),
        phase__ends_at=timezone.now() + closes_in,
        kind=KindFactory(consultation=place),
    )
    sound(place)
    tell_rules(consultation=place)
    WatchFactory()
    return place


def fell(*, ago: timedelta, lasted: timedelta, cause: Cause = Cause.REBOOT):
    start = timezone.now() - ago
    return OutageFactory(started_at=start, ended_at=start + lasted, cause=cause)


@pytest.fixture
def place():
    return consultation(closes_in=timedelta(hours=20))


@pytest.fixture
def organiser(place):
    return TeamMemberFactory(consultation=place, role=Role.ORGANISER).participant


def state(place):
    facts = gather(place)
    return BY_CODE["C35"].judge(facts, step=facts.step).state


def lost(place):
    return gather(place).lost.lost


def test_an_hour_is_let_pass_and_a_minute_more_asks(place):
    assert state(place) == State.HOLDS
    fell(ago=timedelta(hours=5), lasted=timedelta(minutes=60))
    assert (state(place), lost(place)) == (State.HOLDS, timedelta(minutes=60))
    fell(ago=timedelta(hours=9), lasted=timedelta(minutes=3), cause=Cause.PAGE)
    assert (state(place), lost(place)) == (State.FAILS, timedelta(minutes=63))


def test_what_was_seen_twice_counts_once_and_what_fell_before_the_last_days_does_not(place):
    once = fell(ago=timedelta(hours=5), lasted=timedelta(minutes=50))
    OutageFactory(started_at=once.started_at, ended_at=once.ended_at, cause=Cause.OUTSIDE)
    fell(ago=timedelta(hours=60), lasted=timedelta(hours=4))
    assert lost(place) == timedelta(minutes=50)


def test_far_from_the_close_it_is_not_due():
    place = consultation(closes_in=timedelta(days=9))
    fell(ago=timedelta(hours=5), lasted=timedelta(hours=3))
    assert (state(place), lost(place)) == (State.LATER, timedelta(0))


def test_more_time_is_given_with_its_reason_and_the_rule_holds(place, organiser):
    fell(ago=timedelta(hours=5), lasted=timedelta(hours=2))
    former = last_phases(place)[0].ends_at
    until = proposed_end(place, gather(place).lost)
    assert former is not None
    assert until is not None
    assert (until >= former + timedelta(hours=2), until.minute) == (True, 0)
    tell_rules(consultation=place)  # the organiser came since
    Pending.objects.all().delete()

    row = extend(actor=organiser, consultation=place, words="Le serveur était en panne.", until=until)

    assert (row.extended_to, row.lost) == (until, timedelta(hours=2))
    assert [phase.ends_at for phase in last_phases(place)] == [until]
    told = list(Pending.objects.order_by("pk").values_list("kind", flat=True))
    assert told == ["extension", "rules.changed", "rules.explained", "incident"]
    public = Pending.objects.get(kind="incident").public
    assert (public["code"], public["minutes"]) == ("outage_answered", 120)
    assert public["extended_to"] == int(until.timestamp())
    assert (state(place), lost(place)) == (State.HOLDS, timedelta(0))


def test_the_dates_may_stay_with_a_public_reason_and_a_new_outage_asks_again(place, organiser):
    fell(ago=timedelta(hours=5), lasted=timedelta(hours=2))
    decline(actor=organiser, consultation=place, words="Personne ne s’est plaint.")
    assert state(place) == State.HOLDS
    assert Pending.objects.get(kind="incident").public["extended_to"] is None

    OutageRuling.objects.update(made_at=timezone.now() - timedelta(hours=3))
    fell(ago=timedelta(hours=2), lasted=timedelta(minutes=70), cause=Cause.PAGE)
    assert (state(place), lost(place)) == (State.FAILS, timedelta(minutes=70))


def test_a_silence_of_jobs_takes_nothing_from_anybody(place):
    fell(ago=timedelta(hours=5), lasted=timedelta(hours=3), cause=Cause.SILENCE)
    assert (state(place), lost(place)) == (State.HOLDS, timedelta(0))


def test_one_of_before_the_answer_that_is_known_after_it_asks_again_for_what_was_not_answered(
    place, organiser
):
    once = fell(ago=timedelta(hours=5), lasted=timedelta(hours=2))
    decline(actor=organiser, consultation=place, words="Personne ne s’est plaint.")
    OutageFactory(
        started_at=once.started_at - timedelta(minutes=70), ended_at=once.ended_at, cause=Cause.OUTSIDE
    )
    assert (state(place), lost(place)) == (State.FAILS, timedelta(minutes=70))
    decline(actor=organiser, consultation=place, words="Ni cette fois.")
    assert (state(place), lost(place)) == (State.HOLDS, timedelta(0))


def test_less_than_what_was_lost_is_refused_and_changes_nothing(place, organiser):
    fell(ago=timedelta(hours=5), lasted=timedelta(hours=2))
    former = last_phases(place)[0].ends_at
    assert former is not None
    with translation.override("en"), pytest.raises(Refused, match="at least what was lost"):
        extend(actor=organiser, consultation=place, words="x", until=former + timedelta(hours=1))
    assert (last_phases(place)[0].ends_at, OutageRuling.objects.count()) == (former, 0)


def test_after_the_close_nothing_begins_again_and_it_is_said_why_not():
    place = consultation(closes_in=timedelta(minutes=-10))
    organiser = TeamMemberFactory(consultation=place, role=Role.ORGANISER).participant
    fell(ago=timedelta(hours=2), lasted=timedelta(minutes=115))
    assert (state(place), proposed_end(place, gather(place).lost)) == (State.FAILS, None)
    with translation.override("en"), pytest.raises(Refused, match="Add a phase"):
        extend(actor=organiser, consultation=place, words="x", until=timezone.now() + timedelta(days=1))
    decline(actor=organiser, consultation=place, words="Une phase de plus est ouverte.")
    assert state(place) == State.HOLDS


def test_nothing_to_answer_no_reason_and_nobody_else(place, organiser):
    with translation.override("en"), pytest.raises(Refused, match="nothing to make up for"):
        decline(actor=organiser, consultation=place, words="x")
    fell(ago=timedelta(hours=5), lasted=timedelta(hours=2))
    teammate = TeamMemberFactory(consultation=place, role=Role.MODERATOR).participant
    for actor, words in (
        (organiser, " "),
        (organiser, "x" * 501),
        (teammate, "x"),
        (ParticipantFactory(), "x"),
    ):
        with pytest.raises(Refused):
            decline(actor=actor, consultation=place, words=words)
    assert not OutageRuling.objects.exists()


def test_before_anybody_looked_nothing_is_known(place):
    Watch.objects.update(started_at=timezone.now(), last_at=timezone.now())
    place.phases.update(ends_at=timezone.now() - timedelta(days=2))
    assert state(place) == State.ELSEWHERE
