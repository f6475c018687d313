"""`parvis verify`, as a person at a terminal meets it: no server, no database."""

import json
from pathlib import Path

import pytest

from parvis.merkle.tests.made import Signer, a_consultation
from parvis.testing.installation import Installation

KEY = Signer().key.vkey


@pytest.fixture
def terminal(tmp_path: Path) -> Installation:
    """A machine where Parvis was never started; its database does not answer."""
    return Installation(tmp_path / "home", "postgres://nobody@127.0.0.1:1/none")


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return a_consultation().write(tmp_path / "export.zip")


def test_a_sound_export(terminal: Installation, export: Path) -> None:
    result = terminal.run("verify", str(export), "--vkey", KEY)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines()[2:] == [
        "45 verified, 0 withheld (0 reasons), 0 erased (0 grounds), 0 unexplained.",
        "Totals match: 1 ballot, 40 votes counted again.",
        "Public log consistent with 2 older checkpoints.",
        "SOUND: nothing is missing, altered or slipped in.",
    ]
    assert not terminal.home.exists()


def test_an_export_that_somebody_changed(terminal: Installation, tmp_path: Path) -> None:
    made = a_consultation()
    made.drop(2)
    path = made.write(tmp_path / "tampered.zip")
    french = terminal.run("--lang", "fr", "verify", str(path))
    assert french.returncode == 1
    assert "  ! Absence inexpliquée de la ligne 2.\n" in french.stdout
    assert "ne prouve rien à elle seule" in french.stdout
    record = json.loads(terminal.run("verify", str(path), "--vkey", KEY, "--json").stdout)
    assert [(one["code"], one["seq"]) for one in record["anomalies"]] == [("unexplained", 2)]


def test_receipts_and_older_checkpoints(terminal: Installation, export: Path, tmp_path: Path) -> None:
    made = a_consultation()
    (tmp_path / "receipt").write_text(made.receipt(2))
    made.contribute("Perdu.")
    (tmp_path / "old").write_text(made.note())
    files = ("--receipt", str(tmp_path / "receipt"), "--since", str(tmp_path / "old"))
    result = terminal.run("verify", str(export), "--vkey", KEY, *files)
    assert result.returncode == 1
    assert "Your receipt is good: line 2" in result.stdout
    assert "The public log was rolled back: old was signed with 48 lines, the export has 47." in result.stdout


def test_it_explains_itself_in_both_languages(terminal: Installation) -> None:
    english, french = (terminal.run("--lang", lang, "verify", "--help").stdout for lang in ("en", "fr"))
    assert english.startswith("Usage: parvis verify")
    assert french.startswith("Utilisation\N{NO-BREAK SPACE}: parvis verify")


def test_what_makes_no_sense_ends_with_status_2(terminal: Installation, export: Path) -> None:
    cases = {
        ("verify",): "Missing argument",
        ("verify", "/nowhere.zip"): "There is nothing at /nowhere.zip.",
        ("verify", str(export), "--vkey", "a+b"): "This is no key: a+b",
        ("verify", str(export), "--since", "/nowhere"): "There is nothing to read at /nowhere.",
    }
    for arguments, message in cases.items():
        result = terminal.run(*arguments)
        assert message in result.stderr
        assert (result.returncode, result.stdout) == (2, "")
