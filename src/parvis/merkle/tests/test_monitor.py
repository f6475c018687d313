"""The monitor, against a log that is served here."""

import os
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from parvis.merkle import single
from parvis.merkle.monitor import FORKED, SILENT, WELL, main
from parvis.merkle.proofs import nodes_of
from parvis.merkle.tests.made import Made, Signer
from parvis.merkle.tiles import parse_tile_path
from parvis.merkle.tree import leaf_hash

LEAVES = [b"leaf %d" % number for number in range(700)]


class Served:
    """A log whose leaves and signer may change between two looks."""

    def __init__(self) -> None:
        self.made = Made(leaves=LEAVES[:300])
        self.note = ""
        self.full_only = False

    def answer(self, path: str) -> bytes:
        if path == "checkpoint":
            return (self.note or self.made.note()).encode()
        tile = parse_tile_path(path)
        if self.full_only and tile.width < 256 and len(self.made.leaves) >= (tile.index + 1) * 256:
            raise ValueError("only the full tile is kept")
        width = 256 if self.full_only and tile.level == 0 else tile.width
        node = nodes_of([leaf_hash(leaf) for leaf in self.made.leaves])
        start = tile.index * 256
        return b"".join(node(8 * tile.level, place) for place in range(start, start + width))


@pytest.fixture
def served():
    log = Served()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            try:
                data = log.answer(self.path.removeprefix("/log/"))
            except (ValueError, IndexError):
                self.send_error(404)
                return
            self.send_response(200)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    log.address = f"http://127.0.0.1:{server.server_port}/log/"
    yield log
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def look(served, tmp_path, capsys):
    """Look once at the log; the status and the words."""

    def look(*options):
        command = [
            served.address,
            "--vkey",
            Signer().key.vkey,
            "--keep",
            str(tmp_path / "last.txt"),
            *options,
        ]
        return main(command), capsys.readouterr().out

    return look


def age(path, hours):
    then = time.time() - hours * 3600
    os.utime(path, (then, then))


def test_a_log_that_goes_on_is_well(served, look, tmp_path):
    assert look() == (WELL, "The public log goes on: 300 lines, which extend the 300 known before.\n")
    served.made.leaves = LEAVES[:700]
    assert look() == (WELL, "The public log goes on: 700 lines, which extend the 300 known before.\n")
    assert (tmp_path / "last.txt").read_text() == served.made.note()


def test_a_tile_that_was_filled_since_takes_the_place_of_the_partial_one(served, look):
    look()
    served.note = Made(leaves=LEAVES[:500]).note()
    served.made.leaves, served.full_only = LEAVES[:600], True
    assert look()[0] == WELL


@pytest.mark.parametrize(
    "leaves",
    [LEAVES[:299], [*LEAVES[:10], b"other", *LEAVES[11:300]], [*LEAVES[:10], b"other", *LEAVES[11:700]]],
    ids=["rolled back", "same size", "rewritten"],
)
def test_two_histories_are_told_and_both_kept(served, look, tmp_path, leaves):
    look()
    known = served.made.note()
    served.made.leaves = leaves
    status, words = look()
    assert (status, words.split(".")[0]) == (FORKED, "ALARM: two histories")
    assert (tmp_path / "last.txt").read_text() == known
    assert (tmp_path / "last.txt.fork").read_text() == served.made.note()
    assert look()[0] == FORKED


def test_another_log_is_no_continuation(served, look):
    look()
    other = Signer(2, "other.example")
    served.made.signer = other
    assert look("--vkey", other.key.vkey)[0] == FORKED


def test_tiles_that_lie_prove_nothing(served, look):
    look()
    served.note = Made(leaves=LEAVES[:700]).note()
    served.made.leaves = [*LEAVES[:650], *LEAVES[:50]]
    assert look()[0] == FORKED


@pytest.mark.parametrize("note", ["nothing", Made(Signer(2), leaves=LEAVES[:300]).note()])
def test_silence_is_told_after_a_day(served, look, tmp_path, note):
    look()
    served.note = note
    assert look()[0] == WELL
    age(tmp_path / "last.txt.heard", 25)
    status, words = look("--lang", "fr")
    assert (status, words[:48]) == (SILENT, "ALARME : pas de réponse valable depuis 25 heures")
    assert look("--silence", "48")[0] == WELL


def test_a_log_that_never_answered_is_silent(tmp_path, capsys):
    command = ["http://127.0.0.1:9/log/", "--vkey", Signer().key.vkey, "--keep", str(tmp_path / "last.txt")]
    assert main(command) == SILENT
    assert not (tmp_path / "last.txt").exists()


def test_a_log_that_stands_still_is_told_if_asked(look, tmp_path):
    look()
    age(tmp_path / "last.txt", 30)
    assert look()[0] == WELL
    assert look("--still", "24") == (SILENT, "ALARM: nothing new for 30 hours: 300 lines.\n")


def test_the_alarm_gets_the_words(served, look, tmp_path):
    heard = tmp_path / "alarm.txt"
    alarm = ("--alarm", f"tee {heard}")
    look(*alarm)
    assert not heard.exists()
    served.made.leaves = LEAVES[:10]
    status, words = look(*alarm)
    assert (status, heard.read_text()) == (FORKED, words)


@pytest.mark.parametrize(
    "options", [("file:///etc/passwd", "--vkey", Signer().key.vkey), ("http://a", "--vkey", "x")]
)
def test_wrong_use_ends_with_status_2(tmp_path, options):
    assert main([*options, "--keep", str(tmp_path / "last.txt")]) == 2


def test_the_monitor_is_one_file_without_dependency(served, tmp_path):
    path = tmp_path / "monitor.py"
    path.write_text(single.build_monitor(), encoding="utf-8")
    options = [served.address, "--vkey", Signer().key.vkey, "--keep", str(tmp_path / "last.txt")]
    command = [sys.executable, "-I", "-S", str(path), *options]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (WELL, "")
    assert done.stdout == "The public log goes on: 300 lines, which extend the 300 known before.\n"
