"""Typed text before it is kept."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.contributions.diff import marked_changes
from parvis.contributions.texts import clean_line, clean_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("e\u0301", "é"),
        ("a\tb", "a b"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a \n\n\n\n b", "a\n\n b"),
        ("\ufeffa\u200b\u202eb", "ab"),
        ("👩\u200d🚒", "👩\u200d🚒"),
        ("\u200d", ""),
    ],
)
def test_clean_text(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


@given(st.text(alphabet=st.characters(), max_size=60))
def test_cleaning_twice_is_cleaning_once(typed: str) -> None:
    assert clean_text(clean_text(typed)) == clean_text(typed)
    assert clean_line(clean_line(typed)) == clean_line(typed)
    assert "\n" not in clean_line(typed)
    clean_text(typed).encode()


def test_changes_are_marked_word_by_word_and_escaped() -> None:
    assert marked_changes("Un <b>banc</b> vert", "Un <b>banc</b> rouge\net long") == (
        "Un &lt;b&gt;banc&lt;/b&gt; <del>vert</del><ins>rouge<br>et long</ins>"
    )


@given(st.text(max_size=80), st.text(max_size=80))
def test_changes_lose_no_word(before: str, after: str) -> None:
    marked = str(marked_changes(before, after))
    without_old = re.sub(r"<del>.*?</del>", "", marked, flags=re.S).replace("<ins>", "").replace("</ins>", "")
    assert html.unescape(without_old.replace("<br>", "\n")) == after


def test_long_texts_are_compared_line_by_line() -> None:
    long = "mot " * 1500

    assert marked_changes(long + "\nfin", long + "\nsuite").endswith("<br><del>fin</del><ins>suite</ins>")
