"""The style guide in a real browser: no accessibility fault, no sideways scroll, scripts that work."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from parvis.testing.browser import DESK, NARROW, PHONE, axe_violations, overflowing, photograph

NewPage = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    ("size", "theme", "prefix"),
    [(PHONE, "light", ""), (PHONE, "dark", "/en"), (DESK, "light", "/en"), (DESK, "dark", "")],
)
def test_axe_finds_nothing(
    live_server: LiveServer, new_page: NewPage, size: tuple[int, int], theme: str, prefix: str
) -> None:
    page = new_page(size=size)
    page.goto(f"{live_server.url}{prefix}/styleguide/?theme={theme}")
    photograph(page, f"styleguide{prefix.replace('/', '-')}-{theme}-{size[0]}")
    assert axe_violations(page) == []


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["fr", "en"])
def test_nothing_sticks_out_of_a_narrow_screen(
    live_server: LiveServer, new_page: NewPage, prefix: str
) -> None:
    page = new_page(size=NARROW)
    page.goto(f"{live_server.url}{prefix}/styleguide/")
    assert overflowing(page) == []


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["fr", "en"])
def test_the_band_of_the_demonstration_takes_two_short_lines_of_a_phone(
    live_server: LiveServer, new_page: NewPage, settings: object, prefix: str
) -> None:
    settings.PARVIS_DEMO = True  # type: ignore[attr-defined]
    page = new_page(size=PHONE)
    page.goto(f"{live_server.url}{prefix}/styleguide/")
    box = page.locator(".demo-band").bounding_box()
    assert box is not None
    assert box["height"] < 60


def test_text_twice_as_large_still_fits(live_server: LiveServer, new_page: NewPage) -> None:
    page = new_page(size=PHONE)
    page.goto(f"{live_server.url}/styleguide/")
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    assert overflowing(page, width=PHONE[0]) == []


def test_the_menu_opens_without_scripts(live_server: LiveServer, new_page: NewPage) -> None:
    page = new_page(size=PHONE, scripts=False)
    page.goto(f"{live_server.url}/en/styleguide/")
    switch = page.get_by_role("banner").get_by_role("link", name="Français")
    expect(switch).to_be_hidden()
    page.get_by_text("Menu", exact=True).click()
    expect(switch).to_be_visible()


def test_a_dialog_opens_closes_and_gives_the_focus_back(live_server: LiveServer, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{live_server.url}/en/styleguide/")
    opener = page.get_by_role("link", name="Why this order?")
    opener.click()
    dialog = page.get_by_role("dialog", name="Why this order?")
    expect(dialog).to_be_visible()
    assert axe_violations(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert opener.evaluate("link => link === document.activeElement")


def test_typed_text_survives_closing_the_page(live_server: LiveServer, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{live_server.url}/en/styleguide/")
    page.locator("#id_text").fill("A long thought")
    page.locator("#id_kind_1").check()
    page.goto("about:blank")
    page.goto(f"{live_server.url}/en/styleguide/")
    assert page.locator("#id_text").input_value() == "A long thought"
    assert page.locator("#id_kind_1").is_checked()


def test_text_is_forgotten_once_accepted(live_server: LiveServer, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{live_server.url}/en/styleguide/")
    page.locator("#id_text").fill("A long thought")
    page.goto("about:blank")
    page.route("**/en/styleguide/", _with_accepted_mark)
    page.goto(f"{live_server.url}/en/styleguide/")
    assert page.locator("#id_text").input_value() == ""


def _with_accepted_mark(route) -> None:  # type: ignore[no-untyped-def]
    answer = route.fetch()
    body = answer.text().replace("</main>", '<p data-parvis-autosave-clear="styleguide"></p></main>')
    route.fulfill(response=answer, body=body)


def test_the_address_is_copied(live_server: LiveServer, new_page: NewPage) -> None:
    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{live_server.url}/en/styleguide/")
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert (
        page.evaluate("navigator.clipboard.readText()")
        == "https://example.org/contributions/streets-of-schools"
    )
