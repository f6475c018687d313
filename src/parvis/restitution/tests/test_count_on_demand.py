"""Asking for figures of now."""

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import ConsultationFactory, TeamMemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation():
    return ConsultationFactory()


def ask(client, consultation, actor=None):
    if actor:
        client.force_login(actor)
    return client.post(reverse("restitution:count", args=[consultation.slug]))


def jobs():
    return ProcrastinateJob.objects.filter(task_name="restitution.count_consultation").count()


@pytest.mark.parametrize("role", list(Role))
def test_the_whole_team_may(client, consultation, role):
    member = TeamMemberFactory(consultation=consultation, participant=ParticipantFactory(), role=role)
    assert ask(client, consultation, member.participant).status_code == 302
    assert ask(client, consultation, member.participant).status_code == 302
    assert jobs() == 1


def test_the_team_of_another_consultation_and_the_public_may_not(client, consultation):
    other = TeamMemberFactory(consultation=ConsultationFactory(), participant=ParticipantFactory())
    assert ask(client, consultation, other.participant).status_code == 404
    assert ask(client, consultation, ParticipantFactory()).status_code == 404
    assert jobs() == 0


def test_a_visitor_is_sent_to_sign_in(client, consultation):
    assert ask(client, consultation).url.startswith(reverse("account_login"))
    assert jobs() == 0
