"""Saying at the desk why the rules changed since people take part."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from parvis.conduct.models import Explanation
from parvis.consultations.domain.edit_themes import edit_themes
from parvis.consultations.domain.tell_rules import tell_rules
from parvis.consultations.enums import Role
from parvis.consultations.models import TeamMember
from parvis.consultations.tests.factories import PhaseActionFactory, TeamMemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def changed(organiser: TeamMember) -> TeamMember:
    PhaseActionFactory(phase__consultation=organiser.consultation)
    tell_rules(consultation=organiser.consultation)
    organiser.consultation.rules.update(made_at=timezone.now() - timedelta(days=30))
    edit_themes(actor=organiser.participant, consultation=organiser.consultation, names=["Parks"])
    return organiser


def address(member: TeamMember) -> str:
    return reverse("desk:changes", args=[member.consultation.pk])


def test_a_change_is_explained_and_everybody_reads_it(desk, changed: TeamMember) -> None:
    client, rules = desk(changed.participant), changed.consultation.rules.last()
    page = client.get(address(changed)).content.decode()
    assert ("The themes" in page, "not said yet" in page) == (True, True)

    done = client.post(
        address(changed), {"change": rules.pk, "reason": "People speak of parks."}, follow=True
    )

    assert "Each change has its reason." in done.content.decode()
    assert Explanation.objects.get(rules=rules).words == "People speak of parks."
    public = client.get(reverse("front:rules", args=[changed.consultation.slug])).content.decode()
    assert "People speak of parks." in public


def test_what_was_typed_stays_on_the_page(desk, changed: TeamMember) -> None:
    page = desk(changed.participant).post(address(changed), {"reason": "Because."})
    assert (page.status_code, "Because." in page.content.decode()) == (200, True)
    assert not Explanation.objects.exists()


def test_a_change_of_another_consultation_is_not_explained_here(desk, changed: TeamMember) -> None:
    other = TeamMemberFactory().consultation
    tell_rules(consultation=other)
    sent = {"change": other.rules.last().pk, "reason": "Because."}
    assert desk(changed.participant).post(address(changed), sent).status_code == 200
    assert not Explanation.objects.exists()


def test_the_page_of_rules_leads_there(desk, changed: TeamMember) -> None:
    page = desk(changed.participant).get(reverse("desk:rules", args=[changed.consultation.pk]))
    assert address(changed) in page.content.decode()


def test_a_moderator_explains_nothing(desk, changed: TeamMember) -> None:
    member = TeamMemberFactory(consultation=changed.consultation, role=Role.MODERATOR)
    assert desk(member.participant).get(address(changed)).status_code == 404
