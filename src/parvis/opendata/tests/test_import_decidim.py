"""Importing exports of Decidim."""

import csv
import gzip
import json
from collections import Counter

import pytest

from parvis.ballots.models import Tally
from parvis.contributions.models import Contribution
from parvis.debate.models import Argument
from parvis.ledger.models import Leaf
from parvis.opendata.imports.run import run_import
from parvis.opendata.tests.data import SHARED, needs_shared_data

pytestmark = pytest.mark.django_db
FOLDER = SHARED / "lille"


def rows(name):
    with gzip.open(FOLDER / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def run(folder, **kwargs):
    return run_import(format_name="decidim", path=folder, **kwargs)


@needs_shared_data
def test_a_real_export_comes_in_to_the_unit():
    proposals, questions, comments = rows("propositions"), rows("questions"), rows("comments")
    report = run(FOLDER, slug="lille")
    assert report.figures() == {
        "contributions": len(proposals) + len(questions),
        "arguments": len(comments),
        "votes": sum(int(row["votes"]) for row in proposals),
        "participants": 0,
        "refused": 0,
    }
    found = Argument.objects.filter(contribution__consultation__slug="lille")
    sides = {"1": "for", "-1": "against", "0": ""}
    assert Counter(found.values_list("side", flat=True)) == Counter(
        sides[row["alignment"]] for row in comments
    )
    assert found.filter(depth=0).count() == sum(row["depth"] == "0" for row in comments)
    totals = Tally.objects.filter(contribution__kind__code="proposal")
    assert {row.contribution.external_id: row.imported_count for row in totals} == {
        f"proposal-{row['id']}": int(row["votes"]) for row in proposals
    }


@needs_shared_data
def test_a_second_run_changes_nothing():
    run(FOLDER, slug="lille")
    before = list(Leaf.objects.order_by("pk").values_list("pk", flat=True))
    assert run(FOLDER, slug="lille").is_new is False
    assert list(Leaf.objects.order_by("pk").values_list("pk", flat=True)) == before


@pytest.fixture
def folder(tmp_path):
    """Two proposals, one as rich text in two languages; a thread deeper than ours; a debate."""
    common = {"category": {"name": {"fr": "Rue", "es": "Calle"}}, "published_at": "2024-03-01 10:00:00 UTC"}
    bench = {"id": 7, "title": {"es": "Un banco", "fr": "Un banc"}, "body": {"fr": "<p>Ici.</p><p>Là.</p>"}}
    sums = {"id": 8, "title": {"fr": "a < b"}, "body": {"fr": "si a < b"}, "state": "withdrawn"}
    (tmp_path / "town-proposals.json").write_text(
        json.dumps([{**common, **bench, "supports": 12}, {**common, **sums}])
    )
    (tmp_path / "town-debates.csv").write_text(
        "id;title/fr;description/fr;start_time\n"
        "3;Quel horaire ?;Le soir ou le matin.;2024-03-02T10:00:00+01:00\n"
    )
    (tmp_path / "town-proposal_comments.csv").write_text(
        "id;created_at;body;alignment;depth;commentable_id;commentable_type\n"
        "1;2024-03-03 10:00:00 +0100;Oui.;1;0;7;Decidim::Proposals::Proposal\n"
        "2;2024-03-04 10:00:00 +0100;Pourquoi ?;0;1;1;Decidim::Comments::Comment\n"
        "3;2024-03-05 10:00:00 +0100;Pour s’asseoir.;0;2;2;Decidim::Comments::Comment\n"
        "4;2024-03-05 11:00:00 +0100;Le soir.;0;0;3;Decidim::Debates::Debate\n"
        "5;2024-03-05 12:00:00 +0100;Lequel ?;0;1;4;Decidim::Comments::Comment\n"
        "6;2024-03-05 13:00:00 +0100;Le jeudi.;0;2;5;Decidim::Comments::Comment\n"
        "7;2024-03-05 14:00:00 +0100;Ou le lundi.;0;3;6;Decidim::Comments::Comment\n"
    )
    return tmp_path


def test_json_languages_and_rich_text(folder):
    assert run(folder, slug="town").refusals == ()
    found = Contribution.objects.order_by("external_id").values_list(
        "external_id", "title", "text", "theme__name", "state"
    )
    assert list(found) == [
        ("debate-3", "Quel horaire ?", "Le soir ou le matin.", None, "published"),
        ("proposal-7", "Un banc", "Ici.\nLà.", "Rue", "published"),
        ("proposal-8", "a < b", "si a < b", "Rue", "hidden"),
    ]


def test_threads_keep_who_answers_whom(folder):
    run(folder, slug="town")
    found = Argument.objects.order_by("external_id").values_list(
        "external_id", "kind", "side", "parent__external_id"
    )
    assert list(found) == [
        ("1", "argument", "for", None),
        ("2", "argument", "", "1"),
        ("3", "argument", "", "1"),
        ("4", "comment", "", None),
        ("5", "comment", "", "4"),
        ("6", "comment", "", "5"),
        ("7", "comment", "", "5"),
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("9;2024-03-06 10:00:00 +0100;Perdu.;0;1;99;Decidim::Comments::Comment\n", "99"),
        ("9;2024-03-06 10:00:00 +0100;Perdu.;0;0;99;Decidim::Proposals::Proposal\n", "99"),
        ("9;hier;Perdu.;0;0;7;Decidim::Proposals::Proposal\n", "hier"),
        ("9;2024-03-06 10:00:00 +0100;Perdu.;2;0;7;Decidim::Proposals::Proposal\n", "2"),
        ("1;2024-03-06 10:00:00 +0100;Perdu.;0;0;7;Decidim::Proposals::Proposal\n", "1"),
        ("9;2024-03-06 10:00:00 +0100;;0;0;7;Decidim::Proposals::Proposal\n", "body"),
        ("9;2024-03-06 10:00:00 +0100;Perdu.;0;1;9;Decidim::Comments::Comment\n", "9"),
    ],
)
def test_a_refused_row_is_named_and_nothing_comes_in(folder, row, reason):
    comments = folder / "town-proposal_comments.csv"
    comments.write_text(comments.read_text() + row)
    report = run(folder, slug="town")
    assert [(refusal.file, refusal.line) for refusal in report.refusals] == [(comments.name, 9)]
    assert reason in report.refusals[0].reason
    assert not Contribution.objects.exists()


def test_a_missing_column_is_named(folder):
    (folder / "town-debates.csv").write_text("id;name\n3;Quel horaire ?\n")
    (refusal,) = run(folder, slug="town").refusals
    assert (refusal.file, "title" in refusal.reason) == ("town-debates.csv", True)
