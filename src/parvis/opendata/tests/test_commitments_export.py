"""Commitments, their steps and their news in the open data, each row opening its line of the log."""

import csv
import io
import json
from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.utils import timezone

from parvis.ledger.domain.sequence import sequence
from parvis.opendata.tests.town import Town, export, found_town, verified
from parvis.restitution.domain import commit as committing
from parvis.restitution.domain.commit import CommitmentDraft, UpdateDraft
from parvis.restitution.enums import CommitmentState
from parvis.restitution.models import Commitment

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    """One commitment, that answers two texts, with a step done and a day that moved."""
    made = found_town()
    first, second = made.write("Un banc"), made.write("Une fontaine")
    day = timezone.localdate() + timedelta(days=60)
    draft = CommitmentDraft("Dix bancs", "Au parc.", "La voirie", day, contributions=[first.pk])
    held = committing.commit(actor=made.organiser, consultation=made.consultation, draft=draft)
    step = committing.add_milestone(
        actor=made.organiser, commitment=held, title="Le marché", due_on=day - timedelta(days=20)
    )
    committing.finish_milestone(
        actor=made.organiser,
        milestone=step,
        done_on=timezone.localdate(),
        evidence="Signé.",
        evidence_link="",
    )
    later = UpdateDraft(
        CommitmentState.UNDER_WAY,
        "Un mois de plus.",
        reason="Le fournisseur est en retard.",
        due_on=day + timedelta(days=30),
        contributions=[second.pk],
    )
    committing.update(actor=made.organiser, commitment=held, draft=later)
    sequence()
    return made


def test_every_row_opens_its_line_and_the_table_says_where_it_stands(town, tmp_path) -> None:
    path = export(town, tmp_path)

    result = verified(path)

    assert (result.findings.counts, result.sound) == ({}, True)
    with ZipFile(path) as pack:
        rows = {
            name: [json.loads(line)["payload"] for line in pack.read(f"rows/{name}.jsonl").splitlines()]
            for name in ("commitments", "milestones", "commitment-news")
        }
        table = list(csv.DictReader(io.StringIO(pack.read("commitments.csv").decode("utf-8-sig"))))
    texts = [town.items[title].pk for title in ("Un banc", "Une fontaine")]
    assert rows["commitments"][0]["contributions"] == texts[:1]
    assert [row["contributions"] for row in rows["commitment-news"]] == [[], texts[1:]]
    assert rows["commitment-news"][0]["milestone"] == rows["milestones"][0]["id"]
    assert (table[0]["number"], table[0]["state"], table[0]["milestones_done"]) == ("1", "under_way", "1")
    assert table[0]["due_on"] > table[0]["first_due_on"]


def test_a_commitment_rewritten_behind_the_back_of_the_site_is_named(town, tmp_path) -> None:
    Commitment.objects.update(title="Un banc, peut-être")
    assert verified(export(town, tmp_path)).findings.counts == {"row_altered": 1}
