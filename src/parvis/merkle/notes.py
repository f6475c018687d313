"""Signed notes: a text and the signatures under it, as in c2sp.org/signed-note.

    the text, of one or more lines

    — the name of a key and, in base64, the number of the key and the signature

A key is written as a "vkey": its name, its number in hexadecimal and, in base64, 0x01 and its 32 bytes,
joined by "+". Other algorithms are ignored, like keys that are not asked for.
"""

import base64
import binascii
import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass

from parvis.merkle.ed25519 import KEY_BYTES, verify_signature

ED25519 = b"\x01"
DASH = "\u2014"
MOST_SIGNATURES = 64
MOST_CHARACTERS = 1_000_000


@dataclass(frozen=True, slots=True)
class Key:
    """A public key of Ed25519, with its name."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        if not is_key_name(self.name):
            raise ValueError("a key has a name, without space nor +")
        if len(self.public) != KEY_BYTES:
            raise ValueError(f"a public key has {KEY_BYTES} bytes")

    @property
    def id(self) -> bytes:
        """The four bytes that number the key."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:4]

    @property
    def vkey(self) -> str:
        """The key in one line, to give to those who verify."""
        return f"{self.name}+{self.id.hex()}+{to_base64(ED25519 + self.public)}"


@dataclass(frozen=True, slots=True)
class Signature:
    """One line under a note: who says to have signed, and the signature."""

    name: str
    key_id: bytes
    data: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """A text, which ends with a newline, and its signatures, none of which is verified yet."""

    text: str
    signatures: tuple[Signature, ...]


def parse_vkey(text: str) -> Key:
    """Read a key. Raises ValueError when its number is not that of the key, or it is not for Ed25519."""
    parts = text.split("+", 2)
    if len(parts) != 3:
        raise ValueError("a vkey has three parts")
    data = from_base64(parts[2])
    if data[:1] != ED25519:
        raise ValueError("the key is not of Ed25519")
    key = Key(parts[0], data[1:])
    if key.vkey != text:
        raise ValueError("the number of the key is not that of the key")
    return key


def parse_note(text: str) -> Note:
    """Separate text and signatures. Raises ValueError on what is no note."""
    if len(text) > MOST_CHARACTERS or any(character < " " and character != "\n" for character in text):
        raise ValueError("a note is a short text, without control characters")
    words, blank, lines = text.rpartition("\n\n")
    if not blank or not lines.endswith("\n"):
        raise ValueError("a note has a text, an empty line and signatures")
    signed = lines[:-1].split("\n")
    if len(signed) > MOST_SIGNATURES:
        raise ValueError("too many signatures")
    return Note(words + "\n", tuple(_parse_signature(line) for line in signed))


def open_note(text: str, keys: Collection[Key]) -> Note:
    """Read a note signed by one at least of `keys`; their signatures are all good, others are not looked at.

    Raises ValueError otherwise.
    """
    note = parse_note(text)
    known = {(key.name, key.id): key for key in keys}
    verified = 0
    for signature in note.signatures:
        key = known.get((signature.name, signature.key_id))
        if key is None:
            continue
        if not verify_signature(key.public, note.text.encode(), signature.data):
            raise ValueError("a signature is not that of the text")
        verified += 1
    if not verified:
        raise ValueError("no expected key signed this")
    return note


def sign_note(text: str, *signers: tuple[Key, Callable[[bytes], bytes]]) -> str:
    """Make a note: each key with the function that signs bytes with it (Ed25519, 64 bytes)."""
    if not text.endswith("\n"):
        raise ValueError("a signed text ends with a newline")
    lines = (signature_line(key, sign(text.encode())) for key, sign in signers)
    return f"{text}\n{''.join(lines)}"


def signature_line(key: Key, signature: bytes) -> str:
    """The line of one signature, with its newline."""
    return f"{DASH} {key.name} {to_base64(key.id + signature)}\n"


def is_key_name(name: str) -> bool:
    """Whether a key may have this name: not empty, no space of any kind, no +, no control character."""
    return bool(name) and "+" not in name and not any(c.isspace() or c < " " for c in name)


def to_base64(data: bytes) -> str:
    """Standard base64, with its padding (RFC 4648, section 4)."""
    return base64.b64encode(data).decode()


def from_base64(text: str) -> bytes:
    """Read base64 written in its only form. Raises ValueError on anything else."""
    try:
        data = base64.b64decode(text.encode(), validate=True)
    except binascii.Error:
        raise ValueError("not base64") from None
    if to_base64(data) != text:
        raise ValueError("not base64 in its only form")
    return data


def _parse_signature(line: str) -> Signature:
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != DASH or not is_key_name(parts[1]):
        raise ValueError("a line of signature has a dash, a name and a signature")
    data = from_base64(parts[2])
    if len(data) < 5:
        raise ValueError("a signature is too short")
    return Signature(parts[1], data[:4], data[4:])
