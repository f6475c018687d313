"""An export that holds merges: it verifies, its totals are those of each text, it says which are together."""

import csv
import io
import json
import zipfile

import pytest

from parvis.ballots.domain.cast import cast
from parvis.contributions.models import Contribution
from parvis.moderation.domain.gather import gather, part
from parvis.opendata.tests.town import Town, export, found_town, verified

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    """Two benches, on which forty people voted, five of them on both."""
    made = found_town()
    made.write("Un banc")
    other = made.write("Une banquette")
    people = made.vote("Un banc", *[1] * 25, *[-1] * 10)
    made.vote("Une banquette", 1, -1, 0, 1, -1)
    for person in people[:5]:
        cast(actor=person, ballot=made.ballot, contribution=other, choice=-1)
    return made


def read(path, name):
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode("utf-8-sig")


def test_before_during_and_after_a_merge_the_export_verifies_with_the_same_totals(town, tmp_path):
    bench, seat = town.items["Un banc"], town.items["Une banquette"]
    merge = gather(actor=town.organiser, kept=bench, others=[seat.pk], reason="Pour s’asseoir.")
    town.close()
    exports = []
    for step in ("merged", "split"):
        (tmp_path / step).mkdir()
        path = export(town, tmp_path / step)
        result = verified(path)
        assert (step, result.findings.counts, result.sound) == (step, {}, True)
        exports.append(path)
        if step == "merged":
            part(actor=town.organiser, merge=merge, reason="Pas au même endroit.")
    merged, split = exports
    assert read(merged, "tallies.json") == read(split, "tallies.json")
    assert [
        json.loads(line)["payload"]["texts"] for line in read(split, "rows/merges.jsonl").splitlines()
    ] == [[bench.pk, seat.pk]]
    for path, kept in ((merged, str(bench.pk)), (split, "")):
        rows = csv.DictReader(io.StringIO(read(path, "contributions.csv")))
        assert {row["id"]: row["merged_into"] for row in rows} == {str(bench.pk): "", str(seat.pk): kept}
    assert Contribution.objects.filter(merged_into__isnull=False).count() == 0


def test_somebody_who_changes_the_reason_of_a_merge_is_found_out(town, tmp_path):
    bench, seat = town.items["Un banc"], town.items["Une banquette"]
    merge = gather(actor=town.organiser, kept=bench, others=[seat.pk], reason="Pour s’asseoir.")
    town.close()
    type(merge).objects.update(reason="Pour rien.")
    assert not verified(export(town, tmp_path)).sound
