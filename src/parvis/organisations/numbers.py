"""Names and register numbers, in one writing each."""

import re
import unicodedata

from parvis.organisations.enums import Register
from parvis.ui.characters import without_towers

SIREN = re.compile(r"[0-9]{9}")
RNA = re.compile(r"W[0-9]{9}")
UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})


def fold_name(name: str) -> str:
    """Without case, accents or punctuation: what two writings of one name have in common."""
    plain = "".join(
        character for character in unicodedata.normalize("NFKD", name) if not unicodedata.combining(character)
    )
    return " ".join("".join(one if one.isalnum() else " " for one in plain.casefold()).split())


def clean_line(text: str) -> str:
    """One line, one form for equal characters, nothing invisible."""
    seen = (one for one in without_towers(text) if one.isspace() or unicodedata.category(one) not in UNSEEN)
    return " ".join(unicodedata.normalize("NFC", "".join(seen)).split())


def clean_number(register: str, number: str) -> str:
    """The number as its register writes it: no space, no dot; capitals for RNA."""
    if register in {Register.SIREN, Register.RNA}:
        return re.sub(r"[\s.\-\u00a0\u202f]", "", number).upper()
    return clean_line(number)


def is_number_of(register: str, number: str) -> bool:
    """Whether a clean number may be one of this register; the SIREN has a key, checked by Luhn's formula."""
    if register == Register.SIREN:
        return SIREN.fullmatch(number) is not None and int(number) > 0 and passes_luhn(number)
    if register == Register.RNA:
        return RNA.fullmatch(number) is not None
    return bool(number) == (register == Register.OTHER)


def passes_luhn(digits: str) -> bool:
    """From the right, every second digit doubled, its digits added: the sum ends with 0 (ISO/IEC 7812)."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
