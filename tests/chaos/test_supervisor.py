"""`parvis serve` stops when asked, takes its parts along, and shares its server with other commands."""

import signal

import pytest

from parvis.testing.installation import Installation, stop
from tests.chaos.conftest import Site, is_alive, postmaster_of, start_site, wait_until

pytestmark = pytest.mark.chaos


def stops_and_leaves_nothing(site: Site, number: signal.Signals) -> None:
    """Within ten seconds."""
    parts = [site.part(name) for name in ("web", "worker", "postgres")]
    assert None not in parts
    if number == signal.SIGINT:
        site.process.send_signal(number)
        site.process.wait(timeout=10)
    else:
        assert stop(site.process) < 10
    assert site.process.returncode == 0, site.log()
    assert [pid for pid in parts if is_alive(pid)] == []


def test_another_command_uses_the_server_of_the_site_which_stops_when_asked(site: Site) -> None:
    server = site.part("postgres")
    assert site.installation.run("manage", "check").returncode == 0
    assert site.part("postgres") == server
    assert site.answers()
    stops_and_leaves_nothing(site, signal.SIGINT)


def test_a_killed_supervisor_takes_its_parts_along_and_the_next_one_starts(embedded: Installation) -> None:
    first = start_site(embedded)
    web, worker = first.part("web"), first.part("worker")
    first.process.kill()
    first.process.wait()
    wait_until(lambda: not is_alive(web) and not is_alive(worker), first)
    assert postmaster_of(embedded.home) is not None
    stops_and_leaves_nothing(start_site(embedded), signal.SIGTERM)
    assert postmaster_of(embedded.home) is None


def test_the_last_command_stops_the_server(embedded: Installation) -> None:
    assert embedded.run("manage", "check").returncode == 0
    assert postmaster_of(embedded.home) is None
