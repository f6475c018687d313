"""Every page of the desk that we wrote, as the table of access lists them: no violation of axe, nothing that
sticks out on the narrowest screen."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve
from pytest_django.live_server_helper import LiveServer

from parvis.testing.browser import PHONE, NewPage, axe_violations, overflowing, photograph
from tests.hostile.matrix import read
from tests.hostile.world import World, build

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OURS = "parvis."
ROLE = "administrator"
"""Who is shown every page."""


def desk_pages(world: World, client: Client) -> list[str]:
    """Addresses of ours that answer with a page."""
    found = []
    for line in read().lines:
        if not line.address.startswith("/desk/") or line.outcomes["GET"][ROLE] != "200":
            continue
        address = line.address.format(**world.names)
        if not resolve(address.partition("?")[0]).func.__module__.startswith(OURS):
            continue
        answer = client.get(address)
        if answer.status_code == 200 and _is_page(answer):
            found.append(address)
    return found


def _is_page(answer: HttpResponse) -> bool:
    """Neither a file nor a part of a page."""
    return not answer.streaming and b"<!doctype html" in answer.content[:200].lower()


def test_no_page_of_the_desk_keeps_anybody_out(
    new_page: NewPage, live_server: LiveServer, tmp_path, settings
) -> None:
    settings.MEDIA_ROOT, settings.ARCHIVES_ROOT = tmp_path / "media", tmp_path / "open-data"
    world = build()
    page = new_page(size=PHONE)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": world.cookies[ROLE], "url": live_server.url}
    page.context.add_cookies([cookie])

    addresses = desk_pages(world, world.client(ROLE))
    found = {}
    for address in addresses:
        page.goto(live_server.url + address)
        photograph(page, f"every{address.replace('/', '-')}")
        if wrong := [*axe_violations(page), *overflowing(page)]:
            found[address] = wrong

    assert len(addresses) > 60
    assert found == {}
