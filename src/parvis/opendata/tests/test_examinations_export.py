"""Verdicts in the open data, each row opening its line of the log; nothing of one before its verdict."""

import csv
import io
import json
from zipfile import ZipFile

import pytest

from parvis.ledger.domain.sequence import sequence
from parvis.opendata.tests.town import Town, export, found_town, verified
from parvis.restitution.domain.answer_many import AnswerDraft
from parvis.restitution.domain.give_verdict import Verdict, decide
from parvis.restitution.enums import AnswerStatus, ExaminationAct
from parvis.restitution.models import Appraisal
from parvis.restitution.tests.factories import ExaminationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    """A text that was decided on, and one that is being examined."""
    made = found_town()
    text = made.write("Un banc")
    held = ExaminationFactory(contribution=text, analysed=True)
    held.steps.create(act=ExaminationAct.ANALYSED, text="Le maire y tient.", author=held.analyst)
    draft = AnswerDraft(AnswerStatus.KEPT, "Dix bancs.", "La ville")
    decide(actor=made.organiser, examination=held, verdict=Verdict(draft, str(text.entry)))
    ExaminationFactory(contribution=made.write("Une fontaine"), analysed=True, summary="Trop cher.")
    sequence()
    return made


def test_every_row_opens_its_line_and_what_stays_inside_is_in_no_file(town, tmp_path) -> None:
    path = export(town, tmp_path)

    result = verified(path)

    assert (result.findings.counts, result.sound) == ({}, True)
    with ZipFile(path) as pack:
        (row,) = [json.loads(line)["payload"] for line in pack.read("rows/examinations.jsonl").splitlines()]
        table = list(csv.DictReader(io.StringIO(pack.read("examinations.csv").decode("utf-8-sig"))))
        everything = b"".join(pack.read(name) for name in pack.namelist()).decode("utf-8", "replace")
    assert (row["contribution"], row["status"]) == (town.items["Un banc"].pk, "kept")
    assert [line["state"] for line in table] == ["decided", "under_way"]
    assert "Le maire y tient." not in everything
    assert "Trop cher." not in everything


def test_what_was_found_rewritten_behind_the_back_of_the_site_is_named(town, tmp_path) -> None:
    Appraisal.objects.filter(criterion="cost").update(amount=1)
    assert verified(export(town, tmp_path)).findings.counts == {"row_altered": 1}
