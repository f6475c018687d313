"""How a message to a webhook proves where it comes from, as Standard Webhooks 1.0 has it.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md

A secret is made of the key of the installation and of a random mark: the database, or a copy of it, holds
none, and nobody can read one again.
"""

from __future__ import annotations

import base64
import hmac
import secrets
from collections.abc import Sequence
from hashlib import sha256

from django.utils.crypto import salted_hmac

SALT = "parvis.opendata.webhook"
PREFIX = "whsec_"
MARK_BYTES = 16


def new_mark() -> str:
    return secrets.token_hex(MARK_BYTES)


def secret_of(mark: str) -> bytes:
    """The 32 bytes that sign; others with another key of the installation."""
    return salted_hmac(SALT, mark, algorithm="sha256").digest()


def written(secret: bytes) -> str:
    """A secret as it is given to whoever verifies."""
    return PREFIX + base64.b64encode(secret).decode()


def signatures(marks: Sequence[str], *, message: str, timestamp: int, body: bytes) -> str:
    """The header: a signature by each secret. Neither `message` nor `timestamp` holds a full stop."""
    signed = f"{message}.{timestamp}.".encode() + body
    made = (hmac.new(secret_of(mark), signed, sha256).digest() for mark in marks)
    return " ".join(f"v1,{base64.b64encode(one).decode()}" for one in made)
