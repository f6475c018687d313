"""Words that a slip of the finger makes of one another, and which of them to look for: only arithmetic.

Two words are neighbours when one letter left out of each, or of one, makes them equal: a letter forgotten,
added, replaced, or two that changed places. A text is a candidate when it holds enough rare words of what was
typed to be one of a few: the rarest word alone, or two, or three, according to how often each is used.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

SHORTEST = 4
"""Letters of a word that may hold a slip: below, everything is the neighbour of everything."""
LONGEST_WORD = 30
MOST_WORDS = 6
"""Words looked for: the rarest ones of a long sentence."""
MOST_NEIGHBOURS = 5
SENTENCE = 3
"""Words above which one of them may be another."""
WELL_KNOWN, RARER = 5, 10
"""A word that so many texts hold is no slip: its neighbours are, when they are so many times rarer."""
SHARE = 150
"""Texts that one combination of words may be expected to find."""
TOGETHER = 8
"""How many times likelier than chance words of one sentence are to come together."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A word that was typed, with its neighbours that are in use, and how many texts hold one of them."""

    words: tuple[str, ...]
    texts: int


def slips(word: str) -> list[str]:
    """The word, and all that it becomes when one letter is left out; itself alone when it is short."""
    word = word[:LONGEST_WORD]
    if len(word) < SHORTEST or not word.isalpha():
        return [word]
    return sorted({word, *(word[:place] + word[place + 1 :] for place in range(len(word)))})


def sought(typed: Sequence[str], known: Mapping[str, int]) -> list[Sought]:
    """Each word typed with its neighbours among the `known` ones (and their texts), rarest first."""
    by_slip: dict[str, list[str]] = {}
    for word in known:
        for slip in slips(word):
            by_slip.setdefault(slip, []).append(word)
    found = []
    for word in typed:
        near = {other for slip in slips(word) for other in by_slip.get(slip, ())} - {word}
        used = known.get(word, 0)
        likely = [other for other in near if used < WELL_KNOWN or known[other] * RARER <= used]
        chosen = (word, *sorted(likely, key=lambda other: (-known[other], other))[:MOST_NEIGHBOURS])
        found.append(Sought(chosen, sum(known.get(other, 0) for other in chosen)))
    return sorted(found, key=lambda each: (each.texts, each.words))[:MOST_WORDS]


def expression(words: Sequence[Sought], total: int) -> str:
    """What `tsquery` reads: the combinations of words that are rare enough, of `total` texts."""
    total = max(total, 1)
    branches = list(_branches(words, total, float(total), is_first=True))
    return _either(branches) if branches else " & ".join(_any_of(each) for each in words)


def closest(words: Sequence[Sought]) -> str:
    """What holds every word, or, of a sentence, every word but one."""
    misses = 1 if len(words) > SENTENCE else 0
    return _all_but(words, misses)


def _all_but(words: Sequence[Sought], misses: int) -> str:
    first, rest = words[0], words[1:]
    if not rest:
        return _any_of(first)
    if misses == 0:
        return " & ".join(_any_of(word) for word in words)
    return f"({_any_of(first)} & ({_all_but(rest, misses)}) | {_all_but(rest, 0)})"


def _branches(
    words: Sequence[Sought], total: int, expected: float, *, is_first: bool = False
) -> Iterator[str]:
    """Each word that narrows `expected` texts enough, else with one of those after it."""
    for place, word in enumerate(words):
        left = expected * min(word.texts / total * (1 if is_first else TOGETHER), 1)
        if left <= SHARE:
            yield _any_of(word)
        elif further := list(_branches(words[place + 1 :], total, left)):
            yield f"{_any_of(word)} & {_either(further)}"


def _either(branches: Sequence[str]) -> str:
    return branches[0] if len(branches) == 1 else f"({' | '.join(f'({branch})' for branch in branches)})"


def _any_of(word: Sought) -> str:
    quoted = [_quoted(each) for each in word.words]
    return quoted[0] if len(quoted) == 1 else f"({' | '.join(quoted)})"


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
