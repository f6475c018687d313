"""Importing exports of Cap Collectif."""

import csv

import pytest

from parvis.ballots.models import Tally, Vote
from parvis.contributions.models import Contribution
from parvis.debate.models import Argument
from parvis.opendata.imports.run import run_import

pytestmark = pytest.mark.django_db
DAY = "2016-02-01T10:00:00+0100"
OPINION = {
    "type": "opinion",
    "contributions_id": "op1",
    "contributions_author_id": "u1",
    "contributions_section_title": "Titre I",
    "contributions_title": "Un banc",
    "contributions_bodyText": "Devant l’école.",
    "contributions_createdAt": DAY,
    "contributions_trashed": "",
    "contributions_votesCountOk": "3",
    "contributions_votesCountMitige": "0",
    "contributions_votesCountNok": "1",
}
VOTE = {
    "type": "vote",
    "contributions_votes_id": "v1",
    "contributions_votes_related_id": "op1",
    "contributions_votes_author_id": "u2",
    "contributions_votes_value": "YES",
    "contributions_votes_createdAt": DAY,
}
ARGUMENT = {
    "type": "argument",
    "contributions_arguments_related_id": "op1",
    "contributions_arguments_id": "a1",
    "contributions_arguments_type": "AGAINST",
    "contributions_arguments_body": "Trop cher.",
    "contributions_arguments_createdAt": DAY,
    "contributions_arguments_trashed": "1",
    "contributions_arguments_votesCount": "4",
}
VERSION = {
    "type": "version",
    "contribution_versions_id": "ver1",
    "contribution_versions_title": "Deux bancs",
    "contribution_versions_bodyText": "Devant l’école et la mairie.",
    "contribution_versions_createdAt": DAY,
}


def run(folder, *records):
    columns = dict.fromkeys(name for record in (OPINION, VOTE, ARGUMENT, VERSION) for name in record)
    with (folder / "export.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="")
        writer.writeheader()
        writer.writerows(records)
    return run_import(format_name="cap-collectif", path=folder, slug="bill")


def test_rows_of_each_type_become_what_they_are(tmp_path):
    report = run(tmp_path, OPINION, VOTE, {"type": "source"}, ARGUMENT, VERSION)
    assert report.figures() == {
        "contributions": 2, "arguments": 1, "votes": 4, "participants": 1, "refused": 0
    }  # fmt: skip
    assert list(Contribution.objects.order_by("pk").values_list("kind__code", "title", "theme__name")) == [
        ("opinion", "Un banc", "Titre I"),
        ("version", "Deux bancs", None),
    ]
    assert list(Argument.objects.values_list("side", "state", "imported_support_count")) == [
        ("against", "hidden", 4)
    ]


def test_a_single_vote_is_not_counted_again_in_the_total(tmp_path):
    run(tmp_path, OPINION, VOTE)
    assert list(Vote.objects.values_list("contribution__external_id", "choice")) == [("op1", 1)]
    totals = Tally.objects.order_by("-choice").values_list("choice", "count", "imported_count")
    assert list(totals) == [(1, 1, 2), (0, 0, 0), (-1, 0, 1)]


def test_a_second_run_changes_nothing(tmp_path):
    run(tmp_path, OPINION, VOTE, ARGUMENT)
    assert run(tmp_path, OPINION, VOTE, ARGUMENT).is_new is False


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({**ARGUMENT, "contributions_arguments_type": "MAYBE"}, "MAYBE"),
        ({**ARGUMENT, "contributions_arguments_related_id": "op9"}, "op9"),
        ({**VOTE, "contributions_votes_value": "MAYBE"}, "MAYBE"),
        ({**VOTE, "contributions_votes_related_id": "op9"}, "op9"),
        ({**OPINION, "contributions_id": "op2", "contributions_title": ""}, "contributions_title"),
    ],
)
def test_a_refused_row_is_named_and_nothing_comes_in(tmp_path, changed, reason):
    report = run(tmp_path, OPINION, changed)
    assert [(refusal.file, refusal.line) for refusal in report.refusals] == [("export.csv", 3)]
    assert reason in report.refusals[0].reason
    assert not Contribution.objects.exists()
