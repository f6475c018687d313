"""Members of teams show a second factor before any page of the desk."""

import time

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from parvis.accounts.tests.factories import ParticipantFactory, StaffFactory

pytestmark = pytest.mark.django_db

DESK = "/desk/account/"  # the first page needs a tree of pages
ENROL = "/me/second-factor/?next=%2Fdesk%2Faccount%2F"


def totp_code(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def superuser(**fields):
    return StaffFactory(is_superuser=True, **fields)


def with_totp(person):
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret


def test_a_member_without_second_factor_is_led_to_set_one_up(client):
    client.force_login(superuser())
    answer = client.get(DESK)
    assert (answer.status_code, answer.url) == (302, ENROL)
    page = client.get(answer.url).content.decode()
    assert reverse("mfa_add_webauthn") in page
    assert reverse("mfa_activate_totp") in page


def test_every_page_of_the_desk_is_guarded_with_its_way_back(client):
    client.force_login(superuser())
    for path in ("/desk/users/", "/desk/pages/1/edit/?a=b", "/desk/api/main/pages/"):
        answer = client.get(path)
        assert answer.url.startswith("/me/second-factor/?next=%2Fdesk%2F")


def test_setting_up_an_application_opens_the_desk(client):
    client.force_login(superuser())
    client.get(client.get(DESK).url)
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    answer = client.post(reverse("mfa_activate_totp"), {"code": totp_code(secret)})
    assert (answer.status_code, answer.url) == (302, reverse("mfa_view_recovery_codes"))
    assert f'href="{DESK}"' in client.get(answer.url).content.decode()
    assert client.get(DESK).status_code == 200


def test_a_wrong_code_sets_nothing_up(client):
    client.force_login(superuser())
    client.get(reverse("mfa_activate_totp"))
    assert client.post(reverse("mfa_activate_totp"), {"code": "000000"}).status_code == 200
    assert Authenticator.objects.count() == 0


def test_signing_in_asks_for_the_factor_between_the_code_and_the_session(client, enter):
    person = superuser()
    secret = with_totp(person)
    answer = enter(client, person.email, back=DESK)
    assert answer.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    assert client.get(answer.url).status_code == 200
    answer = client.post(reverse("mfa_authenticate"), {"code": totp_code(secret)})
    assert (answer.status_code, answer.url) == (302, DESK)
    assert client.get(DESK).status_code == 200


def test_a_recovery_code_opens_once(client, enter):
    person = superuser()
    with_totp(person)
    code = RecoveryCodes.activate(person).get_unused_codes()[0]
    for expected in (302, 200):
        enter(client, person.email, back=DESK)
        assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == expected
        client = Client()


def test_a_session_that_did_not_show_the_factor_shows_it_at_the_desk(client):
    person = superuser()
    secret = with_totp(person)
    client.force_login(person)
    answer = client.get(DESK)
    assert answer.url == "/account/2fa/reauthenticate/?next=%2Fdesk%2Faccount%2F"
    assert client.get(answer.url).status_code == 200
    answer = client.post("/account/2fa/reauthenticate/", {"code": totp_code(secret), "next": DESK})
    assert (answer.status_code, answer.url) == (302, DESK)
    assert client.get(DESK).status_code == 200


def test_the_factor_of_one_person_is_not_that_of_the_next(client, enter):
    first, second = superuser(), superuser()
    secret = with_totp(first)
    enter(client, first.email)
    client.post(reverse("mfa_authenticate"), {"code": totp_code(secret)})
    client.post(reverse("account_logout"))
    client.force_login(second)
    assert client.get(DESK).url == ENROL


def test_who_may_enter_the_desk_by_permission_alone_is_guarded_too(client):
    person = ParticipantFactory()
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(person)
    assert client.get(DESK).url == ENROL


def test_a_participant_without_a_team_is_told_nothing_of_factors(client):
    client.force_login(ParticipantFactory())
    assert client.get(DESK).status_code == 404


def test_a_visitor_signs_in_first(client):
    assert client.get(DESK).url == "/account/login/?next=/desk/account/"


def test_in_the_demonstration_the_desk_opens_at_once(client, settings):
    settings.PARVIS_DEMO = True
    client.force_login(superuser())
    assert client.get(DESK).status_code == 200


def test_signing_out_of_the_desk_needs_no_factor(client):
    client.force_login(superuser())
    client.post(reverse("wagtailadmin_logout"))
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "name",
    ["mfa_index", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_activate_totp", "accounts:second_factor"],
)
def test_each_page_of_second_factors_is_in_the_house_s_shell_without_inline_script(client, name):
    client.force_login(superuser())
    answer = client.get(reverse(name))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count("<h1>") == 1
    assert 'class="site-header"' in page
    for tag in page.split("<script")[1:]:
        assert "src=" in tag.split(">")[0] or 'type="application/json"' in tag.split(">")[0]
    assert " style=" not in page


def test_pages_of_who_has_a_factor(client, enter):
    person = superuser()
    secret = with_totp(person)
    RecoveryCodes.activate(person)
    enter(client, person.email)
    client.post(reverse("mfa_authenticate"), {"code": totp_code(secret)})
    client.post(
        "/account/2fa/reauthenticate/",
        {"code": RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()[0]},
    )
    for name in (
        "mfa_index",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
    ):
        page = client.get(reverse(name))
        assert (page.status_code, page.content.decode().count("<h1>")) == (200, 1)
    assert get_adapter().is_mfa_enabled(person)
