"""Which rules of good consultation are of law, and checked by software alone: what axis 4 counts first."""

from __future__ import annotations

from collections.abc import Iterable

from parvis.conduct.enums import Mode, State
from parvis.conduct.facts import Facts
from parvis.conduct.rules.base import Line
from parvis.consultations.enums import LegalProfile

ENVIRONMENT = frozenset({LegalProfile.ENVIRONMENT, LegalProfile.INDIVIDUAL})
OF_LAW: dict[str, frozenset[LegalProfile] | None] = {
    **dict.fromkeys(
        (
            "C01", "C02", "C03", "C04", "C06", "C09",  # CRPA, L131-1, L132-1, L132-3, R*132-5, R*132-7
            "C15",  # law 2005-102, article 47
            "C17",  # GDPR, articles 6, 9, 13, 30 and 35
            "C20", "C27", "C28", "C29",  # DSA, articles 14, 16, 17 and 20
            "C24", "C25", "C30", "C34", "C36", "C38", "C40",  # CRPA, L112-11, L132-2, L311-3-1, L312-1-1
        )
    ),
    "C39": ENVIRONMENT,  # Environmental Code, L123-19-1
    "C42": ENVIRONMENT,  # Environmental Code, L120-1
}  # fmt: skip
"""By its code, the legal frames that it binds; None for all of them. The others are of good practice."""


def kept(lines: Iterable[Line], facts: Facts) -> dict[str, bool]:
    """Of the rules of law that bear on this consultation today, which hold; in the order of the rules."""
    return {
        line.rule.code: line.state == State.HOLDS
        for line in lines
        if line.rule.code in OF_LAW
        and line.rule.mode == Mode.CHECKED
        and line.state in {State.HOLDS, State.FAILS}
        and _binds(line.rule.code, facts.profile)
    }


def _binds(code: str, profile: LegalProfile | None) -> bool:
    frames = OF_LAW[code]
    return frames is None or profile in frames
