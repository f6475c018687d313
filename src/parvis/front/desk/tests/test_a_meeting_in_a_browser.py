"""From a commission that calls an event to the contributions that its minutes speak of, by one organiser."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from parvis.accounts.tests.knocking import typed
from parvis.commissions.models import Commission
from parvis.consultations.tests.factories import KindFactory
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.gatherings.enums import Standing
from parvis.gatherings.models import Event, Registration
from parvis.gatherings.tokens import path_of
from parvis.minutes.models import Passage, PassageLink
from parvis.room.models import Answer, Room
from parvis.testing.browser import DESK, PHONE, axe_violations, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PEOPLE, PASSAGES, IN_THE_BROWSER = 40, 12, 3
"""Acts that repeat are done so many times by hand, then sent as the same forms."""
SAID = [f"Le banc numéro {number} est demandé par plusieurs personnes." for number in range(1, PASSAGES + 1)]


@dataclass(frozen=True, slots=True)
class Site:
    """Addresses of the site that is served, those of the desk for one consultation."""

    url: str
    consultation: int

    def desk(self, name: str, **given: int) -> str:
        return self.url + reverse(f"desk:{name}", kwargs={"pk": self.consultation, **given})

    def page(self, name: str, *given: object) -> str:
        return self.url + reverse(name, args=given)


@pytest.fixture
def site(live_server, organiser) -> Site:
    return Site(live_server.url, organiser.consultation_id)


@pytest.fixture
def texts(organiser) -> list[Contribution]:
    return ContributionFactory.create_batch(PASSAGES, kind=KindFactory(consultation=organiser.consultation))


def test_a_meeting_from_its_call_to_its_minutes(page_of, new_page, site, texts, client) -> None:
    desk = page_of(size=DESK)
    desk.set_default_timeout(10_000)
    event = call(desk, site)
    register(event)
    welcome(desk, site, event, client)
    room = vote(desk, site, new_page, event)
    write(desk, site, texts, client)
    read(new_page(size=PHONE), site, event, room, texts)


def call(desk: Page, site: Site) -> Event:
    """A commission is set up, and calls an event, which is announced."""
    desk.goto(site.desk("add_commission"))
    desk.locator("#id_name").fill("Mobility")
    desk.get_by_role("button", name="Save").first.click()
    commission = Commission.objects.get()
    desk.goto(site.desk("add_event"))
    desk.locator("#id_title").fill("A walk along the river")
    desk.locator("#id_starts_at").fill("2050-01-05T18:30")
    desk.locator("#id_ends_at").fill("2050-01-05T20:00")
    desk.locator("#id_place").fill("Town hall")
    desk.locator("#id_capacity").fill(str(PEOPLE))
    desk.locator("#id_commission").select_option(str(commission.pk))
    desk.locator("main form button[type=submit]").last.click()
    desk.get_by_role("button", name="Announce the event").click()
    expect(desk.get_by_text("Mobility")).to_be_visible()
    return Event.objects.get()


def register(event: Event) -> None:
    """Forty people ask for a place, and confirm by the link of their mail."""
    for number in range(PEOPLE):
        visitor, email = Client(), f"person{number}@example.org"
        path = reverse("gatherings:register", args=[event.pk])
        assert visitor.post(path, typed(email, name=f"Person {number}")).status_code == 200
        visitor.post(path_of(Registration.objects.latest("pk")))
    assert event.registrations.filter(standing=Standing.COMING).count() == PEOPLE


def welcome(desk: Page, site: Site, event: Event, client: Client) -> None:
    """Some by their code, some by the list."""
    rows = list(event.registrations.order_by("pk"))
    for row in rows[:IN_THE_BROWSER]:
        desk.goto(site.desk("door", event_pk=event.pk))
        desk.locator("#id_code").fill(row.code)
        desk.locator("#id_code").press("Enter")
        desk.get_by_role("button", name="Came", exact=True).click()
    desk.goto(site.desk("door", event_pk=event.pk))
    for _time in range(IN_THE_BROWSER):
        desk.get_by_role("button", name="Came –").first.click()
    for row in event.registrations.filter(arrived_at=None):
        client.post(site.desk("arrival", event_pk=event.pk, registration_pk=row.pk))
    desk.goto(site.desk("door", event_pk=event.pk))
    assert event.registrations.filter(arrived_at__isnull=False).count() == PEOPLE
    expect(desk.locator(".desk-figures")).to_contain_text(f"{PEOPLE}of them came")
    photograph(desk, "meeting-door")


def vote(desk: Page, site: Site, new_page, event: Event) -> Room:
    """A room is prepared for the event; five phones vote in it."""
    desk.goto(site.desk("rooms"))
    desk.locator("#id_title").fill("Benches along the river")
    desk.locator("#id_event").select_option(str(event.pk))
    desk.get_by_role("button", name="Prepare this room").click()
    room = Room.objects.get()
    desk.goto(site.desk("add_room_activity", room_pk=room.pk))
    desk.get_by_label("vote", exact=True).check()
    desk.locator("#id_title").fill("Where first?")
    desk.locator("#id_method").select_option("support")
    desk.locator("#id_items").fill("The quay\nThe school")
    desk.get_by_role("button", name="Save the activity").click()
    desk.get_by_role("button", name="Open the room").click()
    desk.get_by_role("button", name="Start –").click()
    screen = new_page(size=DESK)
    screen.goto(site.page("room:screen", room.code))
    for _number in range(5):
        phone = new_page(size=PHONE)
        phone.goto(site.page("room:phone", room.code))
        phone.get_by_label("The quay").check()
        phone.get_by_role("button", name="Envoyer mon vote").click()
        expect(phone.get_by_text("Envoyé : votre réponse est comptée.")).to_be_visible()
    expect(screen.get_by_text("5 téléphones ont répondu")).to_be_visible()
    assert Answer.objects.count() == 5
    desk.goto(site.desk("room", room_pk=room.pk))
    desk.get_by_role("button", name="Close the room").click()
    return room


def write(desk: Page, site: Site, texts: list, client: Client) -> None:
    """Notes become passages; each is linked to the contribution that it speaks of, then everybody reads."""
    desk.goto(site.desk("minutes_list"))
    desk.get_by_role("button", name="Write the minutes").click()
    desk.locator("#id_notes").fill("# Les bancs\n\n" + "\n\n".join(SAID))
    desk.locator("main form button[type=submit]").first.click()
    pairs = list(zip(SAID, texts, strict=True))
    for said, text in pairs[:IN_THE_BROWSER]:
        desk.get_by_role("listitem").filter(has_text=said).get_by_role("link", name="Words and links").click()
        desk.locator("#id_contributions").fill(f"C-{text.pk}")
        desk.get_by_role("button", name="Link", exact=True).click()
        desk.get_by_role("link", name="Back").click()
    for said, text in pairs[IN_THE_BROWSER:]:
        passage = Passage.objects.get(text=said)
        place = {"minutes_pk": passage.minutes_id, "passage_pk": passage.pk}
        client.post(site.desk("link_passage", **place), {"contributions": f"C-{text.pk}"})
    desk.reload()
    assert PassageLink.objects.filter(contribution__in=texts).count() == PASSAGES
    photograph(desk, "meeting-minutes-desk")
    desk.get_by_role("link", name="Change", exact=True).click()
    desk.locator("#id_written_by").fill("Ada Martin, secretary")
    desk.locator("#id_attendance").fill("Residents: 40")
    desk.locator("main form button[type=submit]").first.click()
    desk.get_by_role("button", name="Publish the minutes").click()


def read(phone: Page, site: Site, event: Event, room: Room, texts: list) -> None:
    """Whoever reads a contribution sees what was said of it in the room, and the event leads to all of it."""
    for said, text in zip(SAID, texts, strict=True):
        phone.goto(site.page("front:contribution", text.pk))
        expect(phone.get_by_text(said)).to_be_visible()
    photograph(phone, "meeting-contribution")
    assert (axe_violations(phone), overflowing(phone)) == ([], [])
    hour, now = timedelta(hours=1), timezone.now()
    Event.objects.filter(pk=event.pk).update(starts_at=now - 2 * hour, ends_at=now - hour)
    phone.goto(site.page("front:event", event.pk))
    photograph(phone, "meeting-event")
    assert (axe_violations(phone), overflowing(phone)) == ([], [])
    expect(phone.get_by_role("link", name=f"Ce qui est sorti de la salle : {room.title}")).to_be_visible()
    expect(phone.get_by_role("link", name="Mobility")).to_be_visible()
    phone.get_by_role("link", name="Lire le compte rendu").click()
    photograph(phone, "meeting-minutes")
    assert (axe_violations(phone), overflowing(phone)) == ([], [])
