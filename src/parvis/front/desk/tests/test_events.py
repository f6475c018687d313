"""Events at the desk: written, announced, changed, cancelled; proposals answered; the door kept."""

import pytest
from django.urls import reverse
from django.utils import timezone

from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.gatherings.enums import EventState, ReportState
from parvis.gatherings.models import Event, EventReport
from parvis.gatherings.tests.factories import (
    EventFactory,
    EventReportFactory,
    EventSettingsFactory,
    RegistrationFactory,
)

pytestmark = pytest.mark.django_db
TYPED = {
    "title": "A walk along the river", "format": "hybrid", "starts_at": "2050-01-05T18:30",
    "ends_at": "2050-01-05T20:00", "place": "Town hall", "address": "1 Main St", "point": "48.8566, 2.3522",
    "online_address": "https://visio.example.org/river", "access_features": ["loop", "signed"],
    "speakers": "Ada, mayor", "takes_registrations": "on", "capacity": "20", "has_waiting_list": "on",
}  # fmt: skip


def url(name, place, **given):
    return reverse(f"desk:{name}", kwargs={"pk": place.pk, **given})


def of(event, name="event", **given):
    return url(name, event.consultation, event_pk=event.pk, **given)


def test_an_event_is_written_seen_announced_and_cancelled(desk, organiser, client):
    place, host = organiser.consultation, desk(organiser.participant)
    answer = host.post(url("add_event", place), TYPED)
    event = Event.objects.get()
    assert (answer.url, event.state, event.capacity, event.access_features) == (
        of(event), EventState.DRAFT, 20, ["loop", "signed"],
    )  # fmt: skip
    host.post(of(event, "publish_event"))
    assert client.get(reverse("front:event", args=[event.pk])).status_code == 200
    row = RegistrationFactory(event=event)
    host.post(of(event, "edit_event"), {**TYPED, "place": "Library"})
    page = host.post(of(event, "cancel_event"), {"reason": ""})
    assert (page.status_code, page.context["form"].errors.keys()) == (422, {"reason"})
    host.post(of(event, "cancel_event"), {"reason": "The river is high."})
    event.refresh_from_db()
    assert (event.place, event.state, event.reason, row.event_id) == (
        "Library", EventState.CANCELLED, "The river is high.", event.pk,
    )  # fmt: skip


def test_what_cannot_be_held_is_said_and_what_was_typed_stays(desk, organiser):
    host = desk(organiser.participant)
    for wrong in ({"point": "here"}, {"ends_at": "2050-01-05T18:00"}, {"place": ""}, {"title": ""}):
        page = host.post(url("add_event", organiser.consultation), {**TYPED, **wrong})
        assert page.status_code == 422
        assert "https://visio.example.org/river" in page.content.decode()
    assert Event.objects.count() == 0


def test_the_form_of_an_event_gives_the_event_back(desk, organiser):
    host = desk(organiser.participant)
    host.post(url("add_event", organiser.consultation), TYPED)
    event = Event.objects.get()
    answer = host.get(of(event, "edit_event"))
    form, page = answer.context["form"], answer.content.decode()
    assert (form.initial["point"], form.fields["commission"].queryset.count()) == ("48.8566, 2.3522", 0)
    assert 'value="2050-01-05T18:30"' in page
    answer = host.post(of(event, "edit_event"), TYPED)
    event.refresh_from_db()
    assert (answer.status_code, event.sequence) == (302, 0)


def test_a_draft_is_dropped(desk, organiser):
    event = EventFactory(consultation=organiser.consultation, draft=True)
    assert desk(organiser.participant).post(of(event, "drop_event")).url == url("events", event.consultation)
    assert Event.objects.count() == 0


def test_a_proposal_is_announced_or_declined_and_a_report_read(desk, organiser):
    place, host = organiser.consultation, desk(organiser.participant)
    host.post(url("event_proposals", place), {"open": "1"})
    yes, no = EventFactory.create_batch(2, consultation=place, proposed=True)
    page = host.get(url("events", place)).content.decode()
    assert [one.title in page for one in (yes, no)] == [True, True]
    host.post(of(yes, "label_event"))
    host.post(of(no, "decline_event"), {"reason": "Off topic."})
    first, second = (
        EventReportFactory(event=EventFactory(consultation=place, labelled=True, over=True)) for _n in "ab"
    )
    assert first.text in host.get(of(first.event)).content.decode()
    host.post(of(first.event, "publish_event_report"))
    host.post(of(second.event, "decline_event_report"), {"reason": "It names somebody."})
    assert list(Event.objects.order_by("pk").values_list("state", flat=True)[:2]) == ["published", "declined"]
    states = EventReport.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [ReportState.PUBLISHED, ReportState.DECLINED]
    host.post(url("event_proposals", place))
    assert place.event_settings.takes_proposals is False


def test_the_door_finds_somebody_by_code_or_address_drawn_and_notes_them_once(desk, organiser):
    event = EventFactory(consultation=organiser.consultation)
    row, host = RegistrationFactory(event=event, name="Zoé", code="12345678"), desk(organiser.participant)
    person = of(event, "arrival", registration_pk=row.pk)
    for typed in ("12345678", "1234 5678", "https://x.example.org/events/check-in/12345678/"):
        assert host.post(of(event, "door"), {"code": typed}).url == person
    assert host.post(of(event, "door"), {"code": "00000000"}).status_code == 422
    assert "Zoé" in host.get(person).content.decode()
    assert host.get(reverse("gatherings:check_in", args=[row.code])).url == person
    host.post(person)
    row.refresh_from_db()
    came = row.arrived_at
    host.post(person)
    row.refresh_from_db()
    assert (row.arrived_at, came is not None) == (came, True)
    host.post(person, {"undo": "1"})
    row.refresh_from_db()
    assert row.arrived_at is None
    host.post(of(event, "walk_ins"), {"count": "7"})
    page = host.get(of(event, "door"))
    assert page.context["counts"].walk_ins == 7
    assert row.email not in page.content.decode()


def test_a_code_of_another_event_opens_nothing_at_this_door(desk, organiser):
    event = EventFactory(consultation=organiser.consultation)
    other = RegistrationFactory(event=EventFactory(consultation=organiser.consultation))
    host = desk(organiser.participant)
    assert host.post(of(event, "door"), {"code": other.code}).status_code == 422
    assert host.get(of(event, "arrival", registration_pk=other.pk)).status_code == 404


def test_the_list_and_the_door_cost_the_same_whatever_there_is(
    desk, organiser, django_assert_max_num_queries
):
    event = EventFactory(consultation=organiser.consultation)
    RegistrationFactory(event=event, arrived_at=timezone.now())
    EventSettingsFactory(consultation=organiser.consultation)
    host, costs = desk(organiser.participant), []
    for _time in range(2):
        for address in (url("events", organiser.consultation), of(event, "door")):
            host.get(address)
            with django_assert_max_num_queries(60) as queries:
                assert host.get(address).status_code == 200
            costs.append(len(queries))
        EventFactory.create_batch(2, consultation=organiser.consultation)
        EventFactory.create_batch(2, consultation=organiser.consultation, proposed=True)
        RegistrationFactory.create_batch(2, event=event)
    assert costs[:2] == costs[2:]


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.OBSERVER, None])
def test_others_of_the_team_and_of_another_find_nothing(desk, organiser, role):
    event = EventFactory(consultation=organiser.consultation)
    member = TeamMemberFactory(consultation=event.consultation, role=role) if role else TeamMemberFactory()
    other = desk(member.participant)
    assert [other.get(of(event, name)).status_code for name in ("event", "door", "edit_event")] == [404] * 3
    assert other.post(of(event, "cancel_event"), {"reason": "No."}).status_code == 404
