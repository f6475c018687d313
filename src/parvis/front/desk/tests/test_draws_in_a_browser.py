"""A panel in a browser: volunteered for, read by everybody and at the desk, narrow and wide."""

import pytest
from playwright.sync_api import expect

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.draws.domain.draw_panel import draw_panel
from parvis.draws.domain.follow_up import replace
from parvis.draws.enums import SeatState
from parvis.draws.tests.factories import SEED, DrawFactory, due, prepared
from parvis.testing.browser import PHONE, axe_violations, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def looked_at(page, name: str) -> None:
    photograph(page, f"{name}-{page.viewport_size['width']}")
    assert axe_violations(page) == []
    assert overflowing(page) == []


def test_a_panel_is_volunteered_for_drawn_and_read(page_of, new_page, organiser, live_server, client) -> None:
    calling = DrawFactory(consultation=organiser.consultation, calling=True, one_by_home=True)
    draw = due(prepared(DrawFactory(consultation=organiser.consultation, pool=30)))
    draw_panel(actor=organiser.participant, draw=draw, seed=SEED)
    seat = draw.seats.first()
    draw.seats.filter(pk=seat.pk).update(state=SeatState.DECLINED)
    replace(actor=organiser.participant, seat=seat)

    desk = page_of()
    desk.goto(f"{live_server.url}/desk/consultations/{draw.consultation_id}/draws/{draw.pk}/")
    expect(desk.get_by_role("heading", name="Those who were drawn")).to_be_visible()
    looked_at(desk, "desk-draw")
    desk.goto(f"{live_server.url}/desk/consultations/{draw.consultation_id}/draws/new/")
    looked_at(desk, "desk-draw-new")
    desk.goto(f"{live_server.url}/desk/consultations/{draw.consultation_id}/draws/{calling.pk}/")
    looked_at(desk, "desk-draw-calling")

    for options in ({"size": PHONE}, {"locale": "en"}):
        page = new_page(**options)
        page.goto(f"{live_server.url}/draws/{draw.pk}/")
        looked_at(page, "draw")
        page.goto(f"{live_server.url}/consultations/{draw.consultation.slug}/draws/")
        looked_at(page, "draws")

    client.force_login(ParticipantFactory())
    page = new_page(size=PHONE)
    cookie = client.cookies["sessionid"]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page.goto(f"{live_server.url}/draws/{calling.pk}/volunteer/")
    looked_at(page, "draw-volunteer")
    page.get_by_role("textbox").first.fill("Anne Roy")
    page.get_by_role("button", name="Se porter volontaire").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.get_by_role("textbox").first.input_value() == "Anne Roy"
