"""A synthesis to take away: a PDF for all readers, a DOCX and an ODT, which fetch nothing."""

import io
import re
import zipfile

import pypdfium2
import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.front.composition.synthesis import compose
from parvis.front.composition.synthesis_paper import document, held_together, material_of
from parvis.front.sheets.material import look
from parvis.front.sheets.office import written
from parvis.front.sheets.rich import blocks
from parvis.restitution.domain.cite_source import cite
from parvis.restitution.domain.publish_synthesis import publish_synthesis
from parvis.restitution.domain.write_synthesis import add_finding, add_section
from parvis.restitution.tests.synthesis_data import Square, square

pytestmark = pytest.mark.django_db
WORDS = "un banc numéro 0 devant l’école"
HOSTILE = '#panic("no") $x$ <img src="http://evil.example/a.png"> 漢字 🎉'


@pytest.fixture
def place() -> Square:
    cache.clear()
    made = square()
    made.finding(f"Les **bancs** manquent. {HOSTILE}", contributions=[made.texts[0].pk], quote=WORDS)
    made.finding("Surtout ici.\n\n- près de l’école\n- près du port", topics=[made.topics[0].pk])
    publish_synthesis(actor=made.organiser, synthesis=made.synthesis)
    return made


def take(place: Square, name: str) -> bytes:
    answer = Client().get(reverse(f"front:synthesis_{name}", args=[place.consultation.slug]))
    assert answer.status_code == 200
    assert f"synthesis.{name}" in answer["Content-Disposition"]
    return answer.content


def test_the_pdf_is_tagged_for_all_readers(place: Square) -> None:
    drawn = take(place, "pdf")
    assert drawn.startswith(b"%PDF")
    for mark in (b"/MarkInfo", b"/StructTreeRoot", b"pdfuaid", b"/Lang"):
        assert mark in drawn


@pytest.mark.parametrize(("name", "inside"), [("docx", "word/document.xml"), ("odt", "content.xml")])
def test_a_word_processor_opens_headings_links_and_language(place: Square, name: str, inside: str) -> None:
    with zipfile.ZipFile(io.BytesIO(take(place, name))) as held:
        assert held.testzip() is None
        text = held.read(inside).decode()
        every = "".join(held.read(one).decode("utf-8", "ignore") for one in held.namelist())
    assert ("Heading1" if name == "docx" else 'text:outline-level="1"') in text
    assert WORDS in re.sub(r"<[^>]+>", "", text)
    assert "près du port" in re.sub(r"<[^>]+>", "", text)
    assert f"/contributions/{place.texts[0].pk}/" in every
    language = r'<w:lang [^>]*w:val="fr"' if name == "docx" else 'fo:language="fr"'
    assert re.search(language, every)
    assert 'href="http://evil.example' not in every


def test_nothing_is_fetched_by_what_writes_documents() -> None:
    made = written('<p>a<img src="/etc/hostname"></p>', "docx", title="--x", language="fr")
    with zipfile.ZipFile(io.BytesIO(made)) as held:
        assert not [name for name in held.namelist() if "media/" in name]


def test_a_file_is_made_once_and_again_when_a_text_is_hidden(place: Square, monkeypatch) -> None:
    made = []
    monkeypatch.setattr(
        "parvis.front.composition.synthesis_paper.written", lambda html, *_, **__: made.append(html) or b"PK"
    )
    take(place, "docx")
    take(place, "docx")
    assert len(made) == 1
    Contribution.objects.filter(pk=place.texts[0].pk).update(state=State.HIDDEN)
    take(place, "docx")
    assert len(made) == 2
    assert WORDS not in made[1]


def test_the_document_says_what_the_page_says(place: Square) -> None:
    html = document(compose(place.synthesis, place.consultation))
    assert WORDS in html
    assert 'href="/' not in html
    assert "<img" not in html


def test_the_paper_is_in_the_order_of_the_page_and_its_sections_are_found(place: Square) -> None:
    for n in range(4):
        section = add_section(actor=place.organiser, synthesis=place.synthesis, title=f"Les quais {n}")
        finding = add_finding(actor=place.organiser, section=section, text="Il manque de l’ombre.")
        cite(actor=place.organiser, finding=finding, contributions=[place.texts[n].pk])
    publish_synthesis(actor=place.organiser, synthesis=place.synthesis)
    book = pypdfium2.PdfDocument(take(place, "pdf"))
    titles = [(item.level, item.get_title()) for item in book.get_toc()]
    method = "Qui l’a écrite, et comment"
    named = [
        "1. Les rues",
        *(f"{n + 2}. Les quais {n}" for n in range(4)),
        method,
        "Sur quoi reposent les constats",
    ]
    assert [" ".join(title.split()) for level, title in titles if level == 1] == named
    text = "".join(page.get_textpage().get_text_bounded() for page in book)
    places = [text.find(words) for words in ("Constat 5.1", "Trois demandes reviennent.", method)]
    # The contents name the method first of all.
    assert places[2] < places[0] < places[1] < text.rfind(method)


def test_a_quote_of_a_text_without_title_is_signed_with_its_number(place: Square) -> None:
    Contribution.objects.filter(pk=place.texts[0].pk).update(title="")
    said = material_of(compose(place.synthesis, place.consultation), look())
    [quote] = said["parts"][0]["findings"][0]["quotes"]
    assert (quote["label"], quote["words"]) == (f"C-{place.texts[0].pk}", f"«\u00a0{WORDS}\u00a0»")


def test_signs_stay_with_their_words() -> None:
    assert (
        held_together("Pourquoi ? 10 % ( ici ) : là.")
        == "Pourquoi\u00a0? 10\u00a0% (\u00a0ici\u00a0)\u00a0: là."
    )


def test_rich_text_is_cut_into_what_a_drawing_takes() -> None:
    made = blocks(
        '<h2>Un</h2><p>Deux <strong>trois</strong><br>fin</p><ul><li>a <a href="/b/">b</a></li></ul>'
    )
    assert [(one["kind"], "".join(run["text"] for run in one["runs"])) for one in made] == [
        ("heading", "Un"),
        ("paragraph", "Deux trois\nfin"),
        ("item", "a b"),
    ]
    assert made[2]["runs"][-1]["url"].endswith("/b/")
