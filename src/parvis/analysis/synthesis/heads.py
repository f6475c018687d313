"""Which words may stand at the head of a phrase, as the texts themselves use them.

A noun follows a determiner or a preposition ("la neutralité", "accès à internet"); an adjective of French
follows its noun ("question essentielle"). A word that follows nouns more often heads no title. In a language
whose small words are not known here, no word is known as a noun, and nothing is refused.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from parvis.analysis.synthesis.edges import LINKS

DETERMINERS = {
    "fr": "le la les l un une des du au aux ce cet cette ces mon ma mes son sa ses notre nos votre vos leur",
    "en": "the a an this that these those my our your his her its their",
    "es": "el la los las un una unos unas del al este esta estos estas su sus",
    "it": "il lo la i gli le l un uno una del dello della dei degli delle questo questa",
    "pt": "o a os as um uma do da dos das no na nos nas este esta",
    "de": "der die das den dem des ein eine einen einem einer eines diese dieser dieses",
    "nl": "de het een deze dit die dat",
}
NOUN = 0.2
"""Share of its uses that follow a determiner or a preposition from which a word is taken for a noun."""
_LINKS = frozenset(LINKS.split())
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(slots=True)
class Usage:
    """How often each word is used, follows a small word, and follows another word of content."""

    used: Counter[str] = field(default_factory=Counter)
    led: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)

    def heads(self) -> "Heads":
        """What these counts say."""
        nouns = {word for word, count in self.led.items() if count >= NOUN * self.used[word]}
        after_nouns: Counter[str] = Counter()
        for (before, word), count in self.pairs.items():
            if before in nouns:
                after_nouns[word] += count
        return Heads(frozenset(word for word, count in after_nouns.items() if count > self.led[word]))


@dataclass(frozen=True, slots=True)
class Heads:
    """Words that cannot head a phrase; all others can."""

    refused: frozenset[str] = frozenset()

    def allow(self, phrase: str) -> bool:
        """Whether neither the first word nor a last word that stands apart (after "de la"...) is refused."""
        words = _WORD.findall(phrase.lower())
        alone = words[-1:] if len(words) > 2 and words[-2] in _LINKS else []
        return self.refused.isdisjoint(_plain(word) for word in (*words[:1], *alone))


def usage(pieces: Sequence[str], content: Sequence[bool], determiners: frozenset[str]) -> Usage:
    """Count the words of one text.

    Parameters
    ----------
    pieces
        Words and punctuation in order, small letters, without apostrophe.
    content
        Which of them are words of content.
    """
    found, small = Usage(), {_plain(word) for word in (*determiners, *_LINKS)}
    plain = [_plain(piece) for piece in pieces]
    for (before, _), (word, is_content) in pairwise([("", False), *zip(plain, content, strict=True)]):
        if is_content:
            found.used[word] += 1
            found.led[word] += before in small
    places = zip(pairwise(plain), pairwise(content), strict=True)
    found.pairs.update(pair for pair, both in places if all(both))
    return found


def _plain(word: str) -> str:
    """A word in small letters, whether it is one or many."""
    return word.lower().rstrip("sx")


def gathered(usages: Iterable[Usage]) -> Usage:
    """The counts of many texts together."""
    whole = Usage()
    for one in usages:
        whole.used.update(one.used)
        whole.led.update(one.led)
        whole.pairs.update(one.pairs)
    return whole


def determiners(languages: Iterable[str]) -> frozenset[str]:
    """Those of languages, by their ISO 639-1 codes."""
    return frozenset(word for code in languages for word in DETERMINERS.get(code, "").split())
