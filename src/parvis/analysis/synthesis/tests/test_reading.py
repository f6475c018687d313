"""A corpus is read from the tables that people have, and what is wrong in one is named."""

import gzip
from pathlib import Path

import polars as pl
import pytest

from parvis.analysis.errors import AnalysisError
from parvis.analysis.synthesis.reading import Columns, read_corpus

TABLE = (
    'id;titre;texte;pour;contre\na;"Un; titre";"Première ligne\nseconde ligne";3;1\nb;Deux;Autre texte;;0\n'
)
ARGUMENTS = "contribution,side,text,supports\na,for,Oui,2\nb,contre,Non,\nz,for,Ailleurs,1\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(TABLE, encoding="utf-8-sig")
    return path


def test_columns_are_read_by_their_names(table: Path) -> None:
    read = read_corpus(table, Columns("texte", "id", "titre", votes=("pour", "contre")))
    assert read.ids == ["a", "b"]
    assert read.texts == ["Première ligne\nseconde ligne", "Autre texte"]
    assert read.titles == ["Un; titre", "Deux"]
    assert read.votes is not None
    assert read.votes.tolist() == [[3, 0, 1], [0, 0, 0]]


def test_texts_are_numbered_where_nothing_names_them(table: Path) -> None:
    assert read_corpus(table, Columns("texte")).ids == ["1", "2"]


def test_gzip_and_parquet_give_the_same(table: Path, tmp_path: Path) -> None:
    squeezed, parquet = tmp_path / "table.csv.gz", tmp_path / "table.parquet"
    squeezed.write_bytes(gzip.compress(TABLE.encode()))
    pl.DataFrame({"texte": ["Première ligne\nseconde ligne", "Autre texte"]}).write_parquet(parquet)
    texts = [read_corpus(path, Columns("texte")).texts for path in (table, squeezed, parquet)]
    assert texts[0] == texts[1] == texts[2]


def test_what_was_met_in_the_files_is_noted_once(table: Path, tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_bytes("id;texte\na;été\n".encode("cp1252"))
    (tmp_path / "arguments.csv").write_bytes("contribution;side;text\na;for;bientôt\n".encode("cp1252"))
    read = read_corpus(tmp_path / "old.csv", Columns("texte", "id"), tmp_path / "arguments.csv")
    assert (read.texts, read.arguments[0].text) == (["été"], "bientôt")
    assert read.notes == ("encoding_cp1252",)
    assert read_corpus(table, Columns("texte")).notes == ()


def test_arguments_find_their_text_and_those_of_others_are_left_out(table: Path, tmp_path: Path) -> None:
    (tmp_path / "arguments.csv").write_text(ARGUMENTS)
    read = read_corpus(table, Columns("texte", "id"), tmp_path / "arguments.csv")
    told = [(item.row, item.side, item.text, item.supports) for item in read.arguments]
    assert told == [(0, 1, "Oui", 2), (1, -1, "Non", 0)]


@pytest.mark.parametrize(
    ("content", "columns", "code", "words"),
    [
        (b"", Columns("texte"), "empty_file", "is empty"),
        (b"texte\n", Columns("texte"), "empty_file", "has no row"),
        (b"texte\na,b,c\n", Columns("texte"), "bad_line", "cannot be read"),
        (b'texte,x\n"jamais ferme', Columns("texte"), "bad_line", "cannot be read"),
        (b"\x1f\x8bpas du gzip", Columns("texte"), "bad_line", "cannot be read"),
        (b"autre\nx\n", Columns("texte"), "missing_column", "no column texte; it has autre"),
        (b"texte\nx\n", Columns("texte", title="titre"), "missing_column", "no column titre"),
        (
            b"texte,v,w\nx,1,1\ny,deux,1\n",
            Columns("texte", votes=("v", "w")),
            "not_a_count",
            "row 2: v is 'deux'",
        ),
        (b"texte,v,w\nx,1,-1\n", Columns("texte", votes=("v", "w")), "not_a_count", "row 1: w is '-1'"),
        (b"texte,v,w\nx,1,1e300\n", Columns("texte", votes=("v", "w")), "not_a_count", "row 1: w is '1e300'"),
        (b"texte,v,w\nx,1,NaN\n", Columns("texte", votes=("v", "w")), "not_a_count", "row 1: w is 'NaN'"),
        (b"PK\x03\x04 of a spreadsheet", Columns("texte"), "unknown_format", "save it as CSV"),
        (b"texte,v\nx,1\n", Columns("texte", votes=("v",)), "bad_votes", "two columns"),
    ],
)
def test_what_is_wrong_is_named(
    tmp_path: Path, content: bytes, columns: Columns, code: str, words: str
) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    with pytest.raises(AnalysisError, match=words) as caught:
        read_corpus(path, columns)
    assert caught.value.code == code


@pytest.mark.parametrize("value", [["un", "deux"], {"a": "un"}, b"\xff"], ids=["list", "structure", "bytes"])
def test_a_column_of_parquet_that_is_no_text_is_named(tmp_path: Path, value: object) -> None:
    pl.DataFrame({"texte": [value]}).write_parquet(tmp_path / "odd.parquet")
    with pytest.raises(AnalysisError, match="the column texte holds") as caught:
        read_corpus(tmp_path / "odd.parquet", Columns("texte"))
    assert caught.value.code == "not_text"


@pytest.mark.parametrize("name", ["nothing.csv", "nothing.parquet"])
def test_a_file_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(AnalysisError, match=name) as caught:
        read_corpus(tmp_path / name, Columns("texte"))
    assert caught.value.code == "missing_file"


@pytest.mark.parametrize(
    ("arguments", "ids", "code"),
    [
        ("contribution,side,text\na,maybe,Oui\n", "a,b", "unknown_side"),
        ("side,text\nfor,Oui\n", "a,b", "missing_column"),
        ("contribution,side,text\na,for,Oui\n", "a,a", "repeated_id"),
    ],
)
def test_arguments_that_cannot_be_placed_are_refused(
    tmp_path: Path, arguments: str, ids: str, code: str
) -> None:
    first, second = ids.split(",")
    (tmp_path / "table.csv").write_text(f"id,texte\n{first},Un\n{second},Deux\n")
    (tmp_path / "arguments.csv").write_text(arguments)
    with pytest.raises(AnalysisError) as caught:
        read_corpus(tmp_path / "table.csv", Columns("texte", "id"), tmp_path / "arguments.csv")
    assert caught.value.code == code
