"""Every block on a narrow screen, by keyboard; of the site of a video, nothing is asked before the click."""

import re

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from parvis.pages.blocks.stream import one_text
from parvis.pages.tests.factories import ArticleFactory, every_block
from parvis.testing.browser import NARROW, NewPage, axe_violations, overflowing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_blocks_are_read_on_a_narrow_screen_and_a_player_waits_for_a_click(
    new_page: NewPage, browser: Browser, live_server: LiveServer
) -> None:
    article = ArticleFactory(blocks=every_block("A bridge"), plain=one_text("<p>In short.</p>"))
    address = f"{live_server.url}/en{article.get_url()}"
    page = new_page(size=NARROW, locale="en")
    page.goto(address)
    for summary in page.locator(".blocks summary").all():
        summary.press("Enter")
    assert (overflowing(page), axe_violations(page)) == ([], [])
    page.get_by_role("navigation", name="Versions of this text").get_by_text("Plain language").click()
    page.get_by_text("In short.").wait_for()
    assert (overflowing(page), axe_violations(page)) == ([], [])

    # Not a page of the fixture: it refuses every request to another site, and this one is asked for.
    watched = browser.new_context(viewport={"width": NARROW[0], "height": NARROW[1]})
    asked: list[str] = []
    watched.route(
        re.compile("^https://"),
        lambda route: (
            asked.append(route.request.url),
            route.fulfill(body="A film", content_type="text/html"),
        ),
    )
    page = watched.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert asked == []
    page.get_by_role("button", name="Show the video here").press("Enter")
    page.frame_locator("iframe").get_by_text("A film").wait_for()
    assert asked == ["https://www.youtube-nocookie.com/embed/abc123"]
    assert page.locator("iframe").evaluate("frame => document.activeElement === frame")
    assert (overflowing(page), axe_violations(page)) == ([], [])
    watched.close()
