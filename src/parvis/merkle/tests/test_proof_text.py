"""Receipts as text, in the format of C2SP."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.merkle.canonical import parse
from parvis.merkle.proof_text import ProofText, parse_proof, receipt_extra, verify_proof
from parvis.merkle.tests.made import a_consultation
from parvis.merkle.tests.vectors import SOFA_NOTE
from parvis.merkle.tree import leaf_hash

MADE = a_consultation()
HASH = st.binary(min_size=32, max_size=32)


def test_the_lines_are_those_of_the_specification():
    text = str(ProofText(73894, (bytes(32), b"\xff" * 32), SOFA_NOTE, b"extra"))
    assert text.split("\n\n", 1)[0].split("\n") == [
        "c2sp.org/tlog-proof@v1",
        "extra ZXh0cmE=",
        "index 73894",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "//////////////////////////////////////////8=",
    ]
    assert text.split("\n\n", 1)[1] == SOFA_NOTE


@given(st.integers(0, 10**18), st.lists(HASH, max_size=63), st.binary(max_size=100))
def test_a_proof_is_read_back(index, hashes, extra):
    proof = ProofText(index, tuple(hashes), SOFA_NOTE, extra)
    assert parse_proof(str(proof)) == proof


def test_a_receipt_proves_its_leaf_and_no_other():
    proof, keys = parse_proof(MADE.receipt(2)), [MADE.signer.key]
    assert verify_proof(proof, leaf_hash(MADE.leaves[2]), keys).size == len(MADE.leaves)
    with pytest.raises(ValueError, match="not in the signed tree"):
        verify_proof(proof, leaf_hash(MADE.leaves[3]), keys)


def test_the_extra_part_holds_the_leaf_and_what_opens_it():
    extra = receipt_extra(MADE.leaves[2], salt=bytes(32), payload={"text": "été"})
    assert parse(extra) == {"leaf": parse(MADE.leaves[2]), "payload": {"text": "été"}, "salt": "00" * 32}
    assert parse(receipt_extra(MADE.leaves[2])) == {"leaf": parse(MADE.leaves[2])}


@pytest.mark.parametrize(
    "head",
    [
        "",
        "c2sp.org/tlog-proof@v2\nindex 1",
        "c2sp.org/tlog-proof@v1",
        "c2sp.org/tlog-proof@v1\nindex 01",
        "c2sp.org/tlog-proof@v1\nindex -1",
        "c2sp.org/tlog-proof@v1\nindex 1\nextra AAAA",
        "c2sp.org/tlog-proof@v1\nextra !\nindex 1",
        "c2sp.org/tlog-proof@v1\nextra AAAA",
        "c2sp.org/tlog-proof@v1\nindex 1\nAAAA",
        "c2sp.org/tlog-proof@v1\nindex 1" + "\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" * 64,
    ],
)
def test_what_is_no_proof_is_refused(head):
    with pytest.raises(ValueError):
        parse_proof(f"{head}\n\n{SOFA_NOTE}")
