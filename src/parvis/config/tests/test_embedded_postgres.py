"""The embedded server, for real: started, killed, started together, left half made."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote

import psycopg
import pytest

from parvis.config import postgres_place
from parvis.config.postgres import PostgresError, Server

WRITE = """
import sys, psycopg
from parvis.config import postgres
with psycopg.connect(postgres.ensure()) as connection:
    connection.execute("SELECT pg_advisory_xact_lock(1)")  # IF NOT EXISTS does not wait for a twin
    connection.execute("CREATE TABLE IF NOT EXISTS proof (word text)")
    connection.execute("INSERT INTO proof VALUES (%s)", [sys.argv[1]])
"""
READ = """
import psycopg
from parvis.config import postgres
with psycopg.connect(postgres.ensure()) as connection:
    print(",".join(word for (word,) in connection.execute("SELECT word FROM proof ORDER BY word")))
"""


@pytest.fixture
def home() -> Iterator[Path]:
    """A PARVIS_HOME that everybody can enter, as in a checkout; its server is stopped at the end."""
    folder = Path(tempfile.mkdtemp(prefix="parvis-test-"))
    folder.chmod(0o755)
    yield folder
    server = Server(folder)
    server.join()
    server.leave()
    site = (folder / "postgres" / "cluster").resolve()
    shutil.rmtree(folder)
    shutil.rmtree(site, ignore_errors=True)


def start_python(code: str, *arguments: str, home: Path, **options: object) -> subprocess.Popen[str]:
    kept = os.environ.keys() - {"DATABASE_URL", "PARVIS_POSTGRES_DURABLE"}
    environment = {name: os.environ[name] for name in kept}
    environment |= {"PARVIS_HOME": str(home), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def run_python(code: str, *arguments: str, home: Path) -> str:
    process = start_python(code, *arguments, home=home)
    output, errors = process.communicate(timeout=90)
    assert process.returncode == 0, errors
    return output.strip()


def site_of(home: Path) -> Path:
    return (home / "postgres" / "cluster").resolve()


def test_first_start_makes_a_database_and_the_last_to_leave_stops_it(home: Path) -> None:
    first, second = Server(home), Server(home)
    address = first.join()
    assert second.join() == address
    with psycopg.connect(address) as connection:
        row = connection.execute("SELECT current_database(), current_user, current_setting('data_checksums')")
        assert row.fetchone() == ("parvis", "parvis", "on")
    first.leave()
    assert second.pid() is not None
    second.leave()
    assert second.pid() is None
    assert not (site_of(home) / "data" / "postmaster.pid").exists()


def test_it_listens_on_a_private_socket_only(home: Path) -> None:
    server = Server(home)
    address = server.join()
    with psycopg.connect(address) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    folder = Path(unquote(address.partition("host=")[2]))
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    server.leave()


def test_four_processes_start_it_at_once(home: Path) -> None:
    processes = [start_python(WRITE, str(number), home=home) for number in range(4)]
    for process in processes:
        _, errors = process.communicate(timeout=90)
        assert process.returncode == 0, errors
    assert run_python(READ, home=home) == "0,1,2,3"


def test_a_killed_server_comes_back_with_its_rows(home: Path) -> None:
    server = Server(home)
    with psycopg.connect(server.join(), autocommit=True) as connection:
        connection.execute("CREATE TABLE proof (word text)")
        connection.execute("INSERT INTO proof VALUES ('kept')")
        os.kill(server.pid(), signal.SIGKILL)
    while server.pid():
        time.sleep(0.01)
    assert server.revive() is True
    assert server.revive() is False
    assert run_python(READ, home=home) == "kept"
    server.leave()


def test_everything_killed_and_the_next_command_finds_its_rows(home: Path) -> None:
    code = f"{WRITE}\nprint('written', flush=True)\nimport time; time.sleep(60)"
    process = start_python(code, "kept", home=home)
    assert process.stdout.readline() == "written\n"
    pids = list_server_processes(home)
    process.kill()
    for pid in pids:
        with suppress(ProcessLookupError):  # the server may have ended this one with its client
            os.kill(pid, signal.SIGKILL)
    process.communicate()
    assert len(pids) > 1
    assert run_python(READ, home=home) == "kept"


def list_server_processes(home: Path) -> list[int]:
    data = site_of(home) / "data"
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").samefile(data):
                found.append(int(process.name))
        except OSError:
            continue
    return found


def test_a_first_start_killed_half_way_is_started_over(home: Path) -> None:
    process = start_python(WRITE, "never", home=home)
    while not list(home.glob("postgres/cluster/data-partial-*/base")):
        assert process.poll() is None
        time.sleep(0.002)
    process.kill()
    process.communicate()
    assert not (site_of(home) / "data").exists()
    run_python(WRITE, "after", home=home)
    assert run_python(READ, home=home) == "after"
    time.sleep(2)  # the orphaned initdb ends by itself
    assert run_python(READ, home=home) == "after"
    assert list(site_of(home).glob("data-partial-*")) == []


@pytest.mark.parametrize("owner", ["living", "dead"])
def test_a_stale_pid_file_is_no_obstacle(home: Path, owner: str) -> None:
    server = Server(home)
    server.join()
    pid_file = site_of(home) / "data" / "postmaster.pid"
    content = pid_file.read_text()
    server.leave()
    other = start_python("import time; time.sleep(60)", home=home)
    if owner == "dead":
        other.kill()  # not waited for: a zombie has the number
    pid_file.write_text(content.replace(content.split("\n")[0], str(other.pid), 1))
    os.chown(pid_file, (site_of(home)).stat().st_uid, -1)
    run_python(WRITE, "kept", home=home)
    assert run_python(READ, home=home) == "kept"
    other.kill()
    other.communicate()


def test_a_home_too_deep_for_a_socket_works(home: Path) -> None:
    deep = home / ("deep-" * 18) / "home"
    deep.parent.mkdir()
    run_python(WRITE, "kept", home=deep)
    assert run_python(READ, home=deep) == "kept"


def test_data_of_another_major_version_is_refused_in_words(home: Path) -> None:
    server = Server(home)
    server.join()
    server.leave()
    version = site_of(home) / "data" / "PG_VERSION"
    right = version.read_text()
    version.write_text("12\n")
    with pytest.raises(PostgresError, match="was made by PostgreSQL 12"):
        server.join()
    version.write_text(right)


def test_without_the_package_the_systems_programs_are_found(home: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postgres_place, "DEBIAN", home)
        patch.setattr(postgres_place.importlib.util, "find_spec", lambda _: None)
        with pytest.raises(PostgresError, match="set DATABASE_URL"):
            postgres_place.find_place(home)
        for version in ("9.6", "15"):
            (home / version / "bin").mkdir(parents=True)
            (home / version / "bin" / "initdb").touch()
        assert postgres_place.find_place(home).binaries == home / "15" / "bin"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as somebody else")
def test_root_runs_it_as_somebody_else_even_from_a_closed_folder(home: Path) -> None:
    home.chmod(0o700)
    run_python(WRITE, "kept", home=home)
    assert run_python(READ, home=home) == "kept"
    assert site_of(home).parent == postgres_place.ELSEWHERE
    assert site_of(home).stat().st_uid != 0
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="the other tests run as a plain user already")
def test_a_plain_user_runs_it_as_themselves(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    python = find_python_of_nobody()
    shutil.chown(home, "nobody")
    monkeypatch.setattr(sys, "executable", python)
    for code, argument, expected in ((WRITE, "kept", ""), (READ, "", "kept")):
        process = start_python(code, argument, home=home, user="nobody", extra_groups=[], cwd="/")
        output, errors = process.communicate(timeout=90)
        assert process.returncode == 0, errors
        assert output.strip() == expected
    assert site_of(home).owner() == "nobody"
    shutil.rmtree(home / "postgres")


def find_python_of_nobody() -> str:
    for python in (sys.executable, "/usr/bin/python3", "/usr/local/bin/python3"):
        environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        command = [python, "-c", "import parvis.config.postgres"]
        try:
            subprocess.run(command, env=environment, user="nobody", cwd="/", check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            continue
        return python
    pytest.skip("`nobody` can run no Python with these packages")
