"""Verification of signatures against RFC 8032, and against `cryptography`."""

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.merkle.ed25519 import FIELD, ORDER, _read_point, verify_signature

VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0"
        "595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eae"
        "b4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9"
        "716ed28dc027beceea1ec40a",
    ),
]
KEY, MESSAGE, SIGNATURE = (bytes.fromhex(part) for part in VECTORS[2])
SMALL_ORDER = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
]


@pytest.mark.parametrize("vector", VECTORS)
def test_vectors_of_the_rfc(vector):
    key, message, signature = (bytes.fromhex(part) for part in vector)
    assert verify_signature(key, message, signature)


@settings(max_examples=40, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=100), st.integers(0, 511))
def test_it_agrees_with_cryptography_on_good_and_on_altered_signatures(seed, message, bit):
    private = Ed25519PrivateKey.from_private_bytes(seed)
    key = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    signature = private.sign(message)
    altered = bytearray(signature)
    altered[bit // 8] ^= 1 << bit % 8
    assert verify_signature(key, message, signature)
    assert verify_signature(key, message, bytes(altered)) == accepted(key, message, bytes(altered)) is False
    assert not verify_signature(key, message + b"!", signature)


def accepted(key: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def test_a_signature_has_one_form():
    number = int.from_bytes(SIGNATURE[32:], "little") + ORDER
    again = SIGNATURE[:32] + number.to_bytes(32, "little")
    assert not verify_signature(KEY, MESSAGE, again)


@pytest.mark.parametrize("key", SMALL_ORDER)
def test_a_key_of_small_order_signs_nothing(key):
    forged = bytes.fromhex(SMALL_ORDER[0]) + bytes(32)
    assert not verify_signature(bytes.fromhex(key), b"anything", forged)


@pytest.mark.parametrize("y", [FIELD, FIELD + 1, FIELD + 18, 2, 1 | 1 << 255])
def test_a_point_has_one_form(y):
    assert _read_point(y.to_bytes(32, "little")) is None
    assert not verify_signature(y.to_bytes(32, "little"), MESSAGE, SIGNATURE)


@pytest.mark.parametrize(("key", "signature"), [(KEY[:31], SIGNATURE), (KEY, SIGNATURE[:63]), (b"", b"")])
def test_lengths_are_checked(key, signature):
    assert not verify_signature(key, MESSAGE, signature)
