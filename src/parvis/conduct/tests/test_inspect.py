"""Every act is looked at: its line in the log, its hour, the identical texts behind it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.accounts.enums import Origin
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.tests.factories import BallotFactory, VoteFactory
from parvis.conduct.domain.inspect_acts import inspect_acts, inspect_due
from parvis.conduct.models import Inspection
from parvis.conduct.queries import gather
from parvis.consultations.models import ConsultationPage, Phase
from parvis.consultations.tests.factories import KindFactory, PhaseActionFactory, PhaseFactory
from parvis.contributions.domain.count_copies import count_copies
from parvis.contributions.enums import WaitingState
from parvis.contributions.tests.factories import ContributionFactory, WaitingTextFactory
from parvis.debate.tests.factories import ArgumentFactory
from parvis.ledger.domain.sequence import sequence
from parvis.opendata.tests.town import found_town, live

pytestmark = pytest.mark.django_db


@pytest.fixture
def over() -> Phase:
    """A phase that closed an hour ago."""
    return PhaseFactory(ends_at=timezone.now() - timedelta(hours=1))


def late(phase: Phase) -> int:
    return inspect_acts(consultation=phase.consultation).late


def test_what_came_by_the_acts_of_the_house_has_its_line(settings, tmp_path) -> None:
    settings.LEDGER_KEYS = tmp_path / "keys"
    town = found_town()
    live(town)
    waiting = inspect_acts(consultation=town.consultation)
    assert (waiting.acts > 40, waiting.unlogged, waiting.late) == (True, 0, 0)

    sequence()
    assert inspect_acts(consultation=town.consultation).unlogged == 0


def test_an_act_written_past_the_log_is_found() -> None:
    town = found_town()
    known = town.write("Un banc")
    for row in (
        ContributionFactory(kind=town.deposit.kind),
        ArgumentFactory(contribution=known),
        VoteFactory(ballot=town.ballot, contribution=known),
    ):
        assert row.entry
    ContributionFactory(kind=town.deposit.kind, entry=None)  # older than the log

    found = inspect_acts(consultation=town.consultation)

    assert (found.acts, found.unlogged) == (5, 3)
    assert Inspection.objects.count() == 1


def test_a_text_is_late_after_the_minutes_of_grace_or_without_their_mark(over: Phase) -> None:
    kind = KindFactory(consultation=over.consultation)
    assert late(over) == 0
    sent = {"kind": kind, "phase": over}
    ContributionFactory(**sent, created_at=over.ends_at - timedelta(seconds=1))
    ContributionFactory(**sent, created_at=over.ends_at + timedelta(seconds=20))
    ContributionFactory(**sent, created_at=over.ends_at + timedelta(minutes=14), is_late=True)
    ContributionFactory(**sent, origin=Origin.PAPER)
    assert late(over) == 0

    ContributionFactory(**sent, created_at=over.ends_at + timedelta(minutes=14))
    assert late(over) == 1
    ContributionFactory(**sent, created_at=over.ends_at + timedelta(minutes=16), is_late=True)
    assert late(over) == 2


def test_a_vote_and_an_argument_have_no_grace(over: Phase) -> None:
    ballot = BallotFactory(phase=over)
    vote = VoteFactory(ballot=ballot, created_at=over.ends_at)
    ArgumentFactory(contribution=vote.contribution, phase=over, created_at=over.ends_at)
    known = late(over)

    VoteFactory(ballot=ballot, contribution=vote.contribution, created_at=over.ends_at + timedelta(minutes=2))
    ArgumentFactory(
        contribution=vote.contribution, phase=over, created_at=over.ends_at + timedelta(minutes=2)
    )

    assert late(over) == known + 2


def test_a_text_of_a_guest_came_when_it_was_received(over: Phase) -> None:
    kind = KindFactory(consultation=over.consultation)
    published = ContributionFactory(kind=kind, phase=over, is_guest=True, author=None, identity_level=0)
    WaitingTextFactory(
        kind=kind,
        phase=over,
        state=WaitingState.PUBLISHED,
        contribution=published,
        title="",
        text="",
        salt=None,
        received_at=over.ends_at - timedelta(minutes=5),
        settled_at=timezone.now(),
    )
    assert late(over) == 0


def test_identical_texts_that_nobody_counted_are_found() -> None:
    kind = KindFactory()
    words = {"kind": kind, "title": "Non", "text": "Non à la passerelle."}
    ContributionFactory(**words, created_at=timezone.now() - timedelta(hours=3))
    ContributionFactory(**words, created_at=timezone.now() - timedelta(hours=2))
    ContributionFactory(**words)  # too new to have been counted
    assert inspect_acts(consultation=kind.consultation).ungrouped == 1

    count_copies()
    assert inspect_acts(consultation=kind.consultation).ungrouped == 0


def test_an_account_that_somebody_else_closed_is_counted() -> None:
    place = KindFactory().consultation
    ParticipantFactory(is_active=False, erased_at=timezone.now(), email=None)
    ParticipantFactory(is_active=False, email=None, origin=Origin.IMPORT)
    assert inspect_acts(consultation=place).endless == 0
    ParticipantFactory(is_active=False)
    assert inspect_acts(consultation=place).endless == 1


def test_the_job_looks_where_people_take_part_and_once_after_the_end() -> None:
    running = PhaseActionFactory().phase.consultation
    past = PhaseFactory(past=True).consultation
    PhaseFactory(future=True)
    draft = PhaseFactory(consultation__live=False).consultation

    assert (inspect_due(), inspect_due()) == (2, 1)

    assert set(looked_at()) == {running.pk, past.pk}
    assert draft.pk not in looked_at()
    assert gather(running).watched.inspection == running.inspection


def looked_at() -> list[int]:
    return list(Inspection.objects.values_list("consultation", flat=True))


def test_what_ended_within_the_day_is_looked_at_again() -> None:
    place: ConsultationPage = PhaseFactory(ends_at=timezone.now() - timedelta(hours=2)).consultation
    inspect_acts(consultation=place)
    assert inspect_due() == 1
    Inspection.objects.update(made_at=timezone.now() + timedelta(days=2))
    assert inspect_due() == 0
