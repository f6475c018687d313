"""Bursts and sustained rates, counted by the database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, connections
from django.db.models import F
from django.test import Client

from parvis.accounts import guard, limits
from parvis.accounts.limits import Act, Rate, Scope, load, spend, spend_once
from parvis.accounts.models import Allowance, Footprint
from parvis.accounts.places import networks_of
from parvis.accounts.tasks import forget_what_expired
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.accounts.tests.knocking import typed
from parvis.jobs.models import Mail

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


def ask(email, *, address="192.0.2.1"):
    return Client(REMOTE_ADDR=address).post(LOGIN, typed(email)).status_code


def later(**time):
    """Let time pass: every allowance is as old as if it had been used that much before."""
    Allowance.objects.update(full_at=F("full_at") - timedelta(**time))


def test_three_codes_for_one_mailbox_then_one_more_an_hour():
    assert [ask("awa@gmail.com") for _ in range(3)] == [302, 302, 302]
    assert ask("A.Wa+velo@googlemail.com") == 400
    assert Mail.objects.count() == 3
    later(minutes=59)
    assert ask("awa@gmail.com") == 400
    later(minutes=2)
    assert [ask("awa@gmail.com"), ask("awa@gmail.com")] == [302, 400]


def test_what_one_scope_refuses_costs_the_others_nothing(monkeypatch):
    monkeypatch.setitem(limits.RATES[Act.CODE], Scope.NETWORK, Rate(2, 60))
    whose = {Scope.PERSON: "awa", Scope.NETWORK: "n"}
    assert [spend(Act.CODE, whose) for _ in range(3)] == [None, None, Scope.NETWORK]
    assert spend(Act.CODE, {Scope.PERSON: "awa"}) is None
    assert spend(Act.CODE, {Scope.PERSON: "awa"}) == Scope.PERSON


def test_a_network_has_its_limit(monkeypatch):
    monkeypatch.setitem(limits.RATES[Act.CODE], Scope.NETWORK, Rate(2, 2))
    assert [ask(f"p{n}@example.org") for n in range(3)] == [302, 302, 400]
    assert ask("q@example.org", address="192.0.2.7") == 302


@pytest.mark.parametrize(
    ("address", "networks"),
    [
        ("192.0.2.7", ("192.0.2.7", "")),
        ("::ffff:192.0.2.7", ("192.0.2.7", "")),
        ("2001:db8:1:2:3::4", ("2001:db8:1:2::/64", "2001:db8:1::/48")),
        ("198.51.100.9", ("", "")),
    ],
)
def test_one_home_is_one_network(settings, address, networks):
    settings.PARVIS_OPEN_NETWORKS = ["198.51.100.0/24"]
    assert networks_of(address) == networks


def test_a_wide_network_has_a_higher_ceiling(monkeypatch):
    monkeypatch.setitem(limits.RATES[Act.CODE], Scope.NETWORK, Rate(1, 1))
    monkeypatch.setitem(limits.RATES[Act.CODE], Scope.WIDE, Rate(2, 2))
    homes = [f"2001:db8:1:{n}::1" for n in (1, 1, 2, 3)]
    assert [ask(f"p{n}@example.org", address=home) for n, home in enumerate(homes)] == [302, 400, 302, 400]
    assert ask("q@example.org", address="2001:db8:2::1") == 302


def test_a_domain_nobody_knows_has_its_limit(monkeypatch, settings):
    monkeypatch.setitem(limits.RATES[Act.CODE], Scope.DOMAIN, Rate(1, 1))
    settings.PARVIS_KNOWN_DOMAINS = ["ville.example"]
    assert [ask("a@new.example"), ask("b@new.example")] == [302, 400]
    assert [ask(f"{n}@gmail.com") for n in range(2)] == [302, 302]
    assert [ask(f"{n}@mail.ville.example") for n in range(2)] == [302, 302]


def test_the_whole_site_has_its_limit_and_says_so_once(settings, caplog):
    settings.PARVIS_CODES_PER_HOUR = 8
    answers = [ask(f"p{n}@example.org", address=f"192.0.2.{n}") for n in range(4)]
    assert answers == [302, 302, 400, 400]
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == [
        "limit reached: code, site"
    ]


def test_when_nothing_can_be_counted_no_mail_leaves_and_pages_are_read(monkeypatch):
    def fail(*_args):
        raise DatabaseError

    monkeypatch.setattr(limits, "spend", fail)
    assert ask("awa@example.org") == 400
    assert (Mail.objects.count(), Client().get(LOGIN).status_code) == (0, 200)


def test_some_things_are_good_once():
    assert [spend_once("x", within=timedelta(hours=1)) for _ in range(2)] == [True, False]
    later(minutes=61)
    assert spend_once("x", within=timedelta(hours=1)) is True


def test_the_load_is_the_share_of_the_fullest_allowance(monkeypatch):
    monkeypatch.setitem(limits.RATES[Act.CODE], Scope.NETWORK, Rate(4, 1))
    assert load(Act.CODE, {Scope.NETWORK: "n"}) == 0.0
    spend(Act.CODE, {Scope.NETWORK: "n", Scope.PERSON: "p"})
    assert load(Act.CODE, {Scope.NETWORK: "n"}) == pytest.approx(0.25, abs=0.01)


def test_the_table_names_nobody_and_forgets():
    ask("awa@example.org")
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(allowance::text, '') FROM accounts_allowance allowance")
        kept = cursor.fetchone()[0]
    assert "awa" not in kept
    assert "192.0.2.1" not in kept
    later(hours=5)
    Footprint.objects.create(participant=ParticipantFactory(), network="n", browser="b")
    Footprint.objects.update(seen_at=F("seen_at") - guard.FORGOTTEN - timedelta(days=1))
    forget_what_expired(timestamp=0)
    assert (Allowance.objects.count(), Footprint.objects.count()) == (0, 0)


def test_signing_in_leaves_one_footprint_a_place(client, enter):
    person = ParticipantFactory()
    enter(client, person.email)
    client.post("/account/logout/")
    enter(client, person.email)
    [step] = Footprint.objects.all()
    assert (step.participant, len(step.network), len(step.browser)) == (person, 16, 16)


@pytest.mark.django_db(transaction=True)
def test_parallel_requests_are_no_way_around_a_limit():
    whose = [{Scope.PERSON: "awa", Scope.NETWORK: f"n{n % 3}"} for n in range(24)]

    def one(names):
        try:
            return spend(Act.CODE, names)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(one, whose))
    assert (answers.count(None), answers.count(Scope.PERSON)) == (3, 21)


def test_a_forged_forwarded_address_is_another_network_only_behind_a_proxy_of_ours(monkeypatch, settings):
    monkeypatch.setitem(limits.RATES[Act.CODE], Scope.NETWORK, Rate(1, 1))
    headers = [{"x-forwarded-for": f"203.0.113.{n}"} for n in range(2)]
    forged = [Client(headers=h).post(LOGIN, typed(f"a{n}@example.org")) for n, h in enumerate(headers)]
    assert [answer.status_code for answer in forged] == [302, 400]
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    behind = [Client(headers=h).post(LOGIN, typed(f"b{n}@example.org")) for n, h in enumerate(headers)]
    assert [answer.status_code for answer in behind] == [302, 302]
