"""The kit at the desk: the whole team takes it, and is told what would make it better."""

import pytest
from django.urls import reverse

from parvis.accounts.tests.factories import StaffFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import ConsultationFactory, TeamMemberFactory

pytestmark = pytest.mark.django_db


def address(place) -> str:
    return reverse("desk:kit", args=[place.pk])


@pytest.mark.parametrize("role", Role)
def test_everybody_of_the_team_takes_it(desk, role):
    draft = ConsultationFactory(live=False, summary="")
    member = TeamMemberFactory(consultation=draft, role=role, participant__language="en").participant
    client = desk(member)
    read = client.get(address(draft))
    page = read.content.decode()

    assert "The consultation is not published: its address and its codes lead nowhere yet." in page
    assert "There is no summary" in page
    assert f'href="{read.context["view"].archive}"' in page
    assert client.get(read.context["view"].papers[0].files[0].url).status_code == 200
    assert (
        f'href="{address(draft)}"'
        in client.get(reverse("desk:consultation", args=[draft.pk])).content.decode()
    )


def test_nobody_else_has_it(desk):
    draft = ConsultationFactory(live=False)
    assert desk(StaffFactory()).get(address(draft)).status_code == 404
    assert desk(TeamMemberFactory().participant).get(address(draft)).status_code == 404
