"""The table of access, `access.toml`, read: who gets what at each address."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_name("access.toml")
METHODS = ("GET", "POST")
GROUPS = {
    "everybody": (
        *("visitor", "L1", "L2", "L3"),
        *("other organiser", "moderator", "analyst", "animator", "guarantor", "observer", "organiser"),
        "administrator",
    ),
    "participants": ("L1", "L2", "L3"),
    "staff": (
        *("other organiser", "moderator", "analyst", "animator", "guarantor", "observer", "organiser"),
        "administrator",
    ),
    "team": ("moderator", "analyst", "animator", "guarantor", "observer", "organiser"),
}
ROLES = GROUPS["everybody"]


@dataclass(frozen=True, slots=True)
class Line:
    """One address, with what each role is answered, by method, and what is posted to it."""

    address: str
    says: str
    outcomes: dict[str, dict[str, str]]
    form: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """Every line, and the routes that another one, named before them, answers in their place."""

    lines: tuple[Line, ...]
    shadowed: dict[str, str]


def read(path: Path = TABLE) -> Table:
    """The table as it is written; an address written twice is an error."""
    written = tomllib.loads(path.read_text())
    lines = [line for rule in written["rule"] for line in _lines(rule, written["forms"])]
    twice = {line.address for line in lines if sum(other.address == line.address for other in lines) > 1}
    if twice:
        raise ValueError(f"written twice: {sorted(twice)}")
    return Table(tuple(lines), written["shadowed"])


def _lines(rule: dict[str, Any], forms: dict[str, dict[str, str]]) -> list[Line]:
    outcomes = {method: expand(rule[method]) for method in METHODS}
    return [
        Line(address, rule["says"], outcomes, forms.get(address, {})) for address in sorted(rule["addresses"])
    ]


def expand(said: str | dict[str, str]) -> dict[str, str]:
    """Every role's outcome: a role alone wins over a group, a small group over a large one."""
    if isinstance(said, str):
        return dict.fromkeys(ROLES, said)
    order = sorted(said, key=lambda name: -len(GROUPS.get(name, (name,))))
    found: dict[str, str] = {}
    for name in order:
        found.update(dict.fromkeys(GROUPS.get(name, (name,)), said[name]))
    missing = [role for role in ROLES if role not in found]
    if missing or len(found) != len(ROLES):
        raise ValueError(f"{said}: nothing is said of {missing}, or a role is unknown")
    return {role: found[role] for role in ROLES}
