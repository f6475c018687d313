"""Receipts, held against the log of an export."""

import pytest

from parvis.merkle.canonical import canonical, parse
from parvis.merkle.proof_text import ProofText, parse_proof
from parvis.merkle.tests.made import Made, Signer, a_consultation
from parvis.merkle.tests.reading import found, verify


def opening(made: Made, seq: int) -> dict[str, object]:
    """The salt and the words of a contribution, as its author has them."""
    row = next(row for row in made.rows["contributions"] if row["seq"] == seq)
    return {"salt": bytes.fromhex(row["salt"]), "payload": row["payload"]}


def test_a_good_receipt(tmp_path):
    made = a_consultation()
    receipt = made.receipt(2)
    made.contribute("Plus tard.")
    result = verify(tmp_path, made, receipts=[receipt])
    assert (result.sound, result.consistent) == (True, 3)
    assert result.findings.remarks == [("receipt_good", {"seq": 2, "kind": "contribution.accepted"})]


def test_a_receipt_that_holds_the_words_opens_its_leaf(tmp_path):
    made = a_consultation()
    result = verify(tmp_path, made, receipts=[made.receipt(2, **opening(made, 2))])
    assert (result.sound, result.findings.remarks[0][0]) == (True, "receipt_opened")


def test_ends_of_lines_changed_by_mail_do_no_harm(tmp_path):
    made = a_consultation()
    receipt = "\ufeff" + made.receipt(2).replace("\n", "\r\n") + "\r\n\r\n"
    assert verify(tmp_path, made, receipts=[receipt], since=[made.note(5).replace("\n", "\r\n")]).sound


def test_a_receipt_whose_words_are_others(tmp_path):
    made = a_consultation()
    receipt = made.receipt(2, **{**opening(made, 2), "payload": {"text": "Autre."}})
    assert found(verify(tmp_path, made, receipts=[receipt])) == [("receipt_words_differ", 2)]


def test_a_receipt_that_shows_another_leaf(tmp_path):
    made = a_consultation()
    extra = canonical({"leaf": parse(made.leaves[3])})
    proof = parse_proof(made.receipt(2))
    receipt = str(ProofText(2, proof.hashes, proof.checkpoint, extra))
    assert found(verify(tmp_path, made, receipts=[receipt])) == [("receipt_leaf_differs", 2)]


def test_a_receipt_whose_leaf_was_replaced(tmp_path):
    made = a_consultation()
    receipt = made.receipt(2)
    made.leaves[2] = canonical({**parse(made.leaves[2]), "c": "ab" * 32})
    made.older = []
    made.drop(2)
    result = verify(tmp_path, made, receipts=[receipt])
    assert found(result) == [("fork", None), ("receipt_not_proved", 2), ("unexplained", 2)]


def test_a_receipt_of_a_leaf_that_is_gone(tmp_path):
    made = a_consultation()
    made.contribute("Perdu.")
    receipt = made.receipt(47)
    result = verify(tmp_path, a_consultation(), receipts=[receipt])
    assert found(result) == [("rolled_back", None), ("receipt_absent", 47)]


def test_a_receipt_of_another_log(tmp_path):
    made = a_consultation()
    other = Made(Signer(3, "other.example"), leaves=made.leaves)
    assert found(verify(tmp_path, made, receipts=[other.receipt(2)])) == [("older_of_other_log", None)]


@pytest.mark.parametrize("receipt", ["", "x", "c2sp.org/tlog-proof@v1\nindex 1\n\nno checkpoint\n"])
def test_what_is_no_receipt(tmp_path, receipt):
    result = verify(tmp_path, a_consultation(), receipts=[receipt])
    assert (result.complete, found(result)[0][0][:4]) in [(False, "rece"), (False, "chec")]
