"""Bringing a receipt back: the log is held against it."""

import uuid
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from parvis.ledger.domain.find import find
from parvis.ledger.domain.receipt import receipt_address, receipt_text
from parvis.ledger.domain.sequence import sequence
from parvis.ledger.enums import LeafKind, Verdict
from parvis.ledger.models import Checkpoint, Head, Leaf, SigningKey, Tile
from parvis.ledger.numbers import group_number
from parvis.ledger.tests.factories import Words, grow, tell
from parvis.merkle.proof_text import parse_proof

pytestmark = pytest.mark.django_db
PAGE = "/ledger/find/"


@pytest.fixture
def row() -> Words:
    """An act that has its place, among others."""
    grow(300)
    made = Words("Un banc.")
    tell(row=made)
    sequence()
    return made


@pytest.fixture
def receipt(row: Words) -> str:
    return receipt_text(row.entry, row.salt, row.payload)


def start_again(*, leaves: int) -> None:
    """Another history, signed by the same key: what a forger who holds everything can do."""
    for model in (Leaf, Checkpoint, Head, Tile):
        model.objects.all().delete()
    grow(leaves)


def test_a_receipt_is_found_and_held_against_the_log_as_it_is(receipt: str) -> None:
    grow(400)
    found = find(receipt)
    assert (found.verdict, found.leaf.seq, found.kept.size, found.checkpoint.size) == (
        Verdict.HOLDS,
        300,
        301,
        701,
    )
    assert (found.fate, found.opens) == ("stands", True)


@pytest.mark.parametrize("way", ["number", "address", "mail"])
def test_a_number_is_enough(row: Words, way: str) -> None:
    number, address = group_number(row.entry), receipt_address(row.entry)
    text = {"number": number.lower(), "address": address, "mail": f"Bonjour,\r\n> {number}\r\nMerci"}[way]
    found = find(text)
    assert (found.verdict, found.entry, found.leaf.seq) == (Verdict.HOLDS, row.entry, 300)


def test_a_receipt_pasted_with_the_rest_of_a_mail_is_read(receipt: str) -> None:
    assert find("Bonjour,\r\n\r\n" + receipt.replace("\n", "\r\n") + "\r\n\r\n").verdict == Verdict.HOLDS


def test_an_act_that_waits_is_said_to_wait() -> None:
    entry = tell()
    assert find(group_number(entry)).verdict == Verdict.WAITING


def test_a_number_that_nobody_was_given_is_unknown() -> None:
    assert find(group_number(uuid.uuid4())).verdict == Verdict.UNKNOWN


@pytest.mark.parametrize("text", ["Bonjour", "c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v1\nindex 0\n\n"])
def test_what_is_no_receipt_is_not_read(text: str) -> None:
    assert find(text).verdict in {Verdict.UNREADABLE, Verdict.FOREIGN}


def test_the_receipt_of_another_log_is_foreign(receipt: str) -> None:
    SigningKey.objects.all().delete()
    start_again(leaves=301)
    assert find(receipt).verdict == Verdict.FOREIGN


def test_words_that_are_not_those_of_the_receipt_are_told(row: Words) -> None:
    found = find(receipt_text(row.entry, row.salt, "Deux bancs."))
    assert (found.verdict, found.opens) == (Verdict.HOLDS, False)


def test_a_receipt_moved_to_another_line_proves_nothing(receipt: str) -> None:
    assert find(receipt.replace("index 300", "index 301")).verdict == Verdict.BROKEN
    assert find(receipt.replace("index 300", "index 5")).verdict == Verdict.BROKEN


def test_a_receipt_without_its_line_and_with_another_proof_is_broken(receipt: str) -> None:
    lines = receipt.split("\n")
    proof = parse_proof(receipt)
    bare = "\n".join([lines[0], *lines[2:]]).replace(f"index {proof.index}", "index 5")
    assert find(bare).verdict == Verdict.BROKEN


def test_a_line_altered_since_is_seen(receipt: str) -> None:
    Leaf.objects.filter(seq=300).update(data=bytes(Leaf.objects.get(seq=299).data))
    assert find(receipt).verdict == Verdict.ALTERED


def test_a_log_cut_short_is_seen(receipt: str) -> None:
    start_again(leaves=100)
    assert find(receipt).verdict == Verdict.MISSING


def test_a_history_written_anew_around_the_same_line_is_seen(receipt: str) -> None:
    data = bytes(Leaf.objects.get(seq=300).data)
    start_again(leaves=400)
    Leaf.objects.filter(seq=300).update(data=data)
    assert find(receipt).verdict == Verdict.FORKED


@pytest.mark.parametrize("way", ["text", "file"])
def test_the_page_reads_what_is_pasted_and_what_is_brought(client: Client, receipt: str, way: str) -> None:
    file = SimpleUploadedFile("receipt.tlog-proof", receipt.encode())
    page = client.post(PAGE, {"text": receipt} if way == "text" else {"file": file})
    assert page.status_code == 200
    assert page.context["found"].verdict == Verdict.HOLDS
    assert "Un banc." not in page.content.decode()


@pytest.mark.parametrize(
    "data", [{}, {"text": "x" * 64_001}, {"file": b"\xff\xfe\x00"}, {"file": b"x" * 64_001}]
)
def test_nothing_too_much_or_no_text_is_refused_in_words(client: Client, data: dict) -> None:
    sent = {
        name: SimpleUploadedFile("a", value) if isinstance(value, bytes) else value
        for name, value in data.items()
    }
    page = client.post(PAGE, sent)
    assert (page.context["found"], len(page.context["form"].errors)) == (None, 1)


def test_what_became_of_the_act_is_shown(client: Client, row: Words) -> None:
    tell(LeafKind.MODERATION_HIDE, reference=row.entry)
    sequence()
    page = client.post(PAGE, {"text": group_number(row.entry)})
    assert "La modération l’a masqué" in page.content.decode()


def test_finding_costs_as_much_in_a_long_log(
    client: Client, receipt: str, django_assert_max_num_queries: Callable
) -> None:
    grow(900)
    client.post(PAGE, {"text": receipt})
    with django_assert_max_num_queries(14):
        client.post(PAGE, {"text": receipt})
