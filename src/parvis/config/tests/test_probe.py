"""`parvis probe`: one line for each time during which a site answered, or did not."""

import errno
import socket
from datetime import UTC, datetime, timedelta

import pytest
from click import UsageError
from click.testing import CliRunner

from parvis.config.commands import probe

START = datetime(2026, 5, 4, 8, tzinfo=UTC)


def kept(path):
    return [line.split(",") for line in path.read_text().splitlines()[1:]]


def see(path, *seen):
    """`seen`: pairs of a number of minutes after the start, and whether it answered."""
    for minute, answers in seen:
        probe.keep(path, at=START + timedelta(minutes=minute), answers=answers, every=60)


def moment(minute):
    return (START + timedelta(minutes=minute)).isoformat()


def test_a_line_grows_as_long_as_it_says_the_same(tmp_path):
    path = tmp_path / "seen.csv"
    see(path, (0, True), (1, True), (2, False), (3, False), (4, True))
    assert kept(path) == [
        [moment(0), moment(1), "yes"],
        [moment(2), moment(4), "no"],
        [moment(4), moment(4), "yes"],
    ]


def test_nobody_knows_what_happened_while_nobody_looked(tmp_path):
    path = tmp_path / "seen.csv"
    see(path, (0, False), (1, False), (30, False), (60, True))
    assert kept(path) == [
        [moment(0), moment(1), "no"],
        [moment(30), moment(30), "no"],
        [moment(60), moment(60), "yes"],
    ]


def test_another_file_is_left_as_it_is(tmp_path):
    path = tmp_path / "accounts.csv"
    path.write_text("a,b\n")
    with pytest.raises(UsageError):
        see(path, (0, True))
    assert path.read_text() == "a,b\n"


@pytest.mark.parametrize(
    "fault", [socket.gaierror(socket.EAI_AGAIN, "no name server"), OSError(errno.ENETUNREACH, "no network")]
)
def test_what_this_machine_cannot_see_is_no_outage(tmp_path, monkeypatch, fault):
    path = tmp_path / "seen.csv"

    def cut(*_args, **_kwargs):
        raise fault

    monkeypatch.setattr(socket, "create_connection", cut)
    run = CliRunner().invoke(probe.build(), ["http://example.org/", "--once", "--file", str(path)])
    assert (run.exit_code, path.exists(), "nothing is kept" in run.output) == (3, False, True)


def test_looking_once_says_it_by_its_status(tmp_path):
    path = tmp_path / "seen.csv"
    run = CliRunner().invoke(probe.build(), ["http://127.0.0.1:9/", "--once", "--file", str(path)])
    assert (run.exit_code, kept(path)[0][2]) == (1, "no")
    assert CliRunner().invoke(probe.build(), ["ftp://example.org", "--once"]).exit_code == 2
