"""What a device seals and this server alone opens: HPKE (RFC 9180), its base mode.

A device holds the public key of its kit. The private one is drawn from the secret of the installation and the
number of the kit each time: it is stored nowhere, and no copy of the database opens anything.
"""

from __future__ import annotations

import base64
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused

SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
SALT = b"parvis.field"
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of the group of P-256 (FIPS 186-5, NIST SP 800-186, 3.2.1.3)."""
DRAWN = 48
"""Bytes drawn for a key of 32: reduced, no private key is noticeably likelier than another."""


class Unreadable(Refused):
    """What cannot be opened here, and stays where it is."""

    def __init__(self) -> None:
        super().__init__(_("This answer cannot be opened. It stays on the device: tell whoever prepared it."))


def public_key(kit: int) -> str:
    """The key for which a device seals: 65 bytes (SEC 1, uncompressed), in base64."""
    point = _private_key(kit).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.b64encode(point).decode()


def info_of(kit: int, key: UUID, code: str, written_at: str) -> bytes:
    """What an answer is sealed with: moved to another kit, key, code or moment, it does not open."""
    return f"parvis field 1\n{kit}\n{key}\n{code}\n{written_at}".encode()


def open_sealed(sealed: bytes, kit: int, info: bytes) -> str:
    """The words. `sealed` is the encapsulated key (65 bytes), then the ciphertext. Raises `Unreadable`."""
    try:
        return SUITE.decrypt(sealed, _private_key(kit), info).decode()
    except (InvalidTag, ValueError):
        raise Unreadable from None


def _private_key(kit: int) -> ec.EllipticCurvePrivateKey:
    derived = HKDF(hashes.SHA256(), DRAWN, SALT, f"kit {kit}".encode())
    number = int.from_bytes(derived.derive(settings.PARVIS_IDENTITY_SECRET.encode()))
    return ec.derive_private_key(number % (ORDER - 1) + 1, ec.SECP256R1())
