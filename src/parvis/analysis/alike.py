"""Short answers written almost alike, as a room of people type them: the same word, whatever its dress.

Case, accents, punctuation, leading articles and plurals are nothing: the plural is undone as Harman does
(1991, How effective is suffixing? JASIS 42(1): the S stemmer), with the French `-aux`. What is left is then
compared by the distance of Damerau (1964, A technique for computer detection and correction of spelling
errors, CACM 7(3)): one letter more, less, other, or two swapped, which he found in four typing errors out of
five. A first letter is rarely wrong (Yannakoudakis and Fawthrop 1983, IPM 19(2)): it has to be the same.

Forms are taken most written first, and each joins the first known one that is near enough: a chain of small
steps never leads from one word to another. Candidates are found by what is left of a form once letters are
taken away (Garbe 2012, SymSpell), so that the cost is linear in the number of forms.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from parvis.analysis.accents import bare

ARTICLES = frozenset({"le", "la", "les", "un", "une", "des", "du", "de", "the", "a", "an"})
ELIDED = re.compile(r"\b[ldj]['’]")
SEPARATORS = re.compile(r"[\W_]+")
ONE, TWO = 6, 10
"""Letters from which one difference, then two, are an error rather than another word."""
LONGEST_COMPARED = 60


@dataclass(frozen=True, slots=True)
class Group:
    """Answers that say the same: how it is most often written, how many they are, their folded forms."""

    label: str
    count: int
    forms: tuple[str, ...]
    """The first is that of the label."""


def fold(text: str) -> str:
    """What is compared of a short answer; empty when nothing in it is a letter or a digit."""
    words = SEPARATORS.sub(" ", ELIDED.sub(" ", bare(text.strip().lower()))).split()
    while len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    return " ".join(map(_singular, words))


def alike(texts: Sequence[str]) -> list[Group]:
    """Group short texts, the most numerous first; equals in the order in which they came.

    The groups and their counts do not depend on the order of the texts, but between forms written as often.
    """
    written: dict[str, Counter[str]] = {}
    for text in texts:
        if form := fold(text):
            written.setdefault(form, Counter())[" ".join(text.split())] += 1
    order = sorted(written, key=lambda form: -written[form].total())
    members: dict[str, list[str]] = {}
    known: dict[str, list[str]] = defaultdict(list)
    for form in order:
        leader = _nearest(form, known)
        members.setdefault(leader or form, []).append(form)
        if leader is None:
            for shorter in _shortened(form):
                known[shorter].append(form)
    groups = [
        Group(written[leader].most_common(1)[0][0], sum(written[one].total() for one in forms), tuple(forms))
        for leader, forms in members.items()
    ]
    return sorted(groups, key=lambda group: -group.count)


def distance(one: str, other: str, *, most: int) -> int:
    """Letters added, removed, changed, or swapped with their neighbour (optimal string alignment).

    `most` + 1 as soon as it is more than `most`.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, facing in enumerate(other, 1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != facing))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == facing:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return most + 1
        before, last = last, line
    return min(last[-1], most + 1)


def _singular(word: str) -> str:
    """Without what both languages add for the plural: a key, not always a word; `-ie` and `-y` are one."""
    if len(word) < 4 or not word.isalpha() or word.endswith("ss"):
        return word
    if word.endswith("aux") and not word.endswith("eaux"):
        return f"{word[:-3]}al"
    single = word[:-1] if word.endswith(("s", "eux", "oux", "eaux")) else word
    return f"{single[:-2]}y" if single.endswith("ie") and len(single) > 3 else single


def _nearest(form: str, known: dict[str, list[str]]) -> str | None:
    for shorter in _shortened(form):
        for candidate in known.get(shorter, ()):
            most = min(_allowed(form), _allowed(candidate))
            if form[0] == candidate[0] and distance(form, candidate, most=most) <= most:
                return candidate
    return None


def _allowed(form: str) -> int:
    """How many differences are an error of typing; none where a figure would be another figure."""
    letters = len(form)
    if letters < ONE or letters > LONGEST_COMPARED or any(mark.isdigit() for mark in form):
        return 0
    return 2 if letters >= TWO else 1


def _shortened(form: str) -> list[str]:
    """The form, and what is left of it without one letter, or two: two near forms share one of these."""
    letters = range(len(form))
    return [
        form,
        *(
            "".join(mark for at, mark in enumerate(form) if at not in left_out)
            for n in range(1, _allowed(form) + 1)
            for left_out in combinations(letters, n)
        ),
    ]
