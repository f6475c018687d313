"""Calendar files, read by a parser that is not ours and did not write them."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
import vobject
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.gatherings.domain.edit_event import cancel_event, change_event
from parvis.gatherings.drafts import draft_of
from parvis.gatherings.models import Event
from parvis.gatherings.tests.factories import EventFactory

pytestmark = pytest.mark.django_db
HARD = "Éléments à discuter ; « berges », pistes, \\ ponts — une très longue ligne accentuée, à plier"


def taken(client: Client, event: Event) -> bytes:
    answer = client.get(reverse("gatherings:feed", args=[event.consultation.slug]))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return answer.content


def read(content: bytes):
    return vobject.readOne(content.decode())


def test_a_program_that_subscribes_reads_everything_of_an_event(client: Client) -> None:
    event = EventFactory(
        title=HARD,
        summary="Ligne 1\nLigne 2, suite ; fin",
        latitude=Decimal("48.8566"),
        longitude=Decimal("2.3522"),
    )
    calendar = read(taken(client, event))
    found = calendar.vevent
    assert (calendar.version.value, calendar.method.value) == ("2.0", "PUBLISH")
    assert calendar.contents["refresh-interval"][0].value == "PT1H"
    assert calendar.contents["refresh-interval"][0].params == {"VALUE": ["DURATION"]}
    assert found.uid.value == f"{event.uid}@127.0.0.1"
    assert (found.summary.value, found.status.value, found.sequence.value) == (HARD, "CONFIRMED", "0")
    assert found.description.value.startswith("Ligne 1\nLigne 2, suite ; fin\n\n")
    assert found.location.value == "Salle des fêtes, 1 place de la Mairie"
    assert found.contents["geo"][0].value == "48.8566;2.3522"
    assert found.url.value == f"http://127.0.0.1:8000/events/{event.pk}/"
    assert (found.dtstart.value, found.dtend.value) == (
        event.starts_at.replace(microsecond=0), event.ends_at.replace(microsecond=0),
    )  # fmt: skip
    assert {"dtstamp", "last-modified"} <= found.contents.keys()
    assert not {"organizer", "attendee"} & found.contents.keys()


def test_lines_are_folded_at_75_octets_between_characters(client: Client) -> None:
    content = taken(client, EventFactory(title=HARD, agenda="é" * 200))
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert [line.decode() for line in lines]
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert rb"\; \xc2\xab"[:2] in content


def test_an_edited_event_is_the_same_one_with_a_greater_sequence(client: Client) -> None:
    event = EventFactory()
    actor = TeamMemberFactory(consultation=event.consultation).participant
    before = read(taken(client, event)).vevent
    moved = replace(draft_of(event), starts_at=event.starts_at + timedelta(minutes=30))
    change_event(actor=actor, event=event, draft=moved)
    after = read(taken(client, event)).vevent
    assert after.uid.value == before.uid.value
    assert int(after.sequence.value) > int(before.sequence.value)
    assert after.dtstart.value == before.dtstart.value + timedelta(minutes=30)
    assert after.contents["last-modified"][0].value >= before.contents["last-modified"][0].value

    event.refresh_from_db()
    cancel_event(actor=actor, event=event, reason="La salle est inondée.")
    gone = read(taken(client, event)).vevent
    assert (gone.uid.value, gone.status.value) == (before.uid.value, "CANCELLED")
    assert int(gone.sequence.value) > int(after.sequence.value)
    assert "La salle est inondée." in gone.description.value


def test_the_feed_holds_what_is_public_in_one_query_whatever_the_number(client: Client) -> None:
    event = EventFactory()
    costs = []
    for more in (0, 2):
        for hidden in ({}, {"draft": True}, {"proposed": True})[: more + 1]:
            EventFactory(consultation=event.consultation, **hidden)
        taken(client, event)
        with CaptureQueriesContext(connection) as queries:
            content = taken(client, event)
        costs.append(len(queries))
    assert (content.count(b"BEGIN:VEVENT"), costs[0] == costs[1]) == (3, True)


def test_one_event_is_taken_alone_and_a_draft_by_its_team_alone(client: Client) -> None:
    event, draft = EventFactory(), EventFactory(draft=True)
    alone = read(client.get(reverse("gatherings:calendar", args=[event.pk])).content)
    assert [one.uid.value for one in alone.vevent_list] == [f"{event.uid}@127.0.0.1"]
    assert client.get(reverse("gatherings:calendar", args=[draft.pk])).status_code == 404


def test_an_address_online_is_in_the_file_only_when_everybody_may_know_it(client: Client) -> None:
    told = {"format": "online", "online_address": "https://visio.exemple.fr/berges"}
    asked, free = EventFactory(**told), EventFactory(**told, takes_registrations=False)
    found = [b"visio.exemple.fr" in taken(client, event) for event in (asked, free)]
    assert found == [False, True]
