"""What is kept of whoever registered without an account: found again by e-mail, taken away, erased."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parvis.gatherings.domain.cancel_registration import erase_registration
from parvis.gatherings.enums import Standing
from parvis.gatherings.models import Event, Registration
from parvis.gatherings.tests.factories import EventFactory, RegistrationFactory
from parvis.gatherings.tokens import address_of, path_of, write_token
from parvis.jobs.models import Mail

pytestmark = pytest.mark.django_db
ADDRESS = "zoe@exemple.fr"
FIND = reverse("gatherings:find")


def ask(client: Client, email: str = ADDRESS):
    return client.post(FIND, {"email": email})


def nobody(row: Registration) -> bool:
    row.refresh_from_db()
    said = (row.name, row.email, row.mailbox, row.need, row.code, row.participant_id)
    return said == ("", "", "", "", None, None)


def take_away(row: Registration) -> dict[str, str]:
    answer = Client().get(reverse("gatherings:registration_data", args=[write_token(row)]))
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    found: dict[str, str] = json.loads(answer.content)["data"]
    return found


def test_links_go_to_the_address_and_the_page_says_the_same_to_everybody(client: Client) -> None:
    first, second = RegistrationFactory(email=ADDRESS), RegistrationFactory(email=ADDRESS, waiting=True)
    other = RegistrationFactory()
    RegistrationFactory(email=ADDRESS, standing=Standing.CANCELLED)
    told = ask(client, "Zoe@Exemple.fr").content.decode()
    mail = Mail.objects.get()
    assert mail.recipient == ADDRESS
    assert [address_of(row) in mail.text for row in (first, second, other)] == [True, True, False]
    assert first.event.title not in told

    silent = ask(client, "personne@exemple.fr").content.decode()
    assert silent.replace("personne@exemple.fr", "") == told.replace(ADDRESS, "")
    assert Mail.objects.count() == 1


def test_links_go_once_a_day(client: Client) -> None:
    RegistrationFactory(email=ADDRESS)
    assert [ask(client).status_code for _each in range(2)] == [200, 200]
    assert Mail.objects.count() == 1


def test_an_address_that_is_none_is_refused(client: Client) -> None:
    answer = ask(client, "zoe")
    assert (answer.status_code, "zoe" in answer.content.decode()) == (422, True)


def test_all_that_is_held_is_seen_and_taken_away(client: Client) -> None:
    row = RegistrationFactory(email=ADDRESS, name="Zoé", need="Une place pour un fauteuil")
    page = client.get(path_of(row)).content.decode()
    for said in (ADDRESS, "Zoé", "Une place pour un fauteuil", "Ce qui est conservé de vous"):
        assert said in page
    data = take_away(row)
    assert (data["email"], data["name"], data["need"], data["code"]) == (ADDRESS, "Zoé", row.need, row.code)
    held = {field.name for field in Registration._meta.concrete_fields}
    assert held - set(data) == {"id", "participant", "mailbox"}


def test_to_erase_before_gives_the_place_to_the_next(client: Client) -> None:
    event = EventFactory(capacity=1)
    row, waits = RegistrationFactory(event=event), RegistrationFactory(event=event, waiting=True)
    page = client.post(reverse("gatherings:erase", args=[write_token(row)]), follow=True).content.decode()
    waits.refresh_from_db()
    assert (nobody(row), row.standing, waits.standing) == (True, Standing.CANCELLED, Standing.COMING)
    assert "est effacé" in page
    assert take_away(row)["email"] == ""


def test_to_erase_after_leaves_that_somebody_came(client: Client) -> None:
    row = RegistrationFactory(arrived_at=timezone.now(), need="Un fauteuil")
    past = timezone.now() - timedelta(days=2)
    Event.objects.filter(pk=row.event_id).update(starts_at=past, ends_at=past + timedelta(hours=2))
    client.post(reverse("gatherings:erase", args=[write_token(row)]))
    assert (nobody(row), row.standing, row.arrived_at is not None) == (True, Standing.COMING, True)
    page = client.get(path_of(row)).content.decode()
    assert ("Plus rien n’est conservé" in page, "Rendre ma place" in page) == (True, False)
    erase_registration(registration=row)  # twice is once
    row.refresh_from_db()
    assert row.standing == Standing.COMING


def test_a_link_that_the_site_did_not_write_opens_nothing(client: Client) -> None:
    token = write_token(RegistrationFactory())[:-1]
    assert client.get(reverse("gatherings:registration_data", args=[token])).status_code == 404
    assert client.post(reverse("gatherings:erase", args=[token])).status_code == 404
    assert Registration.objects.exclude(email="").count() == 1


def test_after_the_event_no_code_is_shown_and_no_place_given_back(client: Client) -> None:
    row = RegistrationFactory(event=EventFactory(over=True))
    page = client.get(path_of(row)).content.decode()
    assert ("Cet événement a eu lieu" in page, row.shown_code in page, "Rendre ma place" in page) == (
        True, False, False,
    )  # fmt: skip
