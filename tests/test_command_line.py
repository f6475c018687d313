"""The `parvis` command, as a person at a terminal meets it."""

import csv
import json
import socket
from pathlib import Path

import pytest

from parvis.testing.installation import Installation

POLIS = {
    "summary.csv": "topic,Trees or cars?\nconversation-description,About the square\n",
    "comments.csv": "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
    "1600000000000,x,0,0,2,0,1,Plant trees on the square\n"
    '1600000001000,x,1,1,1,1,1,"=Keep 20, at most, places for cars"\n',
    "votes.csv": "timestamp,datetime,comment-id,voter-id,vote\n"
    "1600000002000,x,0,0,1\n1600000003000,x,0,1,1\n1600000004000,x,1,0,-1\n1600000005000,x,1,1,1\n",
}

A_DRAFT = """
from datetime import timedelta
from django.utils import timezone
from parvis.consultations.domain.prepare_site import prepare_site
from parvis.consultations.models import ConsultationPage, Kind, Phase, PhaseAction
page = ConsultationPage(title="Un banc ?", slug="banc", organiser="La ville", live=False)
prepare_site().add_child(instance=page)
day = timezone.now() + timedelta(days=3)
phase = Phase.objects.create(
    consultation=page, title="Dire", starts_at=day, ends_at=day + timedelta(days=30)
)
kind = Kind.objects.create(
    consultation=page, code="idea", name="idée", plural_name="idées", call="Proposer"
)
PhaseAction.objects.create(phase=phase, verb="deposit", kind=kind)
"""


@pytest.fixture
def polis(tmp_path: Path) -> Path:
    folder = tmp_path / "trees-or-cars"
    folder.mkdir()
    for name, content in POLIS.items():
        (folder / name).write_text(content)
    return folder


@pytest.mark.parametrize(
    "command",
    ["serve", "demo", "import", "export", "backup", "restore", "rehearse", "doctor", "manage"],
)
def test_each_command_explains_itself_in_both_languages(installation: Installation, command: str) -> None:
    english = installation.run("--lang", "en", command, "--help")
    french = installation.run("--lang", "fr", command, "--help")
    assert english.stdout.startswith(f"Usage: parvis {command}")
    assert french.stdout.startswith(f"Utilisation\N{NO-BREAK SPACE}: parvis {command}")
    assert (english.returncode, french.returncode) == (0, 0)


def test_the_doctor_says_what_lacks_and_how_to_mend_it(installation: Installation, tmp_path: Path) -> None:
    examined = installation.run("--lang", "fr", "doctor", "--backups", str(tmp_path), "--json")
    broken = [found for found in json.loads(examined.stdout) if found["level"] == "broken"]
    assert examined.returncode == 1
    assert any("sauvegarde" in found["said"] and "parvis backup" in found["advice"] for found in broken)
    assert "Aucune tâche de fond ne donne signe de vie" in " ".join(found["said"] for found in broken)


def test_import_then_export_gives_the_figures_back(
    installation: Installation, polis: Path, tmp_path: Path
) -> None:
    imported = installation.run("import", "polis", str(polis))
    assert imported.returncode == 0, imported.stderr
    expected = {"contributions": 2, "arguments": 0, "votes": 4, "participants": 2, "refused": 0}
    assert json.loads(imported.stdout.splitlines()[-1]) == expected
    again = installation.run("import", "polis", str(polis), "--json")
    assert [json.loads(line) for line in again.stdout.splitlines()] == [expected]

    exported = installation.run("export", "trees-or-cars", "--to", str(tmp_path / "out.csv"), "--json")
    assert json.loads(exported.stdout) == {"contributions": 2}
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as stream:
        texts = sorted(row["text"] for row in csv.DictReader(stream))
    assert texts == ["'=Keep 20, at most, places for cars", "Plant trees on the square"]


def test_every_archive_that_is_exported_is_sound(
    installation: Installation, polis: Path, tmp_path: Path
) -> None:
    assert installation.run("import", "polis", str(polis)).returncode == 0
    exported = installation.run("export", "--all", "--to", str(tmp_path))
    assert (exported.returncode, exported.stderr) == (0, "")
    archive = tmp_path / "trees-or-cars.zip"
    assert f"Written to {archive}: contributions 2," in exported.stdout
    checked = installation.run("verify", str(archive), "--json")
    found = json.loads(checked.stdout)
    assert (checked.returncode, found["anomalies"]) == (0, [])


def test_a_draft_is_rehearsed_and_the_status_says_whether_it_works(installation: Installation) -> None:
    installation.python(A_DRAFT)
    rehearsed = installation.run("--lang", "fr", "rehearse", "banc")
    assert rehearsed.returncode == 0, rehearsed.stdout + rehearsed.stderr
    assert rehearsed.stdout.splitlines()[-1] == "Tout ce qu’il faut aux gens fonctionne."
    steps = json.loads(installation.run("rehearse", "banc", "--json").stdout)
    assert [step["outcome"] for step in steps if step["trial"] in ("deposit", "verify")] == ["passed"] * 2
    assert installation.run("rehearse", "nowhere").returncode == 2


def test_a_damaged_file_imports_nothing_and_names_the_line(installation: Installation, polis: Path) -> None:
    with (polis / "votes.csv").open("a") as votes:
        votes.write("yesterday,x,0,0,1\n")
    result = installation.run("import", "polis", str(polis), "--consultation", "damaged")
    assert result.returncode == 1
    assert json.loads(result.stdout.splitlines()[-1]) == {
        "contributions": 0,
        "arguments": 0,
        "votes": 0,
        "participants": 0,
        "refused": 1,
    }
    assert "votes.csv, line 6" in result.stderr


def test_what_makes_no_sense_is_said_and_ends_with_status_2(
    installation: Installation, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    cases = {
        ("import", "polis", "/nowhere"): "There is nothing at /nowhere.",
        ("import", "polis", str(tmp_path / "file")): "is not a folder.",
        ("import", "nothing", str(tmp_path)): "Unknown format: nothing.",
        ("export", "nothing", "--to", str(tmp_path / "out.csv")): "No consultation is called nothing.",
        ("export", "nothing", "--to", str(tmp_path / "out.doc")): "must end in .zip, .csv or .xlsx",
        ("export", "nothing", "--to", "/nowhere/out.csv"): "There is no folder /nowhere.",
        ("export", "--to", str(tmp_path / "out.zip")): "or ask for all of them with --all.",
        ("export", "--all", "--to", str(tmp_path / "none")): "There is no folder",
        ("vote",): "No such command",
    }
    for arguments, message in cases.items():
        result = installation.run(*arguments)
        assert message in result.stderr
        assert (result.returncode, result.stdout) == (2, "")
        assert "Traceback" not in result.stderr


def test_a_taken_port_is_said_before_anything_starts(installation: Installation) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = installation.run("serve", "--port", port)
    assert result.returncode == 2
    assert f"Cannot listen on 127.0.0.1, port {port}" in result.stderr


def test_a_database_that_does_not_answer_is_said(tmp_path: Path) -> None:
    lost = Installation(tmp_path, "postgres://nobody@127.0.0.1:1/nothing")
    result = lost.run("export", "nothing", "--to", str(tmp_path / "out.csv"))
    assert result.returncode == 1
    assert result.stderr.startswith("Error: The database does not answer:")
