"""Pages of the debate, as a browser without scripts uses them, and the fragment for one with scripts."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.contributions.enums import State
from parvis.debate.models import Argument, ArgumentSupport
from parvis.debate.queries import arguments_page
from parvis.debate.tests.factories import ArgumentFactory, open_debate

pytestmark = pytest.mark.django_db
LIVE = {"HX-Request": "true"}


def without_token(html):
    return re.sub(r'<input type="hidden" name="csrfmiddlewaretoken"[^>]*>', "", html)


def test_an_argument_is_sent_and_its_author_lands_on_it(client):
    item = open_debate()
    client.force_login(ParticipantFactory())
    answer = client.post(reverse("debate:argue", args=[item.pk]), {"side": "against", "text": "Trop loin."})
    argument = Argument.objects.get()
    assert (argument.side, argument.text) == ("against", "Trop loin.")
    page = reverse("front:contribution", args=[item.pk])
    assert answer["Location"] == f"{page}?sent=argument#argument-{argument.pk}"
    mark = f'data-parvis-autosave-clear="argument-{item.pk}"'
    landed = client.get(answer["Location"]).content.decode()
    assert (mark in landed, "Votre argument est publié." in landed) == (True, True)
    assert mark not in client.get(page).content.decode()


def test_the_same_form_sent_twice_makes_one_argument(client):
    item = open_debate()
    client.force_login(ParticipantFactory())
    page = client.get(reverse("debate:argue", args=[item.pk])).content.decode()
    key = re.search(r'name="key" value="([0-9a-f-]{36})"', page)[1]
    for _ in range(2):
        client.post(reverse("debate:argue", args=[item.pk]), {"side": "for", "text": "Oui.", "key": key})
    assert Argument.objects.count() == 1


def test_a_visitors_text_survives_sign_in(client):
    item = open_debate()
    url = reverse("debate:argue", args=[item.pk])
    answer = client.post(url, {"side": "against", "text": "Un texte tapé avant de me connecter."})
    assert answer.status_code == 302
    assert url in answer["Location"].replace("%2F", "/")
    assert Argument.objects.count() == 0
    client.force_login(ParticipantFactory())
    page = client.get(url).content.decode()
    assert "Un texte tapé avant de me connecter." in page
    assert re.search(r'value="against"[^>]*checked', page)


def test_errors_are_said_and_the_text_is_kept(client):
    client.force_login(ParticipantFactory())
    url = reverse("debate:argue", args=[open_debate().pk])
    answer = client.post(url, {"text": "mot " * 600})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("mot ") >= 600
    assert Argument.objects.count() == 0


def test_extra_fields_are_ignored(client):
    item, author, other = open_debate(), ParticipantFactory(), ParticipantFactory()
    client.force_login(author)
    typed = {"side": "for", "text": "Oui.", "author": other.pk, "support_count": 99, "identity_level": 3}
    client.post(reverse("debate:argue", args=[item.pk]), typed)
    argument = Argument.objects.get()
    assert (argument.author, argument.support_count, argument.identity_level) == (author, 0, 1)


def test_a_reply_is_sent(client):
    argument = ArgumentFactory(contribution=open_debate())
    client.force_login(ParticipantFactory())
    url = reverse("debate:reply", args=[argument.pk])
    assert client.get(url).status_code == 200
    client.post(url, {"text": "Pas sûr."})
    answer = Argument.objects.get(parent=argument)
    assert answer.text == "Pas sûr."
    assert client.get(reverse("debate:reply", args=[answer.pk])).status_code == 404


@pytest.mark.parametrize("state", [State.HIDDEN, State.WITHDRAWN])
@pytest.mark.parametrize("name", ["debate:reply", "debate:support"])
def test_what_is_no_longer_public_has_no_page(client, state, name):
    argument = ArgumentFactory(contribution=open_debate(), state=state)
    client.force_login(ParticipantFactory())
    assert client.get(reverse(name, args=[argument.pk])).status_code == 404


def test_a_hidden_contribution_has_no_debate(client):
    item = open_debate()
    type(item).objects.filter(pk=item.pk).update(state=State.HIDDEN)
    client.force_login(ParticipantFactory())
    assert client.get(reverse("debate:argue", args=[item.pk])).status_code == 404


def test_the_swapped_fragment_is_the_one_of_the_fresh_page(client):
    argument, person = ArgumentFactory(contribution=open_debate()), ParticipantFactory()
    client.force_login(person)
    url = reverse("debate:support", args=[argument.pk])
    swapped = client.post(url, {"support": "support"}, headers=LIVE).content.decode().strip()
    page = arguments_page(actor=person, contribution=argument.contribution)
    request = RequestFactory().get("/")
    request.user = person
    fresh = render_to_string("debate/_arguments.html", {"arguments": page}, request)
    assert without_token(swapped) in without_token(fresh)
    assert 'aria-pressed="true"' in swapped


def test_support_without_scripts_and_taking_it_back(client):
    argument = ArgumentFactory(contribution=open_debate())
    client.force_login(ParticipantFactory())
    url = reverse("debate:support", args=[argument.pk])
    answer = client.post(url, {"support": "support"})
    assert (answer.status_code, ArgumentSupport.objects.filter(is_live=True).count()) == (302, 1)
    client.post(url, {"support": "withdraw"})
    assert ArgumentSupport.objects.filter(is_live=True).count() == 0


def test_a_visitor_who_supports_is_led_to_sign_in(client):
    argument = ArgumentFactory(contribution=open_debate())
    url = reverse("debate:support", args=[argument.pk])
    assert client.post(url, {"support": "support"}).status_code == 302
    assert "HX-Redirect" in client.post(url, {"support": "support"}, headers=LIVE)
    assert client.get(url).status_code == 200
    assert ArgumentSupport.objects.count() == 0


def test_a_refusal_is_said_in_place(client):
    argument = ArgumentFactory(contribution=open_debate(phase__past=True))
    client.force_login(ParticipantFactory())
    url = reverse("debate:support", args=[argument.pk])
    assert client.post(url, {"support": "support"}).status_code == 422
    assert 'role="alert"' in client.post(url, {"support": "support"}, headers=LIVE).content.decode()


@pytest.mark.parametrize(("language", "limit"), [("fr", "2\xa0000 caractères"), ("en", "2,000 characters")])
def test_the_limit_is_said_in_the_language_of_the_page(client, language, limit):
    argument = ArgumentFactory(contribution=open_debate())
    client.force_login(ParticipantFactory(language=language))
    with translation.override(language):
        pages = [
            reverse("debate:argue", args=[argument.contribution_id]),
            reverse("debate:reply", args=[argument.pk]),
        ]
    assert [limit in client.get(page).content.decode() for page in pages] == [True, True]


def test_a_text_that_is_too_long_comes_back_with_the_limit(client):
    item = open_debate()
    client.force_login(ParticipantFactory())
    answer = client.post(reverse("debate:argue", args=[item.pk]), {"side": "for", "text": "x" * 3500})
    assert answer.status_code == 422
    assert "dépasse de 1\xa0500 caractères\xa0: 2\xa0000 au plus." in answer.content.decode()
