"""An event at the desk in a browser: its form, its page, its door on a phone."""

import pytest
from django.urls import reverse

from parvis.gatherings.tests.factories import EventFactory, RegistrationFactory
from parvis.testing.browser import NARROW, axe_violations, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_door_is_kept_on_a_phone(page_of, live_server, organiser) -> None:
    event = EventFactory(consultation=organiser.consultation, title="A walk along the river", capacity=40)
    row = RegistrationFactory(event=event, name="Zoé Diop", need="A place for a wheelchair")
    RegistrationFactory(event=event, name="", waiting=True)
    page = page_of(size=NARROW)

    def address(name: str, **given: int) -> str:
        return live_server.url + reverse(f"desk:{name}", kwargs={"pk": organiser.consultation_id, **given})

    for name, given in {
        "events": {},
        "add_event": {},
        "event": {"event_pk": event.pk},
        "door": {"event_pk": event.pk},
    }.items():
        page.goto(address(name, **given))
        photograph(page, f"desk-{name}")
        assert axe_violations(page) == []
        assert overflowing(page) == []
    page.locator("#id_code").fill(row.code)
    page.get_by_role("button", name="Find this person").click()
    photograph(page, "desk-arrival")
    assert axe_violations(page) == []
    page.get_by_role("button", name="Came", exact=True).click()
    row.refresh_from_db()
    assert row.arrived_at is not None
    photograph(page, "desk-came")
