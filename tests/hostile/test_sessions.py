"""Sessions that somebody fixed, kept or carried elsewhere; the desk without a second factor."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.http import QueryDict
from django.test import Client, override_settings

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.accounts.tests.knocking import typed
from parvis.config import settings as source
from parvis.consultations.domain.appoint import appoint, dismiss
from parvis.consultations.enums import Role
from parvis.consultations.models import PhaseAction, TeamMember
from parvis.contributions.enums import State
from parvis.contributions.forms import SubmitForm, sign_opening
from parvis.contributions.models import Contribution
from parvis.jobs.models import Mail
from parvis.moderation.models import Decision
from tests.hostile.matrix import METHODS, Line, read
from tests.hostile.requests import send, undone
from tests.hostile.world import World, signed_in

pytestmark = pytest.mark.django_db
DESK = "/desk/account/"
SESSION = "sessionid"


def enter(client: Client, email: str, **extra: object) -> None:
    """Sign in by the pages, as the owner of the address."""
    client.post("/account/login/", typed(email), **extra)  # type: ignore[arg-type]
    text = Mail.objects.filter(recipient=email).latest("pk").text
    code = "".join(re.match(r"(\d{4}) (\d{4})\n", text).groups())  # type: ignore[union-attr]
    client.post("/account/login/code/", {"code": code}, **extra)  # type: ignore[arg-type]


def with_cookie(value: str) -> Client:
    client = Client()
    client.cookies[SESSION] = value
    return client


def is_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


@pytest.fixture
def person() -> Participant:
    return ParticipantFactory()


def test_h08_the_session_that_somebody_planted_is_not_the_one_that_is_signed_in(person: Participant) -> None:
    attacker = Client()
    attacker.get("/account/login/")
    attacker.post("/account/login/", typed("attacker@example.org"))
    planted = attacker.cookies[SESSION].value
    victim = with_cookie(planted)

    enter(victim, str(person.email))

    assert is_in(victim)
    assert victim.cookies[SESSION].value != planted
    assert not is_in(with_cookie(planted))
    assert not Session.objects.filter(session_key=planted).exists()


def test_h08_a_session_name_that_somebody_made_up_is_never_taken(person: Participant) -> None:
    victim = with_cookie("a" * 32)

    enter(victim, str(person.email))

    assert is_in(victim)
    assert victim.cookies[SESSION].value != "a" * 32


def test_h08_an_old_session_is_worth_nothing_after_signing_out(person: Participant) -> None:
    client = Client()
    enter(client, str(person.email))
    old = client.cookies[SESSION].value

    client.post("/account/logout/")

    assert not is_in(with_cookie(old))


def test_h08_an_old_session_is_worth_nothing_after_signing_out_everywhere(person: Participant) -> None:
    """Those that are listed, and one that is not."""
    desk, phone, unlisted = Client(), Client(), with_cookie(signed_in(person, factor=False))
    enter(desk, str(person.email))
    enter(phone, str(person.email))
    assert is_in(unlisted)

    desk.post("/me/sessions/end/")

    assert [is_in(client) for client in (desk, phone, unlisted)] == [False, False, False]


def test_h08_an_old_session_of_an_account_that_was_closed_is_worth_nothing(person: Participant) -> None:
    client = with_cookie(signed_in(person, factor=False))
    assert is_in(client)

    Participant.objects.filter(pk=person.pk).update(is_active=False)

    assert not is_in(client)


def test_h08_a_session_from_before_a_place_in_a_team_does_not_open_the_desk(world: World) -> None:
    with undone():
        person = ParticipantFactory()
        client = with_cookie(signed_in(person, factor=False))
        consultation = TeamMember.objects.get(pk=world.names["organiser_place"]).consultation
        assert client.get(DESK).status_code == 404

        appoint(
            actor=world.people["organiser"],
            consultation=consultation,
            person=person,
            role=Role.ORGANISER,
        )

        assert client.get(DESK).headers["Location"].startswith("/me/second-factor/")


def test_h08_a_session_from_before_a_place_was_taken_back_opens_nothing(world: World) -> None:
    address = f"/desk/consultations/{world.names['own']}/"
    with undone():
        client = world.client("moderator")
        assert client.get(address).status_code == 200

        for member in TeamMember.objects.filter(participant=world.people["moderator"]):
            dismiss(actor=None, member=member)

        assert client.get(address).status_code == 404
        assert client.get(f"/consultations/{world.names['draft_slug']}/").status_code == 404


def test_h08_a_lower_level_counts_at_once(world: World) -> None:
    address = f"/ballots/{world.names['ballot_L2']}/{world.names['idea_L2']}/"
    with undone():
        client = world.client("L2")
        assert client.post(address, {"choice": "for"}).status_code == 302

        Participant.objects.filter(pk=world.people["L2"].pk).update(identity_level=1)

        assert client.post(address, {"choice": "against"}).status_code == 422


def test_h08_cookies_are_for_https_and_for_this_site_alone_and_no_script_reads_them(
    person: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARVIS_ADDRESS", "https://testserver")
    there = runpy.run_path(str(Path(source.__file__)))
    names = [name for name in there if name.startswith(("SESSION_COOKIE", "CSRF_COOKIE"))]
    client = Client()

    with override_settings(**{name: there[name] for name in names}):
        client.get("/account/login/", secure=True)
        enter(client, str(person.email), secure=True)
        client.get("/me/", secure=True)

    assert {SESSION, "csrftoken"} <= set(client.cookies)
    for cookie in client.cookies.values():
        assert (bool(cookie["secure"]), bool(cookie["httponly"]), cookie["samesite"]) == (True, True, "Lax")
        assert cookie["domain"] == ""


# What the desk answers before it asks who one is.
OPEN = ("/desk/login/", "/desk/logout/")
GUARDED = [
    line
    for line in read().lines
    if line.address.startswith(("/desk/consultations/", "/desk/api/", "/desk/users/", "/desk/pages/"))
]


@pytest.fixture(scope="module")
def unproved(world: World) -> Client:
    """The organiser's session, opened by a code alone."""
    return with_cookie(signed_in(world.people["organiser"], factor=False))


def ask(client: Client, world: World, line: Line, method: str) -> str:
    key = client.cookies[SESSION].value
    client.cookies.clear()
    client.cookies[SESSION] = key
    return send(client, world, line, method).outcome


@pytest.mark.parametrize("method", METHODS)
def test_h09_no_address_of_the_desk_opens_without_a_second_factor(world, unproved, method: str) -> None:
    found = {line.address: ask(unproved, world, line, method) for line in GUARDED}

    assert len(found) > 60
    assert {address: said for address, said in found.items() if said != "second factor"} == {}


def test_h09_no_export_leaves_without_a_second_factor(world: World, unproved: Client) -> None:
    for address in (
        f"/exports/{world.names['own']}/contributions.csv",
        f"/exports/{world.names['own']}.xlsx",
    ):
        assert unproved.get(address).headers.get("Location", "").startswith("/me/second-factor/")


def test_h09_nothing_is_executed_without_a_second_factor(world: World, unproved: Client) -> None:
    item = f"/desk/consultations/{world.names['own']}/contributions/{world.names['idea']}/"

    unproved.post(f"{item}hide/", {"reason": "insult"})
    unproved.post(f"{item}answer/", {"status": "kept", "text": "Yes.", "signature": "The town"})
    unproved.post(f"/desk/pages/{world.names['secret_news']}/delete/")

    idea = Contribution.objects.get(pk=world.names["idea"])
    assert idea.state == State.PUBLISHED
    assert not idea.answers.exists()
    assert not Decision.objects.filter(contribution=idea).exists()
    assert unproved.get(f"/desk/pages/{world.names['secret_news']}/edit/").status_code == 302


@pytest.mark.parametrize(
    "address",
    [
        "/desk//users/",
        "//desk/users/",
        "/DESK/users/",
        "/en/desk/users/",
        "/desk/%2e%2e/desk/users/",
        "/desk/users",
    ],
)
def test_h09_no_other_spelling_of_the_address_goes_round_it(address: str, unproved: Client) -> None:
    answer = unproved.get(address, follow=True)

    led = answer.redirect_chain[-1][0] if answer.redirect_chain else address
    assert led.startswith("/me/second-factor/") or answer.status_code == 404


@pytest.mark.parametrize(
    "headers",
    [{"x-requested-with": "XMLHttpRequest"}, {"hx-request": "true"}, {"accept": "application/json"}],
)
def test_h09_no_header_goes_round_it(headers: dict[str, str], unproved: Client) -> None:
    answer = unproved.get("/desk/users/", headers=headers)

    assert answer.headers["Location"].startswith("/me/second-factor/")


def test_h09_a_factor_shown_by_somebody_else_in_this_browser_does_not_count(world: World) -> None:
    with undone():
        client = world.client("organiser")
        assert client.get(DESK).status_code == 200

        client.force_login(world.people["moderator"])

        assert client.get(DESK).headers["Location"].startswith("/me/second-factor/")


def test_h11_a_session_of_one_installation_is_worth_nothing_under_another_secret(person: Participant) -> None:
    client = with_cookie(signed_in(person, factor=False))
    assert is_in(client)

    with override_settings(SECRET_KEY="the secret of another installation"):
        assert not is_in(client)


def test_h11_a_session_that_this_database_does_not_know_is_worth_nothing(person: Participant) -> None:
    key = signed_in(person, factor=False)
    Session.objects.filter(session_key=key).delete()

    assert not is_in(with_cookie(key))


def opened_at(action: PhaseAction, proof: str) -> object:
    form = SubmitForm(QueryDict(f"opened={proof}"), action=action)
    form.is_valid()
    return form.opened_at()


def test_h11_what_one_installation_signed_is_not_believed_by_another(world: World) -> None:
    action = PhaseAction.objects.get(pk=world.names["deposit"])
    own = sign_opening(action)
    with override_settings(SECRET_KEY="the secret of another installation"):
        other = sign_opening(action)

    assert opened_at(action, own) is not None
    assert opened_at(action, other) is None
