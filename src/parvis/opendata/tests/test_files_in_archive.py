"""An archive of texts with files: their hashes are sealed, and what is erased leaves the proof whole."""

import json
import zipfile
from pathlib import Path
from uuid import uuid4

import pytest

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import QuestionType
from parvis.consultations.tests.factories import QuestionFactory
from parvis.contributions.attachments import mention
from parvis.contributions.domain.anonymise import anonymise
from parvis.contributions.domain.erase_joined import erase_joined
from parvis.contributions.domain.react import mark_reaction
from parvis.contributions.domain.revise import revise
from parvis.contributions.domain.submit import submit
from parvis.contributions.domain.withdraw import withdraw
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import AttachmentFactory
from parvis.contributions.tests.test_coauthors import cosign
from parvis.moderation.tests.factories import moderator_of
from parvis.opendata.tests.town import Town, export, found_town, verified

pytestmark = pytest.mark.django_db


def deposited(town: Town, title: str) -> Contribution:
    author = ParticipantFactory.create()
    return submit(
        actor=author, action=town.deposit, title=title, text="Avec un plan.", theme=None, responds_to=None,
        idempotency_key=uuid4(), answers=joined(author, title),
    )  # fmt: skip


def joined(author, name: str) -> dict[str, list[dict[str, str]]]:
    file = AttachmentFactory.create(contribution=None, owner=author, content=name.encode())
    return {"plan": [{"id": str(file.pk), "sha256": "", "type": "text/plain"}]}


def test_the_archive_tells_the_hash_of_each_file_and_is_sound(tmp_path: Path) -> None:
    town = found_town()
    QuestionFactory.create(kind=town.deposit.kind, code="plan", type=QuestionType.FILE)
    kept, gone, left = (deposited(town, title) for title in ("Gardé", "Retiré", "Parti"))
    mark_reaction(contribution=kept)
    mark_reaction(contribution=left)
    for row in (kept, left):
        revise(actor=row.author, contribution=row, title=row.title, text="Un autre plan.",
               answers=joined(row.author, f"{row.title} bis"))  # fmt: skip
    withdraw(actor=gone.author, contribution=gone)
    anonymise(author=left.author)

    path = export(town, tmp_path)

    result = verified(path)
    assert (result.findings.counts, result.sound) == ({}, True)
    with zipfile.ZipFile(path) as archive:
        whole = archive.read("rows/contributions.jsonl") + archive.read("rows/versions.jsonl")
        rows = [json.loads(line)["payload"] for line in archive.read("rows/contributions.jsonl").splitlines()]
    told = {row["title"]: [one["sha256"] for one in row.get("answers", {}).get("plan", [])] for row in rows}
    kept.refresh_from_db()
    assert told == {"Gardé": [kept.form_answers["plan"][0]["sha256"]], "Parti": []}
    assert {file.sha256 in whole.decode() for file in kept.attachments.all()} == {True}
    assert kept.attachments.count() == 2


def test_a_file_survives_verification_at_each_step_of_its_life(tmp_path: Path) -> None:
    """Its mention is in the answers of the text, then of the former version, then nowhere."""
    town = found_town()
    QuestionFactory.create(kind=town.deposit.kind, code="plan", type=QuestionType.FILE, settings={"count": 2})
    row = deposited(town, "Un plan")
    author, other = row.author, deposited(town, "Un autre")
    first = mention(row.attachments.get())
    assert told_in(step(town, tmp_path, "sent"), "contributions") == [first, mention(other.attachments.get())]

    mark_reaction(contribution=row)
    revise(actor=author, contribution=row, title=row.title, text="Mieux.", answers=joined(author, "Mieux"))
    row.refresh_from_db()
    second = {**row.form_answers["plan"][0]}
    path = step(town, tmp_path, "revised")
    assert told_in(path, "versions") == [first]
    assert second["sha256"] in [one["sha256"] for one in told_in(path, "contributions")]

    withdraw(actor=author, contribution=row)
    path = step(town, tmp_path, "withdrawn")
    assert (told_in(path, "versions"), len(told_in(path, "contributions"))) == ([], 1)
    erase_joined(actor=moderator_of(town.consultation), contribution=other)
    assert told_in(step(town, tmp_path, "erased"), "contributions") == []
    anonymise(author=author)
    anonymise(author=other.author)
    path = step(town, tmp_path, "left")
    assert (told_in(path, "versions"), told_in(path, "contributions")) == ([], [])


def test_the_archive_is_sound_once_a_coauthor_left_with_their_file(tmp_path: Path) -> None:
    town, friend = found_town(), ParticipantFactory.create()
    QuestionFactory.create(kind=town.deposit.kind, code="plan", type=QuestionType.FILE, settings={"count": 2})
    row = deposited(town, "À deux")
    cosign(row, friend)
    mark_reaction(contribution=row)
    answers = {"plan": [*row.form_answers["plan"], *joined(friend, "Le sien")["plan"]]}
    revise(actor=friend, contribution=row, title=row.title, text="À deux.", answers=answers)
    revise(actor=row.author, contribution=row, title=row.title, text="Toujours à deux.")
    assert len(told_in(step(town, tmp_path, "two"), "contributions")) == 2
    anonymise(author=friend)
    assert len(told_in(step(town, tmp_path, "one"), "contributions")) == 1


def step(town: Town, folder: Path, name: str) -> Path:
    """An archive that is sound."""
    (folder / name).mkdir()
    path = export(town, folder / name)
    result = verified(path)
    assert (result.findings.counts, result.sound) == ({}, True)
    return path


def told_in(path: Path, table: str) -> list[dict[str, object]]:
    """The files of the answers of a table, by what does not depend on the words of an author."""
    with zipfile.ZipFile(path) as archive:
        lines = archive.read(f"rows/{table}.jsonl").splitlines()
    rows = [json.loads(line).get("payload") or {} for line in lines]
    found = [one for row in rows for one in row.get("answers", {}).get("plan", [])]
    return [{fact: value for fact, value in one.items() if fact != "description"} for one in found]
