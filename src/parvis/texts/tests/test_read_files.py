"""Reading a text from each format, and refusing what is no text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.accounts.errors import Refused
from parvis.texts import readers
from parvis.texts.lines import Line, from_markdown, kept, to_markdown
from parvis.texts.readers import packed, read_text
from parvis.texts.tests.files import BILL, FILES, docx, odt, pack

ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("name", FILES)
def test_the_structure_of_a_file_is_that_of_its_headings(name):
    text = read_text(name, FILES[name](BILL))
    assert text.title == "Charte de la place"
    assert text.lines == [Line(line.level and line.level - 1, line.text) for line in BILL[1:]]


def test_a_document_says_what_is_inserted_and_neither_what_is_deleted_nor_its_notes():
    body = (
        "<w:p><w:ins><w:r><w:t>Un banc</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>Deux bancs</w:delText></w:r></w:del>"
        "<w:r><w:tab/><w:t>bleu</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Case</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    assert read_text("a.docx", docx([], body=body)).lines == [Line(0, "Un banc bleu"), Line(0, "Case")]
    noted = (
        "<text:tracked-changes><text:p>Ancien</text:p></text:tracked-changes><text:list><text:list-item>"
        "<text:p>Un<text:s/><text:span>banc</text:span><text:note><text:p>Note</text:p></text:note> bleu"
        "</text:p>"
        "</text:list-item></text:list>"
    )
    assert read_text("a.odt", odt([], body=noted)).lines == [Line(0, "Un banc bleu")]


def test_headings_by_their_words_alone_make_the_structure():
    rows = ["TITRE Ier – L’EAU", "Article 1er", "Une fontaine.", "Article 2. – Un banc, long et bleu.",
            "Article 5 du code est abrogé.", "TITRE II – LE BUDGET", "Article 3", "Rien."]  # fmt: skip
    lines = read_text("a.docx", docx([Line(0, row) for row in rows])).lines
    assert [(line.level, line.text) for line in lines] == [
        (1, "TITRE Ier – L’EAU"),
        (2, "Article 1er"),
        (0, "Une fontaine."),
        (2, "Article 2"),
        (0, "Un banc, long et bleu."),
        (0, "Article 5 du code est abrogé."),
        (1, "TITRE II – LE BUDGET"),
        (2, "Article 3"),
        (0, "Rien."),
    ]


def test_a_page_keeps_the_marks_of_its_lists_and_leaves_out_its_programs():
    page = (
        b"<p>Un <b>banc</b> :<ul><li>bleu<li>vert</ul><ol><li>ici</ol><script>alert(1)</script>"
        b"<p>Fin<!-- x -->"
    )
    words = [line.text for line in read_text("a.html", page).lines]
    assert words == ["Un banc :", "- bleu", "- vert", "1. ici", "Fin"]


def test_an_old_page_says_its_characters():
    page = '<html><head><meta charset="iso-8859-1"></head><p>Été'.encode("latin-1")
    assert read_text("a.htm", page).lines == [Line(0, "Été")]


def test_markdown_made_elsewhere_keeps_its_words_alone():
    text = (
        "Titre\n=====\n\nUn **banc** [bleu](https://example.org)\nsur la *place*.\n\n> Cité\n\n"
        "- un\n- deux\n\n---\n"
    )
    lines = from_markdown(text)
    assert lines[0] == Line(1, "Titre")
    assert [line.text for line in lines[1:]] == ["Un banc bleu sur la place.", "Cité", "- un", "- deux"]


WORDS = st.text(alphabet="ab #*_-+[](){}`\\<>!=.1é\n", min_size=1, max_size=40)


@given(st.lists(st.builds(Line, st.integers(0, 6), WORDS), max_size=6))
def test_what_is_written_in_markdown_is_read_back(lines):
    held = kept(lines)
    assert from_markdown(to_markdown(held)) == held


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"%PDF-1.7"),
        ("a", b"Un banc"),
        ("a.docx", b"Un banc"),
        ("a.docx", odt(BILL)),
        ("a.odt", docx(BILL)),
        ("a.docx", pack({"[Content_Types].xml": "<Types/>", "word/other.xml": "<a/>"})),
        ("a.docx", docx(BILL, start="<w:broken>")),
        ("a.docx", docx(BILL)[:-200]),
        ("a.docx", docx(BILL, start=ENTITIES)),
        ("a.odt", odt(BILL, start=ENTITIES)),
        ("a.docx", docx([])),
        ("a.odt", odt([])),
        ("a.html", b"<html><head><title>Seul</title></head></html>"),
        ("a.html", docx(BILL)),
        ("a.md", b"\x00\x01\x02"),
        ("a.md", b"  \n\n"),
        ("a.md", b"# a\n\n" * (readers.MOST_LINES + 1)),
        ("a.md", b"mot " * (readers.MOST_CHARACTERS // 4 + 10)),
        ("a.html", b"<p>" + b"a" * readers.MOST_BYTES),
    ],
    ids=[str(place) for place in range(19)],
)
def test_what_is_no_text_is_refused_with_words(name, data):
    with pytest.raises(Refused):
        read_text(name, data)


@pytest.mark.parametrize(("name", "make"), [("a.docx", docx), ("a.odt", odt)])
def test_a_small_file_that_unpacks_into_a_huge_one_is_refused(name, make):
    bomb = make([Line(0, "a" * (packed.MOST_UNPACKED + 10))])
    assert len(bomb) < 100_000
    with pytest.raises(Refused, match="trop volumineux"):
        read_text(name, bomb)


def test_a_document_with_a_program_is_refused():
    held = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>", "word/vbaProject.bin": b"x"}
    with pytest.raises(Refused):
        read_text("a.docx", pack(held))


@pytest.mark.parametrize("part", [b"<div>", b"<b><p>", b"<table><tr><td>"])
def test_a_page_made_to_be_slow_is_refused(part):
    with pytest.raises(Refused):
        read_text("a.html", b"<p>Banc</p>" + part * 100_000)


def test_what_looks_like_a_nest_and_is_none_is_read():
    assert read_text("a.html", b"<p>Banc<li>bleu" * 500 + b"<!--" * 50_000).lines[0] == Line(0, "Banc")


def test_no_file_says_more_than_words():
    page = b"<p onclick=x>Un <img src=x onerror=y> banc <iframe src=z></iframe></p>"
    assert [line.text for line in read_text("a.html", page).lines] == ["Un banc"]
