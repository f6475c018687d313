"""Making a consultation known from a phone; a widget in the page of another site."""

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from parvis.consultations.enums import Verb
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.contributions.tests.factories import ContributionFactory
from parvis.front.composition.widgets import NAMES, showcase
from parvis.restitution.domain.snapshot import take_snapshot
from parvis.testing.browser import PHONE, NewPage, axe_violations, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Journal = Callable[[str], str]


@pytest.fixture
def journal() -> Iterator[Journal]:
    """Publishes a page on another site, and says where: for a browser, a name and a number are two sites."""
    published: list[bytes] = []

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(published[-1])

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, daemon=True).start()

    def publish(html: str) -> str:
        published.append(html.encode())
        return f"http://127.0.0.1:{server.server_port}/"

    yield publish
    server.shutdown()
    server.server_close()


def look(page: Page, name: str) -> None:
    photograph(page, f"kit-{name}")
    assert (name, axe_violations(page)) == (name, [])
    assert (name, overflowing(page)) == (name, [])


def test_a_kit_is_read_and_its_widget_stands_in_another_site(
    new_page: NewPage, live_server: LiveServer, journal: Journal, settings, phase
) -> None:
    client = Client()
    settings.PARVIS_ADDRESS, settings.PARVIS_DEMO = live_server.url, True
    consultation, kind = phase.consultation, phase.actions.get(verb=Verb.DEPOSIT).kind
    ContributionFactory(kind=kind, phase=phase)
    take_snapshot(consultation=consultation)
    page = new_page(size=PHONE)
    page.goto(live_server.url + reverse("front:consultation", args=[consultation.slug]))
    page.get_by_role("link", name="Faire connaître").click()
    expect(page.get_by_role("heading", level=1, name="Faire connaître")).to_be_visible()
    look(page, "page")

    page.get_by_role("link", name="Voir les trois encarts").click()
    for frame in page.locator("iframe").all():
        frame.scroll_into_view_if_needed()
        expect(frame.content_frame.get_by_role("heading", level=1)).to_be_visible()
    look(page, "widgets")
    page.get_by_role("link", name="sombre").click()
    expect(page.get_by_role("link", name="sombre")).to_have_attribute("aria-current", "true")
    look(page, "widgets-dark")

    for theme in ("light", "dark"):
        for name in NAMES:
            address = reverse("front:widget", args=[consultation.slug, name])
            page.goto(f"{live_server.url}{address}?theme={theme}")
            look(page, f"widget-{name}-{theme}")

    pieces = showcase(consultation, {"language": "fr"}).pieces
    body = "".join(piece.code for piece in pieces)
    page.goto(
        journal(f"<!doctype html><html lang=fr><title>Journal</title><main><h1>Journal</h1>{body}</main>")
    )
    for piece in pieces:
        frame = page.frame_locator(f'iframe[src*="/{piece.name}/"]')
        expect(frame.get_by_role("heading", level=1, name=consultation.title)).to_be_visible()
        assert frame.locator("body").evaluate("body => getComputedStyle(body).fontFamily") != "serif"
    look(page, "elsewhere")
    assert page.context.cookies() == []
    page.frame_locator('iframe[src*="/participate/"]').get_by_role("link", name="Participer").click()
    page.wait_for_url(f"{live_server.url}/consultations/{consultation.slug}/")

    client.force_login(TeamMemberFactory(consultation=consultation).participant)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page.goto(live_server.url + reverse("desk:kit", args=[consultation.pk]))
    expect(page.get_by_role("heading", level=1, name="Faire connaître")).to_be_visible()
    look(page, "desk")
