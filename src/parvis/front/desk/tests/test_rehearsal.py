"""The page of rehearsals, on the desk: the button, the report, and what the public reads of it."""

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.urls import reverse

from parvis.conduct.models import Rehearsal
from parvis.conduct.tests.factories import sound
from parvis.consultations.enums import QuestionType, Role
from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import ConsultationFactory, QuestionFactory, TeamMemberFactory
from parvis.front.wagtail_hooks import ask_the_rules

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(organiser) -> ConsultationPage:
    page = sound(organiser.consultation)
    page.live = False
    page.save(update_fields=["live"])
    return page


def unfillable(page: ConsultationPage) -> None:
    """A question whose least number is above its most."""
    QuestionFactory(
        kind=page.kinds.get(), type=QuestionType.NUMBER, is_required=True,
        settings={"minimum": "5", "maximum": "1"},
    )  # fmt: skip


def test_one_click_rehearses_and_shows_what_was_tried(desk, organiser, draft) -> None:
    client, address = desk(organiser.participant), reverse("desk:rehearsal", args=[draft.pk])
    assert "Nobody has rehearsed it yet." in client.get(address).content.decode()

    page = client.post(address, follow=True).content.decode()

    assert "The rehearsal passed." in page
    assert "People sign in with the code that they receive" in page
    assert Rehearsal.objects.get().author == organiser.participant


def test_what_does_not_work_is_told_with_what_to_do_and_prevents_publishing(desk, organiser, draft) -> None:
    unfillable(draft)
    client = desk(organiser.participant)

    page = client.post(reverse("desk:publish", args=[draft.pk]), follow=True).content.decode()

    draft.refresh_from_db()
    assert not draft.live
    assert "nothing was published: People deposit." in page
    assert reverse("desk:rehearsal", args=[draft.pk]) in page
    report = client.get(reverse("desk:rehearsal", args=[draft.pk])).content.decode()
    assert "Look at the form of this kind" in report


def test_the_editor_rehearses_as_the_desk_does(organiser, draft, rf) -> None:
    request = rf.post("/")
    request.user, request.session = organiser.participant, {}
    request._messages = FallbackStorage(request)
    assert ask_the_rules(request, draft) is None
    unfillable(draft)

    refused = ask_the_rules(request, draft)

    assert refused is not None
    assert refused.url == reverse("desk:rehearsal", args=[draft.pk])
    assert [row.passed for row in Rehearsal.objects.all()] == [False, True]


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ANALYST, Role.GUARANTOR])
def test_the_team_reads_it_and_an_organiser_alone_rehearses(desk, organiser, draft, role: Role) -> None:
    member = TeamMemberFactory(consultation=draft, role=role).participant
    stranger = TeamMemberFactory(consultation=ConsultationFactory()).participant
    address = reverse("desk:rehearsal", args=[draft.pk])

    assert desk(member).get(address).status_code == 200
    assert desk(member).post(address).status_code == 404
    assert [desk(stranger).get(address).status_code, desk(stranger).post(address).status_code] == [404, 404]
    assert not Rehearsal.objects.exists()


def test_everybody_reads_when_it_was_and_whether_it_passed(client, desk, organiser, draft) -> None:
    desk(organiser.participant).post(reverse("desk:publish", args=[draft.pk]))

    page = client.get(f"/en/consultations/{draft.slug}/rules/").content.decode()

    assert "everything that people need worked." in page
    assert "People sign in" not in page
