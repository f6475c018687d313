"""Keys: made at first need, in a file of their owner alone, changed in the open."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from parvis.ledger import queries
from parvis.ledger.domain.halt import halt
from parvis.ledger.domain.keys import KeyMissing, first_key, key_file, signer
from parvis.ledger.domain.rotate_key import rotate_key, rotation_text
from parvis.ledger.domain.sequence import sequence
from parvis.ledger.enums import HaltCode
from parvis.ledger.models import Checkpoint, SigningKey
from parvis.ledger.tests.factories import grow, tell
from parvis.merkle.checkpoints import open_checkpoint
from parvis.merkle.ed25519 import verify_signature
from parvis.merkle.notes import from_base64, parse_vkey

pytestmark = pytest.mark.django_db


def test_the_first_key_is_made_once_in_a_file_of_its_owner_alone() -> None:
    key = first_key()
    assert (first_key(), SigningKey.objects.get().vkey) == (key, key.vkey)
    path = key_file(key)
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_what_is_in_the_database_cannot_sign() -> None:
    grow(1)
    private = key_file(first_key()).read_text().split("\n")[1]
    assert private not in SigningKey.objects.get().vkey + Checkpoint.objects.get().note


def test_the_name_of_the_log_is_set_once_for_all(settings: object) -> None:
    settings.PARVIS_LEDGER_NAME = "town.example/log"  # type: ignore[attr-defined]
    assert first_key().name == "town.example/log"
    settings.PARVIS_LEDGER_NAME = "other.example/log"  # type: ignore[attr-defined]
    assert (signer().key.name, rotate_key()[1].name) == ("town.example/log", "town.example/log")


def test_without_the_file_of_its_key_nothing_is_signed_and_what_waits_waits() -> None:
    key_file(first_key()).unlink()
    tell()
    with pytest.raises(KeyMissing):
        sequence()
    assert Checkpoint.objects.count() == 0


def test_the_file_of_another_key_is_refused() -> None:
    former, _ = rotate_key()
    key_file(first_key()).write_bytes(key_file(former).read_bytes())
    with pytest.raises(KeyMissing):
        signer()


def test_a_change_of_key_is_a_line_signed_by_both() -> None:
    grow(2)
    former, new = rotate_key()
    leaf = json.loads(queries.leaves_between(2, 3)[0])
    public = leaf["pub"]
    assert (leaf["kind"], public["former"], public["new"]) == ("key.rotate", former.vkey, new.vkey)
    text = rotation_text(former, new)
    assert verify_signature(former.public, text, from_base64(public["signed_by_former"]))
    assert verify_signature(new.public, text, from_base64(public["signed_by_new"]))


def test_the_checkpoint_of_the_change_is_signed_by_both_and_the_next_by_the_new_key_alone() -> None:
    former, new = rotate_key()
    assert [open_checkpoint(queries.latest().note, [key]).size for key in (former, new)] == [1, 1]
    grow(1)
    note = queries.latest().note
    assert open_checkpoint(note, [new]).size == 2
    with pytest.raises(ValueError, match="no expected key"):
        open_checkpoint(note, [former])


def test_the_change_comes_after_all_that_waited() -> None:
    tell()
    rotate_key()
    kinds = [json.loads(data)["kind"] for data in queries.leaves_between(0, 9)]
    assert kinds == ["contribution.accepted", "key.rotate"]
    assert list(SigningKey.objects.order_by("pk").values_list("since", flat=True)) == [0, 2]


def test_the_command_tells_the_new_key_and_where_the_former_is() -> None:
    former, out = first_key(), StringIO()
    call_command("rotate_ledger_key", stdout=out)
    assert queries.keys()[0].vkey in out.getvalue()
    assert str(key_file(former)) in out.getvalue()
    assert Path(key_file(former)).exists()
    assert parse_vkey(queries.keys()[1].vkey) == former


def test_the_key_of_a_log_that_stopped_is_not_changed() -> None:
    first_key()
    halt(code=HaltCode.SHORT, facts={})
    with pytest.raises(CommandError, match="resume_ledger"):
        call_command("rotate_ledger_key")
    assert SigningKey.objects.count() == 1
