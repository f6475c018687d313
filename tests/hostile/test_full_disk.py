"""H45: no room left, no more connections, no names: said as it is, nothing is half written, nothing lost."""

from __future__ import annotations

import socket
from uuid import uuid4

import environ
import pytest
from django.db import connection
from django.test import Client

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.models import Vote
from parvis.ballots.tests.factories import BallotFactory, item_of
from parvis.consultations.tests.factories import PhaseActionFactory
from parvis.contributions.models import Contribution, Version
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.models import Argument
from parvis.debate.tests.factories import open_debate
from parvis.jobs.delivery import NotDelivered, deliver
from parvis.jobs.enums import MailState
from parvis.jobs.models import Mail
from parvis.jobs.tests.factories import MailFactory
from parvis.ledger.domain.push import push
from parvis.ledger.models import Pending
from parvis.ledger.tests.factories import grow

pytestmark = pytest.mark.django_db
FAILURES = {"disk full": "53100", "out of memory": "53200", "too many connections": "53300", "limit": "53400"}
TITLES = {"fr": "Le site ne peut pas recevoir cela maintenant", "en": "The site cannot take this now"}
KEPT = {"fr": "ce que vous avez écrit y est encore", "en": "what you wrote is still there"}
WRITTEN = (Contribution, Version, Argument, Vote, Mail, Pending)


def fill(code: str = "53100") -> None:
    """From now on the server refuses the last row of every act, the line of the log, as when it is full."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" RAISE EXCEPTION USING ERRCODE = '{code}'; END $$"
        )
        cursor.execute("CREATE TRIGGER refusal BEFORE INSERT ON ledger_pending EXECUTE FUNCTION refuse()")


def make_room() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION refuse CASCADE")


def depositing(_person: Participant) -> tuple[str, dict[str, str]]:
    form = {"step": "publish", "title": "Un banc", "text": "Sous les arbres.", "key": str(uuid4())}
    return f"/contributions/new/{PhaseActionFactory().pk}/", form


def revising(person: Participant) -> tuple[str, dict[str, str]]:
    action = PhaseActionFactory()
    item = ContributionFactory(kind=action.kind, phase=action.phase, author=person)
    return f"/contributions/{item.pk}/revise/", {"title": "Un banc", "text": "Deux bancs."}


def arguing(_person: Participant) -> tuple[str, dict[str, str]]:
    form = {"side": "for", "text": "Parce que.", "key": str(uuid4())}
    return f"/debate/{open_debate().pk}/argue/", form


def voting(_person: Participant) -> tuple[str, dict[str, str]]:
    ballot = BallotFactory()
    return f"/ballots/{ballot.pk}/{item_of(ballot).pk}/", {"choice": "for"}


def rows() -> list[list[dict[str, object]]]:
    return [list(model.objects.order_by("pk").values()) for model in WRITTEN]


def send(address: str, form: dict[str, str], person: Participant, language: str = "fr"):
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client.post(address if language == "fr" else f"/en{address}", form)


@pytest.mark.parametrize("act", [depositing, revising, arguing, voting])
def test_h45_a_full_disk_is_said_and_leaves_nothing_half_written(act) -> None:
    person = ParticipantFactory()
    address, form = act(person)
    before = rows()
    fill()
    answer = send(address, form, person)
    assert (answer.status_code, answer.headers.get("Retry-After")) == (503, "5")
    assert TITLES["fr"] in answer.content.decode()
    assert rows() == before


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("code", FAILURES.values(), ids=FAILURES)
def test_h45_every_lack_of_room_is_said_in_the_reader_s_language(code: str, language: str) -> None:
    person = ParticipantFactory()
    address, form = depositing(person)
    fill(code)
    answer = send(address, form, person, language)
    page = answer.content.decode()
    assert (answer.status_code, answer.headers.get("Retry-After")) == (503, "5")
    assert f"<h1>{TITLES[language]}" in page
    assert KEPT[language] in page
    assert f'<html lang="{language}">' in page


def test_h45_once_there_is_room_the_same_form_is_taken_once() -> None:
    person = ParticipantFactory()
    address, form = depositing(person)
    fill()
    assert send(address, form, person).status_code == 503
    make_room()
    assert [send(address, form, person).status_code for _ in range(2)] == [302, 302]
    assert Contribution.objects.get().title == "Un banc"


@pytest.fixture
def nameless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names are resolved no more."""

    def resolve(*_asked: object, **_more: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)


def test_h45_names_that_nobody_resolves_lose_no_mail(settings, nameless: None) -> None:
    settings.PARVIS_MAIL_TRANSPORT = environ.Env.email_url_config("smtp://mail.nowhere.invalid:25")
    mail = MailFactory()
    for _ in range(3):
        with pytest.raises(NotDelivered, match="gaierror"):
            deliver(mail_id=mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.text) == (MailState.WAITING, 3, "A text.")


def test_h45_without_names_the_log_goes_on_and_says_where_it_left_no_checkpoint(
    settings, nameless: None
) -> None:
    settings.PARVIS_LEDGER_PUSH = ["https://keeper.nowhere.invalid/log/"]
    grow(1)
    assert [(deposit.size, deposit.failure) for deposit in push()] == [(1, "gaierror")]
    grow(1)
    assert [deposit.size for deposit in push()] == [2]


def test_h45_without_names_one_signs_in_by_a_code_and_reads(settings, nameless: None) -> None:
    settings.PARVIS_FRANCECONNECT_ID = "an identifier"
    client = Client(raise_request_exception=False)
    answer = client.get("/account/identity/franceconnect/", follow=True)
    assert answer.redirect_chain == [("/account/login/", 302)]
    assert "FranceConnect n’a pas répondu comme il le devait" in answer.content.decode()
    assert client.get("/").status_code == 200
