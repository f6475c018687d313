"""A long piece of work says how far it has gone, to a person or to a file."""

import pytest

from parvis.config.commands.progress import Progress, time_left

NAMES = {"words": "Reading the words", "topics": "Sorting"}


@pytest.mark.parametrize(
    ("done", "spent", "words"),
    [
        (0.5, 10, "10 seconds left"),
        (0.9, 9, "1 second left"),
        (0.1, 60, "9 minutes left"),
        (0.01, 60, ""),
        (0.5, 0.2, ""),
        (1, 60, ""),
    ],
)
def test_time_left_is_said_once_it_can_be_told(done: float, spent: float, words: str) -> None:
    assert time_left(done, spent) == words


def test_a_file_gets_one_line_a_stage(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress(NAMES)
    for stage, done in (("words", 0), ("words", 1), ("topics", 0.5), ("other", 0)):
        progress(stage, done)
    progress.end()
    assert capsys.readouterr() == ("", "Reading the words\nSorting\nother\n")


def test_a_person_gets_a_bar(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    progress = Progress(NAMES)
    progress("words", 1)
    progress.end()
    output, errors = capsys.readouterr()
    assert output == ""
    assert "Reading the words" in errors
    assert "[########################] 100 %" in errors
    assert errors.endswith("\n")
