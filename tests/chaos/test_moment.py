"""H47: the database as it was at a chosen second, from a copy and the WAL, by the scripts of the guide."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from parvis.config.postgres_place import Place, find_place
from tests.chaos.conftest import Site, wait_until

pytestmark = pytest.mark.chaos

SCRIPTS = Path(__file__).resolve().parents[2] / "docs" / "howto" / "continuous"


@dataclass(frozen=True)
class Workshop:
    """A folder of the server's user, with the scripts of the guide in it."""

    place: Place
    folder: Path

    def run(self, script: str, *arguments: str | Path) -> str:
        path = f"PATH={self.place.binaries}:/usr/bin:/bin"
        command = ["/usr/bin/env", path, "PGUSER=parvis", self.folder / script, *arguments]
        done = self.place.runner.run(command, cwd=self.folder)
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout.strip().splitlines()[-1]


@pytest.fixture
def workshop(quick: Site) -> Iterator[Workshop]:
    place = find_place(quick.installation.home)
    made = Workshop(place, place.site / "continuous")
    place.runner.own(made.folder)
    for name in ("bases", "archive"):
        place.runner.own(made.folder / name)
    for script in SCRIPTS.glob("*.sh"):
        shutil.copy(script, made.folder)
        (made.folder / script.name).chmod(0o755)
    yield made
    place.run("pg_ctl", "stop", "-D", made.folder / "restored", "-m", "immediate")
    with quick.connect() as connection:
        for name in ("archive_mode", "archive_command", "archive_timeout"):
            connection.execute(f"ALTER SYSTEM RESET {name}")
    shutil.rmtree(made.folder)


def archive_all(site: Site, workshop: Workshop) -> None:
    """Begin to archive, which takes a new start of the server."""
    with site.connect() as connection:
        command = f"{workshop.folder}/archive-wal.sh %p {workshop.folder}/archive/%f"
        connection.execute("ALTER SYSTEM SET archive_mode = on")
        connection.execute(f"ALTER SYSTEM SET archive_command = '{command}'")
        connection.execute("ALTER SYSTEM SET archive_timeout = 60")
    site.kill("postgres")
    wait_until(lambda: is_archiving(site), site)


def is_archiving(site: Site) -> bool:
    try:
        return site.ask("SHOW archive_mode") == [("on",)]
    except (OSError, IndexError, psycopg.OperationalError):
        return False


def close_segment(site: Site) -> None:
    """Wait until all that was written so far is in the archive."""
    ((name,),) = site.ask("SELECT pg_walfile_name(pg_switch_wal())")
    wait_until(lambda: (site.ask("SELECT last_archived_wal FROM pg_stat_archiver")[0][0] or "") >= name, site)


def examine(address: str, home: Path) -> dict:
    environment = os.environ | {"DATABASE_URL": address, "PARVIS_HOME": str(home)}
    command = [sys.executable, "-m", "parvis.config.restore_check"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def test_h47_the_second_that_was_chosen(quick: Site, workshop: Workshop, tmp_path: Path) -> None:
    crowd = quick.crowd(people=20, items=2)
    archive_all(quick, workshop)
    base = workshop.run("base-backup.sh", f"host={quick.host()} dbname=parvis", workshop.folder / "bases")
    for number in range(14):
        crowd.do(crowd.act(number))
    wait_until(lambda: quick.ask("SELECT count(*) FROM ledger_pending") == [(0,)], quick)
    ((moment, size),) = quick.ask("SELECT clock_timestamp()::text, max(size) FROM ledger_checkpoint")
    before = set(crowd.done)
    for number in range(14, 28):
        crowd.do(crowd.act(number))
    close_segment(quick)
    restored = workshop.folder / "restored"
    target = workshop.run("restore-to.sh", base, workshop.folder / "archive", restored, moment)
    address = f"postgres://parvis@/parvis?host={target}"
    with psycopg.connect(address) as connection:
        keys = connection.execute(
            "SELECT idempotency_key::text FROM contributions_contribution UNION ALL "
            "SELECT idempotency_key::text FROM debate_argument"
        )
        votes = connection.execute("SELECT voter_id, contribution_id FROM ballots_vote WHERE is_live")
        found = {key for (key,) in keys.fetchall()} | set(votes.fetchall())
    assert found & crowd.done.keys() == before
    assert examine(address, tmp_path) | {"root": ""} == {"size": size, "root": "", "holds": True}
