"""A consultation whose organiser sits at their desk (`desk`: see `parvis.testing.desk`)."""

import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from parvis.consultations.models import TeamMember
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.testing.browser import NewPage


@pytest.fixture
def organiser(db) -> TeamMember:
    """An organiser whose desk is in English, with their consultation."""
    return TeamMemberFactory(participant__language="en")


@pytest.fixture
def page_of(new_page: NewPage, live_server: LiveServer, settings, organiser: TeamMember, client: Client):
    """Opens a page of the browser where the organiser is signed in: `page_of(size=PHONE)`."""
    settings.PARVIS_DEMO = True
    client.force_login(organiser.participant)

    def open_page(**options):
        page = new_page(locale="en", **options)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        return page

    return open_page
