"""Inviting somebody into a team by e-mail, and accepting."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import PageLogEntry

from parvis.accounts.errors import Refused
from parvis.accounts.models import Allowance, Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.domain import join_team as domain
from parvis.consultations.domain.appoint import dismiss
from parvis.consultations.enums import DeskAct, Role
from parvis.consultations.models import TeamMember
from parvis.consultations.permissions import ROLES
from parvis.consultations.queries import roles_of
from parvis.consultations.roles import PUBLIC, WORDS, duties_of
from parvis.consultations.team_invitations import TeamInvitation, read_token, write_token
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.jobs.models import Forgetting, Mail

pytestmark = pytest.mark.django_db
ADDRESS = "sacha@example.org"


@pytest.fixture
def organiser() -> TeamMember:
    return TeamMemberFactory(participant__public_name="Ada")


def invite(organiser: TeamMember, email: str = ADDRESS, role: Role = Role.OBSERVER) -> TeamInvitation:
    return domain.invite_to_team(
        actor=organiser.participant, consultation=organiser.consultation, email=email, role=role
    )


def test_an_invitation_makes_no_account_and_no_place(organiser) -> None:
    invite(organiser)

    assert not Participant.objects.filter(email=ADDRESS).exists()
    assert list(organiser.consultation.team.all()) == [organiser]


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Dans ce rôle, on peut"), ("en", "In this role, one may")]
)
def test_the_mail_says_by_whom_for_what_and_what_the_role_may_do(organiser, language, words) -> None:
    person = ParticipantFactory(language=language)

    made = invite(organiser, person.email)

    mail = Mail.objects.get()
    assert mail.recipient == person.email
    for part in ("Ada", organiser.consultation.title, words, "14", domain.address_of(made).split("/me/")[1]):
        assert part in mail.text
    duties = duties_of(Role.OBSERVER)
    assert mail.text.count("\n- ") == len(duties.may) + len(duties.known)


def test_whoever_received_it_joins_once(organiser) -> None:
    person, made = ParticipantFactory(email=ADDRESS), invite(organiser)

    domain.join_team(actor=person, invitation=made)

    made.refresh_from_db()
    assert roles_of(person, organiser.consultation) == {Role.OBSERVER}
    assert (made.email, made.accepted_at is None) == ("", False)
    with pytest.raises(Refused):
        domain.join_team(actor=person, invitation=made)


def test_another_address_does_not_join(organiser) -> None:
    made, other = invite(organiser), ParticipantFactory()

    with pytest.raises(Refused):
        domain.join_team(actor=other, invitation=made)
    assert roles_of(other, organiser.consultation) == frozenset()


def test_a_link_is_good_for_a_fortnight_and_again_once_it_is_sent_again(organiser) -> None:
    person, made = ParticipantFactory(email=ADDRESS), invite(organiser)
    TeamInvitation.objects.update(sent_at=timezone.now() - timedelta(days=14, minutes=1))
    with pytest.raises(Refused):
        domain.join_team(actor=person, invitation=made)

    with pytest.raises(Refused, match="moins d’un jour"):
        domain.invite_again(actor=organiser.participant, invitation=made)
    Allowance.objects.all().delete()  # a day later
    domain.invite_again(actor=organiser.participant, invitation=made)

    domain.join_team(actor=person, invitation=made)
    assert Mail.objects.filter(recipient=ADDRESS).count() == 2


def test_an_invitation_taken_back_is_worth_nothing_and_forgets_its_address(organiser) -> None:
    person, made = ParticipantFactory(email=ADDRESS), invite(organiser)

    domain.revoke_invitation(actor=organiser.participant, invitation=made)

    made.refresh_from_db()
    assert (made.email, made.waits) == ("", False)
    for act in (
        lambda: domain.join_team(actor=person, invitation=made),
        lambda: domain.invite_again(actor=organiser.participant, invitation=made),
        lambda: domain.revoke_invitation(actor=organiser.participant, invitation=made),
    ):
        with pytest.raises(Refused):
            act()


def test_what_somebody_who_left_the_team_sent_is_worth_nothing(organiser) -> None:
    leaving = TeamMemberFactory(consultation=organiser.consultation)
    person, made = ParticipantFactory(email=ADDRESS), invite(leaving, role=Role.ORGANISER)
    dismiss(actor=organiser.participant, member=leaving)

    with pytest.raises(Refused):
        domain.join_team(actor=person, invitation=made)


@pytest.mark.parametrize("role", [*sorted(set(Role) - {Role.ORGANISER}), None])
def test_only_an_organiser_invites_again_and_takes_back(organiser, role) -> None:
    made = invite(organiser)
    if role is None:
        actor = TeamMemberFactory().participant
    else:
        actor = TeamMemberFactory(consultation=organiser.consultation, role=role).participant

    for act in (domain.invite_again, domain.revoke_invitation):
        with pytest.raises(Refused):
            act(actor=actor, invitation=made)
    with pytest.raises(Refused):
        domain.invite_to_team(
            actor=actor, consultation=organiser.consultation, email="x@example.org", role=Role.ORGANISER
        )


def test_the_same_invitation_is_not_sent_twice(organiser) -> None:
    invite(organiser)

    with pytest.raises(Refused):
        invite(organiser)
    assert Mail.objects.count() == 1


def test_rows_go_a_month_after_they_were_sent_and_the_site_says_when(organiser) -> None:
    old, recent = invite(organiser), invite(organiser, "other@example.org")
    TeamInvitation.objects.filter(pk=old.pk).update(sent_at=timezone.now() - timedelta(days=31))

    assert domain.forget_team_invitations() == 1

    assert list(TeamInvitation.objects.all()) == [recent]
    assert Forgetting.objects.get(rule="team-invitations").rows == 1


def test_who_leaves_for_good_takes_their_address_away(organiser) -> None:
    invite(organiser)

    domain.forget_invitations_to(email=ADDRESS)
    domain.forget_invitations_to(email="")

    assert list(TeamInvitation.objects.values_list("email", flat=True)) == [""]


def test_the_address_goes_however_it_was_typed(organiser) -> None:
    invite(organiser, "a.martin+ville@gmail.com")

    domain.forget_invitations_to(email="amartin@gmail.com")

    assert list(TeamInvitation.objects.values_list("email", flat=True)) == [""]


def test_the_journal_says_it_without_the_address(organiser) -> None:
    person = ParticipantFactory(email=ADDRESS)
    domain.join_team(actor=person, invitation=invite(organiser))

    rows = PageLogEntry.objects.filter(action__startswith="parvis.team").order_by("pk")
    assert [(row.action, row.user_id, row.data) for row in rows] == [
        (DeskAct.INVITED.action, organiser.participant_id, {"role": "observer"}),
        (DeskAct.JOINED.action, person.pk, {"role": "observer"}),
    ]


def test_every_action_and_every_role_has_its_words() -> None:
    assert set(WORDS) == set(ROLES)
    assert set(PUBLIC) == set(Role)
    assert {role: len(duties_of(role).may) for role in Role} == {
        role: sum(role in held for held in ROLES.values()) for role in Role
    }


def page_of(person: Participant | None, made: TeamInvitation | None, method: str = "get"):
    client = Client()
    if person is not None:
        client.force_login(person)
    token = write_token(made) if made else "12:forged"
    return getattr(client, method)(f"/en/me/teams/join/{token}/")


def test_one_signs_in_first_and_comes_back_to_the_invitation(organiser) -> None:
    response = page_of(None, invite(organiser))

    assert response.status_code == 302
    assert re.match(r"/en/account/login/\?next=/en/me/teams/join/", response.headers["Location"])


def test_the_page_says_what_the_role_may_do_then_the_desk_opens(organiser) -> None:
    person, made = ParticipantFactory(email=ADDRESS, language="en"), invite(organiser)

    text = page_of(person, made).content.decode()
    assert "Ada invites you into this team, as: observer." in text
    with override("en"):
        assert [line for line in duties_of(Role.OBSERVER).known if str(line) not in text] == []

    response = page_of(person, made, "post")
    assert response.headers["Location"] == f"/desk/consultations/{organiser.consultation_id}/"
    assert roles_of(person, organiser.consultation) == {Role.OBSERVER}


def test_another_account_is_told_to_sign_in_with_the_address_and_not_which_one(organiser) -> None:
    response = page_of(ParticipantFactory(), invite(organiser))

    assert response.status_code == 403
    assert ADDRESS not in response.content.decode()


@pytest.mark.parametrize(
    ("fate", "words"),
    [
        ({"sent_at": timezone.now() - timedelta(days=15)}, "Ask whoever wrote to you to send it again"),
        ({"email": "", "accepted_at": timezone.now()}, "It was accepted: it is good once"),
        ({"email": "", "revoked_at": timezone.now()}, "It was taken back since it was sent"),
        (None, "This link is not whole"),
    ],
)
def test_a_link_that_is_no_longer_good_says_how_to_go_on(organiser, fate, words) -> None:
    made = invite(organiser)
    if fate is not None:
        TeamInvitation.objects.update(**fate)

    response = page_of(ParticipantFactory(email=ADDRESS), made if fate else None)

    assert response.status_code == 410
    assert words in response.content.decode()


def test_a_link_that_we_did_not_sign_is_nothing(organiser) -> None:
    token = write_token(invite(organiser))

    assert read_token(token) is not None
    assert read_token(f"9{token}") is None
    assert read_token("") is None
