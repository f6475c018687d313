"""Tables for spreadsheets: nothing that people wrote is run."""

import pytest

from parvis.ui.spreadsheet import csv_lines, safe


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " ="])
def test_a_text_that_looks_like_a_formula_is_disarmed(start):
    assert safe(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("cell", ["Un banc", "", 12, -3, None])
def test_other_cells_stay_as_they_are(cell):
    assert safe(cell) == cell


def test_a_file_says_its_encoding_and_has_one_line_a_row():
    rows = [["thème", "nombre"], ["=1+1", 2]]
    assert list(csv_lines(rows)) == ["\ufeffthème,nombre\r\n", "'=1+1,2\r\n"]
