"""`parvis backup` and `parvis restore`: what was there is there again, or nothing was touched."""

import json
import shutil
import stat
import subprocess
import sys
import uuid
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from parvis.testing.installation import BUILD, Installation, load, new_database

FILL = """
from pathlib import Path
from django.conf import settings
from parvis.contributions.tests.factories import ContributionFactory
from parvis.ledger.domain.sequence import sequence
from parvis.ledger.tests.factories import tell
ContributionFactory(title="Un banc de plus", consultation__slug="restored")
for number in range(3): tell()
sequence()
(settings.MEDIA_ROOT / "images").mkdir(exist_ok=True)
(settings.MEDIA_ROOT / "images" / "square.webp").write_bytes(b"a picture")
"""
GO_ON = """
from parvis.ledger.domain.push import push
from parvis.ledger.domain.sequence import sequence
from parvis.ledger.tests.factories import tell
tell(); sequence(); push()
"""
LOG = "SELECT size, encode(root, 'hex') FROM ledger_checkpoint ORDER BY size DESC LIMIT 1"
TITLES = "SELECT title FROM contributions_contribution ORDER BY title"
DRILLED = "SELECT public FROM ledger_pending WHERE kind = 'backup.verified'"
HALTED = "SELECT code FROM ledger_halt WHERE lifted_at IS NULL"
TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
DATABASES = "SELECT datname FROM pg_database WHERE starts_with(datname, current_database()) ORDER BY 1"
RIGHTS = "SELECT relacl::text FROM pg_class WHERE relname IN ('ledger_leaf', 'ledger_checkpoint')"

Elsewhere = Callable[..., Installation]


@pytest.fixture(scope="module")
def filled(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation with a text, a log and a picture."""
    with new_database() as database:
        load(migrated, database)
        home = tmp_path_factory.mktemp("home")
        home.chmod(0o755)
        site = Installation(home, database)
        site.python(FILL)
        yield site


@pytest.fixture(scope="module")
def backup(filled: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("backup") / "site.zip"
    done = filled.run("backup", "--to", str(path), "--json")
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture
def elsewhere(filled: Installation, tmp_path: Path) -> Iterator[Elsewhere]:
    """Makes other installations, each with an empty database on the same server."""
    server, names = urlsplit(filled.database), []
    with psycopg.connect(server._replace(path="/postgres").geturl(), autocommit=True) as connection:

        def make(*, like: Installation | None = None, **settings: str) -> Installation:
            names.append(f"parvis_restore_{uuid.uuid4().hex[:12]}")
            template = urlsplit(like.database).path[1:] if like else "template1"
            connection.execute(f"CREATE DATABASE {names[-1]} TEMPLATE {template}")
            if like:
                shutil.copytree(like.home, tmp_path / names[-1])
            return Installation(
                tmp_path / names[-1], server._replace(path=f"/{names[-1]}").geturl(), settings
            )

        yield make
        for name in names:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def ask(site: Installation, query: str) -> list[object]:
    """The first column of the answer, or its only row whole."""
    with psycopg.connect(site.database) as connection:
        return [row[0] if len(row) == 1 else row for row in connection.execute(query)]


def databases_left(site: Installation) -> bool:
    """Whether a database that was made on the side is still there."""
    return ask(site, DATABASES) != [urlsplit(site.database).path[1:]]


def rewrite(backup: Path, target: Path, **facts: object) -> Path:
    """A copy of a backup whose manifest says something else."""
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "manifest.json":
                content = json.dumps(json.loads(content) | facts).encode()
            new.writestr(name, content)
    return target


def test_what_was_there_is_there_again(filled: Installation, backup: Path, elsewhere: Elsewhere) -> None:
    other = elsewhere()
    done = other.run("restore", str(backup))
    assert done.returncode == 0, done.stderr
    assert f"copy it to {other.home}/ledger-keys/" in done.stdout
    assert ask(other, LOG) == ask(filled, LOG)
    assert ask(other, TITLES) == ["Un banc de plus"]
    assert (other.home / "media" / "images" / "square.webp").read_bytes() == b"a picture"
    assert ask(other, RIGHTS) == ask(filled, RIGHTS)


def test_the_file_is_private_and_holds_no_key(filled: Installation, backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    names = set(zipfile.ZipFile(backup).namelist())
    assert names == {"database.dump", "media/images/square.webp", "manifest.json"}


def test_a_full_database_is_refused_then_replaced(backup: Path, elsewhere: Elsewhere) -> None:
    other = elsewhere()
    with psycopg.connect(other.database, autocommit=True) as connection:
        connection.execute("CREATE TABLE former (word text)")
        used = other.run("restore", str(backup), "--replace")
    refused = other.run("restore", str(backup))
    assert (used.returncode, refused.returncode, ask(other, TABLES)) == (1, 1, [1])
    assert "is in use: stop the site first." in used.stderr
    assert "is not empty. --replace" in refused.stderr
    assert other.run("restore", str(backup), "--replace").returncode == 0
    assert ask(other, TITLES) == ["Un banc de plus"]
    assert not databases_left(other)


@pytest.mark.parametrize("full", [False, True])
def test_another_history_leaves_what_was_there(
    backup: Path, elsewhere: Elsewhere, tmp_path: Path, full: bool
) -> None:
    """The log is verified once restored; what fails there is undone."""
    other = elsewhere()
    if full:
        with psycopg.connect(other.database, autocommit=True) as connection:
            connection.execute("CREATE TABLE former (word text)")
    forged = rewrite(backup, tmp_path / "forged.zip", ledger={"size": 3, "root": "00" * 32, "note": ""})
    refused = other.run("restore", str(forged), "--replace")
    assert (refused.returncode, ask(other, TABLES)) == (1, [int(full)])
    assert "is not the one that its manifest tells of." in refused.stderr
    assert not databases_left(other)
    assert not (other.home / "media" / "images").exists()


def test_a_history_shorter_than_outside_is_told_and_signs_nothing(
    filled: Installation, backup: Path, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    outside = {"PARVIS_LEDGER_PUSH": f"file://{tmp_path}/outside"}
    live, after = elsewhere(like=filled, **outside), elsewhere(**outside)
    live.python(GO_ON)
    ((size, _root),) = ask(live, LOG)
    done = after.run("restore", str(backup))
    assert (
        f"The log holds {size - 1} lines, and the last checkpoint kept outside tells of {size}" in done.stdout
    )
    assert (done.returncode, ask(after, HALTED)) == (0, ["short"])


def test_a_drill_proves_a_backup_and_leaves_nothing(filled: Installation, backup: Path) -> None:
    done = filled.run("restore", "--drill", str(backup), "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    (public,) = ask(filled, DRILLED)
    assert public["rows"] == found["rows"] > 100
    assert (public["size"], public["seconds"]) == (found["ledger_size"], found["seconds"])
    assert not (filled.home / "drill").exists()


def test_a_drill_of_another_log_is_refused(
    filled: Installation, backup: Path, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    other = elsewhere(like=filled)
    forged = rewrite(backup, tmp_path / "forged.zip", ledger={"size": 3, "root": "00" * 32, "note": ""})
    before = ask(other, DRILLED)
    refused = other.run("restore", "--drill", str(forged))
    assert (refused.returncode, ask(other, DRILLED)) == (1, before)
    assert "is not the beginning of the one of this site" in refused.stderr


def test_a_full_disk_leaves_no_half_file(filled: Installation, tmp_path: Path) -> None:
    limited = ["sh", "-c", 'ulimit -f 40; exec "$@"', "sh", sys.executable, "-c", BUILD]
    command = [*limited, "backup", "--to", str(tmp_path / "full.zip")]
    done = subprocess.run(command, env=filled.environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Nothing was written: File too large." in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_keeps_the_last_ones_and_the_key_is_in_it_if_asked(
    filled: Installation, tmp_path: Path
) -> None:
    for name in ("parvis-20200101T000000Z.zip", "parvis-20200102T000000Z.zip", "other.zip"):
        (tmp_path / name).touch()
    assert filled.run("backup", "--to", str(tmp_path), "--keep", "2", "--with-key").returncode == 0
    other, kept, made = sorted(tmp_path.iterdir())
    assert (other.name, kept.name) == ("other.zip", "parvis-20200102T000000Z.zip")
    (key,) = (filled.home / "ledger-keys").iterdir()
    assert zipfile.ZipFile(made).read(f"ledger-keys/{key.name}") == key.read_bytes()
