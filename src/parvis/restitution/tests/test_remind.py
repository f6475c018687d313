"""Whoever is in charge of a commitment is written to before its day, and each week once it is late."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.jobs.models import Mail
from parvis.restitution.domain.remind import reason, remind_of_commitments
from parvis.restitution.enums import CommitmentState, ReminderKind
from parvis.restitution.models import CommitmentReminder
from parvis.restitution.tasks import remind
from parvis.restitution.tests.factories import CommitmentFactory

pytestmark = pytest.mark.django_db
DUE = date(2026, 6, 30)


def on(days: int) -> date:
    return DUE + timedelta(days=days)


@pytest.fixture
def held():
    made = CommitmentFactory(title="Dix bancs", first_due_on=DUE)
    member = TeamMemberFactory(
        consultation=made.consultation, role=Role.MODERATOR, participant__language="fr"
    )
    TeamMemberFactory(consultation=made.consultation, role=Role.ORGANISER)
    made.in_charge = member.participant
    made.save()
    return made


def subjects() -> list[tuple[str, str]]:
    return list(Mail.objects.order_by("pk").values_list("recipient", "subject"))


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (-30, (ReminderKind.MONTH, 0)),
        (-8, (ReminderKind.MONTH, 0)),
        (-7, (ReminderKind.WEEK, 0)),
        (0, (ReminderKind.WEEK, 0)),
        (1, (ReminderKind.LATE, 0)),
        (7, (ReminderKind.LATE, 0)),
        (8, (ReminderKind.LATE, 1)),
    ],
)
def test_the_reason_of_a_reminder_is_told_by_the_day(days, told):
    assert reason(DUE, on(days)) == told


def test_each_reminder_leaves_once_however_often_the_job_runs(held):
    told = [
        sum(remind_of_commitments(today=on(days)) for _twice in range(2))
        for days in (-31, -30, -12, -7, -1, 1, 4, 8)
    ]
    assert told == [0, 1, 0, 1, 0, 1, 0, 1]
    address = held.in_charge.email
    assert (
        subjects()
        == [(address, "Engagement à tenir : Dix bancs")] * 2 + [(address, "En retard : Dix bancs")] * 2
    )
    text = Mail.objects.latest("pk").text
    assert "en retard de 8\xa0jours" in text
    assert f"/desk/consultations/{held.consultation_id}/commitments/{held.number}/" in text


def test_a_day_that_moves_is_reminded_of_again(held):
    remind_of_commitments(today=on(-5))
    held.due_on = on(60)
    held.save()
    assert remind_of_commitments(today=on(55)) == 1


def test_once_they_left_the_team_its_organisers_are_written_to(held):
    organiser = held.consultation.team.get(role=Role.ORGANISER).participant
    held.consultation.team.filter(participant=held.in_charge).delete()
    remind_of_commitments(today=on(2))
    assert [address for address, _subject in subjects()] == [organiser.email]


def test_what_is_over_or_no_longer_public_is_reminded_of_to_nobody(held):
    held.state = CommitmentState.DONE
    held.save()
    CommitmentFactory(consultation__live=False, first_due_on=DUE)
    assert remind_of_commitments(today=on(10)) == 0
    assert not CommitmentReminder.objects.exists()


def test_the_job_runs_for_the_day_of_the_place(held):
    held.due_on = timezone.localdate()
    held.save()
    remind.func()
    assert CommitmentReminder.objects.get().kind == ReminderKind.WEEK
