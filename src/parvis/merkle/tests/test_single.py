"""`verify.py`, the one file of every export: the same verdicts as the library, with nothing but Python."""

import ast
import json
import string
import subprocess
import sys
from pathlib import Path

import pytest

import parvis.merkle
from parvis.merkle import single
from parvis.merkle.tests.made import Signer, a_consultation
from parvis.merkle.verifier.check import Given, verify_export
from parvis.merkle.verifier.command import main
from parvis.merkle.verifier.report import write_json, write_text
from parvis.merkle.verifier.texts import TEXTS, say

FOLDER = Path(parvis.merkle.__file__).parent
KEY = Signer().key


@pytest.fixture(scope="module")
def script(tmp_path_factory):
    path = tmp_path_factory.mktemp("single") / "verify.py"
    path.write_text(single.build(), encoding="utf-8")
    return path


@pytest.fixture
def tampered(tmp_path):
    made = a_consultation()
    made.rows["contributions"][1]["payload"]["text"] = "Aucun train."
    made.drop(3)
    return made.write(tmp_path / "tampered.zip")


def run(script, *arguments, **environment):
    command = [sys.executable, "-I", "-S", str(script), *map(str, arguments)]
    return subprocess.run(command, check=False, capture_output=True, env=environment, encoding="utf-8")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_file_says_what_the_library_says(script, tampered, tmp_path, lang):
    sound = a_consultation().write(tmp_path / "sound.zip")
    for export in (sound, tampered):
        result = verify_export(export, Given([KEY]))
        done = run(script, export, "--vkey", KEY.vkey, "--lang", lang)
        assert (done.stdout, done.stderr) == (write_text(result, lang), "")
        assert done.returncode == (0 if result.sound else 1)


def test_the_report_for_a_machine(script, tampered):
    done = run(script, tampered, "--vkey", KEY.vkey, "--json")
    record = json.loads(done.stdout)
    assert done.stdout == write_json(verify_export(tampered, Given([KEY])), "en")
    assert (record["sound"], record["complete"], record["key_given"]) == (False, True, True)
    assert [(one["code"], one["seq"]) for one in record["anomalies"]] == [
        ("row_altered", 2),
        ("unexplained", 3),
    ]
    assert record["anomalies"][1]["text"] == "Unexplained absence of line 3."


def test_receipts_and_older_checkpoints_are_files(script, tmp_path):
    made = a_consultation()
    export, receipt, since = (tmp_path / name for name in ("e.zip", "r.tlog-proof", "old.txt"))
    receipt.write_text(made.receipt(2), encoding="utf-8")
    since.write_text(made.note(5), encoding="utf-8")
    done = run(script, made.write(export), "--vkey", KEY.vkey, "--receipt", receipt, "--since", since)
    assert done.returncode == 0
    assert "Your receipt is good: line 2 (contribution.accepted) is in this public log.\n" in done.stdout
    assert "Public log consistent with 4 older checkpoints.\n" in done.stdout


def test_the_language_is_that_of_the_terminal(script, tampered):
    assert run(script, tampered, LC_ALL="fr_FR.UTF-8").stdout.endswith("NON SAIN.\n")
    assert run(script, tampered, LANG="en_GB.UTF-8").stdout.endswith("NOT SOUND.\n")


def test_wrong_use_ends_with_status_2(script, tampered, tmp_path):
    cases = [
        ((), "EXPORT.zip"),
        ((tmp_path / "nothing.zip",), "There is nothing to read at"),
        ((tmp_path,), "There is nothing to read at"),
        ((tampered, "--since", tmp_path / "nothing"), "There is nothing to read at"),
        ((tampered, "--vkey", "a+b"), "This is no key: a+b"),
        ((tampered, "--colour"), "--colour"),
    ]
    for arguments, words in cases:
        done = run(script, *arguments, LANG="en_GB.UTF-8")
        assert (done.returncode, done.stdout) == (2, "")
        assert words in done.stderr
        assert "Traceback" not in done.stderr


def test_a_terminal_that_cannot_write_every_letter_gets_the_others(script, tampered):
    done = run(script, tampered, "--lang", "fr", PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.endswith("NON SAIN.\n")


def test_the_command_runs_in_this_process_too(tampered, capsys):
    assert main([str(tampered), "--lang", "en"]) == 1
    assert capsys.readouterr().out.endswith("NOT SOUND.\n")


def test_two_things_of_one_name_are_refused(monkeypatch):
    monkeypatch.setattr(single, "MODULES", ("tests/test_tiles", "tests/test_proofs"))
    with pytest.raises(ValueError, match="named in two modules"):
        single.build()


def test_nothing_but_the_standard_library_is_imported():
    paths = [path for path in FOLDER.rglob("*.py") if "tests" not in path.parts]
    nodes = [node for path in paths for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    foreign = {name for name in names if name.split(".")[0] not in sys.stdlib_module_names}
    assert {name for name in foreign if not name.startswith("parvis.merkle")} == set()


def test_nothing_that_is_read_is_ever_run():
    tree = ast.parse(single.build())
    called = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert called.isdisjoint({"eval", "exec", "compile", "__import__"})
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert imported.isdisjoint({"subprocess", "pickle", "socket", "urllib", "importlib", "marshal", "shutil"})


def test_every_sentence_has_the_same_facts_in_both_languages():
    def facts(sentence):
        return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}

    assert {code for code, (english, french) in TEXTS.items() if facts(english) != facts(french)} == set()


def test_every_code_that_is_reported_has_its_sentence():
    source = single.build()
    codes = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            if (
                name in {"report", "remark", "Unreadable"}
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                codes.add(node.args[0].value)
    assert len(codes) > 40
    assert codes - TEXTS.keys() == set()


@pytest.mark.parametrize(
    ("lang", "number", "words"),
    [
        ("en", 1, "Public log consistent with 1 older checkpoint."),
        ("en", 2_000, "Public log consistent with 2,000 older checkpoints."),
        ("fr", 1, "Journal public cohérent avec 1 point de contrôle antérieur."),
        ("fr", 2_000, "Journal public cohérent avec 2\N{NO-BREAK SPACE}000 points de contrôle antérieurs."),
    ],
)
def test_numbers_and_plurals(lang, number, words):
    assert say("consistent", lang, n=number) == words


def test_names_bring_no_surprise_to_the_terminal():
    assert say("file_unlisted", "en", name="a\x1b[2Jb\u202e") == "a?[2Jb? is not in the manifest."
