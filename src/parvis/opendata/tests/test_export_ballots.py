"""Votes of every shape in an export: the verifier recounts them, and hidden counts are not there."""

import json
import zipfile

import pytest
from django.db import connection

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.cast_paper import cast_paper
from parvis.ballots.domain.compare import compare
from parvis.ballots.domain.enter_paper import cancel_batch, enter_batch
from parvis.consultations.models import PhaseAction
from parvis.ledger.domain.sequence import sequence
from parvis.opendata.tests.town import anomalies, export, found_town

pytestmark = pytest.mark.django_db
PEOPLE = 30


def lines(path, name):
    with zipfile.ZipFile(path) as archive:
        return [json.loads(line) for line in archive.read(name).splitlines()]


def setup(method, **options):
    town = found_town()
    PhaseAction.objects.filter(pk=town.ballot.pk).update(ballot_method=method, **options)
    town.ballot.refresh_from_db()
    return town, [town.write(title).pk for title in ("Un banc", "Une fontaine")]


def test_points_pairs_and_paper_are_recounted_and_an_edit_is_seen(tmp_path):
    points, (bench, fountain) = setup("points", ballot_limit=10)
    for at in range(PEOPLE):
        choices = {bench: 1 + at % 3, fountain: 4}
        cast_paper(actor=ParticipantFactory(), ballot=points.ballot, choices=choices)
    sheets = {"actor": points.organiser, "ballot": points.ballot, "sheets": 9}
    enter_batch(**sheets, label="Mairie", counts={(bench, 3): 4})
    cancel_batch(actor=points.organiser, batch=enter_batch(**sheets, label="Gare", counts={}))
    points.close()
    sequence()
    assert anomalies(points, tmp_path) == set()
    assert {row["payload"]["label"] for row in lines(tmp_path / "export.zip", "rows/paper.jsonl")} == {
        "Mairie",
        "Gare",
    }
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ballots_vote SET choice = 5 WHERE choice = 4")
    assert "vote_outside" in anomalies(points, tmp_path)


def test_pairs_name_both_items(tmp_path):
    town, (bench, fountain) = setup("pairs")
    for _ in range(PEOPLE):
        compare(actor=ParticipantFactory(), ballot=town.ballot, better=bench, worse=fountain)
    town.close()
    sequence()
    assert anomalies(town, tmp_path) == set()
    votes = lines(tmp_path / "export.zip", "rows/votes.jsonl")
    assert {(vote["payload"]["item"], vote["payload"]["other"]) for vote in votes} == {(bench, fountain)}


def test_totals_of_hidden_counts_wait_for_the_end(tmp_path):
    town, _items = setup("for_mixed_against", ballot_hides_counts=True)
    town.vote("Un banc", 1)
    sequence()
    with zipfile.ZipFile(export(town, tmp_path)) as archive:
        assert json.loads(archive.read("tallies.json")) == []
    assert anomalies(town, tmp_path) == set()
    town.close()
    sequence()
    with zipfile.ZipFile(export(town, tmp_path)) as archive:
        assert [row["count"] for row in json.loads(archive.read("tallies.json"))] == [1]
