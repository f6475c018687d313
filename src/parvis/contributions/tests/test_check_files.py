"""What somebody changes by hand in the tables is found at night, and said in the log, once."""

from collections.abc import Callable

import pytest
from django.db import connection

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import QuestionType
from parvis.consultations.models import PhaseAction
from parvis.consultations.tests.factories import QuestionFactory
from parvis.contributions.attachments import Attachment
from parvis.contributions.domain.anonymise import anonymise
from parvis.contributions.domain.check_files import check_files
from parvis.contributions.domain.react import mark_reaction
from parvis.contributions.domain.revise import revise
from parvis.contributions.models import Contribution
from parvis.contributions.tests.conftest import Deposit
from parvis.contributions.tests.test_coauthors import cosign
from parvis.contributions.tests.test_files import _kept, told_of
from parvis.ledger.domain.sequence import sequence
from parvis.ledger.models import Pending

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(action: PhaseAction, person: Participant, deposit: Deposit) -> Contribution:
    """A text revised once in public, with a file of its author and one of a co-author."""
    QuestionFactory.create(kind=action.kind, code="paper", type=QuestionType.FILE, settings={"count": 3})
    made = deposit(answers={"paper": [told_of(_kept(person))]})
    friend = ParticipantFactory.create()
    cosign(made, friend)
    mark_reaction(contribution=made)
    answers = {"paper": [*made.form_answers["paper"], told_of(_kept(friend, "b.txt", b"theirs"))]}
    revise(actor=friend, contribution=made, title=made.title, text=made.text, answers=answers)
    made.refresh_from_db()
    return made


def test_files_that_nobody_touched_are_sound_through_their_life(row: Contribution, person) -> None:
    assert check_files() == []
    sequence()
    assert check_files() == []
    anonymise(author=row.coauthors.get().participant)
    assert check_files() == []
    _kept(person, "c.txt", b"waits")
    anonymise(author=person)
    assert check_files() == []


def change_bytes(file: Attachment, _row: Contribution) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE contributions_attachment DROP CONSTRAINT attachment_hash")
    Attachment.objects.filter(pk=file.pk).update(content=b"others")


def change_file(file: Attachment, _row: Contribution) -> None:
    other = _kept(ParticipantFactory.create(), "x.txt", b"others")
    Attachment.objects.filter(pk=file.pk).update(content=b"others", sha256=other.sha256)


def change_file_and_words(file: Attachment, row: Contribution) -> None:
    change_file(file, row)
    file.refresh_from_db()
    [told] = [one for one in row.form_answers["paper"] if one["id"] == str(file.pk)]
    told["sha256"] = file.sha256
    Contribution.objects.filter(pk=row.pk).update(form_answers=row.form_answers)


@pytest.mark.parametrize("is_placed", [True, False])
@pytest.mark.parametrize("change", [change_bytes, change_file, change_file_and_words])
def test_a_file_that_was_changed_by_hand_is_told_once(
    row: Contribution, change: Callable[[Attachment, Contribution], None], is_placed: bool
) -> None:
    if is_placed:
        sequence()
    file = row.attachments.get(name="b.txt")
    change(file, row)
    for _night in range(2):
        assert str(file.pk) in check_files()
        told = Pending.objects.filter(kind="incident", public__file=str(file.pk))
        assert list(told.values_list("public", flat=True)) == [{"code": "file", "file": str(file.pk)}]
