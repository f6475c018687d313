"""How the log names authors: the same person has one name in a consultation, and another in every other."""

import hmac
from functools import cache

from parvis.consultations.models import PseudonymKey

DIGITS = 16


def pseudonym(participant_id: int | None, space: str) -> str | None:
    """16 hexadecimal digits that nobody ties to a person, or to another space, without the key."""
    if participant_id is None:
        return None
    words = f"{space}:{participant_id}".encode()
    return hmac.digest(_key(), words, "sha256").hex()[:DIGITS]


@cache
def _key() -> bytes:
    """Made with the site, before anybody writes; it never changes, so each process reads it once."""
    return bytes(PseudonymKey.objects.get(pk=1).key)
