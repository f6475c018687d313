"""Signed notes against the examples of C2SP and of the Go implementation."""

import pytest

from parvis.merkle.notes import Key, Signature, from_base64, open_note, parse_note, parse_vkey, sign_note
from parvis.merkle.tests.made import Signer
from parvis.merkle.tests.vectors import PETER, PETER_NOTE, PETER_TEXT, QUASIMODO_NOTE

TEXT = "Un texte.\n"


def test_the_example_of_the_go_implementation():
    assert open_note(PETER_NOTE, [parse_vkey(PETER)]).text == PETER_TEXT
    with pytest.raises(ValueError, match="not that of the text"):
        open_note(PETER_NOTE.replace("answer", "Answer"), [parse_vkey(PETER)])


def test_the_example_of_the_specification_is_read_whole():
    note = parse_note(QUASIMODO_NOTE)
    assert note.text.endswith("\n\ned è subito sera.\n")
    assert [(one.name, one.key_id.hex(), len(one.data)) for one in note.signatures] == [
        ("quasimodo.example/salvatore", "367ba04b", 64)
    ]


def test_a_key_is_read_and_written_the_same():
    assert parse_vkey(PETER).vkey == PETER


def test_no_part_of_a_key_and_no_altered_key_is_a_key():
    parts = [PETER[start:end] for start in range(len(PETER)) for end in range(start + 1, len(PETER) + 1)]
    altered = [f"{PETER[:at]}{chr(ord(PETER[at]) + 1)}{PETER[at + 1 :]}" for at in range(len(PETER))]
    for text in [*parts, *altered]:
        if text != PETER:
            with pytest.raises(ValueError):
                parse_vkey(text)


def test_a_key_of_another_algorithm_or_length_is_refused():
    for text in (
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ):
        with pytest.raises(ValueError):
            parse_vkey(text)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u2003b", "a\nb"])
def test_names_of_keys_have_no_space_nor_plus(name):
    with pytest.raises(ValueError, match="has a name"):
        Key(name, bytes(32))


def test_several_signatures_and_unknown_keys():
    one, two, three = Signer(1, "one.example"), Signer(2, "two.example"), Signer(3, "three.example")
    note = sign_note(TEXT, *((signer.key, signer.private.sign) for signer in (one, two)))
    assert [signature.name for signature in open_note(note, [two.key]).signatures] == [
        "one.example",
        "two.example",
    ]
    with pytest.raises(ValueError, match="no expected key"):
        open_note(note, [three.key])


def test_a_known_key_whose_signature_is_false_spoils_the_note():
    one, two = Signer(1, "one.example"), Signer(2, "two.example")
    note = sign_note(TEXT, (one.key, one.private.sign), (two.key, one.private.sign))
    assert open_note(note, [one.key]).text == TEXT
    with pytest.raises(ValueError, match="not that of the text"):
        open_note(note, [one.key, two.key])


def test_a_key_of_the_same_name_but_another_number_is_unknown():
    note = sign_note(TEXT, (Signer(1).key, Signer(1).private.sign))
    with pytest.raises(ValueError, match="no expected key"):
        open_note(note, [Signer(2).key])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "text",
        "text\n",
        "text\n\n",
        "text\n\n— a AAAAAAAA",
        "text\r\n\n— a AAAAAAAA\n",
        "text\n\n- a AAAAAAAA\n",
        "text\n\n— a AAAA\n",
        "text\n\n— a  AAAAAAAA\n",
        "text\n\n— a AAAAAAAA extra\n",
        "text\n\n— a AAAAAAA\n",
        "text\n\n— a AAAAAAAB====\n",
        "text\n\n— a AAAAAAAA\n\n",
        "text\n\n" + "— a AAAAAAAA\n" * 65,
        "text" * 300_000 + "\n\n— a AAAAAAAA\n",
    ],
)
def test_what_is_no_note_is_refused(text):
    with pytest.raises(ValueError):
        parse_note(text)


def test_sixteen_signatures_are_read():
    note = parse_note("text\n\n" + "— a AAAAAAAA\n" * 16)
    assert note.signatures == (Signature("a", bytes(4), bytes(2)),) * 16


def test_a_text_to_sign_ends_with_a_newline():
    with pytest.raises(ValueError, match="newline"):
        sign_note("text", (Signer().key, Signer().private.sign))


@pytest.mark.parametrize("text", ["AA", "AB==", "A A=", "AA==\n", "é", "-_-_"])
def test_base64_has_one_form(text):
    with pytest.raises(ValueError):
        from_base64(text)
