"""At the start, the log must hold what outside places keep of it; a person decides otherwise."""

import json
import uuid
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from parvis.ledger import queries
from parvis.ledger.domain.check_start import check_start
from parvis.ledger.domain.push import push
from parvis.ledger.domain.sequence import sequence
from parvis.ledger.enums import HaltCode
from parvis.ledger.models import Checkpoint, Halt, Head, Leaf, SigningKey, Tile
from parvis.ledger.tests.factories import grow, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(settings: object, tmp_path: Path) -> Path:
    """The file of an outside place, which holds a checkpoint of five lines."""
    path = tmp_path / "kept"
    settings.PARVIS_LEDGER_PUSH = [f"file://{path}"]  # type: ignore[attr-defined]
    grow(5)
    push()
    return path


def restore_backup(*, leaves: int) -> None:
    """The database as it was when the log had so many lines, fewer than what is kept outside."""
    for model in (Leaf, Checkpoint, Head, Tile):
        model.objects.all().delete()
    grow(leaves)


def command(*arguments: str) -> str:
    out = StringIO()
    call_command("resume_ledger", *arguments, stdout=out)
    return out.getvalue()


def incidents() -> list[dict]:
    leaves = [json.loads(data) for data in queries.leaves_between(0, 1000)]
    return [leaf["pub"] for leaf in leaves if leaf["kind"] == "incident"]


def test_a_log_that_went_on_starts(kept: Path) -> None:
    grow(3)
    assert (check_start(), Halt.objects.count()) == ("", 0)


def test_a_log_shorter_than_what_is_kept_outside_signs_nothing_more(kept: Path) -> None:
    restore_backup(leaves=3)
    told = check_start()
    tell()
    assert (sequence(), queries.signed_size()) == (0, 3)
    assert Halt.objects.get().code == HaltCode.SHORT
    assert "contient 3 lignes" in told
    assert "en compte 5" in told


def test_another_history_is_seen_even_when_it_is_longer(kept: Path) -> None:
    restore_backup(leaves=8)
    assert "n’est pas dans son histoire" in check_start()
    assert Halt.objects.get().code == HaltCode.FORK


def test_why_it_stopped_is_told_again_at_each_start(kept: Path) -> None:
    restore_backup(leaves=3)
    check_start()
    kept.unlink()
    assert "plus court" in check_start()
    assert Halt.objects.count() == 1


@pytest.mark.parametrize("content", ["", "nonsense", None])
def test_a_place_that_cannot_be_read_stops_nothing(kept: Path, content: str | None) -> None:
    restore_backup(leaves=3)
    kept.unlink() if content is None else kept.write_text(content)
    assert check_start() == ""


def test_a_checkpoint_that_this_log_did_not_sign_stops_nothing(kept: Path) -> None:
    SigningKey.objects.all().delete()
    restore_backup(leaves=3)
    assert check_start() == ""


def test_the_command_says_what_going_on_entails_and_does_nothing_by_itself(kept: Path) -> None:
    assert "nothing to resume" in command()
    restore_backup(leaves=3)
    check_start()
    assert "If a more recent backup exists" in command()
    assert Halt.objects.get().lifted_at is None


def test_once_a_person_has_decided_it_signs_and_says_so(kept: Path) -> None:
    restore_backup(leaves=3)
    check_start()
    command("--decided")
    tell()
    sequence()
    stopped, resumed = incidents()
    assert (stopped["code"], stopped["outside_size"]) == ("short", 5)
    assert (resumed["code"], resumed["after"], resumed["size"]) == ("resumed", "short", 3)
    assert check_start() == ""


def test_an_empty_database_put_in_the_place_of_a_log_may_be_decided_too(kept: Path) -> None:
    restore_backup(leaves=0)
    check_start()
    command("--decided")
    sequence()
    assert [incident["code"] for incident in incidents()] == ["short", "resumed"]


def test_a_damaged_head_is_made_again_from_the_lines() -> None:
    grow(5)
    Head.objects.update(size=4, peaks=[b"x" * 32])
    tell()
    with pytest.raises(Exception, match="not the one"):
        sequence()
    command("--decided")
    sequence()
    assert (queries.signed_size(), incidents()[-1]["code"]) == (8, "resumed")


@pytest.mark.parametrize("damage", ["altered", "beside"])
def test_lines_that_are_not_those_that_were_signed_cannot_be_resumed(damage: str) -> None:
    grow(5)
    if damage == "altered":
        Leaf.objects.filter(seq=2).update(data=b"{}")
    else:
        Leaf.objects.create(seq=5, entry=uuid.uuid4(), data=b"{}")
    Halt.objects.create(code=HaltCode.FORK)
    with pytest.raises(CommandError, match="sauvegarde"):
        command("--decided")
    assert Halt.objects.get().lifted_at is None
