"""Importing the consultation of 2015 on the French digital bill."""

import csv
import shutil
from pathlib import Path

import pytest
from django.db.models import Sum

from parvis.ballots.enums import Choice
from parvis.ballots.models import Tally, Vote
from parvis.consultations.models import ConsultationPage, Phase
from parvis.contributions.models import Contribution
from parvis.debate.models import Argument
from parvis.opendata.imports.run import ImportReport, run_import
from parvis.opendata.models import ImportRun
from parvis.opendata.tests.data import SHARED, needs_shared_data

pytestmark = [pytest.mark.django_db, needs_shared_data]
FOLDER = SHARED / "republique-numerique"
EXPECTED = {"contributions": 696, "arguments": 3994, "votes": 88622, "participants": 0, "refused": 0}


def run(folder: Path = FOLDER) -> ImportReport:
    return run_import(format_name="republique-numerique", path=folder)


def stored() -> tuple[int, ...]:
    return tuple(
        model.objects.count() for model in (ConsultationPage, Phase, Contribution, Argument, Tally, Vote)
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "copy"
    shutil.copytree(FOLDER, folder)
    for file in (folder, *folder.iterdir()):
        file.chmod(0o755)
    return folder


def test_counts_are_those_of_the_files():
    assert run().figures() == EXPECTED
    assert (Contribution.objects.count(), Argument.objects.count()) == (696, 3994)


def test_totals_equal_the_file_and_stay_marked_as_totals():
    run()
    with (FOLDER / "opinions.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    expected = {
        (row["id"], choice): int(row[column])
        for row in rows
        for choice, column in (
            (Choice.FOR, "votes_ok"),
            (Choice.MIXED, "votes_mitige"),
            (Choice.AGAINST, "votes_nok"),
        )
    }
    found = Tally.objects.values_list("contribution__external_id", "choice", "imported_count")
    assert {(identifier, choice): total for identifier, choice, total in found} == expected
    assert Tally.objects.aggregate(total=Sum("count"))["total"] == 0


def test_arguments_keep_their_side_and_supports():
    run()
    with (FOLDER / "arguments.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    expected = {(row["id"], "for" if row["side"] == "1" else "against", int(row["votes"])) for row in rows}
    found = Argument.objects.values_list("external_id", "side", "imported_support_count")
    assert set(found) == expected


def test_a_second_run_changes_nothing():
    first = run()
    before = stored(), list(Contribution.objects.order_by("pk").values_list("pk", "shuffle_key"))
    second = run()
    after = stored(), list(Contribution.objects.order_by("pk").values_list("pk", "shuffle_key"))
    assert (second.figures(), second.is_new) == (first.figures(), False)
    assert after == before
    assert ImportRun.objects.count() == 1


def test_a_corrected_file_updates_what_it_corrects(copy):
    run()
    opinions = copy / "opinions.csv"
    content = opinions.read_text(encoding="utf-8")
    opinions.write_text(
        content.replace("Droit à l'internet,", "Un droit à l'internet,", 1), encoding="utf-8", newline=""
    )
    report = run(copy)
    assert report.is_new
    assert stored()[2] == 696
    assert Contribution.objects.get(external_id="101").title == "Un droit à l'internet"


@pytest.mark.parametrize(
    ("damage", "line", "words"),
    [
        (lambda text: text.replace("2015-09-26T14:12:03+0200", "26 septembre", 1), 3, "26 septembre"),
        (lambda text: text.replace("votes_mitige", "mitige", 1), 1, "votes_mitige"),
        (lambda text: text[: text.index("\r\n102,") + 40], 4, ""),
        (lambda text: text.replace(",242,32,22,", ",242,-32,22,", 1), 3, "votes_nok"),
    ],
    ids=["bad date", "missing column", "cut in the middle of a row", "negative total"],
)
def test_a_damaged_file_imports_nothing_and_names_the_line(copy, damage, line, words):
    opinions = copy / "opinions.csv"
    opinions.write_bytes(damage(opinions.read_bytes().decode()).encode())
    before = stored()
    report = run(copy)
    refusal = next(refusal for refusal in report.refusals if refusal.file == "opinions.csv")
    assert stored() == before
    assert (refusal.line, words in refusal.reason) == (line, True)
    assert {**report.figures(), "refused": 0} == dict.fromkeys(EXPECTED, 0)


def test_every_refused_row_is_named(copy):
    arguments = copy / "arguments.csv"
    rows = arguments.read_bytes().decode()
    arguments.write_bytes(rows.replace(",0,2015", ",none,2015").encode())
    report = run(copy)
    zero = rows.count(",0,2015")
    assert len(report.refusals) == zero
    assert not Contribution.objects.exists()


def test_a_missing_file_is_named(copy):
    (copy / "arguments.csv").unlink()
    assert [refusal.file for refusal in run(copy).refusals] == ["arguments.csv"]
