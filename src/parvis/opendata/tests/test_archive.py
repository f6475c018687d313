"""The archive of a consultation: everything public, and what the verifier says when somebody touched it."""

import csv
import io
import json
import re
import subprocess
import sys
import zipfile

import pytest
from django.db import connection

from parvis.ballots.models import Tally, Vote
from parvis.contributions.models import Contribution
from parvis.ledger import queries
from parvis.ledger.domain.sequence import sequence
from parvis.ledger.models import Leaf
from parvis.opendata.tests.town import (
    Town,
    anomalies,
    argue_on,
    contest,
    export,
    found_town,
    live,
    said_in,
    verified,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    """A consultation that is over, where each thing happened."""
    made = found_town()
    live(made)
    made.close()
    return made


def lines(path, name):
    with zipfile.ZipFile(path) as archive:
        return [json.loads(line) for line in archive.read(name).decode().splitlines()]


def change(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount == 1


def test_the_verifier_finds_every_row_in_the_log_and_every_leaf_explained(town, tmp_path):
    result = verified(export(town, tmp_path))
    assert (result.findings.counts, result.sound) == ({}, True)
    assert result.outcome["hidden"] == 2  # the insult, and the argument that answers it
    assert result.outcome["withdrawn"] == 2
    assert (result.older_rows, result.ballots, result.votes) == (0, 1, 31)


def test_rows_are_what_the_public_may_read(town, tmp_path):
    path = export(town, tmp_path)
    texts = {row["payload"]["title"] for row in lines(path, "rows/contributions.jsonl")}
    assert texts == {"Un banc", "Une fontaine", "Du bruit"}
    assert [row["payload"]["text"] for row in lines(path, "rows/versions.jsonl")] == [
        "Un banc, et que tout le monde en profite."
    ]
    said = [row["payload"]["text"] for row in lines(path, "rows/arguments.jsonl")]
    assert said == ["On s’y assoit.", "À l’ombre."]
    acts = [row["payload"]["act"] for row in lines(path, "rows/moderation.jsonl")]
    assert acts == ["hide", "hide", "restore"]
    assert len(lines(path, "rows/answers.jsonl")) == 1


def test_nothing_says_who_anybody_is(town, tmp_path):
    said = said_in(export(town, tmp_path))
    assert [name for name, words in said.items() if "example.org" in words and name != "verify.py"] == []
    votes = [row["payload"] for row in lines(tmp_path / "export.zip", "rows/votes.jsonl")]
    assert all(set(vote) == {"ballot", "item", "choice", "level", "tracker"} for vote in votes)
    assert {vote["tracker"] for vote in votes} == {vote.tracker for vote in Vote.objects.filter(is_live=True)}


def test_the_program_inside_says_the_same(town, tmp_path):
    path = export(town, tmp_path)
    with zipfile.ZipFile(path) as archive:
        archive.extract("verify.py", tmp_path)
    command = [sys.executable, "-I", str(tmp_path / "verify.py"), str(path), "--vkey", queries.keys()[0].vkey]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE contributions_contribution SET text = 'Rien.' WHERE title = 'Un banc'", "row_altered"),
        (
            "UPDATE contributions_contribution SET created_at = created_at - interval '1 day' "
            "WHERE title = 'Un banc'",
            "row_altered",
        ),
        ("DELETE FROM debate_argument WHERE text = 'À l’ombre.'", "unexplained"),
        (
            "UPDATE contributions_contribution SET state = 'hidden' WHERE title = 'Une fontaine'",
            "unexplained",
        ),
        (
            "UPDATE contributions_contribution SET state = 'published' WHERE title = 'Un secret'",
            "row_without_salt",
        ),
        ("UPDATE contributions_version SET text = 'Autre.' WHERE is_public", "row_altered"),
        ("UPDATE restitution_answer SET status = 'not_kept'", "row_altered"),
        (
            "UPDATE moderation_decision SET reason = 'hate' WHERE act = 'hide' AND reason = 'insult'",
            "row_altered",
        ),
    ],
)
def test_a_change_behind_the_back_of_the_site_is_named(town, tmp_path, statement, named):
    change(statement)
    assert anomalies(town, tmp_path) == {named}


def test_appeals_and_what_was_decided_on_them_are_checked_like_decisions(tmp_path):
    town = found_town()
    contest(town)
    path = export(town, tmp_path)
    assert verified(path).findings.counts == {}
    rows = [row["payload"] for row in lines(path, "rows/moderation.jsonl")]
    assert [row["act"] for row in rows] == ["hide", "restore", "hide", "appeal", "appeal", "rule"]
    with zipfile.ZipFile(path) as archive:
        table = list(csv.DictReader(io.TextIOWrapper(archive.open("register.csv"), "utf-8-sig")))
    assert [name for name, words in said_in(path).items() if "C’est le sujet." in words] == []
    assert [bool(row["appealed_at"]) for row in table] == [True, False, True]
    assert [row["appeal_outcome"] for row in table] == ["reversed", "", ""]
    assert table[0]["appeal_decided_by"] == table[1]["moderator"] != table[0]["moderator"]
    change("UPDATE moderation_ruling SET outcome = 'upheld'")
    assert anomalies(town, tmp_path) == {"row_altered"}


def test_a_row_slipped_in_is_named_even_with_an_old_date(town, tmp_path):
    old = Contribution.objects.get(title="Un banc")
    Contribution.objects.create(
        consultation=old.consultation, kind=old.kind, phase=old.phase, title="Faux", text="Faux.", entry=None
    )
    change("UPDATE contributions_contribution SET created_at = '2020-01-01' WHERE title = 'Faux'")
    assert anomalies(town, tmp_path) == {"older_unannounced"}


def test_a_vote_changed_or_slipped_in_is_named(town, tmp_path):
    vote = Vote.objects.filter(is_live=True, choice=1).first()
    change("UPDATE ballots_vote SET choice = -1 WHERE id = %s", vote.pk)
    assert anomalies(town, tmp_path) == {"vote_outside", "unexplained", "totals_differ", "final_differs"}


def test_a_vote_dropped_is_named(town, tmp_path):
    vote = Vote.objects.filter(is_live=True).first()
    change("DELETE FROM ballots_vote WHERE id = %s", vote.pk)
    assert "unexplained" in anomalies(town, tmp_path)


def test_a_total_changed_is_named(town, tmp_path):
    change(
        "UPDATE ballots_tally SET count = count + 5 WHERE id = %s", Tally.objects.filter(choice=1).get().pk
    )
    assert anomalies(town, tmp_path) == {"totals_differ", "final_differs"}


def test_two_leaves_that_change_places_are_named(town, tmp_path):
    sequence()
    one, two = Leaf.objects.order_by("seq")[2:4]
    change("UPDATE ledger_leaf SET data = %s WHERE seq = %s", two.data, one.seq)
    change("UPDATE ledger_leaf SET data = %s WHERE seq = %s", one.data, two.seq)
    assert {"leaf_out_of_order", "root_differs"} <= anomalies(town, tmp_path)


def test_the_votes_of_a_ballot_under_way_are_totals_alone(tmp_path):
    town = found_town()
    town.write("Un banc")
    town.vote("Un banc", 1, 1, -1)
    path = export(town, tmp_path)
    assert (verified(path).findings.counts, lines(path, "rows/votes.jsonl")) == ({}, [])
    with zipfile.ZipFile(path) as archive:
        manifest, totals = json.loads(archive.read("manifest.json")), json.loads(archive.read("tallies.json"))
    assert manifest["withheld_ballots"] == {str(town.ballot.pk): "open"}
    assert [(row["choice"], row["level"], row["count"]) for row in totals] == [(-1, None, 1), (1, None, 2)]


def test_fewer_than_thirty_votes_are_totals_alone(tmp_path):
    town = found_town()
    town.write("Un banc")
    town.vote("Un banc", *[1] * 29)
    town.close()
    path = export(town, tmp_path)
    assert (verified(path).findings.counts, lines(path, "rows/votes.jsonl")) == ({}, [])


def test_arguments_leave_with_the_text_that_they_speak_of(tmp_path):
    town = found_town()
    town.write("Un banc")
    said = argue_on(town.items["Un banc"], "On s’y assoit.")
    change("UPDATE debate_argument SET state = 'hidden' WHERE id = %s", said.pk)
    assert anomalies(town, tmp_path) == {"unexplained"}


def test_the_log_remembers_what_was_published(town, tmp_path):
    export(town, tmp_path)
    sequence()
    last = bytes(Leaf.objects.order_by("-seq").first().data).decode()
    assert re.search(r'"kind":"export.published".*"sha256":"[0-9a-f]{64}"', last)
