"""The keys that sign: their private half is a file of PARVIS_HOME, and nothing else knows it."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings
from django.db import connection, transaction

from parvis.ledger import queries
from parvis.ledger.models import SigningKey
from parvis.merkle.notes import Key

ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('parvis.ledger.keys'))"


class KeyMissing(Exception):
    """The file of the key that signs is not on this machine; says where it should be."""


@dataclass(frozen=True, slots=True)
class Signer:
    """A key and what signs with it."""

    key: Key
    sign: Callable[[bytes], bytes]


def signer() -> Signer:
    """The key that signs now, made at first need. Raises KeyMissing when its file is gone."""
    key = first_key()
    path = key_file(key)
    try:
        private = load_pem_private_key(path.read_bytes(), password=None)
    except FileNotFoundError as error:
        raise KeyMissing(f"the key that signs the log is not in {path}") from error
    if not isinstance(private, Ed25519PrivateKey) or _public(private) != key.public:
        raise KeyMissing(f"{path} is not the key that signs the log")
    return Signer(key, private.sign)


def first_key() -> Key:
    """The public half of the key that signs now; the first one is made if there is none."""
    found = queries.keys()
    if found:
        return found[0]
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(ONE_AT_A_TIME)
        found = queries.keys()
        return found[0] if found else make(name=settings.PARVIS_LEDGER_NAME, since=0).key


def make(*, name: str, since: int) -> Signer:
    """Make a key that signs from size `since` on: its file first, then its public half in the database."""
    private = Ed25519PrivateKey.generate()
    key = Key(name, _public(private))
    _write(key_file(key), private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    SigningKey.objects.create(vkey=key.vkey, since=since)
    return Signer(key, private.sign)


def key_file(key: Key) -> Path:
    """Where the private half of a key is, on the machine that signs."""
    folder: Path = settings.LEDGER_KEYS
    return folder / f"{key.id.hex()}.pem"


def _public(private: Ed25519PrivateKey) -> bytes:
    return private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def _write(path: Path, data: bytes) -> None:
    """To the disk, readable by its owner alone, and never over another key."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
