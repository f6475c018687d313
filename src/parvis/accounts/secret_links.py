"""Links that are all their holder has to prove: a signed number, or a drawn code that is kept as a hash."""

from __future__ import annotations

import hashlib

from django.core.signing import BadSignature, Signer
from django.http import Http404

DASH = "-"


class SignedNumber:
    """The number of a row as one word, which logs leave out: always the same, and of nobody in itself."""

    def __init__(self, salt: str) -> None:
        self._signer = Signer(salt=salt, sep=".")

    def write(self, number: int) -> str:
        return self._signer.sign(str(number)).replace(self._signer.sep, DASH, 1)

    def read(self, word: str) -> int:
        """`Http404` for one that this site did not write."""
        try:
            return int(self._signer.unsign(word.replace(DASH, self._signer.sep, 1)))
        except BadSignature:
            raise Http404 from None


def hash_link(code: str) -> str:
    """What is kept of a link: its code is drawn at random, too long to be found again from this."""
    return hashlib.sha256(code.encode()).hexdigest()
