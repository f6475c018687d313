"""Cutting a text into passages, with its numbers."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from parvis.texts.cutting import best_depth, cut, uncut
from parvis.texts.enums import Part
from parvis.texts.lines import Line, from_markdown, kept, levelled, to_markdown
from parvis.texts.numbering import split_number
from parvis.texts.tests.files import BILL

LINES = [Line(line.level and line.level - 1, line.text) for line in BILL[1:]]


@pytest.mark.parametrize(
    ("words", "number", "rest"),
    [
        ("Article 1er", "Article 1er", ""),
        ("Article 1er. – L’eau", "Article 1er", "L’eau"),
        ("Article L. 123-1 : l’eau", "Article L. 123-1", "l’eau"),
        ("TITRE II – L’EAU", "TITRE II", "L’EAU"),
        ("Chapitre unique", "Chapitre unique", ""),
        ("1.2 L’eau", "1.2", "L’eau"),
        ("II-2 L’eau", "II-2", "L’eau"),
        ("IV. – L’eau", "IV.", "L’eau"),
        ("a) l’eau", "a)", "l’eau"),
        ("3° l’eau", "3°", "l’eau"),
        ("A. – L’eau", "A.", "L’eau"),
        ("Annexe B", "Annexe B", ""),
        ("A. Martin demande", "", "A. Martin demande"),
        ("2025. Une année", "", "2025. Une année"),
        ("L’eau", "", "L’eau"),
    ],
)
def test_the_number_of_a_heading_is_kept(words, number, rest):
    assert split_number(words, is_heading=True) == (number, rest)


def test_a_sentence_that_begins_with_the_name_of_an_article_is_not_that_article():
    assert split_number("Article 5 du code est abrogé.", is_heading=False)[0] == ""
    assert split_number("Article 5. – Le code.", is_heading=False) == ("Article 5", "Le code.")


def test_cut_by_articles_a_text_has_one_passage_for_each_and_one_for_what_has_none():
    assert best_depth(LINES) == 2
    assert [(piece.part, piece.label, piece.text) for piece in cut(LINES, 2)] == [
        (Part.HEADING, "TITRE Ier – Ce que nous voulons", ""),
        (
            Part.PASSAGE,
            "Article 1er – L’eau",
            "Une fontaine coule\nde mars à octobre.\n\na) Elle est gratuite ;",
        ),
        (Part.PASSAGE, "Article 2", "Des bancs sont posés < 50 m de chaque porte & à l’ombre."),
        (Part.HEADING, "TITRE II – Ce que nous payons", ""),
        (Part.PASSAGE, "§ 1", "Un budget est voté chaque année."),
    ]


def test_cut_by_paragraph_numbers_that_are_there_are_kept_and_others_are_given():
    passages = [piece for piece in cut(LINES, 0) if piece.part == Part.PASSAGE]
    assert [(piece.number, piece.is_given) for piece in passages] == [
        ("§ 1", True),
        ("a)", False),
        ("§ 2", True),
        ("§ 3", True),
    ]


def test_cut_higher_what_is_below_belongs_to_the_passage():
    pieces = cut(LINES, 1)
    assert [piece.number for piece in pieces] == ["TITRE Ier", "TITRE II"]
    assert "Article 2\n\nDes bancs" in pieces[0].text


def test_a_heading_with_nothing_below_is_structure():
    pieces = cut([Line(1, "Article 1er"), Line(1, "Article 2"), Line(0, "Un banc.")], 1)
    assert [piece.part for piece in pieces] == [Part.HEADING, Part.PASSAGE]


WORDS = st.text(alphabet="ab 1.)–-:IVé§°(\n", min_size=1, max_size=20)
STARTS = st.sampled_from(["", "Article 1er ", "TITRE II – ", "a) ", "1.2. ", "II-2 ", "3° ", "A. – "])
SPOKEN = st.builds(Line, st.integers(0, 4), st.builds(str.__add__, STARTS, WORDS))


@given(st.lists(SPOKEN, max_size=8), st.integers(0, 5))
@example([Line(0, "Article 1er :")], 0)
def test_what_was_cut_is_written_and_cut_again_the_same(lines, depth):
    held = levelled(kept(lines))
    if depth and depth not in {line.level for line in held}:
        depth = 0
    pieces = cut(held, depth)
    again = levelled(from_markdown(to_markdown(uncut(pieces))))
    assert cut(again, depth) == pieces
