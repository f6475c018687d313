"""Importing answers to the open questions of the Grand Débat National of 2019."""

import csv
import gzip
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.utils.timezone import localtime

from parvis.consultations.models import ConsultationPage, Theme
from parvis.contributions.models import Contribution
from parvis.ledger.models import Leaf
from parvis.opendata.imports.run import ImportReport, run_import
from parvis.opendata.tests.data import SHARED, needs_shared_data

pytestmark = pytest.mark.django_db
HEADER = ["id", "theme", "q", "label", "text"]
ROWS = [
    ["7", "democratie", "30", "democratie_30", "Il faut des bancs, et de l’ombre."],
    ["7", "transition", "14", "transition_14", "Il faut des arbres."],
    ["8", "democratie", "11", "democratie_11", "Il faut du temps.\nEt des bancs."],
    ["9", "democratie", "30", "democratie_30", "Il faut des bancs, et de l’ombre."],
]


def run(folder: Path, *rows: list[str], header: list[str] = HEADER) -> ImportReport:
    with (folder / "answers.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    return run_import(format_name="grand-debat", path=folder)


def test_an_answer_has_its_question_as_its_theme_in_the_order_of_questionnaires(tmp_path) -> None:
    figures = {"contributions": 4, "arguments": 0, "votes": 0, "participants": 0, "refused": 0}
    assert run(tmp_path, *ROWS).figures() == figures
    questions = [
        "La transition écologique, question 14",
        "La démocratie et la citoyenneté, question 11",
        "La démocratie et la citoyenneté, question 30",
    ]
    assert list(Theme.objects.values_list("name", flat=True)) == questions
    assert Counter(Contribution.objects.values_list("theme__name", "text")) == {
        (questions[0], "Il faut des arbres."): 1,
        (questions[1], "Il faut du temps.\nEt des bancs."): 1,
        (questions[2], "Il faut des bancs, et de l’ombre."): 2,
    }


def test_nothing_is_made_up_of_who_answered_and_when(tmp_path) -> None:
    run(tmp_path, *ROWS)
    assert set(Contribution.objects.values_list("author", "title")) == {(None, "")}
    [day] = {localtime(row.created_at).date() for row in Contribution.objects.all()}
    phase = ConsultationPage.objects.get(slug="grand-debat").phases.get()
    assert (localtime(phase.starts_at).date(), day) == (date(2019, 1, 21), date(2019, 3, 18))


def test_the_same_answers_again_change_nothing_and_others_are_added(tmp_path) -> None:
    run(tmp_path, *ROWS[:3])
    leaves = Leaf.objects.count()
    assert run(tmp_path, *ROWS[:3]).is_new is False
    assert Leaf.objects.count() == leaves
    assert run(tmp_path, *ROWS).is_new
    assert Contribution.objects.count() == 4


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (["10", "loisirs", "1", "loisirs_1", "Il faut des jeux."], "loisirs"),
        (["10", "democratie", "", "democratie_", "Il faut des jeux."], "q"),
        (["10", "democratie", "30", "democratie_30", "   "], "text"),
        (["9", "democratie", "30", "democratie_30", "Encore."], "democratie-30-9"),
    ],
    ids=["no such questionnaire", "no question", "no words", "twice"],
)
def test_with_a_row_that_cannot_be_taken_nothing_comes_in(tmp_path, row, words) -> None:
    report = run(tmp_path, *ROWS, row)
    [refusal] = report.refusals
    assert (refusal.file, refusal.line) == ("answers.csv", 7)
    assert words in refusal.reason
    assert not Contribution.objects.exists()


def test_a_file_without_its_columns_is_refused(tmp_path) -> None:
    report = run(tmp_path, *[row[:2] for row in ROWS], header=HEADER[:2])
    assert [refusal.line for refusal in report.refusals] == [1]


@needs_shared_data
def test_real_answers_come_in_to_the_unit(tmp_path) -> None:
    with gzip.open(SHARED / "grand-debat" / "answers_30k.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = [row for _n, row in zip(range(401), csv.reader(file), strict=False)]
    report = run(tmp_path, *rows[1:], header=rows[0])
    assert report.figures()["contributions"] == 400
    by_question = Counter(f", question {row[2]}" for row in rows[1:])
    found = Contribution.objects.values_list("theme__name", flat=True)
    assert Counter(f",{name.rpartition(',')[2]}" for name in found) == by_question
