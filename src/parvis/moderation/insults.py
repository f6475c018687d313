"""Words that may insult or threaten, in French and in English: pointed out to whoever reads, and no more.

A list finds what is on it. It says nothing of irony, of a quotation, of somebody who tells what was said to
them, nor of the insults that it does not know: a hint is a reason to read twice, and no reason to hide.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from parvis.moderation.enums import Insult

# Without accents and in lower case, as `plain` writes. Words that say something else in the life of a town
# are left out, in both languages (ordures, ratons, retards).
PERSON = (
    r"abruti(?:e?s?)",
    r"bran?leu(?:rs?|ses?)",
    r"con(?:nard|nasse|ard|asse)s?",
    r"(?:gros|grosse|sale|pauvre|espece de|bande de|quel) cons?",
    r"couillons?",
    r"crapules?",
    r"cretin(?:e?s?)",
    r"debiles?",
    r"ducon",
    r"encule(?:e?s?)",
    r"enfoire(?:e?s?)",
    r"fils de putes?",
    r"idiot(?:e?s?)",
    r"imbeciles?",
    r"(?:grosse|espece de|tas de|sale) merdes?",
    r"pauvre type",
    r"putes?",
    r"salauds?",
    r"salopes?",
    r"(?:ta|vos|vot) gueules?",
    r"tocards?",
    r"trous? du cul",
    r"va te faire (?:foutre|enculer|voir)",
    r"allez vous faire (?:foutre|voir)",
    r"assholes?",
    r"bastards?",
    r"bitch(?:es)?",
    r"cunts?",
    r"dickheads?",
    r"fuck (?:you|off)",
    r"morons?",
    r"pieces? of shit",
    r"scumbags?",
    r"twats?",
    r"wankers?",
)
GROUP = (
    r"bamboulas?",
    r"bougnoules?",
    r"chinetoques?",
    r"gouines?",
    r"negros?",
    r"negres?",
    r"niakoues?",
    r"pedes?",
    r"romanos",
    r"sales? (?:arabes?|noirs?|blancs?|juifs?|juives?|musulmans?|gitans?|roms?|etrangers?|homos?)",
    r"tafioles?",
    r"tapettes?",
    r"tarlouzes?",
    r"youpins?",
    r"chinks?",
    r"faggots?",
    r"kikes?",
    r"niggers?",
    r"trann(?:y|ies)",
)
THREAT = (
    r"crevez",
    r"(?:te|vous|les) (?:tuer|buter)",
    r"(?:merites?|meritez|meritent) de (?:mourir|crever)",
    r"(?:je|on) sa(?:is|it) ou (?:tu habites|vous habitez)",
    r"(?:tu vas|vous allez) (?:le payer|crever|mourir)",
    r"kill you",
    r"deserves? to die",
    r"knows? where you live",
)
SPACE = r"[\s\u00a0\u202f]+"


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(word.replace(" ", SPACE) for word in words) + r")(?![\w-])")


PATTERNS = {Insult.THREAT: _any_of(THREAT), Insult.GROUP: _any_of(GROUP), Insult.PERSON: _any_of(PERSON)}


@dataclass(frozen=True, slots=True)
class InsultFound:
    """Where in a text, and what: `text[start:end]`."""

    what: Insult
    start: int
    end: int
    words: str


def find_insults(text: str) -> list[InsultFound]:
    """The passages of a text, in order, none over another."""
    kept: list[InsultFound] = []
    for found in sorted(_all(text), key=lambda one: (one.start, -one.end)):
        if not kept or found.start >= kept[-1].end:
            kept.append(found)
    return kept


def plain(text: str) -> str:
    """Without accents or capitals, one character for each, so that places are the same."""
    return "".join(unicodedata.normalize("NFD", one)[0].lower()[0] for one in text.replace("’", "'"))


def _all(text: str) -> Iterator[InsultFound]:
    compared = plain(text)
    for what, pattern in PATTERNS.items():
        for found in pattern.finditer(compared):
            yield InsultFound(what, found.start(), found.end(), text[found.start() : found.end()])
