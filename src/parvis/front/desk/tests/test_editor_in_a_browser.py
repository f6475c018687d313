"""Writing in the editor as hands do it: what was typed is kept, however soon it is saved."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from parvis.accounts.models import Participant
from parvis.pages.blocks.words import words_of
from parvis.pages.models import NewsPage
from parvis.pages.tests.factories import NewsFactory
from parvis.testing.browser import NewPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def enter(new_page: NewPage, live_server: LiveServer, settings, client: Client):
    settings.PARVIS_DEMO = True

    def open_signed_in(person: Participant):
        client.force_login(person)
        page = new_page(locale="en")
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        return page

    return open_signed_in


@pytest.mark.parametrize(
    ("save", "is_public"), [("Save draft", False), ("Publish", True), ("Control+s", False)]
)
def test_the_last_words_typed_before_saving_are_kept(
    enter, live_server: LiveServer, organiser, save: str, is_public: bool
) -> None:
    news = NewsFactory(parent=organiser.consultation, live=False)
    page = enter(organiser.participant)
    page.goto(live_server.url + reverse("wagtailadmin_pages:edit", args=[news.pk]))
    page.locator("[data-contentpath=blocks] [contenteditable=true]").click()
    page.keyboard.type("The walls are dry. The roof is not.")

    with page.expect_navigation():
        if "+" in save:
            page.keyboard.press(save)
        else:
            button = page.get_by_role("button", name=save, exact=True, include_hidden=True).first
            button.evaluate("button => button.click()")

    saved = NewsPage.objects.get()
    assert "The walls are dry. The roof is not." in words_of(saved.get_latest_revision_as_object().blocks)
    assert saved.live is is_public
