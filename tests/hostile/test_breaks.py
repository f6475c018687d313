"""The mistakes of `breaks.toml` can still be made, each where it says; the page tells of them."""

from __future__ import annotations

import ast
import re
import runpy
from pathlib import Path

import pytest

from tests.hostile.breaks import Break, read

ROOT = Path(__file__).resolve().parents[2]
PAGE = runpy.run_path(str(ROOT / "tools" / "hostile_cases.py"))
BREAKS = read()
CASES = {f"H{number:02}" for number in range(1, 42)}
NODE = re.compile(r"((?:src|tests)/[\w/]+\.py)::(test_\w+)(?:\[.+\])?")


def named(one: Break) -> str:
    return f"{one.case} {one.says}"


def test_every_case_from_h01_to_h41_is_broken_on_purpose() -> None:
    assert CASES - {one.case for one in BREAKS} == set()
    assert len({named(one) for one in BREAKS}) == len(BREAKS)


@pytest.mark.parametrize("one", BREAKS, ids=named)
def test_a_mistake_can_still_be_made(one: Break) -> None:
    """In the software, and in the sense of its language: what does not compile would prove nothing."""
    assert one.file.startswith("src/parvis/")
    assert "/tests/" not in one.file

    made = one.applied((ROOT / one.file).read_text(encoding="utf-8"))

    assert one.text != one.by
    if one.file.endswith(".py"):
        assert ast.parse(made)


@pytest.mark.parametrize("one", BREAKS, ids=named)
def test_the_tests_that_must_see_it_are_those_of_its_case(one: Break) -> None:
    row = re.search(rf"^\| {one.case} \|.*$", PAGE["PAGE"].read_text(encoding="utf-8"), re.MULTILINE)
    assert row
    assert one.tests
    for test in one.tests:
        node = NODE.fullmatch(test)
        assert node
        assert f"`{node[1]}`" in row[0]
        assert f"def {node[2]}(" in (ROOT / node[1]).read_text(encoding="utf-8")
        assert re.match(r"test_h\d\d_", node[2]) is None or node[2].startswith(f"test_{one.case.lower()}_")


def test_the_last_column_of_the_page_is_what_the_table_says() -> None:
    """When it is not: `.venv/bin/python tools/hostile_cases.py`."""
    assert PAGE["PAGE"].read_text(encoding="utf-8") == PAGE["page"]()
