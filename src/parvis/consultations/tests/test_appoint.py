"""Giving and taking back a place in a team."""

import pytest
from wagtail.permissions import page_permission_policy

from parvis.accounts.domain.erase import erase
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.second_factor import is_needed
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.domain.appoint import allow_creation, appoint, dismiss
from parvis.consultations.enums import Role
from parvis.consultations.models import TeamMember
from parvis.consultations.queries import roles_of
from parvis.consultations.tests.factories import ConsultationFactory, TeamMemberFactory

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


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ORGANISER}))
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
        appoint(
            actor=outsider.participant,
            consultation=consultation,
            person=ParticipantFactory(),
            role=Role.MODERATOR,
        )
    assert not consultation.team.exists()


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


@pytest.mark.parametrize("closed", ["erased", "inactive"])
def test_an_organiser_who_left_for_good_does_not_replace_the_last_one(closed: str) -> None:
    member = TeamMemberFactory()
    gone = TeamMemberFactory(consultation=member.consultation).participant
    if closed == "erased":
        erase(actor=gone)
    else:
        gone.is_active = False
        gone.save(update_fields=["is_active"])

    with pytest.raises(Refused):
        dismiss(actor=member.participant, member=member)
    assert roles_of(member.participant, member.consultation) == {Role.ORGANISER}


def desk_of(person: Participant) -> tuple[bool, bool]:
    """Whether the desk opens, and whether a second factor is asked for it."""
    person = fresh(person)
    return person.has_perm("wagtailadmin.access_admin"), person.is_staff


def test_whoever_has_no_place_left_leaves_the_desk() -> None:
    member = TeamMemberFactory(role=Role.MODERATOR)

    dismiss(actor=None, member=member)

    assert desk_of(member.participant) == (False, False)


def test_a_second_role_or_another_consultation_keeps_the_desk() -> None:
    member = TeamMemberFactory(role=Role.MODERATOR)
    person = member.participant
    second = TeamMemberFactory(consultation=member.consultation, participant=person, role=Role.ANALYST)
    elsewhere = TeamMemberFactory(participant=person, role=Role.GUARANTOR)

    for leaving, expected in ((member, True), (second, True), (elsewhere, False)):
        dismiss(actor=None, member=leaving)
        assert desk_of(person) == (expected, expected)


def test_whoever_may_create_consultations_keeps_the_desk() -> None:
    member = TeamMemberFactory(role=Role.MODERATOR)
    allow_creation(person=member.participant)

    dismiss(actor=None, member=member)

    assert desk_of(member.participant) == (True, True)


@pytest.mark.parametrize("role", Role)
def test_every_role_opens_the_desk_and_owes_a_second_factor(role: Role) -> None:
    person = fresh(TeamMemberFactory(role=role).participant)

    assert (person.is_staff, is_needed(person)) == (True, True)


def test_whoever_comes_back_finds_the_desk_again() -> None:
    member = TeamMemberFactory(role=Role.MODERATOR)
    dismiss(actor=None, member=member)

    appoint(actor=None, consultation=member.consultation, person=member.participant, role=Role.ANALYST)

    assert desk_of(member.participant) == (True, True)
