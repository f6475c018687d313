"""Drawing the pieces: one page whatever the lengths, words that are never run, PDF for screen readers."""

import io
import json
import re

import pytest
import segno
import typst
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from parvis.front.kit.drawing import PLACE, Look, draw
from parvis.front.kit.material import OFFLINE, USE, Labels, Material
from parvis.front.kit.pieces import FILES, PICTURES
from parvis.front.kit.signs import CUT, DRAWN, drawable, is_drawn, undrawn
from parvis.ui.colour import contrast

LOOK = Look("Participer à Clairvaux", "#7a1f4b")
LABELS = Labels(
    dates="Quand",
    use="Ce qui en sera fait",
    participate="Participer",
    offline="Sans internet",
    litter="Ne pas jeter sur la voie publique.",
    qr="Code QR qui mène à la page de la consultation",
)
URL = "https://participer.example.org/consultations/la-place/"


def said(**words: str) -> Material:
    told = {
        "lang": "fr",
        "title": "Que faire de la place ?",
        "organiser": "Ville de Clairvaux",
        "summary": "Dites ce qui compte pour vous : l’ombre, les bancs, les commerces.",
        "dates": "Du 3 mars au 12 avril 2027",
        "use": "Le conseil municipal répondra à chaque proposition.",
        "offline": "À l’accueil de la mairie.",
        "legal": "Participation du public prévue par l’article L123-19-1 du code de l’environnement.",
        "url": URL,
        "address": URL.removeprefix("https://"),
        **words,
    }
    return Material(labels=LABELS, **told)


def drawn(name: str, material: Material, look: Look = LOOK) -> bytes:
    return draw(FILES[name], material, look)


def pages(pdf: bytes) -> int:
    [count] = re.findall(rb"<xmpTPg:NPages>(\d+)</xmpTPg:NPages>", pdf)
    return int(count)


WORDS = st.text(st.sampled_from("aeioulmnrstçéèêœŒÀWM' -–’?«»\u00a0/&<#$\\\"€"), min_size=1, max_size=255)
SENTENCE = st.integers(0, 40).map(lambda count: ("Une phrase de plus pour le dire. " * 40)[: count * 25])


@settings(max_examples=25, deadline=None)
@given(title=WORDS, organiser=WORDS, length=st.integers(0, 300), words=SENTENCE)
def test_whatever_the_lengths_a_piece_is_one_page(
    title: str, organiser: str, length: int, words: str
) -> None:
    material = said(
        title=title,
        organiser=organiser[:160],
        summary=("Un résumé qui dit tout. " * 20)[:length],
        use=words[:USE],
        offline=words[:OFFLINE],
        legal=("La commission départementale des services publics et de la sécurité. " * 6)[:430],
    )

    assert [pages(drawn(name, material)) for name in ("poster-a4-fr.pdf", "flyer-a5-fr.pdf")] == [1, 1]


@settings(max_examples=15, deadline=None)
@example(title="<<<<<<<<<<<<<<<<<<</'")
@given(title=WORDS)
def test_whatever_the_title_nothing_goes_over_the_edges_of_a_picture(title: str) -> None:
    for piece in PICTURES:
        picture = Image.open(io.BytesIO(drawn(f"{piece.code}-fr.png", said(title=title)))).convert("RGB")
        assert picture.size == (piece.width, piece.height)
        edges = (
            (piece.width - 50, 0, piece.width, piece.height - 110),
            (0, 0, 50, piece.height - 110),
            (0, 0, piece.width, 24),
        )
        assert {colour for edge in edges for _n, colour in picture.crop(edge).getcolors()} == {(122, 31, 75)}


@pytest.mark.parametrize("word", ["W" * 255, "Anticonstitutionnellement", "intergouvernementalisations"])
def test_a_word_wider_than_the_page_is_set_smaller_or_cut(word: str) -> None:
    picture = Image.open(io.BytesIO(drawn("poster-a4-fr.png", said(title=word)))).convert("RGB")
    band = picture.crop((picture.width - 24, 0, picture.width, 80))
    assert [colour for _n, colour in band.getcolors()] == [(122, 31, 75)]


HOSTILE = (
    '#panic("no")',
    '#read("/etc/passwd")',
    "#{ let x = 1; while true { x += 1 } }",
    "$ integral_0^1 $ *bold* _under_ = heading",
    '") #import "@preview/evil:1.0.0": *',
    '\\u{202e}#eval("1+1")',
    "@label <label> // comment /* open",
    "{{ 7*7 }} {% now %} ${7*7}",
    "#" * 255,
    "[" * 120 + "]" * 120,
)


@pytest.mark.parametrize("words", HOSTILE)
def test_what_looks_like_code_is_drawn_as_it_is_written(words: str) -> None:
    material = said(title=words, organiser=words[:160], summary=words, use=words, offline=words, legal=words)
    pdf = drawn("poster-a4-fr.pdf", material, Look(words, "#0b5c5e"))

    assert pages(pdf) == 1
    [title] = re.findall(rb"<dc:title>.*?<rdf:li[^>]*>(.*?)</rdf:li>", pdf, re.DOTALL)
    written = (
        title.decode().replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&apos;", "'")
    )
    assert written.replace("&amp;", "&").replace(CUT, "") == drawable(words).replace(CUT, "")
    assert drawn("picture-wide-fr.png", material)[:4] == b"\x89PNG"


def test_no_drawing_reaches_for_a_package_a_font_or_a_file_of_its_own() -> None:
    for path in PLACE.glob("*.typ"):
        source = path.read_text()
        assert re.findall(r'#?import "(.*?)"', source) in ([], ["common.typ"])
        assert re.findall(r"\b(?:eval|read|plugin|include)\(", source) == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_pdf_has_its_language_its_title_and_its_tags(language: str) -> None:
    material = said(lang=language)
    for piece in ("poster-a4", "poster-a3", "flyer-a5"):
        pdf = drawn(f"{piece}-{language}.pdf", material)
        assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
        assert f"/Lang({language})".encode() in pdf
        assert b"/MarkInfo<</Marked true" in pdf
        assert b"Que faire de la place ?" in pdf
        assert LABELS.qr.encode("utf-16-be").hex().upper().encode() in pdf  # the alternative text of the code


def test_what_has_no_drawing_is_left_out_and_named() -> None:
    assert drawable("L’été 🎉 à\tvélo\u202e\u0000\n漢字 !") == "L’été à vélo !"
    assert undrawn("L’été 🎉 à vélo, 🎉 漢") == ["🎉", "漢"]
    assert undrawn("Été\u00a0: œ, €, « Привет »") == []
    assert pages(drawn("poster-a4-fr.pdf", said(title="漢字 🎉", organiser="\u202e"))) == 1


def test_every_sign_that_is_kept_has_a_drawing() -> None:
    kept = [chr(code) for code in range(0x20, 0x3000) if is_drawn(chr(code))]
    assert 1400 < len(kept) < 2000
    assert all(DRAWN.fullmatch(sign) for sign in "ÀÉÈÊËÎÏÔŒÙÛÜŸàéèêëîïôœùûüÿçÇæÆ«»’–—…€°²№")
    head = '#set document(title: "x")\n#set text(font: "Libertinus Serif", weight: sys.inputs.weight)\n'
    source = f"{head}#json(bytes(sys.inputs.kept))".encode()
    for weight in ("regular", "bold"):
        inputs = {"kept": json.dumps(" ".join(kept)), "weight": weight}
        made = typst.compile(source, sys_inputs=inputs, ignore_system_fonts=True, pdf_standards=["ua-1"])
        assert pages(made) >= 1


def test_the_same_words_make_the_same_bytes() -> None:
    for name in ("poster-a4-fr.pdf", "picture-wide-fr.png", "qr-fr.svg"):
        assert drawn(name, said()) == drawn(name, said())


def test_a_code_holds_the_address_with_its_margin() -> None:
    expected = io.BytesIO()
    segno.make(URL, error="m", micro=False).save(expected, kind="png", scale=20, border=4, light="#fff")
    assert drawn("qr-fr.png", said()) == expected.getvalue()


def test_the_colour_of_the_site_is_the_ground_and_white_reads_on_it() -> None:
    picture = Image.open(io.BytesIO(drawn("picture-square-fr.png", said()))).convert("RGB")
    assert picture.getpixel((5, 5)) == (122, 31, 75)
    assert contrast("#ffffff", LOOK.colour) >= 4.5


def test_a_logo_takes_the_place_of_the_mark() -> None:
    written = io.BytesIO()
    Image.new("RGB", (300, 60), "#00ff00").save(written, "PNG")
    picture = drawn("picture-wide-fr.png", said(), Look("Site", "#7a1f4b", written.getvalue()))
    colours = {colour for _n, colour in Image.open(io.BytesIO(picture)).convert("RGB").getcolors(1 << 24)}
    assert (0, 255, 0) in colours
