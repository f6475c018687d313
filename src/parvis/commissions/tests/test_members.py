"""Who sits in a commission: named with their agreement, counted without it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.commissions.domain.edit_members import (
    MemberDraft,
    add_member,
    end_membership,
    invite_member,
    remove_member,
)
from parvis.commissions.domain.join_commission import forget_memberships, join_commission, leave_commission
from parvis.commissions.enums import Office
from parvis.commissions.invitations import address_of, member_of, write_token
from parvis.commissions.models import Commission, CommissionMember
from parvis.commissions.permissions import can
from parvis.commissions.queries import members_of
from parvis.commissions.tests.factories import CommissionFactory, CommissionMemberFactory, officer_of
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.jobs.models import Mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def commission():
    return CommissionFactory()


@pytest.fixture
def organiser(commission):
    return TeamMemberFactory(consultation=commission.consultation).participant


@pytest.mark.parametrize(("agreed", "kept"), [(True, "Rosa Blanc"), (False, "")])
def test_a_name_is_kept_with_an_agreement_alone(commission, organiser, agreed: bool, kept: str) -> None:
    draft = MemberDraft(Office.CHAIR, "Rosa Blanc", has_agreed=agreed)
    made = add_member(actor=organiser, commission=commission, draft=draft)
    made.refresh_from_db()
    assert (made.name, made.shown_name, made.waits) == (kept, kept, False)
    assert len(members_of(commission)) == 1


def test_somebody_accepts_a_place_and_chooses_to_be_named(commission, organiser) -> None:
    made = add_member(actor=organiser, commission=commission, draft=MemberDraft(Office.RAPPORTEUR))
    ada = ParticipantFactory(public_name="Ada")
    assert (made.waits, can(ada, "work", commission)) == (True, False)

    join_commission(actor=ada, member=member_of(write_token(made)), is_public=False)
    made.refresh_from_db()
    assert (made.shown_name, can(ada, "work", commission)) == ("", True)
    join_commission(actor=ada, member=made, is_public=True)
    made.refresh_from_db()
    assert made.shown_name == "Ada"


def test_a_place_is_taken_once(commission) -> None:
    place = CommissionMemberFactory(commission=commission)
    with pytest.raises(Refused, match="Quelqu’un d’autre"):
        join_commission(actor=ParticipantFactory(), member=place, is_public=True)
    second = CommissionMemberFactory(commission=commission, invited=True)
    with pytest.raises(Refused, match="déjà une place"):
        join_commission(actor=place.participant, member=second, is_public=True)


def test_a_link_grows_old_and_ends_with_the_place(commission, organiser) -> None:
    old = CommissionMemberFactory(
        commission=commission, invited=True, invited_at=timezone.now() - timedelta(days=31)
    )
    with pytest.raises(Http404):
        member_of(write_token(old))
    with pytest.raises(Http404):
        member_of(write_token(old)[:-1])

    place = CommissionMemberFactory(commission=commission, office=Office.CHAIR)
    assert can(place.participant, "work", commission) is True
    end_membership(actor=organiser, member=place)
    with pytest.raises(Http404):
        member_of(write_token(place))


def test_who_leaves_is_named_no_longer(commission) -> None:
    place = CommissionMemberFactory(commission=commission)
    with pytest.raises(Refused, match="pas la vôtre"):
        leave_commission(actor=ParticipantFactory(), member=place)
    leave_commission(actor=place.participant, member=place)
    place.refresh_from_db()
    assert (place.shown_name, place.until is not None) == ("", True)


def test_whoever_leaves_the_site_is_nobody_here(commission) -> None:
    ada = officer_of(commission)
    forget_memberships(actor=ada)
    row = CommissionMember.objects.get()
    assert (row.participant, row.shown_name, row.until is not None) == (None, "", True)


def test_the_database_names_nobody_without_an_agreement(commission) -> None:
    for given in ({"name": "Rosa", "is_public": True}, {"participant": ParticipantFactory()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            commission.members.create(**given)


@pytest.mark.parametrize("who", ["chair", "elsewhere"])
def test_only_organisers_say_who_sits_there(commission, who: str) -> None:
    actor = officer_of(commission) if who == "chair" else TeamMemberFactory().participant
    place = CommissionMemberFactory(commission=commission)
    for act in (
        lambda: add_member(actor=actor, commission=commission, draft=MemberDraft(Office.CHAIR, "X")),
        lambda: end_membership(actor=actor, member=place),
        lambda: remove_member(actor=actor, member=place),
        lambda: invite_member(actor=actor, member=place, email="ada@example.org"),
    ):
        with pytest.raises(Refused, match="Seul un organisateur"):
            act()


def test_a_removed_member_was_never_there(commission, organiser) -> None:
    place = CommissionMemberFactory(commission=commission)
    remove_member(actor=organiser, member=place)
    assert members_of(commission) == []
    with pytest.raises(Refused, match="entre-temps"):
        end_membership(actor=organiser, member=place)


def invited(commission, organiser, email: str = "Ada@Example.org") -> CommissionMember:
    draft = MemberDraft(Office.RAPPORTEUR, email=email)
    return add_member(actor=organiser, commission=commission, draft=draft)


def test_an_invitation_goes_by_mail_with_its_link_and_its_address_is_not_kept(commission, organiser) -> None:
    made = invited(commission, organiser)
    [sent] = Mail.objects.all()
    assert (sent.recipient, address_of(made) in sent.text, commission.name in sent.text) == (
        "Ada@Example.org", True, True,
    )  # fmt: skip
    assert "ada@" not in str(CommissionMember.objects.filter(pk=made.pk).values().get()).lower()


def test_it_is_written_in_the_language_of_that_account(commission, organiser) -> None:
    ParticipantFactory(email="ada@example.org", language="en")
    invited(commission, organiser)
    assert Mail.objects.get().subject == "An invitation to sit in a commission"
    invited(commission, organiser, "rosa@example.org")
    assert Mail.objects.latest("pk").subject == "Une invitation à siéger dans une commission"


def test_an_invitation_is_sent_again_and_is_good_for_as_long_again(commission, organiser) -> None:
    old = CommissionMemberFactory(
        commission=commission, invited=True, invited_at=timezone.now() - timedelta(days=31)
    )
    invite_member(actor=organiser, member=old, email="ada@example.org")
    assert member_of(write_token(old)) == old
    with pytest.raises(Refused, match="attendez demain"):
        invite_member(actor=organiser, member=old, email="ADA@example.org")
    assert Mail.objects.count() == 1


def test_nobody_is_invited_to_a_place_that_is_taken_named_or_closed(commission, organiser) -> None:
    taken = CommissionMemberFactory(commission=commission)
    with pytest.raises(Refused, match="n’est plus proposée"):
        invite_member(actor=organiser, member=taken, email="ada@example.org")
    named = MemberDraft(Office.MEMBER, "Rosa", email="rosa@example.org", has_agreed=True)
    with pytest.raises(Refused, match="laissez le nom vide"):
        add_member(actor=organiser, commission=commission, draft=named)
    Commission.objects.filter(pk=commission.pk).update(closed_at=timezone.now())
    with pytest.raises(Refused, match="est close"):
        invited(commission, organiser)
    assert (Mail.objects.count(), CommissionMember.objects.count()) == (0, 1)


def test_whoever_has_not_accepted_is_not_counted_yet(commission, organiser) -> None:
    made = add_member(actor=organiser, commission=commission, draft=MemberDraft(Office.CHAIR))
    assert members_of(commission) == []
    join_commission(actor=ParticipantFactory(), member=made, is_public=False)
    assert members_of(commission) == [made]
