"""Inviting into a team, at the desk."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from parvis.accounts.models import Allowance
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.models import TeamMember
from parvis.consultations.roles import WORDS, duties_of
from parvis.consultations.team_invitations import TeamInvitation
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.jobs.models import Mail

pytestmark = pytest.mark.django_db


def address(member: TeamMember) -> str:
    return reverse("desk:team", args=[member.consultation_id])


@pytest.mark.parametrize("known", [True, False])
def test_the_answer_is_the_same_whatever_is_at_that_address(desk, organiser, known: bool) -> None:
    email = ParticipantFactory().email if known else "nobody@example.org"

    page = desk(organiser.participant).post(
        address(organiser), {"email": email, "role": "animator"}, follow=True
    )

    text = page.content.decode()
    assert ("The invitation is on its way." in text, f"{email}, animator" in text) == (True, True)
    assert Mail.objects.get().recipient == email
    assert organiser.consultation.team.count() == 1


def test_an_invitation_is_sent_again_then_taken_back(desk, organiser) -> None:
    client = desk(organiser.participant)
    client.post(address(organiser), {"email": "sacha@example.org", "role": "observer"})
    row = TeamInvitation.objects.get()
    again, back = (
        reverse(f"desk:{name}", args=[organiser.consultation_id, row.pk])
        for name in ("invite_again", "revoke_invitation")
    )

    assert "less than a day ago" in client.post(again, follow=True).content.decode()
    Allowance.objects.all().delete()  # a day later
    client.post(again)
    assert Mail.objects.count() == 2

    text = client.post(back, follow=True).content.decode()
    assert "sacha@example.org" not in text
    row.refresh_from_db()
    assert (row.email, row.waits) == ("", False)


def test_the_page_says_what_each_role_may_do_as_the_policy_has_it(desk, organiser) -> None:
    text = desk(organiser.participant).get(address(organiser)).content.decode()

    with override("en"):
        assert [words for words in WORDS.values() if str(words)[1:] not in text] == []
    assert text.count("May not<span") == sum(bool(duties_of(role).may_not) for role in Role)


def test_an_invitation_of_another_team_is_nothing_here(desk, organiser) -> None:
    other = TeamMemberFactory()
    desk(other.participant).post(address(other), {"email": "sacha@example.org", "role": "observer"})
    row = TeamInvitation.objects.get()

    for name in ("invite_again", "revoke_invitation"):
        path = reverse(f"desk:{name}", args=[organiser.consultation_id, row.pk])
        assert desk(organiser.participant).post(path).status_code == 404
