"""What a browser that nobody knows does first: some work that is not seen, or a short wait."""

import json
import time

import altcha
import pytest
from django.test import Client

from parvis.accounts import door
from parvis.accounts.models import SignInCode
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.accounts.tests.knocking import typed
from parvis.jobs.models import Mail

pytestmark = pytest.mark.django_db
LOGIN, NEW = "/account/login/", "new@example.org"


def worked(email, *, seconds=2.5):
    """What the script posts: the ticket, with the work done."""
    form = typed(email, seconds=seconds)
    challenge = door.read_ticket(form["ticket"]).challenge
    solution = altcha.solve_challenge(challenge)
    return {**form, "work": f"{solution.counter}.{solution.derived_key}"}


def send(form, client=None):
    return (client or Client()).post(LOGIN, form)


def test_work_opens_after_two_seconds():
    assert send(worked(NEW)).status_code == 302


def test_without_work_a_few_seconds_open_too():
    assert send(typed(NEW, seconds=door.WAIT_SECONDS)).status_code == 302


def test_too_quick_is_told_kindly_and_the_same_form_is_good_a_little_later(client):
    form = typed(NEW, seconds=1)
    answer = client.post(LOGIN, form)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "dans 3 secondes" in page
    assert (f'value="{NEW}"' in page, form["ticket"] in page) == (True, True)
    assert Mail.objects.count() == 0


@pytest.mark.parametrize(
    "change",
    [
        {"ticket": ""},
        {"ticket": "forged:x:y"},
        {"topic": "Cheap watches"},
    ],
)
def test_what_the_site_did_not_sign_or_a_robot_filled_in_is_to_be_sent_again(client, change):
    answer = client.post(LOGIN, {**typed(NEW), **change})
    assert (answer.status_code, Mail.objects.count()) == (400, 0)
    assert "Envoyez le formulaire encore une fois" in answer.content.decode()
    assert 'name="topic" value=""' in answer.content.decode()


@pytest.mark.parametrize("work", ["1.00", "x", "7.", "-1.aa", "9" * 50 + ".aa"])
def test_wrong_work_is_no_work(work):
    assert send({**typed(NEW, seconds=3), "work": work}).status_code == 400
    assert Mail.objects.count() == 0


def test_work_for_one_ticket_is_none_for_another():
    assert send({**worked(NEW), "ticket": typed(NEW, seconds=3)["ticket"]}).status_code == 400


def test_a_ticket_is_good_once_save_for_a_double_click():
    form = worked(NEW)
    assert [send(form).status_code, send(form).status_code] == [302, 302]
    assert send({**form, "email": "other@example.org"}).status_code == 400
    assert set(SignInCode.objects.values_list("email", flat=True)) == {NEW}


def test_an_old_ticket_is_of_no_use(monkeypatch):
    form = worked(NEW)
    monkeypatch.setattr(door, "GOOD_FOR", -door.timedelta(seconds=1))
    assert send(form).status_code == 400


def test_the_same_browser_asks_for_a_new_code_without_a_door(client):
    send(typed(NEW), client)
    assert send({"email": NEW}, client).status_code == 302
    assert send({"email": "other@example.org"}, client).status_code == 400


def test_the_cost_grows_with_the_load():
    assert [door.cost(load) for load in (0, 0.24, 0.25, 0.5, 0.75, 1.0)] == [1, 1, 2, 4, 8, 8]
    assert [door.make_door(load=load).wait for load in (0, 1)] == [4, 32]


def test_who_is_signed_in_sees_no_door(client):
    client.force_login(ParticipantFactory())
    assert client.get(LOGIN).status_code == 302


def test_the_demonstration_has_none(client, settings):
    settings.PARVIS_DEMO = True
    assert "data-parvis-door" not in client.get(LOGIN).content.decode()
    assert send({"email": NEW}, client).status_code == 302


def test_the_page_gives_the_browser_what_it_needs_and_hides_the_trap(client):
    page = client.get(LOGIN)
    shown = page.context["door"]
    assert set(json.loads(shown.challenge)) == {
        *("algorithm", "cost", "keyLength", "keyPrefix", "keySignature", "nonce", "salt")
    }
    assert shown.wait == door.WAIT_SECONDS
    assert '<div hidden><label>Laissez ce champ vide <input type="text" name="topic"' in page.content.decode()
    assert door.read_ticket(shown.ticket).issued_at == pytest.approx(time.time(), abs=5)
