"""Sign in with an e-mail address and a code, back to what one was doing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parvis.accounts.domain.confirm_code import confirm_code
from parvis.accounts.domain.request_code import request_code
from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant, SignInCode
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.accounts.tests.knocking import typed
from parvis.jobs.models import Mail

pytestmark = pytest.mark.django_db

LOGIN = "/account/login/"
CODE = "/account/login/code/"
NEW = "new@example.org"


def wrong(code):
    return f"{(int(code) + 1) % 10**8:08}"


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_a_newcomer_signs_in_with_the_code_of_the_mail(client, code_of):
    answer = client.post(LOGIN, typed("  New@Example.ORG "))
    assert (answer.status_code, answer.url) == (302, CODE)
    assert Participant.objects.count() == 0
    answer = client.post(CODE, {"code": code_of(NEW)})
    assert (answer.status_code, answer.url) == (302, "/me/name/?next=%2Fme%2F")
    person = Participant.objects.get()
    assert (person.email, person.identity_level, person.language) == (NEW, IdentityLevel.EMAIL, "fr")
    assert person.confirmed_at <= timezone.now()
    assert not person.has_usable_password()
    assert person.public_name[:-5].isalpha()
    assert is_signed_in(client)


def test_a_known_person_goes_straight_back_to_where_they_were(client, enter):
    person = ParticipantFactory()
    answer = enter(client, person.email.upper().lower(), back="/consultations/velo/?page=2")
    assert (answer.status_code, answer.url) == (302, "/consultations/velo/?page=2")
    assert client.session["_auth_user_id"] == str(person.pk)


def test_another_site_is_not_a_way_back(client, enter):
    person = ParticipantFactory()
    assert enter(client, person.email, back="https://elsewhere.example/").url == "/me/"


def test_the_answer_is_the_same_whether_the_address_is_known_or_not():
    known = ParticipantFactory()
    answers = []
    for email in (known.email, NEW):
        client = Client()
        first = client.post(LOGIN, typed(email))
        second = client.get(CODE).content.decode().replace(email, "ADDRESS")
        answers.append((first.status_code, first.url, first.content, _without_token(second)))
    assert answers[0] == answers[1]
    assert set(Mail.objects.values_list("recipient", flat=True)) == {known.email, NEW}


def _without_token(page):
    import re

    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_both_addresses_cost_the_same_queries(django_assert_num_queries):
    known = ParticipantFactory()
    with django_assert_num_queries(11):
        request_code(email=known.email, language="fr")
    with django_assert_num_queries(11):
        request_code(email=NEW, language="fr")


def test_the_mail_begins_with_the_code_in_the_language_of_the_person(client, code_of):
    person = ParticipantFactory(language="en")
    client.post(LOGIN, typed(person.email))
    mail = Mail.objects.get()
    code = code_of(person.email)
    assert mail.subject == f"{code[:4]} {code[4:]} is your code for Parvis"
    client.post("/en/account/login/", typed(NEW))
    assert Mail.objects.latest("pk").subject.endswith("is your code for Parvis")
    client.post(LOGIN, typed("autre@example.org"))
    assert "votre code" in Mail.objects.latest("pk").subject


def test_the_code_is_not_kept_in_clear_with_the_account(client, code_of):
    client.post(LOGIN, typed(NEW))
    asked, code = SignInCode.objects.get(), code_of(NEW)
    assert code not in asked.code_hash
    assert len(asked.code_hash) == 64
    assert code not in str(dict(client.session))


@pytest.mark.parametrize("separator", [" ", "-", "\u00a0", ".", " - "])
def test_spaces_and_dashes_are_of_no_importance(client, code_of, separator):
    client.post(LOGIN, typed(NEW))
    code = code_of(NEW)
    client.post(CODE, {"code": f" {code[:4]}{separator}{code[4:]} "})
    assert is_signed_in(client)


def test_phones_can_fill_the_code_in(client):
    client.post(LOGIN, typed(NEW))
    page = client.get(CODE).content.decode()
    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page


def test_what_is_not_eight_digits_costs_no_try(client):
    client.post(LOGIN, typed(NEW))
    answer = client.post(CODE, {"code": "1234"})
    assert answer.status_code == 400
    assert SignInCode.objects.get().tries == 0


def test_a_wrong_code_is_told_with_the_tries_left(client, code_of):
    client.post(LOGIN, typed(NEW))
    answer = client.post(CODE, {"code": wrong(code_of(NEW))})
    assert answer.status_code == 400
    assert answer.context["form"].errors["code"] == [
        "Ce n’est pas le code que nous avons envoyé. Il vous reste 4 essais."
    ]
    assert not is_signed_in(client)


def test_after_five_wrong_codes_the_right_one_opens_nothing(client, code_of):
    client.post(LOGIN, typed(NEW))
    code = code_of(NEW)
    for _try in range(5):
        client.post(CODE, {"code": wrong(code)})
    answer = client.post(CODE, {"code": code})
    assert answer.context["form"].errors["code"] == [
        "Ce code a fait l’objet de trop d’essais. Demandez-en un nouveau."
    ]
    assert not is_signed_in(client)
    assert Participant.objects.count() == 0


def test_after_ten_minutes_the_code_has_expired_and_says_how_to_go_on(client, code_of):
    client.post(LOGIN, typed(NEW))
    SignInCode.objects.update(created_at=timezone.now() - timedelta(minutes=10, seconds=1))
    answer = client.post(CODE, {"code": code_of(NEW)})
    assert answer.context["form"].errors["code"] == ["Ce code a expiré. Demandez-en un nouveau."]
    assert not is_signed_in(client)


def test_a_code_works_once(code_of):
    asked = request_code(email=NEW, language="fr")
    code = code_of(NEW)
    confirm_code(key=str(asked.pk), code=code)
    with pytest.raises(Refused):
        confirm_code(key=str(asked.pk), code=code)


def test_a_code_works_only_in_the_browser_that_asked(client, code_of):
    client.post(LOGIN, typed(NEW))
    code = code_of(NEW)
    stranger = Client()
    assert stranger.post(CODE, {"code": code}).url == LOGIN
    stranger.post(LOGIN, typed("other@example.org"))
    assert stranger.post(CODE, {"code": code}).status_code == 400
    assert not is_signed_in(stranger)


def test_a_new_code_replaces_the_first(client, code_of):
    client.post(LOGIN, typed(NEW))
    first = code_of(NEW)
    client.post(LOGIN, typed(NEW))
    second = code_of(NEW)
    assert client.post(CODE, {"code": first}).status_code == 400
    assert client.post(CODE, {"code": second}).status_code == 302


def test_a_closed_account_is_told_only_to_who_holds_the_address(client, code_of):
    closed = ParticipantFactory(is_active=False)
    assert client.post(LOGIN, typed(closed.email)).url == CODE
    answer = client.post(CODE, {"code": code_of(closed.email)})
    assert answer.context["form"].errors["code"] == [
        "Ce compte est fermé. Écrivez aux organisateurs pour en connaître la raison."
    ]
    assert not is_signed_in(client)


def test_what_is_not_an_address_is_told_in_place(client):
    answer = client.post(LOGIN, typed("name"))
    assert answer.status_code == 400
    assert answer.context["form"].errors["email"] == [
        "Ce n’est pas une adresse électronique. Elle ressemble à nom@exemple.fr."
    ]


def test_who_is_signed_in_is_led_on(client):
    client.force_login(ParticipantFactory())
    assert client.get(LOGIN, {"next": "/consultations/"}).url == "/consultations/"
    assert client.get(LOGIN).url == "/me/"


@pytest.mark.parametrize(
    "path",
    [
        "signup/",
        "password/reset/",
        "password/change/",
        "password/set/",
        "email/",
        "confirm-email/",
        "login/code/x/",
    ],
)
def test_there_is_no_page_of_passwords_nor_of_sign_up(client, path):
    client.force_login(ParticipantFactory())
    assert client.get(f"/account/{path}").status_code == 404


def test_no_password_opens_a_session(client):
    person = ParticipantFactory()
    person.set_password("a password set by mistake")
    person.save()
    assert client.login(username=person.email, password="a password set by mistake") is False
    answer = client.get(reverse("wagtailadmin_login"))
    assert (answer.status_code, answer.url) == (302, LOGIN)


def test_codes_of_yesterday_are_forgotten():
    from parvis.accounts.tasks import forget_sign_in_codes

    request_code(email=NEW, language="fr")
    SignInCode.objects.update(created_at=timezone.now() - timedelta(hours=25))
    kept = request_code(email="other@example.org", language="fr")
    forget_sign_in_codes(timestamp=0)
    assert SignInCode.objects.get() == kept


@pytest.mark.django_db(transaction=True)
def test_parallel_guesses_are_no_way_around_the_limit():
    asked = request_code(email=NEW, language="fr")

    def guess(number):
        try:
            confirm_code(key=str(asked.pk), code=f"{number:08}")
        except Refused as refused:
            return str(refused)
        finally:
            connections.close_all()
        return "in"

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(guess, range(24)))
    asked.refresh_from_db()
    assert asked.tries == 5
    assert "in" not in answers
