"""Pages on personal data, for everybody: on a phone, from the keyboard, with nothing that axe objects to."""

import re

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.debate.tests.factories import open_debate
from parvis.following.tests.factories import SubscriptionFactory
from parvis.front.tests.test_my_space_in_a_browser import sign_in
from parvis.pages.domain.lay_footer import lay_footer
from parvis.pages.tests.factories import home_page
from parvis.testing.browser import PHONE, NewPage, axe_violations, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_my_data_and_the_register_hold(new_page: NewPage, live_server: LiveServer, client) -> None:
    person, item = ParticipantFactory(), open_debate()
    lay_footer(home=home_page())
    SubscriptionFactory(participant=person, consultation=item.consultation)
    page = new_page(size=PHONE)
    sign_in(page, client, person, live_server.url)
    for address in ("/me/data/", "/donnees-personnelles/"):
        page.goto(live_server.url + address)
        photograph(page, address.strip("/").replace("/", "-"))
        assert (address, axe_violations(page)) == (address, [])
        assert (address, overflowing(page)) == (address, [])


def test_the_warning_is_read_then_passed_by_the_keyboard(
    new_page: NewPage, live_server: LiveServer, client
) -> None:
    person, item = ParticipantFactory(), open_debate()
    page = new_page(size=PHONE, scripts=False)
    sign_in(page, client, person, live_server.url)
    page.goto(f"{live_server.url}/debate/{item.pk}/argue/")
    page.get_by_label("Pour", exact=True).check()
    page.get_by_label("Votre argument").fill("Appelez-moi au 06 12 34 56 78.")
    page.get_by_role("button", name="Publier mon argument").press("Enter")
    expect(page.get_by_role("status").filter(has_text="donnée personnelle")).to_be_visible()
    photograph(page, "personal-data-found")
    assert overflowing(page) == []
    page.get_by_role("button", name="Publier quand même").press("Enter")
    page.wait_for_url(re.compile(rf"/contributions/{item.pk}/"))
    expect(page.get_by_text("Votre argument est publié.")).to_be_visible()
