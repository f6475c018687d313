"""Importing Polis conversations."""

import csv
import shutil
from collections import Counter

import pytest

from parvis.ballots.models import Tally, Vote
from parvis.consultations.models import Phase
from parvis.consultations.tests.factories import PhaseFactory
from parvis.contributions.models import Contribution
from parvis.opendata.imports.run import run_import
from parvis.opendata.tests.data import SHARED, needs_shared_data

pytestmark = [pytest.mark.django_db, needs_shared_data]
CONVERSATIONS = {
    "brexit-consensus": {"contributions": 50, "votes": 5303, "participants": 204},
    "scoop-hivemind.taxes": {"contributions": 148, "votes": 17335, "participants": 334},
    "bg2050-volunteers": {"contributions": 371, "votes": 14283, "participants": 126},
}


def run(name, folder=None):
    return run_import(format_name="polis", path=folder or SHARED / "polis" / name)


def last_votes(name):
    with (SHARED / "polis" / name / "votes.csv").open(encoding="utf-8", newline="") as stream:
        return {(row["voter-id"], row["comment-id"]): int(row["vote"]) for row in csv.DictReader(stream)}


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_every_participant_statement_and_last_vote_are_there_and_a_second_run_changes_nothing(name):
    expected = CONVERSATIONS[name]
    assert run(name).figures() == {**expected, "arguments": 0, "refused": 0}
    live = Vote.objects.filter(is_live=True)
    found = live.values_list("voter__public_name", "contribution__external_id", "choice")
    votes = {(voter.removeprefix("Participant "), statement): choice for voter, statement, choice in found}
    assert votes == last_votes(name)
    assert Contribution.objects.count() == expected["contributions"]
    assert live.values("voter").distinct().count() == expected["participants"]
    recount = Counter((statement, choice) for (_voter, statement), choice in votes.items())
    tallies = Tally.objects.exclude(count=0).values_list("contribution__external_id", "choice", "count")
    assert {(statement, choice): count for statement, choice, count in tallies} == dict(recount)
    before = list(Vote.objects.order_by("pk").values_list("pk", "choice", "is_live"))
    assert run(name).is_new is False
    assert list(Vote.objects.order_by("pk").values_list("pk", "choice", "is_live")) == before


def test_a_later_export_ends_the_votes_that_changed(tmp_path):
    folder = tmp_path / "brexit-consensus"
    shutil.copytree(SHARED / "polis" / "brexit-consensus", folder)
    folder.chmod(0o755)
    run("brexit-consensus")
    votes = folder / "votes.csv"
    votes.chmod(0o644)
    votes.write_text(votes.read_text() + "1500999999999,later,0,0,-1\n")
    report = run("brexit-consensus", folder)
    assert (report.is_new, report.counts["votes"]) == (True, 5303)
    ended = Vote.objects.get(is_live=False)
    assert (ended.choice, ended.contribution.external_id) == (0, "0")


def test_a_consultation_that_was_not_imported_is_left_alone():
    phase = PhaseFactory()
    slug = phase.consultation.slug
    folder = SHARED / "polis" / "brexit-consensus"
    report = run_import(format_name="polis", path=folder, slug=slug)
    assert [refusal.file for refusal in report.refusals] == [slug]
    assert list(Phase.objects.values_list("pk", "title")) == [(phase.pk, phase.title)]
    assert not Contribution.objects.exists()


def test_a_vote_out_of_range_imports_nothing_and_names_the_line(tmp_path):
    folder = tmp_path / "brexit-consensus"
    shutil.copytree(SHARED / "polis" / "brexit-consensus", folder)
    folder.chmod(0o755)
    votes = folder / "votes.csv"
    votes.chmod(0o644)
    lines = votes.read_text().splitlines(keepends=True)
    lines[41] = lines[41].rsplit(",", 1)[0] + ",7\n"
    votes.write_text("".join(lines))
    report = run("brexit-consensus", folder)
    assert [(refusal.file, refusal.line) for refusal in report.refusals] == [("votes.csv", 42)]
    assert not Vote.objects.exists()
