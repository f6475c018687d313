"""`docs/reference/hostile-cases.md` and the tests tell of the same cases."""

import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs" / "reference" / "hostile-cases.md"
CASES = {f"H{number:02}" for number in range(1, 49)}
TEST = re.compile(r"^def test_(h\d\d)_", re.MULTILINE)
WITHOUT_NUMBER = {"H35", "H40", "H41"}
"""Cases whose tests are those of a whole part of the software, under names of its own."""


def rows() -> dict[str, set[str]]:
    """The files that the table names for each case."""
    found = re.findall(r"^\| (H\d\d) \|.*$", TABLE.read_text(), re.MULTILINE)
    assert len(found) == len(set(found))
    lines = re.findall(r"^\| H\d\d \|.*$", TABLE.read_text(), re.MULTILINE)
    return {name: set(re.findall(r"`([\w/]+\.py)`", line)) for name, line in zip(found, lines, strict=True)}


def numbered() -> dict[str, set[str]]:
    """The files of the tests that bear the number of each case."""
    files = defaultdict(set)
    for path in [*ROOT.glob("tests/**/test_*.py"), *ROOT.glob("src/parvis/**/tests/test_*.py")]:
        for name in TEST.findall(path.read_text()):
            files[name.upper()].add(path.relative_to(ROOT).as_posix())
    return dict(files)


def test_every_case_has_its_tests_and_the_table_names_their_files() -> None:
    told = rows()
    assert set(told) == CASES
    assert {name: files for name, files in told.items() if name not in WITHOUT_NUMBER} == numbered()


def test_the_other_files_that_the_table_names_hold_tests() -> None:
    told = rows()
    for name in WITHOUT_NUMBER:
        assert told[name]
        assert all("\ndef test_" in (ROOT / path).read_text() for path in told[name])
