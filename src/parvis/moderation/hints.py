"""What a machine points out in a text to whoever reads it: it suggests, and decides nothing."""

from dataclasses import dataclass

from parvis.contributions.personal import find_personal
from parvis.moderation.insults import find_insults

MOST = 10


@dataclass(frozen=True, slots=True)
class Hint:
    """What it may be, in words, and the passage."""

    what: str
    words: str


def hints_in(*texts: str) -> list[Hint]:
    """The first passages of these texts that are worth reading twice, each said once."""
    found: list[Hint] = []
    for text in texts:
        found += [Hint(str(insult.what.label), insult.words) for insult in find_insults(text)]
        found += [Hint(str(passage.what.label), passage.words) for passage in find_personal(text)]
    return list(dict.fromkeys(found))[:MOST]
