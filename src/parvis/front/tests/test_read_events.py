"""The events of a consultation for everybody: to come, past, the nearest first; the page of one."""

from decimal import Decimal

import pytest
from django.urls import reverse

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.commissions.tests.factories import CommissionFactory
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.gatherings.tests.factories import (
    EventFactory,
    EventReportFactory,
    EventSettingsFactory,
    RegistrationFactory,
)

pytestmark = pytest.mark.django_db
PARIS = {"latitude": Decimal("48.8566"), "longitude": Decimal("2.3522")}
LYON = {"latitude": Decimal("45.7640"), "longitude": Decimal("4.8357")}
LILLE = {"latitude": Decimal("50.6292"), "longitude": Decimal("3.0573")}


def list_of(consultation, query=""):
    return reverse("front:events", args=[consultation.slug]) + query


def page_of(event):
    return reverse("front:event", args=[event.pk])


def titles(client, consultation, query=""):
    return [event.title for event in client.get(list_of(consultation, query)).context["view"].events]


def test_what_comes_and_what_took_place_are_apart_and_nothing_hidden_shows(client, consultation):
    for title, given in {
        "Bientôt": {},
        "Tombé": {"called_off": True},
        "Passé": {"over": True},
        "Passé, tombé": {"over": True, "called_off": True},
        "Brouillon": {"draft": True},
        "Proposé": {"proposed": True},
    }.items():
        EventFactory(consultation=consultation, title=title, **given)
    EventFactory(title="Ailleurs")
    assert titles(client, consultation) == ["Bientôt", "Tombé"]
    assert titles(client, consultation, "?show=past") == ["Passé"]
    assert "Annulé" in client.get(list_of(consultation)).content.decode()


def test_the_nearest_come_first_from_a_point_or_from_a_place_without_any_script(client, consultation):
    for title, point in {"Lyon": LYON, "Paris": PARIS, "Lille": LILLE}.items():
        EventFactory(consultation=consultation, title=title, place=title, **point)
    EventFactory(consultation=consultation, title="En ligne", format="online", place="", address="")
    lille = consultation.events.get(title="Lille")
    assert titles(client, consultation, "?near=48.7,2.4") == ["Paris", "Lille", "Lyon"]
    assert titles(client, consultation, f"?near=&place={lille.pk}") == ["Lille", "Paris", "Lyon"]
    assert titles(client, consultation, "?place=999") == ["Lyon", "Paris", "Lille", "En ligne"]
    page = client.get(list_of(consultation, "?near=nowhere"))
    assert (len(page.context["view"].events), "latitude" in page.content.decode()) == (4, True)
    whole = client.get(list_of(consultation)).content.decode()
    assert [f">{name}</option>" in whole for name in ("Lille", "Lyon", "Paris")] == [True] * 3
    assert whole.count('class="map__point"') == 3


def test_a_long_list_has_pages_that_keep_what_was_asked(client, consultation):
    EventFactory.create_batch(31, consultation=consultation, **PARIS)
    view = client.get(list_of(consultation, "?near=48.7,2.4")).context["view"]
    assert (len(view.events), view.previous_url) == (30, "")
    after = client.get(view.next_url).context["view"]
    assert (len(after.events), after.next_url) == (1, "")
    assert "near=48.7%2C2.4" in after.previous_url


def test_the_list_and_the_page_of_an_event_cost_the_same_whatever_there_is(client, consultation, cost):
    event = EventFactory(consultation=consultation, labelled=True, **PARIS)
    RegistrationFactory(event=event)
    before = [cost(client, list_of(consultation)), cost(client, page_of(event))]
    EventFactory.create_batch(2, consultation=consultation, labelled=True, **LYON)
    RegistrationFactory.create_batch(2, event=event)
    assert [cost(client, list_of(consultation)), cost(client, page_of(event))] == before


def test_the_page_says_everything_and_may_be_kept_by_caches(client, consultation):
    event = EventFactory(
        consultation=consultation,
        summary="Une promenade.",
        agenda="1. Départ",
        speakers="Ada, élue",
        access_features=["loop", "step_free"],
        access="Entrée par la cour.",
        capacity=20,
        commission=CommissionFactory(consultation=consultation, name="Commission des berges"),
        **PARIS,
    )
    RegistrationFactory.create_batch(2, event=event)
    answer = client.get(page_of(event))
    page = answer.content.decode()
    for words in (
        "Une promenade.", "1. Départ", "Ada, élue", "Boucle magnétique", "Accès de plain-pied",
        "Entrée par la cour.", "18 places restantes sur 20", "Commission des berges", "geo:48.8566,2.3522",
        reverse("gatherings:register", args=[event.pk]), reverse("gatherings:calendar", args=[event.pk]),
    ):  # fmt: skip
        assert words in page
    assert "public" in answer.headers["Cache-Control"]
    assert "Camille" not in page


def test_one_press_registers_somebody_signed_in_who_then_finds_their_registration(client, consultation):
    event, person = EventFactory(consultation=consultation), ParticipantFactory()
    client.force_login(person)
    assert (
        f'method="post" action="/events/{event.pk}/register/"' in client.get(page_of(event)).content.decode()
    )
    client.post(reverse("gatherings:register", args=[event.pk]))
    page = client.get(page_of(event)).content.decode()
    assert "/events/registrations/" in page
    assert "Votre place est retenue." in page


def test_a_full_event_says_how_many_wait_and_a_cancelled_one_why(client, consultation):
    full = EventFactory(consultation=consultation, capacity=1)
    RegistrationFactory(event=full)
    RegistrationFactory(event=full, waiting=True)
    assert "1 personne en attend une" in client.get(page_of(full)).content.decode()
    gone = EventFactory(consultation=consultation, called_off=True)
    page = client.get(page_of(gone)).content.decode()
    assert "La salle est fermée." in page
    assert reverse("gatherings:register", args=[gone.pk]) not in page


def test_an_address_online_is_shown_only_where_nobody_registers(client, consultation):
    told = {"format": "online", "online_address": "https://visio.exemple.fr/a", "consultation": consultation}
    asked, free = EventFactory(**told), EventFactory(**told, takes_registrations=False)
    found = ["visio.exemple.fr" in client.get(page_of(event)).content.decode() for event in (asked, free)]
    assert found == [False, True]


def test_a_local_initiative_names_its_proposer_and_its_report_once_published(client, consultation):
    event = EventFactory(
        consultation=consultation, labelled=True, over=True, proposer__public_name="Tilleul 12"
    )
    report = EventReportFactory(event=event, text="Nous étions au bord de l’eau.")
    assert "Nous étions" not in client.get(page_of(event)).content.decode()
    report.state = "published"
    report.save()
    page = client.get(page_of(event)).content.decode()
    assert "Tilleul 12" in page
    assert "Nous étions au bord de l’eau." in page


@pytest.mark.parametrize("given", [{"draft": True}, {"proposed": True}, {"consultation__live": False}])
def test_what_is_not_announced_is_for_its_team_alone(client, given):
    event = EventFactory(**given)
    assert client.get(page_of(event)).status_code == 404
    client.force_login(TeamMemberFactory(consultation=event.consultation).participant)
    assert client.get(page_of(event)).status_code == 200


def test_the_consultation_shows_the_next_events(client, consultation, cost):
    url = reverse("front:consultation", args=[consultation.slug])
    assert 'id="events"' not in client.get(url).content.decode()
    EventFactory(consultation=consultation, title="Fini", over=True)
    before = cost(client, url)
    EventFactory.create_batch(4, consultation=consultation)
    EventFactory(consultation=consultation, title="Tombé", called_off=True)
    page = client.get(url).content.decode()
    assert (page.count("events__line"), "Tombé" in page, "Fini" in page) == (3, False, False)
    assert cost(client, url) == before


def test_one_proposes_where_it_is_open(client, consultation):
    propose = reverse("gatherings:propose", args=[consultation.slug])
    assert propose not in client.get(list_of(consultation)).content.decode()
    EventSettingsFactory(consultation=consultation)
    assert propose in client.get(list_of(consultation)).content.decode()
