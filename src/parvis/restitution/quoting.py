"""Quotes: words of a contribution, letter for letter, kept as their place and read again each time.

A text that is hidden, withdrawn or erased is quoted no longer, and one that its author rewrote since neither:
nothing of it is kept here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from parvis.consultations.models import ConsultationPage
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import is_public
from parvis.understanding.scope import questions_of

TITLE, TEXT, ANSWER = "title", "text", "answer."
SHORTEST, LONGEST = 3, 1000
"""Characters of a quote."""
MARKS = '«»“”"'

Asked = Collection[tuple[int, str]]
"""The kind and the code of each question whose answers everybody reads."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a contribution: in which of its texts, from which character, up to which."""

    part: str
    start: int
    end: int


def asked_in(consultation: ConsultationPage) -> set[tuple[int, str]]:
    """One query."""
    return set(questions_of(consultation).values_list("kind", "code"))


def texts_of(contribution: Contribution, asked: Asked) -> dict[str, str]:
    """What everybody reads of it, part by part; nothing of one that is not public."""
    if not is_public(contribution):
        return {}
    found = {TITLE: contribution.title, TEXT: contribution.text}
    for kind, code in sorted(asked):
        said = contribution.form_answers.get(code)
        if kind == contribution.kind_id and isinstance(said, str):
            found[f"{ANSWER}{code}"] = said
    return {part: words for part, words in found.items() if words}


def spot(contribution: Contribution, words: str, asked: Asked) -> Spot | None:
    """Where these words are, letter for letter; None when they are nowhere in what everybody reads.

    Outer spaces and quotation marks are not of the quote; a browser sends new lines its own way.
    """
    plain = words.replace("\r\n", "\n").strip().strip(MARKS).strip()
    if not SHORTEST <= len(plain) <= LONGEST:
        return None
    for part, said in texts_of(contribution, asked).items():
        for wanted in dict.fromkeys((plain, plain.replace("\n", "\r\n"))):
            start = said.find(wanted)
            if start >= 0:
                return Spot(part, start, start + len(wanted))
    return None


def is_rewritten(contribution: Contribution, since: datetime | None) -> bool:
    """Whether its author changed it after that moment."""
    return since is not None and contribution.revised_at is not None and contribution.revised_at > since


def said(contribution: Contribution, where: Spot, asked: Asked, *, since: datetime | None) -> str:
    """The words at this place now; empty when nobody reads them any longer, or they were rewritten since."""
    if is_rewritten(contribution, since):
        return ""
    text = texts_of(contribution, asked).get(where.part, "")
    return text[where.start : where.end] if where.end <= len(text) else ""
