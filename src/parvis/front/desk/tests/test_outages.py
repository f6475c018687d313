"""What an organiser answers to an outage, and what those who run the site say of it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from parvis.accounts.tests.factories import StaffFactory
from parvis.availability.domain.bring_watch import MOST_BYTES
from parvis.availability.models import Maintenance, Outage
from parvis.availability.tests.factories import MaintenanceFactory, OutageFactory, WatchFactory
from parvis.conduct.outages import OutageRuling
from parvis.conduct.tests.factories import sound
from parvis.consultations.domain.tell_rules import tell_rules
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import (
    ConsultationFactory,
    KindFactory,
    PhaseActionFactory,
    TeamMemberFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    """It closes tomorrow, and two hours were lost."""
    made = ConsultationFactory()
    now = timezone.now()
    PhaseActionFactory(
        phase__consultation=made,
        phase__starts_at=now - timedelta(days=40),
        phase__ends_at=now + timedelta(days=1),
        kind=KindFactory(consultation=made),
    )
    sound(made)
    tell_rules(consultation=made)
    WatchFactory()
    OutageFactory(started_at=now - timedelta(hours=5), ended_at=now - timedelta(hours=3), words="Le disque.")
    return made


@pytest.fixture
def organiser(desk, place):
    made = TeamMemberFactory(consultation=place, role=Role.ORGANISER, participant__language="en")
    return desk(made.participant)


@pytest.fixture
def administrator(desk):
    return desk(StaffFactory(is_superuser=True))


def address(place):
    return reverse("desk:outages", args=[place.pk])


def test_the_rules_lead_to_it_and_more_time_is_given(organiser, place):
    assert address(place) in organiser.get(reverse("desk:rules", args=[place.pk])).content.decode()
    form = organiser.get(address(place)).context["form"]
    until = timezone.localtime(form.fields["until"].initial).strftime("%Y-%m-%dT%H:%M")
    typed = {"decision": "extend", "until": until, "words": "Le serveur était en panne."}
    assert organiser.post(address(place), typed).status_code == 302
    row = OutageRuling.objects.get()
    assert row.extended_to == place.phases.get().ends_at
    page = organiser.get(address(place)).content.decode()
    assert ("Nothing is to be answered" in page, "Le serveur était en panne." in page) == (True, True)


def test_the_dates_may_stay_and_a_reason_is_needed(organiser, place):
    wrong = organiser.post(address(place), {"decision": "decline", "words": ""}).content.decode()
    assert "Say why: everybody will read it." in wrong
    assert (
        "Say until when it is open."
        in organiser.post(address(place), {"decision": "extend", "words": "x", "until": ""}).content.decode()
    )
    organiser.post(address(place), {"decision": "decline", "words": "Il reste un jour."})
    assert OutageRuling.objects.get().extended_to is None


def test_what_is_posted_after_the_close_is_answered_with_what_can_still_be_said(organiser, place):
    place.phases.update(ends_at=timezone.now() - timedelta(minutes=1))
    typed = {"decision": "extend", "until": "2030-01-01T10:00", "words": "Le serveur était en panne."}
    page = organiser.post(address(place), typed)
    said = "It closed meanwhile: nothing that ended begins again. Say why."
    assert said in page.content.decode()
    assert "Le serveur était en panne." in page.content.decode()
    assert OutageRuling.objects.count() == 0
    assert organiser.post(address(place), {**typed, "decision": "decline"}).status_code == 302
    assert OutageRuling.objects.get().extended_to is None


def test_nobody_else_answers(desk, place):
    for person in (
        TeamMemberFactory(consultation=place, role=Role.MODERATOR).participant,
        StaffFactory(),
    ):
        assert desk(person).post(address(place), {"decision": "decline", "words": "x"}).status_code == 404


def test_those_who_run_the_site_announce_call_off_and_say_what_happened(administrator, place):
    soon = timezone.localtime(timezone.now() + timedelta(days=1))
    typed = {
        "starts_at": soon.strftime("%Y-%m-%dT%H:%M"),
        "ends_at": (soon + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"),
        "words": "Une nouvelle version.",
    }
    assert administrator.post(reverse("desk_announce"), typed).status_code == 302
    row = Maintenance.objects.get()
    assert "Une nouvelle version." in administrator.get(reverse("desk_state")).content.decode()
    administrator.post(reverse("desk_call_off", args=[row.pk]))
    row.refresh_from_db()
    assert row.cancelled_at is not None
    back = administrator.post(reverse("desk_announce"), {**typed, "words": ""})
    said = "Dites pourquoi le site s’arrête"
    assert (back.status_code, said in back.content.decode()) == (422, True)
    outage = Outage.objects.get()
    administrator.post(reverse("desk_outage", args=[outage.pk]), {"words": "Le disque était plein."})
    outage.refresh_from_db()
    assert outage.words == "Le disque était plein."


def test_a_file_of_the_probe_is_brought(administrator):
    start = timezone.now() - timedelta(hours=3)
    lines = f"from,to,answers\n{start.isoformat()},{(start + timedelta(hours=1)).isoformat()},no\n"
    file = SimpleUploadedFile("parvis-probe.csv", lines.encode())
    assert administrator.post(reverse("desk_bring_watch"), {"file": file}).status_code == 302
    assert Outage.objects.get().cause == "outside"
    large = SimpleUploadedFile("parvis-probe.csv", b"x" * (MOST_BYTES + 1))
    page = administrator.post(reverse("desk_bring_watch"), {"file": large})
    assert (page.status_code, "2\u00a0Mo" in page.content.decode()) == (422, True)
    wrong = SimpleUploadedFile("parvis-probe.csv", b"a,b")
    assert administrator.post(reverse("desk_bring_watch"), {"file": wrong}).status_code == 422


def test_an_organiser_does_not_run_the_site(organiser, place):
    row = MaintenanceFactory()
    for name, args in (
        ("desk_announce", []), ("desk_bring_watch", []), ("desk_call_off", [row.pk]),
        ("desk_outage", [Outage.objects.get().pk]),
    ):  # fmt: skip
        assert organiser.post(reverse(name, args=args), {"words": "x"}).status_code == 404
    assert organiser.get(reverse("desk_state")).status_code == 404
