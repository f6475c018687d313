"""Register for an event: without an account, at one press with one, in a waiting list; give a place back."""

import re
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parvis.accounts import limits
from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.accounts.tests.knocking import typed
from parvis.gatherings.domain.cancel_registration import cancel_registration, forget_registrations_of
from parvis.gatherings.domain.register import ask_for_place, confirm_registration, register_participant
from parvis.gatherings.enums import Standing
from parvis.gatherings.models import Event, Registration
from parvis.gatherings.tests.factories import EventFactory, RegistrationFactory
from parvis.gatherings.tokens import path_of, write_token
from parvis.jobs.models import Mail

pytestmark = pytest.mark.django_db
ADDRESS = "zoe@exemple.fr"


def send(client: Client, event: Event, email: str = ADDRESS, **more: str):
    return client.post(reverse("gatherings:register", args=[event.pk]), typed(email, **more))


def mails(address: str = ADDRESS) -> list[str]:
    return list(Mail.objects.filter(recipient=address).order_by("pk").values_list("subject", flat=True))


def standings(event: Event) -> list[str]:
    return list(event.registrations.order_by("pk").values_list("standing", flat=True))


def test_nothing_counts_before_the_link_of_the_mail_is_confirmed(client: Client) -> None:
    event = EventFactory(title="Atelier des berges")
    answer = send(client, event, name="Zoé", need="Une place pour un fauteuil")
    assert "zoe@exemple.fr" in answer.content.decode()
    assert standings(event) == [Standing.ASKED]
    mail = Mail.objects.get(recipient=ADDRESS)
    path = re.search(r"http://127\.0\.0\.1:8000(/events/registrations/\S+)", mail.text)[1]

    page = client.get(path).content.decode()
    assert standings(event) == [Standing.ASKED]
    assert "Je viens" in page

    page = client.post(path, follow=True).content.decode()
    row = event.registrations.get()
    assert (row.standing, row.name, row.need) == (Standing.COMING, "Zoé", "Une place pour un fauteuil")
    assert row.shown_code in page
    assert mails() == [
        "Confirmez que vous venez : Atelier des berges",
        "Votre place est retenue : Atelier des berges",
    ]


def test_the_mail_of_a_place_carries_the_code_and_its_drawing_without_any_picture() -> None:
    row = RegistrationFactory(asked=True)
    confirm_registration(registration=row)
    row.refresh_from_db()
    mail = Mail.objects.get(recipient=row.email)
    assert row.shown_code in mail.text
    assert row.shown_code in mail.html
    assert 'bgcolor="#000000"' in mail.html
    assert re.findall(r"<img|<style|style=|src=", mail.html) == []
    widths = [sum(map(int, re.findall(r'colspan="(\d+)"', line))) for line in mail.html.split("<tr>")[1:]]
    assert set(widths) == {len(widths)}


def test_to_confirm_twice_is_once(client: Client) -> None:
    row = RegistrationFactory(asked=True)
    for _time in range(2):
        client.post(path_of(row))
    assert (standings(row.event), len(mails(row.email))) == ([Standing.COMING], 1)


def test_an_address_registers_once_and_the_page_tells_nobody_that_it_had(client: Client) -> None:
    event = EventFactory()
    first = send(client, event).content
    confirm_registration(registration=event.registrations.get())
    again = send(Client(), event, "Zoe@exemple.fr")
    csrf = rb'name="csrfmiddlewaretoken" value="[^"]+"'
    assert re.sub(csrf, b"", again.content) == re.sub(csrf, b"", first)
    assert standings(event) == [Standing.COMING]
    assert len(mails()) == 3


def test_the_database_holds_that_a_mailbox_registers_once() -> None:
    row = RegistrationFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        RegistrationFactory(event=row.event, mailbox=row.mailbox)


def test_somebody_signed_in_registers_at_one_press(client: Client) -> None:
    person, event = ParticipantFactory(public_name="Tilleul 7"), EventFactory()
    client.force_login(person)
    page = client.post(reverse("gatherings:register", args=[event.pk]), follow=True).content.decode()
    row = event.registrations.get()
    assert (row.standing, row.participant, row.email, str(row)) == (Standing.COMING, person, "", "Tilleul 7")
    assert row.shown_code in page
    client.post(reverse("gatherings:register", args=[event.pk]))
    assert (standings(event), len(mails(person.email))) == ([Standing.COMING], 1)


def test_an_address_that_was_not_confirmed_does_not_register_at_one_press() -> None:
    event, visitor = EventFactory(), ParticipantFactory(identity_level=IdentityLevel.VISITOR)
    with pytest.raises(Refused, match="adresse"):
        register_participant(actor=visitor, event=event)
    assert standings(event) == []


def test_registered_without_an_account_then_with_it_is_one_place() -> None:
    person = ParticipantFactory()
    row = RegistrationFactory(email=person.email)
    assert register_participant(actor=person, event=row.event).pk == row.pk
    assert (Registration.objects.get().participant, standings(row.event)) == (person, [Standing.COMING])


def test_once_full_one_waits_in_turn_and_is_told_where(client: Client) -> None:
    event = EventFactory(capacity=1)
    RegistrationFactory(event=event)
    waiting = RegistrationFactory(event=event, waiting=True)
    last = RegistrationFactory(event=event, asked=True)
    confirm_registration(registration=last)
    assert standings(event) == [Standing.COMING, Standing.WAITING, Standing.WAITING]
    page = client.get(path_of(last)).content.decode()
    assert "<strong>2</strong>" in page
    assert "2" in Mail.objects.get(recipient=last.email).text
    assert "<strong>1</strong>" in client.get(path_of(waiting)).content.decode()


def test_without_a_waiting_list_a_full_event_says_so(client: Client) -> None:
    event = EventFactory(capacity=1, has_waiting_list=False)
    asked = RegistrationFactory(event=event, asked=True)
    RegistrationFactory(event=event)
    answer = send(client, event)
    assert (answer.status_code, mails()) == (422, [])
    assert "pas de liste d’attente" in answer.content.decode()
    with pytest.raises(Refused):
        confirm_registration(registration=asked)
    assert standings(event) == [Standing.ASKED, Standing.COMING]


def test_a_place_given_back_goes_to_the_first_who_waits_and_nothing_is_kept_of_who_left(
    client: Client,
) -> None:
    event = EventFactory(capacity=1)
    row = RegistrationFactory(event=event)
    now = timezone.now()
    second = RegistrationFactory(event=event, waiting=True, confirmed_at=now)
    first = RegistrationFactory(event=event, waiting=True, confirmed_at=now - timedelta(hours=1))
    client.post(reverse("gatherings:cancel", args=[write_token(row)]))
    assert standings(event) == [Standing.CANCELLED, Standing.WAITING, Standing.COMING]
    assert [len(mails(one.email)) for one in (row, second, first)] == [0, 0, 1]
    row.refresh_from_db()
    assert (row.name, row.email, row.mailbox, row.need, row.code, row.participant) == (
        "",
        "",
        "",
        "",
        None,
        None,
    )
    assert "annulée" in client.get(path_of(row)).content.decode()
    client.post(reverse("gatherings:cancel", args=[write_token(row)]))
    assert standings(event) == [Standing.CANCELLED, Standing.WAITING, Standing.COMING]


def test_one_who_waits_leaves_without_moving_anybody() -> None:
    event = EventFactory(capacity=1)
    RegistrationFactory(event=event)
    waiting = RegistrationFactory.create_batch(2, event=event, waiting=True)
    cancel_registration(registration=waiting[0])
    assert standings(event) == [Standing.COMING, Standing.CANCELLED, Standing.WAITING]


def test_whoever_came_has_nothing_to_cancel() -> None:
    row = RegistrationFactory(arrived_at=timezone.now())
    with pytest.raises(Refused):
        cancel_registration(registration=row)


@pytest.mark.parametrize(
    "event",
    [
        {"called_off": True},
        {"draft": True},
        {"takes_registrations": False},
        {"over": True},
        {"registration_until": timezone.now() - timedelta(hours=1)},
        {"consultation__live": False},
    ],
)
def test_one_registers_only_for_what_is_announced_open_and_to_come(event: dict) -> None:
    held = EventFactory(**event)
    for act in (
        lambda: ask_for_place(event=held, email=ADDRESS),
        lambda: register_participant(actor=ParticipantFactory(), event=held),
        lambda: confirm_registration(registration=RegistrationFactory(event=held, asked=True)),
    ):
        with pytest.raises(Refused):
            act()
    assert set(standings(held)) <= {Standing.ASKED}


@pytest.mark.parametrize("forged", [{"ticket": ""}, {"topic": "x"}])
def test_the_door_keeps_programs_out_and_what_was_typed_stays(client: Client, forged: dict) -> None:
    event = EventFactory()
    answer = client.post(
        reverse("gatherings:register", args=[event.pk]), {**typed(ADDRESS, need="Un siège"), **forged}
    )
    assert (answer.status_code, standings(event), mails()) == (422, [], [])
    assert 'value="Un siège"' in answer.content.decode()


@pytest.mark.parametrize("scope", [limits.Scope.NETWORK, limits.Scope.CONSULTATION, limits.Scope.PERSON])
def test_a_flood_of_registrations_is_refused_and_what_was_typed_stays(
    client: Client, monkeypatch, scope
) -> None:
    monkeypatch.setitem(limits.RATES, limits.Act.REGISTER, {scope: limits.Rate(1, 1)})
    event = EventFactory()
    assert send(client, event).status_code == 200
    answer = send(client, event)
    assert (answer.status_code, len(mails())) == (422, 1)
    assert f'value="{ADDRESS}"' in answer.content.decode()


def test_a_link_that_this_site_did_not_write_opens_nothing(client: Client) -> None:
    row, other = RegistrationFactory.create_batch(2)
    token = write_token(row)
    forged = f"{other.pk}-{token.partition('-')[2]}"
    for address in (
        reverse("gatherings:registration", args=[forged]),
        reverse("gatherings:registration", args=["1-x"]),
    ):
        assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)
    assert client.post(reverse("gatherings:cancel", args=[forged])).status_code == 404
    assert other.event.registrations.get().standing == Standing.COMING


def test_an_erased_account_gives_its_places_back_and_leaves_no_trace() -> None:
    person = ParticipantFactory()
    event = EventFactory(capacity=1)
    mine = RegistrationFactory(event=event, participant=person, email="")
    waiting = RegistrationFactory(event=event, waiting=True)
    past = RegistrationFactory(event=EventFactory(over=True), email=person.email, arrived_at=timezone.now())
    forget_registrations_of(actor=person, email=person.email)
    for row in (mine, waiting, past):
        row.refresh_from_db()
    assert [row.standing for row in (mine, waiting, past)] == [
        Standing.CANCELLED, Standing.COMING, Standing.COMING,
    ]  # fmt: skip
    assert [(row.participant, row.name, row.email, row.code) for row in (mine, past)] == [
        (None, "", "", None)
    ] * 2


@pytest.mark.django_db(transaction=True)
def test_two_who_confirm_at_once_share_no_place() -> None:
    event = EventFactory(capacity=1)
    asked = RegistrationFactory.create_batch(2, event=event, asked=True)
    start = Barrier(2)

    def come(row: Registration) -> None:
        start.wait()
        try:
            confirm_registration(registration=row)
        finally:
            connection.close()

    threads = [Thread(target=come, args=[row]) for row in asked]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(standings(event)) == [Standing.COMING, Standing.WAITING]
