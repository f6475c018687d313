"""What phones and screens are served: the page, the state asked for again and again, and what they send."""

import json
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parvis.accounts import limits
from parvis.accounts.limits import Act, Rate, Scope
from parvis.room import live
from parvis.room.models import Answer, Room
from parvis.room.tests.factories import ActivityFactory, AnswerFactory, RoomFactory

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


def url(name: str, room: Room) -> str:
    return reverse(f"room:{name}", args=[room.code])


@pytest.fixture
def vote():
    return ActivityFactory(vote=True, started=True)


def fields(activity, **said: object) -> dict[str, object]:
    return {"activity": activity.pk, "key": str(uuid.uuid4()), **said}


def test_a_vote_by_plain_forms(client, vote) -> None:
    page = client.get(url("phone", vote.room)).content.decode()
    assert ("Une piste cyclable" in page, 'name="key" value="' in page) == (True, True)

    sent = client.post(url("answer", vote.room), fields(vote, item_1="1", item_2="-1"), follow=True)
    assert "Envoyé" in sent.content.decode()
    assert "Envoyer mon vote" not in sent.content.decode()
    assert Answer.objects.get().choices == [1, -1]


def test_what_was_ticked_stays_when_it_is_refused(client, vote) -> None:
    vote.method, vote.limit = "approval", 1
    vote.save()
    client.get(url("phone", vote.room))

    refused = client.post(url("answer", vote.room), fields(vote, item_1="on", item_2="on"))
    assert (refused.status_code, refused.content.decode().count(" checked")) == (422, 2)
    assert Answer.objects.count() == 0


def test_a_phone_sends_again_and_is_told_again(client, vote) -> None:
    client.get(url("phone", vote.room))
    said = fields(vote, item_1="1")
    told = [client.post(url("answer", vote.room), said, headers=JSON).json() for _time in range(2)]
    other = client.post(url("answer", vote.room), fields(vote, item_1="0"), headers=JSON)

    assert told == [{"ok": True}] * 2
    assert (other.status_code, other.json()["ok"], "déjà répondu" in other.json()["words"]) == (
        422,
        False,
        True,
    )
    assert Answer.objects.get().choices == [1, None]


def test_a_late_answer_is_refused_with_words(client, vote) -> None:
    client.get(url("phone", vote.room))
    vote.ends_at = timezone.now() - timedelta(seconds=1)
    vote.save()

    late = client.post(url("answer", vote.room), fields(vote, item_1="1"))
    assert (late.status_code, "trop tard" in late.content.decode()) == (422, True)


@pytest.mark.parametrize("broken", [{"key": "x"}, {"item_1": "7"}])
def test_a_broken_form_is_refused(client, vote, broken) -> None:
    client.get(url("phone", vote.room))
    assert client.post(url("answer", vote.room), fields(vote, item_1="1") | broken).status_code == 422
    assert Answer.objects.count() == 0


def test_without_its_cookie_a_device_is_nobody(client, vote) -> None:
    assert client.post(url("answer", vote.room), fields(vote, item_1="1"), headers=JSON).status_code == 422
    client.cookies["parvis_room"] = "made:up"
    assert client.post(url("answer", vote.room), fields(vote, item_1="1"), headers=JSON).status_code == 422


def test_two_rooms_know_one_phone_under_two_names(client, vote) -> None:
    other = ActivityFactory(vote=True, started=True)
    for activity in (vote, other):
        client.get(url("phone", activity.room))
        client.post(url("answer", activity.room), fields(activity, item_1="1"))

    first, second = Answer.objects.values_list("device", flat=True)
    assert first != second


def test_a_phone_that_sends_too_much_waits_and_is_not_lost(client, vote, monkeypatch) -> None:
    monkeypatch.setitem(limits.RATES[Act.ROOM], Scope.PERSON, Rate(1, 1))
    client.get(url("phone", vote.room))
    answers = [
        client.post(url("answer", vote.room), fields(vote, item_1="1"), headers=JSON) for _ in range(2)
    ]

    assert [one.status_code for one in answers] == [200, 429]


def test_five_hundred_phones_behind_one_address_are_let_in() -> None:
    rates = limits.RATES[Act.ROOM]
    assert rates[Scope.NETWORK].burst >= 500 * 10


def test_the_state_costs_nothing_while_it_is_fresh(client, vote, django_assert_num_queries) -> None:
    with django_assert_num_queries(2):
        first = client.get(url("phone_state", vote.room))
    with django_assert_num_queries(0):
        again = client.get(url("phone_state", vote.room), headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert (again["Cache-Control"], "Set-Cookie" in again, first.cookies) == ("no-cache", False, {})


@pytest.mark.parametrize("phones", [1, 3])
def test_the_screen_asks_as_much_of_the_database_whatever_the_number_of_phones(
    client, vote, phones, django_assert_num_queries
) -> None:
    for _phone in range(phones):
        AnswerFactory(activity=vote, texts=[], choices=[1, -1])
    vote.shows = True
    vote.save()

    with django_assert_num_queries(3):
        state = client.get(url("screen_state", vote.room)).json()
    assert f"{phones} téléphone" in state["html"]


def test_an_answer_moves_the_screen_and_leaves_phones_alone(client, vote, monkeypatch) -> None:
    monkeypatch.setattr(live, "FRESH", 0)
    before = [client.get(url(name, vote.room))["ETag"] for name in ("phone_state", "screen_state")]
    AnswerFactory(activity=vote, texts=[], choices=[1, None])
    after = [client.get(url(name, vote.room))["ETag"] for name in ("phone_state", "screen_state")]

    assert [one == other for one, other in zip(before, after, strict=True)] == [True, False]


def test_results_reach_phones_once_they_no_longer_move(client, vote, monkeypatch) -> None:
    monkeypatch.setattr(live, "FRESH", 0)
    AnswerFactory(activity=vote, texts=[], choices=[1, None])
    vote.shows = True
    vote.save()
    assert "Une piste cyclable" not in client.get(url("phone_state", vote.room)).json()["live"]

    vote.stopped_at = timezone.now()
    vote.save()
    assert "1. Une piste cyclable" in client.get(url("phone_state", vote.room)).json()["live"]


def test_the_fragment_is_the_page_but_for_what_is_of_one_phone(client, vote) -> None:
    page = client.get(url("phone", vote.room)).content.decode()
    state = client.get(url("phone_state", vote.room)).json()

    assert "csrfmiddlewaretoken" not in json.dumps(state)
    question = state["ask"][: state["ask"].index("<form")]
    assert question in page


@pytest.mark.parametrize("name", ["phone", "phone_state", "screen", "screen_state"])
def test_the_room_of_a_draft_is_nowhere(client, name) -> None:
    draft = RoomFactory(consultation__live=False)

    assert client.get(url(name, draft)).status_code == 404
    assert client.get(reverse(f"room:{name}", args=["ZZZZZ"])).status_code == 404


def test_a_code_is_found_however_it_is_typed(client) -> None:
    room = RoomFactory(code="ACD79")

    found = client.get(reverse("room:find"), {"code": " acd-79 "})
    assert found.url == url("phone", room)
    assert client.get(reverse("room:find"), {"code": "ACD7"}).status_code == 422


def test_a_question_is_supported_from_a_plain_form(client) -> None:
    question = AnswerFactory(activity__questions=True, texts=["Quand ?"])
    room = question.activity.room
    page = client.get(url("phone", room)).content.decode()
    assert "Quand ?" in page

    for _time in range(2):
        assert client.post(url("support", room), {"question": question.pk}).status_code == 302
    assert question.supports.count() == 1
    assert client.post(url("support", RoomFactory(opened=True)), {"question": question.pk}).status_code == 404


def test_the_screen_shows_the_way_in_and_keeps_results_until_they_are_shown(client, vote) -> None:
    AnswerFactory(activity=vote, texts=[], choices=[1, None])
    page = client.get(url("screen", vote.room)).content.decode()

    assert (vote.room.code in page, "<svg" in page, "1 téléphone a répondu" in page) == (True, True, True)
    assert "1. Une piste cyclable" not in page
    assert page.count("noindex") == 1


def test_pages_of_phones_are_kept_out_of_search_engines() -> None:
    room = RoomFactory(opened=True)
    answers = [Client().get(url(name, room)) for name in ("phone", "screen", "phone_state", "screen_state")]

    assert [one["X-Robots-Tag"] for one in answers] == ["noindex"] * 4
