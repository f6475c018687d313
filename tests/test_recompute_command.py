"""`parvis recompute`, as a person at a terminal meets it: no server, no database."""

import json
from pathlib import Path

import pytest

from parvis.opendata.tests.recomputed import in_json, touched
from parvis.opendata.tests.town import export, found_town, live
from parvis.testing.installation import Installation

pytestmark = pytest.mark.django_db


@pytest.fixture
def terminal(tmp_path: Path) -> Installation:
    """A machine where Parvis was never started; its database does not answer."""
    return Installation(tmp_path / "home", "postgres://nobody@127.0.0.1:1/none")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The export of a consultation where each thing happened."""
    town = found_town()
    live(town)
    town.close()
    return export(town, tmp_path)


def test_figures_that_are_equal(terminal: Installation, path: Path) -> None:
    found = terminal.run("recompute", str(path))
    assert (found.returncode, "Traceback" in found.stderr) == (0, False)
    lines = [" ".join(line.split()) for line in found.stdout.splitlines()]
    assert "contributions 3 3 equal" in lines
    assert "votes 31 31 equal" in lines
    assert lines[-1].startswith("EQUAL: all that can be counted again from the export is what was published.")
    assert any("votes and supports are published without saying whose they are" in line for line in lines)
    assert not terminal.home.exists()


def test_a_figure_that_somebody_changed(terminal: Installation, path: Path, tmp_path: Path) -> None:
    wrong = touched(
        path, tmp_path / "wrong.zip", "figures.json", in_json(lambda told: told["figures"].update(answered=8))
    )
    french = terminal.run("--lang", "fr", "recompute", str(wrong))
    assert french.returncode == 1
    assert "! Chiffres, contributions qui ont une réponse" in french.stdout
    record = json.loads(terminal.run("recompute", str(wrong), "--json").stdout)
    assert (record["equal"], record["counts"]["different"]) == (False, 1)
    [line] = [line for part in record["parts"] for line in part["lines"] if line["result"] == "different"]
    assert (line["name"], line["published"], line["recomputed"]) == ("answered", 8, 1)


def test_what_is_no_export_or_makes_no_sense(terminal: Installation, path: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.zip"
    foreign.write_bytes(b"PK nothing")
    told = terminal.run("recompute", str(foreign))
    assert (told.returncode, "foreign.zip" in told.stdout) == (1, True)
    for arguments in (("recompute",), ("recompute", "/nowhere.zip"), ("recompute", str(path), "--what")):
        assert terminal.run(*arguments).returncode == 2


def test_it_explains_itself_in_both_languages(terminal: Installation) -> None:
    english, french = (terminal.run("--lang", lang, "recompute", "--help").stdout for lang in ("en", "fr"))
    assert english.startswith("Usage: parvis recompute")
    assert french.startswith("Utilisation\N{NO-BREAK SPACE}: parvis recompute")
    assert "Recompte les chiffres" in french
