"""A statement and the votes of each group on it, as reports and pages show them. No array."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from parvis.ui.charts import Tone, percent
from parvis.ui.words import number, people
from parvis.understanding.drawing import letter as letter_of
from parvis.understanding.drawing import tone
from parvis.understanding.words import part

BRIDGES = 0.6
"""Least agreement of every group from which a statement is said to bridge."""
DIVIDES = 0.3
"""Gap of agreement between two groups from which a statement is said to divide."""
OFTEN = 1.5
"""From so many times as often as the others, it is said."""


@dataclass(frozen=True, slots=True)
class Share:
    """The votes of one group on one statement. Widths are in percent of those who saw it."""

    letter: str
    tone: Tone
    agree: int
    disagree: int
    passed: int
    seen: int
    agree_share: str
    disagree_share: str
    agree_width: str
    pass_start: str
    pass_width: str
    disagree_start: str
    disagree_width: str
    is_hidden: bool = False
    """Too few people for their votes to be told."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement and how each group voted on it; `why` says in a sentence why it is here.

    `url`: where it is read; empty in a report.
    """

    place: int
    """Its column, or its number on the site."""
    reference: str
    text: str
    shares: tuple[Share, ...]
    everybody: Share
    is_first: bool
    """Whether it was not shown before on the page."""
    why: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """Statements chosen for a reason: those shown higher on the page are only named."""

    above: tuple[Statement, ...]
    new: tuple[Statement, ...]


def share_of(
    agree: int,
    disagree: int,
    seen: int,
    *,
    group: int = 0,
    letter: str | None = None,
    is_hidden: bool = False,
) -> Share:
    """The votes of a group; none are told where it `is_hidden`."""
    if is_hidden:
        agree = disagree = seen = 0
    return Share(
        letter=letter_of(group) if letter is None else letter,
        tone=tone(group),
        agree=agree,
        disagree=disagree,
        passed=seen - agree - disagree,
        seen=seen,
        agree_share=part(agree / seen) if seen else "",
        disagree_share=part(disagree / seen) if seen else "",
        agree_width=percent(agree, seen),
        pass_start=percent(agree, seen),
        pass_width=percent(seen - agree - disagree, seen),
        disagree_start=percent(seen - disagree, seen),
        disagree_width=percent(disagree, seen),
        is_hidden=is_hidden,
    )


def said_of(agrees: bool, votes: int, seen: int, ratio: float) -> str:
    """Why a statement marks a group, in a sentence; `ratio`: how many times as often as the others."""
    values = {"votes": number(votes), "seen": people(seen)}
    if agrees:
        said = gettext("Agreed: %(votes)s of the group's %(seen)s who saw it") % values
    else:
        said = gettext("Disagreed: %(votes)s of the group's %(seen)s who saw it") % values
    if ratio >= OFTEN:
        often = gettext("%(times)s times as often as the others") % {"times": number(round(ratio, 1))}
        return f"{said}, {often}."
    return f"{said}."
