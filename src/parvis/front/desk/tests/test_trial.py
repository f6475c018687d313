"""The page of a trial with people, on the desk: the link shown once, the end, the remarks."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from parvis.conduct.domain.hold_trial import remark
from parvis.conduct.models import DraftTrial
from parvis.conduct.tests.factories import sound
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import TeamMemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(organiser) -> ConsultationPage:
    page = sound(organiser.consultation)
    page.live, page.first_published_at = False, None
    page.save(update_fields=["live", "first_published_at"])
    return page


def test_a_link_is_shown_once_and_lets_people_in(desk, organiser, draft, settings) -> None:
    client, address = desk(organiser.participant), reverse("desk:trial", args=[draft.pk])
    assert "No link is open." in client.get(address).content.decode()

    shown = client.post(address, follow=True)

    link = shown.context["link"]
    assert escape(link) in shown.content.decode()
    again = client.get(address)
    assert (again.context["link"], "A link is open until" in again.content.decode()) == ("", True)
    assert Client().get(link.removeprefix(settings.PARVIS_ADDRESS)).status_code == 200


def test_remarks_are_read_with_their_page_and_counted_beside_the_rehearsal(desk, organiser, draft) -> None:
    client, address = desk(organiser.participant), reverse("desk:trial", args=[draft.pk])
    client.post(address)
    remark(trial=DraftTrial.objects.get(), path="/consultations/x/rules/", text="Qui <b>décide</b> ?")

    page = client.get(address).content.decode()

    assert "Qui &lt;b&gt;décide&lt;/b&gt; ?" in page
    assert "<code>/consultations/x/rules/</code>" in page
    assert "1 remark" in client.get(reverse("desk:rehearsal", args=[draft.pk])).content.decode()


def test_it_is_ended(desk, organiser, draft) -> None:
    client = desk(organiser.participant)
    client.post(reverse("desk:trial", args=[draft.pk]))

    page = client.post(reverse("desk:end_trial", args=[draft.pk]), follow=True).content.decode()

    assert "The trial is over" in page
    assert not DraftTrial.objects.current().exists()
    assert (
        "No trial is open."
        in client.post(reverse("desk:end_trial", args=[draft.pk]), follow=True).content.decode()
    )


def test_what_is_published_is_not_tried(desk, organiser) -> None:
    page = desk(organiser.participant).post(
        reverse("desk:trial", args=[organiser.consultation.pk]), follow=True
    )

    assert "It is published already" in page.content.decode()
    assert not DraftTrial.objects.exists()


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ANALYST, Role.GUARANTOR])
def test_organisers_alone_see_it(desk, draft, role: Role) -> None:
    member = TeamMemberFactory(consultation=draft, role=role).participant
    for name in ("desk:trial", "desk:end_trial"):
        assert desk(member).post(reverse(name, args=[draft.pk])).status_code == 404
    assert desk(member).get(reverse("desk:trial", args=[draft.pk])).status_code == 404
