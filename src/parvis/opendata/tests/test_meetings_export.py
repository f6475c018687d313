"""Events, their minutes and drawn panels in the open data: what everybody reads, and nobody by name."""

import csv
import hashlib
import io
import json
import subprocess
import sys
from zipfile import ZipFile

import pytest
from django.utils import timezone

from parvis.draws.domain.draw_panel import draw_panel
from parvis.draws.models import Draw
from parvis.draws.tests.factories import SEED, DrawFactory, due, organiser_of, prepared
from parvis.gatherings.tests.factories import EventFactory, EventReportFactory, RegistrationFactory
from parvis.merkle.canonical import canonical
from parvis.opendata.exports.dictionary_others import OTHERS
from parvis.opendata.exports.drawn import DRAW_COLUMNS
from parvis.opendata.exports.meetings import EVENT_COLUMNS
from parvis.opendata.tests.town import Town, export, verified

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawn(town: Town) -> Draw:
    draw = due(prepared(DrawFactory(consultation=town.consultation, pool=10)))
    draw_panel(actor=organiser_of(town.consultation), draw=draw, seed=SEED)
    draw.refresh_from_db()
    return draw


def table(pack: ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(pack.read(name).decode("utf-8-sig"))))


def test_events_are_there_as_they_were_announced_and_nobody_who_came(town: Town, tmp_path) -> None:
    place = town.consultation
    over = EventFactory(consultation=place, over=True, walk_ins=3, title="Atelier")
    RegistrationFactory(
        event=over, name="Camille Roux", email="camille@exemple.fr", arrived_at=timezone.now()
    )
    RegistrationFactory(event=over)
    EventReportFactory(event__consultation=place, text="À retenir", people=23, state="published")
    EventReportFactory(event__consultation=place, text="Pas public", people=9)
    EventFactory(consultation=place, called_off=True, title="Annulé")
    EventFactory(consultation=place, draft=True, title="Brouillon")
    EventFactory(title="D’ailleurs")
    with ZipFile(export(town, tmp_path)) as pack:
        rows = {row["title"]: row for row in table(pack, "events.csv")}
        whole = pack.read("events.csv")
    assert list(rows[over.title]) == EVENT_COLUMNS
    assert (rows["Atelier"]["present"], rows["Annulé"]["present"]) == ("4", "")
    assert rows["Annulé"]["reason"] == "La salle est fermée."
    assert sorted(row["report"] for row in rows.values())[-1] == "À retenir"
    assert [word.encode() in whole for word in ("Camille", "camille@", "Pas public", "Brouillon")] == [
        False
    ] * 4
    assert len(rows) == 4


def test_minutes_are_there_under_the_fingerprint_that_the_log_holds(town: Town, tmp_path) -> None:
    event = EventFactory(consultation=town.consultation, over=True)
    minutes = event._meta.get_field("minutes").related_model.objects.create(
        event=event, written_by="Léa Martin"
    )
    words = {"passages": [{"id": 1, "heading": False, "text": "Dit.", "links": []}], "attendance": []}
    words["written_by"] = "Léa Martin"
    digest = hashlib.sha256(canonical(words)).hexdigest()
    minutes.versions.create(number=1, digest=digest, **words)
    path = export(town, tmp_path)
    with ZipFile(path) as pack:
        said = json.loads(pack.read(f"minutes/{event.pk}-1.json"))
        assert table(pack, "events.csv")[0]["minutes"] == "1"
    assert (said["event"], said["words"], said["sha256"]) == (event.pk, words, digest)
    assert hashlib.sha256(canonical(said["words"])).hexdigest() == digest
    assert "altered" not in verified(path).findings.counts


def test_each_drawn_panel_is_drawn_again_from_the_archive_alone(town: Town, drawn: Draw, tmp_path) -> None:
    prepared(DrawFactory(consultation=town.consultation, pool=10, title="Pas encore tiré"))
    path = export(town, tmp_path)
    with ZipFile(path) as pack:
        [row] = table(pack, "draws.csv")
        pack.extractall(tmp_path / "out", [f"draws/{drawn.pk}.json", "draws/replay.py"])
        whole = b"".join(pack.read(name) for name in pack.namelist() if name.startswith("draws"))
    assert (list(row), row["seed"], row["pool"], row["panel"]) == (
        DRAW_COLUMNS, SEED, "10", str(drawn.number),
    )  # fmt: skip
    told = subprocess.run(
        [sys.executable, "replay.py", f"{drawn.pk}.json"],
        cwd=tmp_path / "out" / "draws", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (told.returncode, told.stderr) == (0, "")
    assert [word in whole for word in (b"Personne 1", b"personne1@", b"rue du Pont", b"encore")] == [
        False
    ] * 4
    assert verified(path).sound


def test_without_a_panel_no_program_is_there_to_draw_one(town: Town, tmp_path) -> None:
    with ZipFile(export(town, tmp_path)) as pack:
        assert [name for name in pack.namelist() if name.startswith(("draws/", "minutes/"))] == []
    assert {"draws/*.json", "draws/replay.py", "minutes/*.json"} <= set(OTHERS)
