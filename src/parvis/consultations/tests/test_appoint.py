"""Giving and taking back a place in a team."""

import pytest
from wagtail.permissions import page_permission_policy

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.domain.appoint import appoint, dismiss, invite
from parvis.consultations.enums import Role
from parvis.consultations.models import TeamMember
from parvis.consultations.queries import roles_of
from parvis.consultations.tests.factories import ConsultationFactory, TeamMemberFactory
from parvis.jobs.models import Mail

pytestmark = pytest.mark.django_db


def fresh(person: Participant) -> Participant:
    """Permissions are cached on the instance."""
    return Participant.objects.get(pk=person.pk)


def test_an_organiser_edits_and_publishes_their_consultation_alone() -> None:
    member = TeamMemberFactory()
    other = ConsultationFactory()

    person = fresh(member.participant)
    own = member.consultation.permissions_for_user(person)
    assert (own.can_edit(), own.can_publish(), own.can_add_subpage()) == (True, True, True)
    foreign = other.permissions_for_user(person)
    assert (foreign.can_edit(), foreign.can_publish(), foreign.can_add_subpage()) == (False, False, False)
    explorable = set(page_permission_policy.explorable_instances(person).values_list("pk", flat=True))
    assert explorable == {member.consultation.pk, member.consultation.get_parent().pk}


def test_a_moderator_opens_the_desk_and_edits_no_text() -> None:
    member = TeamMemberFactory(role=Role.MODERATOR)

    person = fresh(member.participant)
    assert person.is_staff
    assert person.has_perm("wagtailadmin.access_admin")
    assert not member.consultation.permissions_for_user(person).can_edit()


def test_appointing_twice_appoints_once() -> None:
    member = TeamMemberFactory()

    again = appoint(
        actor=None, consultation=member.consultation, person=member.participant, role=Role.ORGANISER
    )

    assert again == member
    assert member.participant.groups.count() == 2


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ANALYST, Role.GUARANTOR])
def test_only_an_organiser_appoints(role: Role) -> None:
    teammate = TeamMemberFactory(role=role)

    with pytest.raises(Refused):
        appoint(
            actor=teammate.participant,
            consultation=teammate.consultation,
            person=ParticipantFactory(),
            role=Role.ORGANISER,
        )
    assert TeamMember.objects.count() == 1


def test_an_organiser_of_another_consultation_does_not_appoint() -> None:
    outsider = TeamMemberFactory()
    consultation = ConsultationFactory()

    with pytest.raises(Refused):
        invite(
            actor=outsider.participant,
            consultation=consultation,
            email="new@example.org",
            role=Role.MODERATOR,
        )
    assert not Participant.objects.filter(email="new@example.org").exists()


def test_an_invited_person_is_told_by_mail() -> None:
    organiser = TeamMemberFactory()

    member = invite(
        actor=organiser.participant,
        consultation=organiser.consultation,
        email="new@example.org",
        role=Role.MODERATOR,
    )

    assert roles_of(member.participant, organiser.consultation) == {Role.MODERATOR}
    message = Mail.objects.get()
    assert message.recipient == "new@example.org"
    assert organiser.consultation.title in message.text
    assert "/desk/" in message.text


def test_a_dismissed_organiser_no_longer_edits() -> None:
    kept = TeamMemberFactory()
    leaving = TeamMemberFactory(consultation=kept.consultation)

    dismiss(actor=kept.participant, member=leaving)

    person = fresh(leaving.participant)
    assert roles_of(person, kept.consultation) == frozenset()
    assert not kept.consultation.permissions_for_user(person).can_edit()


def test_the_last_organiser_stays() -> None:
    member = TeamMemberFactory()

    with pytest.raises(Refused):
        dismiss(actor=member.participant, member=member)
    assert roles_of(member.participant, member.consultation) == {Role.ORGANISER}
