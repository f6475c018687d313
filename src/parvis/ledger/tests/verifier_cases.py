"""Every export that the tests of the verifier make, with what Python finds in it, for another verifier."""

import inspect
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from parvis.merkle.tests import (
    reading,
    test_verifier_anomalies,
    test_verifier_hostile,
    test_verifier_receipts,
    test_verifier_sound,
    test_verifier_votes,
)
from parvis.merkle.verifier.check import Given, Result, verify_export

SUITES = (
    test_verifier_anomalies,
    test_verifier_votes,
    test_verifier_receipts,
    test_verifier_sound,
    test_verifier_hostile,
)


@dataclass(frozen=True, slots=True)
class Case:
    """What a test gave to the verifier, and what it found."""

    test: str
    name: str
    data: bytes
    given: Given
    result: Result


def collect_cases(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[Case]:
    """Run those tests, and keep what passes by. Tests that lower a limit, or need no export, are left out."""
    cases: list[Case] = []
    for suite in SUITES:
        for name, test in inspect.getmembers(suite, inspect.isfunction):
            if name.startswith("test_") and "monkeypatch" not in inspect.signature(test).parameters:
                spy = _spy(name, cases)
                monkeypatch.setattr(reading, "verify_export", spy)
                monkeypatch.setattr(test_verifier_hostile, "verify_export", spy)
                _run(test, folder / name)
    return cases


def _spy(test: str, cases: list[Case]) -> Callable[[Path, Given], Result]:
    def verify(path: Path, given: Given) -> Result:
        result = verify_export(path, given)
        cases.append(Case(test, path.name, path.read_bytes(), given, result))
        return result

    return verify


def _run(test: Callable[..., None], folder: Path) -> None:
    for number, arguments in enumerate(_arguments(test)):
        if "tmp_path" in inspect.signature(test).parameters:
            arguments["tmp_path"] = folder / str(number)
            arguments["tmp_path"].mkdir(parents=True)
        test(**deepcopy(arguments))


def _arguments(test: Callable[..., None]) -> Iterator[dict[str, Any]]:
    """The arguments of each run of a test: those that its marks `parametrize` say."""
    marks = [mark for mark in getattr(test, "pytestmark", []) if mark.name == "parametrize"]
    for values in product(*(mark.args[1] for mark in marks)):
        found: dict[str, Any] = {}
        for mark, value in zip(marks, values, strict=True):
            names = _names(mark.args[0])
            found |= dict(zip(names, value if len(names) > 1 else [value], strict=True))
        yield found


def _names(told: str | Sequence[str]) -> list[str]:
    return [name.strip() for name in told.split(",")] if isinstance(told, str) else list(told)
