"""Checkpoints against the example of C2SP."""

import pytest

from parvis.merkle.checkpoints import (
    SignedHead,
    checkpoint_text,
    open_checkpoint,
    parse_checkpoint,
    read_checkpoint,
)
from parvis.merkle.tests.made import Signer
from parvis.merkle.tests.vectors import SOFA_NOTE

ROOT = bytes(range(32))


def test_the_example_of_the_specification():
    head = read_checkpoint(SOFA_NOTE)
    assert (head.origin, head.size, head.root[:2].hex()) == ("example.com/behind-the-sofa", 20852163, "0ac5")
    assert SOFA_NOTE.startswith(checkpoint_text(head.origin, head.size, head.root) + "\n")


def test_a_signed_checkpoint_is_opened_with_its_key_alone():
    note = Signer(1).sign(7, ROOT)
    assert open_checkpoint(note, [Signer(1).key]) == SignedHead(Signer(1).key.name, 7, ROOT)
    with pytest.raises(ValueError, match="no expected key"):
        open_checkpoint(note, [Signer(2).key])


def test_further_lines_are_let_through():
    text = checkpoint_text("log", 0, ROOT) + "extension\n"
    assert parse_checkpoint(text) == SignedHead("log", 0, ROOT)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "log\n7\n",
        "\n7\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "log\n07\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "log\n-7\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "log\n٧\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "log\n7\nAAEC\n",
        "log\n7\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\n",
        "log\n7\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "log\n7\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n\nmore\n",
        "log\n99999999999999999999\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text):
    with pytest.raises(ValueError):
        parse_checkpoint(text)


@pytest.mark.parametrize(
    ("origin", "size", "root"), [("", 1, ROOT), ("a\nb", 1, ROOT), ("a", -1, ROOT), ("a", 1, b"")]
)
def test_what_makes_no_checkpoint_is_not_written(origin, size, root):
    with pytest.raises(ValueError, match="origin on one line"):
        checkpoint_text(origin, size, root)
