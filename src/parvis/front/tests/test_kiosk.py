"""A tablet that people use one after the other."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import ConsultationFactory
from parvis.front import kiosk
from parvis.testing.browser import PHONE, NewPage, axe_violations, overflowing, photograph

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation(settings) -> ConsultationPage:
    settings.PARVIS_ADDRESS = ""
    return ConsultationFactory.create()


def shared(consultation: ConsultationPage) -> Client:
    client = Client()
    assert client.post(kiosk.address_of(consultation)).url == address(consultation)
    return client


def address(consultation: ConsultationPage) -> str:
    return reverse("front:consultation", args=[consultation.slug])


def test_an_address_that_is_opened_changes_nothing(client, consultation) -> None:
    assert client.get(kiosk.address_of(consultation)).status_code == 200
    assert kiosk.COOKIE not in client.cookies
    assert "I have finished" not in client.get(address(consultation), headers={"accept-language": "en"}).text


def test_the_next_person_is_not_signed_in_as_the_last(consultation) -> None:
    client = shared(consultation)
    client.force_login(ParticipantFactory())
    assert client.get("/me/data/").status_code == 200

    response = client.post(reverse("front:kiosk_next"))

    assert response.url == address(consultation)
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/me/data/").status_code == 302
    assert client.get(response.url).context["kiosk"]


def test_nothing_is_kept_by_the_device_nor_by_caches(client, consultation) -> None:
    page = address(consultation)
    assert "public" in client.get(page).headers["Cache-Control"]
    kept = shared(consultation).get(page).headers["Cache-Control"]
    assert "no-store" in kept
    assert "public" not in kept


def test_it_stops_where_it_began(consultation) -> None:
    client = shared(consultation)
    client.post(kiosk.address_of(consultation), {"stop": "1"})
    assert client.get(address(consultation)).context["kiosk"] is None
    assert client.post(reverse("front:kiosk_next")).status_code == 404


@pytest.mark.parametrize("change", ["forged", "draft"])
def test_a_token_that_leads_nowhere_is_not_found(client, consultation, change) -> None:
    place = kiosk.address_of(consultation)
    if change == "draft":
        consultation.unpublish()
    else:
        place = place.replace(":", "x:", 1)
    assert client.get(place).status_code == 404
    assert client.post(place).status_code == 404


def test_a_cookie_that_was_not_made_here_shares_nothing(client, consultation) -> None:
    client.cookies[kiosk.COOKIE] = "1"
    assert client.post(reverse("front:kiosk_next")).status_code == 404
    assert client.get(address(consultation)).context["kiosk"] is None


def test_one_can_leave_after_the_consultation_has_gone(consultation) -> None:
    client = shared(consultation)
    client.force_login(ParticipantFactory())
    consultation.unpublish()
    assert client.post(reverse("front:kiosk_next")).url == "/"
    assert client.get("/me/data/").status_code == 302


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_it_asks_then_goes_back_when_nobody_touches_it(
    new_page: NewPage, live_server, consultation, settings
) -> None:
    page = new_page(size=PHONE, locale="en")
    page.clock.install()
    page.goto(live_server.url + kiosk.address_of(consultation).replace("/kiosk/", "/en/kiosk/"))
    assert axe_violations(page) == []
    page.get_by_role("button", name="Share this device").click()
    expect(page.get_by_role("button", name="I have finished")).to_be_visible()
    page.goto(f"{live_server.url}/en/styleguide/")
    page.clock.fast_forward(kiosk.IDLE * 1000 + 100)
    still = page.get_by_role("button", name="I am still here")
    expect(still).to_be_focused()
    photograph(page, "kiosk")
    assert axe_violations(page) == []
    assert overflowing(page) == []
    still.click()
    expect(still).to_be_hidden()
    page.clock.fast_forward(kiosk.IDLE * 1000 + 100)
    expect(still).to_be_visible()
    with page.expect_navigation():
        page.clock.fast_forward(60_100)
    expect(page.get_by_role("heading", level=1)).to_have_text(consultation.title)
