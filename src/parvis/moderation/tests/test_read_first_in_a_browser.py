"""A text waits for a moderator: its author sees since when, changes it, and reads what was decided."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.tests.factories import PhaseActionFactory
from parvis.contributions.domain.receive import receive
from parvis.contributions.waiting import WaitingText
from parvis.moderation.domain.screen import refuse
from parvis.moderation.enums import Reason
from parvis.moderation.tests.factories import moderator_of
from parvis.testing.browser import DESK, PHONE, NewPage, axe_violations, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def text() -> WaitingText:
    return receive(
        actor=ParticipantFactory(), action=PhaseActionFactory(read_within=24), idempotency_key=uuid4(),
        theme=None, responds_to=None, title="Un banc", text="Il manque un banc devant l’école.",
    )  # fmt: skip


@pytest.fixture
def page_of_author(text, client, new_page: NewPage, live_server: LiveServer, settings):
    """Opens a page of the browser where the author is signed in."""
    client.force_login(text.author)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]

    def bring(size):
        page = new_page(size=size)
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        return page

    return bring


@pytest.mark.parametrize(("size", "prefix"), [(PHONE, ""), (DESK, "/en")])
def test_the_author_follows_what_waits(text, page_of_author, live_server, size, prefix: str) -> None:
    page, site = page_of_author(size), f"{live_server.url}{prefix}"

    def look(name: str) -> None:
        photograph(page, f"waiting-{name}-{size[0]}")
        assert (name, axe_violations(page), overflowing(page)) == (name, [], [])

    page.goto(f"{site}/moderation/waiting/{text.pk}/")
    look("waits")
    page.goto(f"{site}/moderation/waiting/{text.pk}/change/")
    look("change")
    page.locator("main textarea[name=text]").fill("Il manque deux bancs devant l’école.")
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_text("Il manque deux bancs devant l’école.")).to_be_visible()
    look("changed")
    page.goto(f"{site}/me/contributions/")
    look("mine")

    text.refresh_from_db()
    refuse(actor=moderator_of(text.consultation), text=text, reason=Reason.OFF_TOPIC, message="Ailleurs.")
    page.goto(f"{site}/moderation/waiting/{text.pk}/")
    look("refused")
