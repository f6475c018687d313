"""Break the software on purpose, in a copy, one mistake at a time: the tests of its case must see each.

python -m tests.hostile.falsify [H07 H12 ...]. `breaks.toml` says what is broken, and which tests then fail,
by an assertion of theirs: a file that no longer imports would prove nothing. All pass first, unbroken.
Prints a table; the exit status is 1 when a mistake goes unseen.
"""

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

from parvis.testing.database import find_server
from tests.hostile.breaks import Break, read

ROOT = Path(__file__).parents[2]
LONGEST = 900
"""Seconds after which tests are given up."""
ASSERTION = re.compile(r"assert\b|AssertionError|Failed: ")


@dataclass(frozen=True, slots=True)
class Ran:
    """How tests ended: the status of pytest, and what each one said that did not pass, by its name."""

    status: int
    seconds: float
    failures: dict[str, str]
    output: str

    def was_seen_by(self, test: str, *, raises: str = "") -> bool:
        """Whether a test failed by an assertion, or else by the error named."""
        return any(
            raises in words.partition(":")[0] if raises else ASSERTION.match(words)
            for words in self.said_by(test)
        )

    def said_by(self, test: str) -> list[str]:
        """What a test said, with each of its parameters with which it did not pass."""
        return [words for name, words in self.failures.items() if test in (name, name.partition("[")[0])]


@dataclass(frozen=True, slots=True)
class Copy:
    """The tree as it is now, in a folder of its own, and a database of its own."""

    root: Path

    def make(self) -> None:
        """Bytecode is compiled once, and compared by content: by its date, a mistake might go unnoticed."""
        listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True).stdout
        for name in filter(None, names.split("\0")):
            if (ROOT / name).is_file():
                (self.root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, self.root / name)
        self._python("tools/compile_catalogs.py")
        self._python("-m", "compileall", "-q", "--invalidation-mode", "checked-hash", "src", "tests")
        found = self._python("-c", "import parvis; print(*parvis.__path__)").strip()
        if Path(found) != self.root / "src" / "parvis":
            raise SystemExit(f"parvis is imported from {found}, not from the copy")

    @contextmanager
    def broken(self, one: Break) -> Iterator[None]:
        """The mistake is made, then undone."""
        path = self.root / one.file
        whole = path.read_text(encoding="utf-8")
        path.write_text(one.applied(whole), encoding="utf-8")
        try:
            yield
        finally:
            path.write_text(whole, encoding="utf-8")

    def run(self, tests: Sequence[str]) -> Ran:
        report, began = self.root / "report.xml", time.monotonic()
        report.unlink(missing_ok=True)
        command = [sys.executable, "-m", "pytest", f"--junitxml={report}", "--tb=short", *tests]
        status, output = _finished(command, self.root, self._environment())
        failures = dict(_failures(report)) if report.exists() else {}
        return Ran(status, time.monotonic() - began, failures, output)

    def _python(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            env=self._environment(),
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.stdout

    def _environment(self) -> dict[str, str]:
        """Ours, without its settings; the sources of the copy come before those that are installed."""
        server = urlsplit(os.environ["DATABASE_URL"])
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PARVIS_")}
        return kept | {
            "DATABASE_URL": server._replace(path=f"{server.path}_falsify").geturl(),
            "PYTHONPATH": os.pathsep.join([str(self.root / "src"), str(self.root)]),
            "PYTHONDONTWRITEBYTECODE": "1",
        }


def main() -> int:
    asked = _arguments()
    breaks = [one for one in read() if not asked or one.case in asked]
    find_server(ROOT)
    with tempfile.TemporaryDirectory(prefix="parvis-falsify-") as folder:
        copy = Copy(Path(folder).resolve())
        copy.make()
        whole = copy.run(sorted({test for one in breaks for test in one.tests}))
        _show("all", "FAIL" if whole.status else "pass", whole, "nothing is broken")
        if whole.status not in (0, 1):
            raise SystemExit(whole.output)
        unseen = [one for one in breaks if not _is_seen(copy, one, whole)]
    sys.stdout.write(f"{len(breaks)} mistakes, {len(breaks) - len(unseen)} seen\n")
    return int(bool(unseen))


def _arguments() -> frozenset[str]:
    parser = argparse.ArgumentParser(prog="tests.hostile.falsify", description=__doc__)
    parser.add_argument("cases", nargs="*", metavar="H07", help="all of them when none is named")
    asked = frozenset(parser.parse_args().cases)
    if unknown := asked - {one.case for one in read()}:
        parser.error(f"nothing is broken for {', '.join(sorted(unknown))}")
    return asked


def _is_seen(copy: Copy, one: Break, whole: Ran) -> bool:
    """Whether every test named fails as it should; one that fails already sees nothing."""
    if failing := [test for test in one.tests if whole.said_by(test)]:
        _show(one.case, "UNSEEN", whole, f"{one.says}: {', '.join(failing)} fails already")
        return False
    with copy.broken(one):
        ran = copy.run(one.tests)
    blind = [test for test in one.tests if not ran.was_seen_by(test, raises=one.raises)]
    is_seen = ran.status == 1 and not blind
    _show(one.case, "seen" if is_seen else "UNSEEN", ran, one.says)
    if not is_seen:
        sys.stdout.write("".join(f"      not by {test}\n" for test in blind) + ran.output[-2000:])
    return is_seen


def _show(case: str, word: str, ran: Ran, says: str) -> None:
    sys.stdout.write(f"{case:<5}{word:<8}{ran.seconds:6.1f} s  {says}\n")
    sys.stdout.flush()


def _finished(command: list[str], folder: Path, environment: dict[str, str]) -> tuple[int, str]:
    """The status and the output of a command; -1 when it was given up, with all that it started."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        output, _ = process.communicate(timeout=LONGEST)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        output, _ = process.communicate()
        return -1, output
    return process.returncode, output


def _failures(report: Path) -> Iterator[tuple[str, str]]:
    """Of what pytest reports, the names of tests that did not pass, and what they said."""
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 - written by pytest
        name = f"{case.attrib['classname'].replace('.', '/')}.py::{case.attrib['name']}"
        if (failure := case.find("failure")) is not None:
            yield name, failure.attrib["message"]
        elif (error := case.find("error")) is not None:
            yield name, f"error: {error.attrib['message']}"


if __name__ == "__main__":
    sys.exit(main())
