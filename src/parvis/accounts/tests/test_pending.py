"""What was typed before sign-in is given back after it."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, RequestFactory

from parvis.accounts import pending
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.accounts.tests.knocking import typed

pytestmark = pytest.mark.django_db

PATH = "/contributions/new/1/"


@pytest.fixture
def request_with():
    session = SessionStore()

    def build(data):
        request = RequestFactory().post(PATH, data)
        request.session = session
        return request

    return build


def test_the_text_is_held_and_given_back_once(request_with):
    request = request_with(
        {"title": "Élargir l’allée", "themes": ["1", "2"], "csrfmiddlewaretoken": "secret"}
    )
    answer = pending.hold(request, to=PATH)
    assert (answer.status_code, answer.url) == (302, "/account/login/?next=%2Fcontributions%2Fnew%2F1%2F")
    assert pending.is_holding(request, PATH)
    back = pending.held(request, PATH)
    assert back.dict() == {"title": "Élargir l’allée", "themes": "2"}
    assert back.getlist("themes") == ["1", "2"]
    assert pending.held(request, PATH) is None


def test_the_text_of_one_page_is_not_given_to_another(request_with):
    request = request_with({"title": "A"})
    pending.hold(request, to=PATH)
    assert pending.held(request, "/contributions/new/2/") is None


def test_only_the_last_five_texts_are_held(request_with):
    for number in range(7):
        request = request_with({"title": str(number)})
        pending.hold(request, to=f"/{number}/")
    assert [pending.is_holding(request, f"/{number}/") for number in range(7)] == [False] * 2 + [True] * 5


def test_a_text_too_long_is_left_out_and_sign_in_happens(request_with):
    request = request_with({"text": "a" * (pending.MOST_CHARACTERS + 1)})
    assert pending.hold(request, to=PATH).status_code == 302
    assert not pending.is_holding(request, PATH)


def test_the_text_outlives_signing_in(enter, request_with):
    client = Client()
    session = client.session
    session[pending.KEY] = {PATH: "title=Un+banc"}
    session.save()
    client.cookies["sessionid"] = session.session_key
    assert "Votre texte est conservé" in client.get("/account/login/", {"next": PATH}).content.decode()
    assert enter(client, ParticipantFactory().email, back=PATH).url == PATH
    assert client.session[pending.KEY] == {PATH: "title=Un+banc"}


def test_an_error_of_the_code_says_that_the_text_is_kept():
    client = Client()
    session = client.session
    session[pending.KEY] = {PATH: "title=Un+banc"}
    session.save()
    client.cookies["sessionid"] = session.session_key
    client.post("/account/login/", typed("new@example.org", next=PATH))
    page = client.post("/account/login/code/", {"code": "00000000"}).content.decode()
    assert "Votre texte est conservé." in page
