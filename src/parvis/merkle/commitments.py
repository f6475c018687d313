"""Salted commitments: the log binds itself to words that it does not show.

The salt, of fixed length, comes first: two different (salt, payload) never give the same bytes. With 256
random bits nobody guesses a payload, even one of two values; without the salt, the commitment says nothing.
"""

import hashlib
import secrets

from parvis.merkle.canonical import Value, canonical

PREFIX = b"parvis/commit/v1\n"
SALT_BYTES = 32


def new_salt() -> bytes:
    """32 random bytes."""
    return secrets.token_bytes(SALT_BYTES)


def commit(salt: bytes, payload: Value) -> bytes:
    """SHA-256 of the prefix, the salt and the canonical payload: 32 bytes. A wrong salt: ValueError."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes")
    return hashlib.sha256(PREFIX + salt + canonical(payload)).digest()
