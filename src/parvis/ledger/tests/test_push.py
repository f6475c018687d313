"""Checkpoints are left outside, and each attempt is told."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from parvis.jobs.models import Mail
from parvis.ledger import queries
from parvis.ledger.domain.outside import name_of, read_last
from parvis.ledger.domain.push import push
from parvis.ledger.models import Deposit
from parvis.ledger.tests.factories import grow

pytestmark = pytest.mark.django_db


@pytest.fixture
def to(settings: object) -> Callable[..., None]:
    """Name the outside places."""

    def choose(*places: str) -> None:
        settings.PARVIS_LEDGER_PUSH = list(places)  # type: ignore[attr-defined]

    return choose


def test_a_folder_keeps_each_checkpoint_and_names_the_last(to: Callable[..., None], tmp_path: Path) -> None:
    to(f"file://{tmp_path}/kept/")
    for size in (2, 3):
        grow(size)
        push()
    notes = {path.name: path.read_text() for path in (tmp_path / "kept").iterdir()}
    assert set(notes) == {"checkpoint", "checkpoint-2", "checkpoint-5"}
    assert notes["checkpoint"] == notes["checkpoint-5"] == queries.latest().note
    assert (tmp_path / "kept" / "checkpoint").stat().st_mode & 0o777 == 0o644


def test_a_file_is_replaced(to: Callable[..., None], tmp_path: Path) -> None:
    place = f"file://{tmp_path}/last.txt"
    to(place)
    for _ in range(2):
        grow(1)
        push()
    assert os.listdir(tmp_path) == ["last.txt"]
    assert read_last(place) == queries.latest().note


def test_a_person_receives_the_checkpoint(to: Callable[..., None]) -> None:
    to("mailto:redaction@journal.example")
    grow(1)
    push()
    mail = Mail.objects.get()
    assert mail.recipient == "redaction@journal.example"
    assert queries.latest().note in mail.text


def test_a_place_that_fails_is_told_and_the_others_get_theirs(
    to: Callable[..., None], tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("")
    to(f"file://{tmp_path}/taken/x/", "ftp://example.org/", "https://127.0.0.1/x", f"file://{tmp_path}/good")
    grow(4)
    push()
    made = Deposit.objects.order_by("pk").values_list("size", "failure")
    assert list(made) == [(4, "NotADirectoryError"), (4, "ValueError"), (4, "Forbidden"), (4, "")]


def test_nothing_is_left_while_nothing_is_signed(to: Callable[..., None], tmp_path: Path) -> None:
    to(f"file://{tmp_path}/x")
    assert (push(), list(tmp_path.iterdir())) == ([], [])


def test_a_place_is_named_without_what_is_secret_or_personal() -> None:
    assert name_of("https://user:password@archive.example:8443/a?token=1") == "archive.example"
    assert name_of("mailto:anne@journal.example") == "par courriel à journal.example"
    assert name_of("file:///srv/kept/") == "un dossier de l’exploitant"
