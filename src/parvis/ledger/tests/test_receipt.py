"""The receipt of an act: where it is, what proves it, what became of it."""

import uuid
from collections.abc import Callable

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from parvis.ledger import queries
from parvis.ledger.domain.receipt import receipt_address, receipt_link, receipt_of, receipt_text
from parvis.ledger.domain.sequence import sequence
from parvis.ledger.enums import LeafKind
from parvis.ledger.models import Leaf
from parvis.ledger.numbers import find_number, group_number, read_number, write_number
from parvis.ledger.tests.factories import Words, grow, tell, vote
from parvis.merkle.canonical import parse
from parvis.merkle.commitments import commit
from parvis.merkle.proof_text import parse_proof, verify_proof
from parvis.merkle.tree import leaf_hash

pytestmark = pytest.mark.django_db


def logged(row: Words, *, before: int = 0, after: int = 0) -> Words:
    grow(before) if before else None
    tell(row=row)
    sequence()
    grow(after) if after else None
    return row


def test_a_number_says_its_entry_and_no_other() -> None:
    entry = uuid.uuid4()
    number = write_number(entry)
    assert (len(number), read_number(number), read_number(group_number(entry).lower())) == (26, entry, entry)
    assert find_number(f"Bonjour,\nvotre reçu : {group_number(entry)}.\n") == entry
    assert find_number(receipt_address(entry)) == entry


@pytest.mark.parametrize("text", ["", "A" * 25, "A" * 27, "a-1" * 9, "Z" * 26, "é" * 26])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no receipt"):
        read_number(text)


def test_a_proof_holds_by_itself_and_opens_the_words() -> None:
    row = logged(Words("Un banc."), before=300, after=10)
    proof = parse_proof(receipt_text(row.entry, row.salt, row.payload))
    extra = parse(proof.extra)
    data = bytes(Leaf.objects.get(entry=row.entry).data)
    assert verify_proof(proof, leaf_hash(data), queries.keys()).size == 311
    assert extra["leaf"] == parse(data)
    assert commit(bytes.fromhex(extra["salt"]), extra["payload"]).hex() == extra["leaf"]["c"]


def test_while_an_act_waits_its_receipt_is_its_number_its_key_and_its_address() -> None:
    row = Words()
    tell(row=row)
    with translation.override("en"):
        text = receipt_text(row.entry, row.salt)
    assert text.split("\n") == [
        f"Receipt number: {group_number(row.entry)}",
        f"Key that opens it: {row.salt.hex()}",
        f"http://127.0.0.1:8000/en/ledger/receipts/{write_number(row.entry)}/",
        "",
    ]


def test_the_page_of_an_act_that_waits_says_so(client: Client) -> None:
    page = client.get(receipt_link(tell()))
    assert page.status_code == 200
    assert "sous quelques secondes" in page.content.decode()


def test_the_page_shows_the_line_and_not_the_key(client: Client) -> None:
    row = logged(Words("Un banc."), after=3)
    page = client.get(receipt_link(row.entry))
    text = page.content.decode()
    assert page.context["receipt"].leaf.seq == 0
    assert (row.salt.hex() in text, "Un banc." in text, text.count("<svg")) == (
        False,
        False,
        text.count("</svg>"),
    )
    assert (page["X-Robots-Tag"], "no-store" in page["Cache-Control"]) == ("noindex", True)


def test_the_proof_is_a_file_to_keep(client: Client) -> None:
    row = logged(Words())
    response = client.get(receipt_link(row.entry) + "receipt.tlog-proof")
    proof = parse_proof(response.content.decode())
    assert response["Content-Disposition"] == 'attachment; filename="receipt.tlog-proof"'
    assert (proof.index, set(parse(proof.extra))) == (0, {"leaf"})


def test_the_file_of_an_act_that_waits_leads_to_its_page(client: Client) -> None:
    entry = tell()
    response = client.get(receipt_link(entry) + "receipt.tlog-proof")
    assert (response.status_code, response["Location"]) == (302, receipt_link(entry))


@pytest.mark.parametrize("path", ["", "receipt.tlog-proof"])
def test_a_number_that_nobody_was_given_is_not_found(client: Client, path: str) -> None:
    assert client.get(receipt_link(uuid.uuid4()) + path).status_code == 404
    assert client.get(f"/ledger/receipts/{'Z' * 26}/{path}").status_code == 404


@pytest.mark.parametrize(
    ("kinds", "fate"),
    [
        ([], "stands"),
        ([LeafKind.MODERATION_HIDE], "hidden"),
        ([LeafKind.MODERATION_HIDE, LeafKind.MODERATION_APPEAL], "hidden"),
        ([LeafKind.MODERATION_HIDE, LeafKind.MODERATION_RESTORE], "stands"),
        ([LeafKind.CONTRIBUTION_REVISED], "replaced"),
        ([LeafKind.CONTRIBUTION_WITHDRAWN], "withdrawn"),
        ([LeafKind.ERASURE, LeafKind.MODERATION_HIDE], "erased"),
    ],
)
def test_what_became_of_an_act_is_told(kinds: list[LeafKind], fate: str) -> None:
    row = logged(Words())
    for kind in kinds:
        tell(kind, reference=row.entry)
    sequence()
    receipt = receipt_of(row.entry)
    assert (receipt.fate, [leaf.kind for leaf in receipt.followed]) == (fate, kinds)


def test_the_time_of_a_vote_is_told_as_rounded(client: Client) -> None:
    entry = vote()
    sequence()
    assert "arrondi à l’heure" in client.get(receipt_link(entry)).content.decode()


def test_a_receipt_costs_as_much_in_a_long_log(
    client: Client, django_assert_max_num_queries: Callable
) -> None:
    row = logged(Words(), before=700, after=600)
    client.get(receipt_link(row.entry))
    with django_assert_max_num_queries(11):
        client.get(receipt_link(row.entry))


def test_its_holder_is_given_the_key_on_the_page_of_the_act() -> None:
    row = logged(Words("Un banc."))
    receipt = receipt_of(row.entry, row.salt, row.payload)
    shown = render_to_string("ledger/_receipt.html", {"receipt": receipt})
    assert receipt.link in shown
    assert receipt.text.split("\n")[1] in shown
    assert receipt.file in shown
