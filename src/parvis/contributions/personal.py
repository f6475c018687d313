"""What in a text may say who somebody is: shown to its author before it is sent, and never held against them.

Only what reads as such is found: numbers of accounts and of social security by their own check digits,
addresses by their postcode. An amount, a date, an article of law or the number of a company is none of them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from parvis.contributions.enums import Personal

# Between two groups of digits: one space, of any width, dot, dash or slash.
BETWEEN = r"[ .\-/\u00a0\u2009\u202f]?"
EMAIL = re.compile(
    r"[\w.+%'-]{1,64}(?:@|\s?[(\[](?:at|arobase)[)\]]\s?)(?:[\w-]{1,63}\.){1,5}[^\W\d_]{2,24}", re.IGNORECASE
)
ALONE = r"(?<!\d)(?<!\d[ .\-/\u00a0\u2009\u202f])(?<![\d,])"
PHONE_OF_FRANCE = re.compile(
    rf"{ALONE}(?:(?:\+|00)33{BETWEEN}(?:\(0\){BETWEEN})?|0)[1-79](?:{BETWEEN}\d\d){{4}}(?!{BETWEEN}\d)"
)
PHONE_ABROAD = re.compile(
    rf"(?<![\w+])\+[1-9]\d{{0,2}}(?:{BETWEEN}\(?\d{{1,4}}\)?){{2,6}}(?!{BETWEEN}\d)(?!\s?(?:[%€$£]|[km]?euros?\b))"
)
IBAN = re.compile(r"\b[A-Z]{2}\d\d(?:[ \u00a0]?[A-Z0-9]){11,30}\b", re.IGNORECASE)
SOCIAL_SECURITY = re.compile(
    rf"{ALONE}[1-478]{BETWEEN}\d\d{BETWEEN}\d\d{BETWEEN}\d[\dAB]{BETWEEN}\d{{3}}{BETWEEN}\d{{3}}{BETWEEN}\d\d(?!\d)",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    r"\b\d{1,4}(?: ?(?:bis|ter|quater))?,? (?:all[ée]e|avenue|av\.|boulevard|bd\.?|chemin|cours|impasse"
    r"|passage|place|quai|route|rue|ruelle|square)\b[^\n\d]{3,80}[\s,-]\d{5}\b(?: [^\W\d_][\w'’-]*)?",
    re.IGNORECASE,
)
FEWEST_DIGITS_ABROAD, MOST_DIGITS_ABROAD = 9, 15


@dataclass(frozen=True, slots=True)
class Passage:
    """Where in a text, and what: `text[start:end]`."""

    what: Personal
    start: int
    end: int
    words: str


def find_personal(text: str) -> list[Passage]:
    """The passages of a text, in order, none over another."""
    kept: list[Passage] = []
    for passage in sorted(_all(text), key=lambda found: (found.start, -found.end)):
        if not kept or passage.start >= kept[-1].end:
            kept.append(passage)
    return kept


def _all(text: str) -> Iterator[Passage]:
    for what, pattern in (
        (Personal.EMAIL, EMAIL),
        (Personal.PHONE, PHONE_OF_FRANCE),
        (Personal.ADDRESS, ADDRESS),
    ):
        for found in pattern.finditer(text):
            yield _passage(text, what, found.start(), found.end())
    for found in PHONE_ABROAD.finditer(text):
        if FEWEST_DIGITS_ABROAD <= len(_digits(found[0])) <= MOST_DIGITS_ABROAD:
            yield _passage(text, Personal.PHONE, found.start(), found.end())
    for found in SOCIAL_SECURITY.finditer(text):
        if is_social_security(found[0]):
            yield _passage(text, Personal.SOCIAL_SECURITY, found.start(), found.end())
    for found in IBAN.finditer(text):
        if length := _length_of_iban(found[0]):
            yield _passage(text, Personal.IBAN, found.start(), found.start() + length)


def _passage(text: str, what: Personal, start: int, end: int) -> Passage:
    return Passage(what, start, end, text[start:end])


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def is_social_security(written: str) -> bool:
    """Whether the last two digits are the key of those before: 97 less the rest of their division by 97."""
    plain = "".join(character for character in written.upper() if character.isalnum())
    number = plain[:13].replace("2A", "19").replace("2B", "18")
    return len(plain) == 15 and number.isdigit() and 97 - int(number) % 97 == int(plain[13:])


def _length_of_iban(written: str) -> int:
    """How much of it is an account number: the words that follow it are none."""
    ends = [found.end() for found in re.finditer(r"\w\b", written)]
    return next((end for end in reversed(ends) if is_iban(written[:end])), 0)


def is_iban(written: str) -> bool:
    """Whether its check digits are right: turned round, the whole is 1 modulo 97 (ISO 13616)."""
    plain = "".join(character for character in written.upper() if character.isalnum())
    turned = plain[4:] + plain[:4]
    return 15 <= len(plain) <= 34 and int("".join(str(int(character, 36)) for character in turned)) % 97 == 1
