"""What came, what waits and what is late."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import ConsultationFactory, PhaseFactory, TeamMemberFactory
from parvis.contributions.tests.factories import ContributionFactory
from parvis.front.desk.today import today
from parvis.restitution.tests.factories import CommitmentFactory

pytestmark = pytest.mark.django_db


def test_only_ones_own_consultations_are_there(organiser) -> None:
    TeamMemberFactory()

    assert [line.consultation for line in today(organiser.participant)] == [organiser.consultation]
    assert today(ParticipantFactory()) == []


def test_what_came_in_a_week_is_counted(organiser) -> None:
    ContributionFactory(kind__consultation=organiser.consultation)
    ContributionFactory(kind__consultation=organiser.consultation, state="hidden")
    ContributionFactory()

    assert [line.recent for line in today(organiser.participant)] == [1]


def test_a_draft_whose_first_phase_started_is_late(organiser) -> None:
    organiser.consultation.live = False
    organiser.consultation.save(update_fields=["live"])
    PhaseFactory(consultation=organiser.consultation)

    (line,) = today(organiser.participant)

    assert (len(line.late), line.waiting) == (1, ())


def test_an_answer_that_was_promised_is_late(organiser) -> None:
    organiser.consultation.answer_due = date(2020, 1, 1)
    organiser.consultation.save(update_fields=["answer_due"])
    PhaseFactory(consultation=organiser.consultation, past=True)

    (line,) = today(organiser.participant)

    assert (len(line.late), len(line.waiting)) == (1, 1)


def test_commitments_whose_day_has_passed_are_late(organiser) -> None:
    CommitmentFactory.create_batch(2, consultation=organiser.consultation, late=True)
    CommitmentFactory(consultation=organiser.consultation, late=True, done=True)
    CommitmentFactory(consultation=organiser.consultation)
    CommitmentFactory(late=True)

    with translation.override("en"):
        (line,) = today(organiser.participant)

    assert line.late == ("2 commitments are late.",)


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_whatever_their_number(count: int, django_assert_num_queries) -> None:
    person = ParticipantFactory()
    for _number in range(count):
        member = TeamMemberFactory(
            participant=person, consultation=ConsultationFactory(), role=Role.MODERATOR
        )
        PhaseFactory(consultation=member.consultation)
        ContributionFactory(kind__consultation=member.consultation)

    with django_assert_num_queries(22):
        assert len(today(person)) == count


def test_it_is_the_first_thing_of_the_desk(desk, organiser) -> None:
    text = desk(organiser.participant).get(reverse("wagtailadmin_home")).content.decode()

    assert organiser.consultation.title in text
    assert 'id="desk-today"' in text
