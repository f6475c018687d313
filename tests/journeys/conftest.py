"""The town of the demonstration, served for real; people who walk through it; what every page must hold."""

import re
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.test.utils import override_settings
from django.utils import timezone
from procrastinate.contrib.django import app

from parvis.following.domain.digest import write_digests
from parvis.restitution.tasks import count_all, tell_syntheses
from parvis.testing.browser import NewPage
from parvis.testing.database import empty
from parvis.testing.live import serve
from tests.journeys.walker import Walker


@pytest.fixture(scope="package")
def town(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[str]:
    """The address of the demonstration, loaded once for the three journeys and swept away after them.

    The cache too is cleared: it remembers where the pictures of another town were.

    Its rows are committed, for the server to see them. The journeys carry the marker `django_db` all the
    same: it makes the database of the tests, and what they look up themselves is what the server committed.
    """
    from parvis.demonstration.load import load

    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(PARVIS_DEMO=True, MEDIA_ROOT=media):
        assert connections["default"].settings_dict["NAME"].startswith("test_")
        monkey = pytest.MonkeyPatch()
        # Threads of the worker must let their connections go.
        monkey.setitem(connections["default"].settings_dict, "CONN_MAX_AGE", 0)
        cache.clear()
        load(now=timezone.now())
        server = serve("127.0.0.1")
        with override_settings(
            ALLOWED_HOSTS=[*settings.ALLOWED_HOSTS, "127.0.0.1"], PARVIS_ADDRESS=server.url
        ):
            yield server.url
            server.stop()
        cache.clear()
        empty()
        connections.close_all()
        monkey.undo()


@pytest.fixture(scope="package")
def checked() -> set[str]:
    """The pages already checked in this run: each is once, in each language, with scripts and without."""
    return set()


@pytest.fixture
def walk(town: str, new_page: NewPage, checked: set[str]) -> Iterator[Callable[..., Walker]]:
    """Brings somebody in, in a browser of their own: `walk(size=PHONE, scripts=False)`."""

    walkers: list[Walker] = []

    def bring(*, scripts: bool = True, language: str = "fr", **options: object) -> Walker:
        page = new_page(scripts=scripts, locale=language, **options)
        walkers.append(Walker(page, town, checked, scripts=scripts, language=language))
        return walkers[-1]

    yield bring
    assert [walker.complaints for walker in walkers if walker.complaints] == []


@pytest.fixture
def pass_a_minute(town: str) -> Callable[[], None]:
    """Runs what the worker of the site runs every minute, then every job that waits."""

    return _pass_a_minute


@pytest.fixture
def pass_a_day(town: str) -> Callable[[], None]:
    """The same, then the digests of the morning after."""
    return partial(_pass_a_minute, morning=True)


def _pass_a_minute(*, morning: bool = False) -> None:
    def run() -> None:
        tell_syntheses.defer(timestamp=int(time.time()))
        count_all.defer(timestamp=int(time.time()))
        with app.replace_connector(app.connector.get_worker_connector()) as current:
            current.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
        tomorrow = timezone.now() + timedelta(days=1)
        while morning and write_digests(now=tomorrow):
            pass

    _outside(run)


@pytest.fixture
def outside(town: str) -> Callable[[Callable[[], object]], None]:
    """Runs what the operator of the site does on the server; it is committed."""
    return _outside


def _outside(run: Callable[[], object]) -> None:
    """In a thread of its own: that of the test has the loop of the browser, and a transaction open."""
    failures: list[BaseException] = []

    def guarded() -> None:
        try:
            run()
        except BaseException as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    worker = threading.Thread(target=guarded)
    worker.start()
    worker.join(timeout=60)
    assert not worker.is_alive()
    assert failures == []


@pytest.fixture
def code_for(walk) -> Callable[[str], str]:
    """The code just sent to an address (two times four digits), read in the demonstration's mailbox."""

    def read(email: str) -> str:
        reader = walk()
        reader.go("/mailbox/")
        reader.page.get_by_role("article").filter(has_text=email).first.get_by_role("link").click()
        reader.page.wait_for_url("**/mailbox/*/")
        reader.look()
        found = re.search(r"\d{4} \d{4}", reader.page.get_by_role("main").inner_text())
        assert found
        reader.page.context.close()
        return found.group()

    return read
