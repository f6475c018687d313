"""Texts are read from what people have: CSV of any make, gzip, Parquet; what is wrong is said, and where."""

import gzip

import polars as pl
import pytest

from parvis.analysis.errors import AnalysisError
from parvis.analysis.text.reading import as_series, read_table
from parvis.analysis.text.tests.data import SHARED, needs_shared_data


@pytest.fixture
def file(tmp_path):
    def write(data):
        path = tmp_path / "answers"
        path.write_bytes(data)
        return path

    return write


def refusal(path, *columns, memory=None):
    with pytest.raises(AnalysisError) as refused:
        read_table(path, columns, memory=memory)
    return refused.value


def column(path, name):
    return read_table(path, [name]).frame[name].to_list()


@pytest.mark.parametrize(
    ("data", "notes"),
    [
        ("id,texte\n1,café\n2,thé\n".encode(), ()),
        ("id;texte\r\n1;café\r\n2;thé\r\n".encode(), ()),
        ("id\ttexte\n1\tcafé\n2\tthé\n".encode(), ()),
        ("id|texte\r1|café\r2|thé\r".encode(), ()),
        ('"id","texte"\n"1","café"\n"2","thé"'.encode(), ()),
        ("\ufeffid,texte\n1,café\n2,thé\n".encode(), ()),
        ("id;texte\n1;café\n2;thé\n".encode("cp1252"), ("encoding_cp1252",)),
        ("id\ttexte\n1\tcafé\n2\tthé\n".encode("utf-16"), ("encoding_utf16",)),
        (gzip.compress("id,texte\n1,café\n2,thé\n".encode(), mtime=0), ()),
    ],
)
def test_separators_quotes_encodings_and_gzip(file, data, notes):
    found = read_table(file(data), ["texte", "id"])
    assert found.frame.to_dict(as_series=False) == {"texte": ["café", "thé"], "id": ["1", "2"]}
    assert found.notes == notes


def test_quotes_separators_and_lines_inside_a_text(file):
    data = b'id,text\n1,"one, ""two""\nand three"\n2,an "odd" one\n3,\n'
    assert column(file(data), "text") == ['one, "two"\nand three', 'an "odd" one', ""]


def test_a_few_invalid_bytes_are_replaced_with_a_note(file):
    found = read_table(file(("text\n" + "é" * 100 + "\n").encode() + b"caf\xe9\n"))
    assert found.frame["text"][1] == "caf\ufffd"
    assert found.notes == ("invalid_bytes",)


def test_parquet(tmp_path):
    path = tmp_path / "answers.parquet"
    pl.DataFrame({"n": [7, 8], "text": ["café", None]}).write_parquet(path)
    found = read_table(path, ["text", "n"]).frame
    assert found.to_dict(as_series=False) == {"text": ["café", ""], "n": ["7", "8"]}
    assert refusal(path, "nope").details["given"] == "n, text"


def test_all_columns_are_read_where_none_is_named(file):
    assert read_table(file(b"a,b\nx,y\n")).frame.to_dicts() == [{"a": "x", "b": "y"}]


def test_the_first_of_two_columns_of_one_name_is_read(file):
    assert column(file(b"a,a\nx,y\n"), "a") == ["x"]


def test_a_missing_column_is_said_with_those_that_exist(file):
    refused = refusal(file(b"id,text\n1,a\n"), "texte")
    assert (refused.code, refused.details["given"]) == ("missing_column", "id, text")
    assert "id, text" in str(refused)
    assert refusal(file(b"id,text\n1,a\n"), "text", "no").details["column"] == "no"


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"id,text\n1,a\n2,b,c\n3,d\n", 3),
        (b'id,text\n1,"a\nb"\n2,"never closed\n3,d\n', 4),
        (b'id,text\n1,"a" and more\n', 2),
        (b'"id,text\n1,a\n', 1),
    ],
)
def test_a_torn_line_is_refused_with_its_number(file, data, line):
    refused = refusal(file(data), "text")
    assert (refused.code, refused.details["line"]) == ("bad_line", line)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"\n \n", "empty_file"),
        (b"id,text\n", "empty_file"),
        (b"PK\x03\x04...", "unknown_format"),
        (b"\x1f\x8bnot gzip", "bad_line"),
        (gzip.compress(b"text\n" + b"abc\n" * 1000, mtime=0)[:-20], "bad_line"),
        (b"PAR1 is not enough", "bad_line"),
    ],
)
def test_what_is_not_a_file_of_texts_is_refused(file, data, code):
    assert refusal(file(data), "text").code == code


def test_no_file_and_a_folder(tmp_path):
    assert refusal(tmp_path / "none.csv").code == "missing_file"
    assert refusal(tmp_path).code == "missing_file"


def test_memory_bounds_what_is_read_even_zipped(file, tmp_path):
    bomb = gzip.compress(b"text\n" + b"a" * 50_000_000)
    assert refusal(file(bomb), memory=3_000_000).code == "file_too_large"
    assert refusal(file(b"text\n" + b"a" * 2_000_000), memory=3_000_000).details["memory"] == 3_000_000
    assert read_table(file(b"text\nabc\n"), memory=3_000_000).frame.height == 1
    path = tmp_path / "big.parquet"
    pl.DataFrame({"text": ["a" * 100] * 100_000}).write_parquet(path)
    assert refusal(path, memory=3_000_000).code == "file_too_large"


def test_iterables_become_a_column():
    assert as_series(text for text in ["a", None]).to_list() == ["a", ""]
    assert as_series(pl.Series(["a", None], dtype=pl.Categorical)).to_list() == ["a", ""]


@needs_shared_data
def test_real_exports():
    proposals = read_table(SHARED / "lille" / "propositions.csv.gz", ["text", "id"]).frame
    assert (proposals.height, proposals["id"][0]) == (196, "457")
    assert len(column(SHARED / "republique-numerique" / "arguments.csv", "text")) == 3994
