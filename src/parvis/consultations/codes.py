"""Invitation codes as people read and type them: twelve signs by fours, the last of which is a check."""

import hmac
import re
import secrets

from django.conf import settings

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0, O, 1, I and L, which are misread. 31 signs: a prime, so that the check finds any one mistake."""
LENGTH = 12


def new_code() -> str:
    """Eleven signs drawn at random (54 bits), and their check."""
    drawn = "".join(secrets.choice(ALPHABET) for _sign in range(LENGTH - 1))
    return drawn + check_of(drawn)


def check_of(signs: str) -> str:
    """The sign that makes the weighted sum a multiple of 31: one wrong sign, or two swapped, breaks it."""
    total = sum(place * ALPHABET.index(sign) for place, sign in enumerate(signs, start=1))
    return ALPHABET[(-total * pow(LENGTH, -1, len(ALPHABET))) % len(ALPHABET)]


def group(code: str) -> str:
    return "-".join(code[place : place + 4] for place in range(0, LENGTH, 4))


def read_code(text: str) -> str:
    """What was typed, without spaces and dashes, in capitals. Raises ValueError on what is no code."""
    signs = re.sub(r"[\s\-–.]", "", text).upper()
    if len(signs) != LENGTH or set(signs) - set(ALPHABET) or check_of(signs[:-1]) != signs[-1]:
        raise ValueError("not an invitation code")
    return signs


def hash_code(consultation_id: int, code: str) -> str:
    """What is kept of a code. Keyed: looking it up takes no time that tells anything of the code."""
    return _keyed("invitation", str(consultation_id), code)


def mark_of(code: str, participant_id: int) -> str:
    """Who used a code: only whoever holds both can make this again."""
    return _keyed("used", code, str(participant_id))


def _keyed(*words: str) -> str:
    return hmac.new(settings.PARVIS_IDENTITY_SECRET.encode(), "\n".join(words).encode(), "sha256").hexdigest()
