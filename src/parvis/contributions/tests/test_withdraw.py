"""Take one's contribution back."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.models import PhaseAction
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.contributions.domain.withdraw import withdraw
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import can
from parvis.contributions.queries import listing
from parvis.contributions.tests.conftest import Deposit


def test_leaves_a_trace_without_text_for_others(person: Participant, deposit: Deposit) -> None:
    contribution = withdraw(actor=person, contribution=deposit())

    contribution.refresh_from_db()
    assert (contribution.state, contribution.withdrawn_at is not None) == (State.WITHDRAWN, True)
    assert listing(consultation=contribution.consultation).items == []
    readers = (AnonymousUser(), ParticipantFactory.create(), person)
    assert [can(reader, "see", contribution) for reader in readers] == [True, True, True]
    assert [can(reader, "read", contribution) for reader in readers] == [False, False, True]


def test_a_hidden_text_is_read_by_its_author_and_by_moderators_alone(
    person: Participant, deposit: Deposit, action: PhaseAction
) -> None:
    contribution = deposit()
    contribution.state = State.HIDDEN
    moderator, analyst = ParticipantFactory.create_batch(2)
    for member, role in ((moderator, Role.MODERATOR), (analyst, Role.ANALYST)):
        TeamMemberFactory.create(consultation=action.phase.consultation, participant=member, role=role)

    readers = (AnonymousUser(), ParticipantFactory.create(), analyst, moderator, person)
    assert [can(reader, "read", contribution) for reader in readers] == [False, False, False, True, True]


def test_twice_is_once(person: Participant, deposit: Deposit) -> None:
    first = withdraw(actor=person, contribution=deposit())

    assert withdraw(actor=person, contribution=first).withdrawn_at == first.withdrawn_at


def test_possible_after_the_phase(person: Participant, deposit: Deposit, action: PhaseAction) -> None:
    contribution = deposit()
    action.phase.ends_at = timezone.now() - timedelta(days=1)
    action.phase.save()

    assert withdraw(actor=person, contribution=contribution).state == State.WITHDRAWN


def test_an_outsider_and_a_teammate_are_refused(deposit: Deposit, action: PhaseAction) -> None:
    contribution, teammate = deposit(), ParticipantFactory.create()
    TeamMemberFactory.create(consultation=action.phase.consultation, participant=teammate)

    for actor in (ParticipantFactory.create(), teammate):
        with pytest.raises(Refused):
            withdraw(actor=actor, contribution=contribution)

    contribution.refresh_from_db()
    assert contribution.state == State.PUBLISHED


def test_what_moderation_hid_is_withdrawn_too(person: Participant, deposit: Deposit) -> None:
    contribution = deposit()
    Contribution.objects.filter(pk=contribution.pk).update(state=State.HIDDEN)

    withdraw(actor=person, contribution=contribution)

    contribution.refresh_from_db()
    assert (contribution.state, contribution.salt) == (State.WITHDRAWN, None)
