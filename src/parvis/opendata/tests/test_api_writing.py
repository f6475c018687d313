"""Contributing and voting by the API: with a token, where the organiser allows it, by the same rules."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from parvis.accounts import limits
from parvis.accounts.enums import IdentityLevel
from parvis.accounts.models import Footprint, Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.models import Vote
from parvis.consultations.models import ConsultationPage, Phase, PhaseAction
from parvis.consultations.tests.factories import QuestionFactory
from parvis.contributions.models import Contribution
from parvis.contributions.waiting import WaitingText
from parvis.ledger.models import Pending
from parvis.opendata.domain.make_token import make_token
from parvis.opendata.models import ApiToken
from parvis.opendata.tests.town import Town, found_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    made = found_town()
    ConsultationPage.objects.filter(pk=made.consultation.pk).update(takes_api=True)
    return made


def token_of(person: Participant, *scopes: str, days: int = 30) -> str:
    return make_token(actor=person, name="Un programme", scopes=scopes, days=days)[1]


def post(address: str, sent: object, token: str = "", client: Client | None = None):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    body = sent if isinstance(sent, str) else json.dumps(sent)
    return (client or Client()).post(
        f"/api/v1/{address}", body, content_type="application/json", headers=headers
    )


def words(town: Town, **others) -> dict:
    return {
        "action": town.deposit.pk, "key": str(uuid4()), "title": "Un banc", "text": "À l’ombre.", **others,
    }  # fmt: skip


def deposit(town: Town, token: str, **others):
    return post(f"consultations/{town.consultation.pk}/contributions", words(town, **others), token)


def test_a_program_contributes_for_its_author(town) -> None:
    author = ParticipantFactory()
    answer = deposit(town, token_of(author, "contribute"))

    assert answer.status_code == 201, answer.content
    made = Contribution.objects.get()
    told = answer.json()
    assert (made.author, made.origin, made.title) == (author, "api", "Un banc")
    assert (told["id"], told["state"], told["receipt"]["entry"]) == (made.pk, "published", str(made.entry))
    assert Pending.objects.get(entry=made.entry).public["channel"] == "api"
    assert ApiToken.objects.get().used_on == timezone.localdate()
    assert Footprint.objects.filter(participant=author).exists()
    assert answer.cookies == {}
    shown = Client().get(f"/api/v1/contributions/{made.pk}").json()
    assert shown["origin"] == {"code": "api", "label": "Par un programme (API)"}


def test_what_is_sent_twice_is_kept_once(town) -> None:
    token, key = token_of(ParticipantFactory(), "contribute"), str(uuid4())
    answers = [deposit(town, token, key=key) for _each in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json()["id"] == answers[1].json()["id"]
    assert Contribution.objects.count() == 1


def test_where_texts_are_read_first_it_waits(town) -> None:
    PhaseAction.objects.filter(pk=town.deposit.pk).update(read_within=24)
    answer = deposit(town, token_of(ParticipantFactory(), "contribute"))

    assert (answer.status_code, answer.json()["state"]) == (202, "waiting")
    assert (Contribution.objects.count(), WaitingText.objects.get().origin) == (0, "api")


def test_an_organiser_who_says_nothing_takes_nothing_from_programs(town) -> None:
    ConsultationPage.objects.filter(pk=town.consultation.pk).update(takes_api=False)
    answer = deposit(town, token_of(ParticipantFactory(), "contribute"))

    assert (answer.status_code, Contribution.objects.count()) == (403, 0)


def test_a_token_does_what_it_was_made_for(town) -> None:
    assert deposit(town, token_of(ParticipantFactory(), "vote")).status_code == 403
    assert Contribution.objects.count() == 0


def test_a_session_is_no_token(town, client) -> None:
    client.force_login(ParticipantFactory())
    answer = post(f"consultations/{town.consultation.pk}/contributions", words(town), client=client)

    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="parvis"')
    assert Contribution.objects.count() == 0


@pytest.mark.parametrize("wrong", ["parvis_x", "é", "a b", "parvis_" + "0" * 500])
def test_an_unknown_token_is_none(wrong, town) -> None:
    assert deposit(town, wrong).status_code == 401


def test_a_token_ends(town) -> None:
    author = ParticipantFactory()
    token = token_of(author, "contribute")
    ApiToken.objects.update(created_at=timezone.now() - timedelta(days=2))
    ApiToken.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert deposit(town, token).status_code == 401
    ApiToken.objects.update(expires_at=timezone.now() + timedelta(days=1))
    Participant.objects.filter(pk=author.pk).update(is_active=False)

    assert deposit(town, token).status_code == 401


def test_the_rules_of_the_phase_are_those_of_pages(town) -> None:
    token = token_of(ParticipantFactory(), "contribute")
    PhaseAction.objects.filter(pk=town.deposit.pk).update(minimum_level=IdentityLevel.STATE)
    refused = deposit(town, token)
    assert (refused.status_code, "Identité" in refused.json()["detail"]) == (409, True)
    PhaseAction.objects.filter(pk=town.deposit.pk).update(minimum_level=IdentityLevel.EMAIL)
    Phase.objects.update(ends_at=timezone.now())

    assert (deposit(town, token).status_code, Contribution.objects.count()) == (409, 0)


def test_answers_to_the_form_are_asked_as_on_the_page(town) -> None:
    QuestionFactory(kind=town.deposit.kind, code="where", label="Où ?", is_required=True)
    token = token_of(ParticipantFactory(), "contribute")
    missing = deposit(town, token)
    assert (missing.status_code, "Où" in missing.json()["detail"]) == (409, True)

    assert deposit(town, token, answers={"where": "Ici"}).status_code == 201
    assert Contribution.objects.get().form_answers == {"where": "Ici"}


@pytest.mark.parametrize(
    ("others", "where"),
    [
        ({"key": "x"}, "body.key"),
        ({"action": 0}, "body.action"),
        ({"title": "x" * 251}, "body.title"),
        ({"author": 1}, "body.author"),
        ({"created_at": "2020-01-01"}, "body.created_at"),
    ],
)
def test_fields_are_explicit(others, where, town) -> None:
    answer = deposit(town, token_of(ParticipantFactory(), "contribute"), **others)

    assert (answer.status_code, [fault["where"] for fault in answer.json()["errors"]]) == (422, [where])
    assert Contribution.objects.count() == 0


@pytest.mark.parametrize("body", ["", "{", "[1]", '"x"', "null", "[" * 5000])
def test_a_body_that_is_none_is_refused(body, town) -> None:
    token = token_of(ParticipantFactory(), "contribute")
    answer = post(f"consultations/{town.consultation.pk}/contributions", body, token)

    assert answer.status_code in (400, 422)
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_what_is_not_of_the_consultation_is_nowhere(town) -> None:
    other, token = found_town(), token_of(ParticipantFactory(), "contribute")

    assert deposit(town, token, action=other.deposit.pk).status_code == 404
    assert deposit(town, token, theme=987_654_321).status_code == 404
    assert deposit(town, token, action=town.ballot.pk).status_code == 404


def test_a_program_has_no_more_than_its_author(town, monkeypatch) -> None:
    token = token_of(ParticipantFactory(), "contribute")
    monkeypatch.setitem(limits.RATES[limits.Act.DEPOSIT], limits.Scope.PERSON, limits.Rate(1, 60))
    answers = [deposit(town, token) for _each in range(2)]

    assert [answer.status_code for answer in answers] == [201, 429]
    assert answers[1].headers["Retry-After"] == "60"
    assert Contribution.objects.count() == 1


def vote(town: Town, token: str, choice: str, end: str = ""):
    sent = {"contribution": town.items["Un banc"].pk, **({"choice": choice} if choice else {})}
    return post(f"ballots/{town.ballot.pk}/votes{end}", sent, token)


def test_a_program_votes_changes_and_withdraws(town) -> None:
    town.write("Un banc")
    voter = ParticipantFactory()
    token = token_of(voter, "vote")
    first = vote(town, token, "for")
    assert first.status_code == 201, first.content
    assert vote(town, token, "against").status_code == 201
    live = Vote.objects.get(is_live=True)
    assert (live.voter, live.choice, live.origin) == (voter, -1, "api")
    assert first.json()["receipt"]["entry"] != str(live.entry)
    gone = vote(town, token, "", "/withdraw")

    assert (gone.status_code, gone.content, Vote.objects.filter(is_live=True).count()) == (204, b"", 0)


def test_a_vote_that_the_ballot_does_not_offer_is_refused(town) -> None:
    town.write("Un banc")
    token = token_of(ParticipantFactory(), "vote")

    assert vote(town, token, "everything").status_code == 409
    assert vote(town, token_of(town.organiser, "vote"), "for").status_code == 409
    assert Vote.objects.count() == 0


def test_one_does_not_vote_on_what_nobody_reads(town) -> None:
    town.write("Un banc")
    Contribution.objects.update(state="hidden")

    assert vote(town, token_of(ParticipantFactory(), "vote"), "for").status_code == 404


def test_a_page_shows_that_a_program_sent_it(town) -> None:
    deposit(town, token_of(ParticipantFactory(), "contribute"))
    page = Client().get(f"/contributions/{Contribution.objects.get().pk}/").content.decode()

    assert "Envoyé par un programme de son auteur (API)." in page
