"""Files of each format, made of the same lines."""

from collections.abc import Sequence
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from parvis.texts.lines import Line, to_markdown

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
)
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="Titre{level}"><w:name w:val="heading {level}"/></w:style>'
    for level in range(1, 7)
)
BILL = (
    Line(1, "Charte de la place"),
    Line(2, "TITRE Ier – Ce que nous voulons"),
    Line(3, "Article 1er – L’eau"),
    Line(0, "Une fontaine coule\nde mars à octobre."),
    Line(0, "a) Elle est gratuite ;"),
    Line(3, "Article 2"),
    Line(0, "Des bancs sont posés < 50 m de chaque porte & à l’ombre."),
    Line(2, "TITRE II – Ce que nous payons"),
    Line(0, "Un budget est voté chaque année."),
)


def pack(parts: dict[str, str | bytes]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return stream.getvalue()


def docx(lines: Sequence[Line], *, body: str = "", start: str = "") -> bytes:
    """A document of paragraphs with styles named in French; `body` is XML put after them."""
    words = "".join(_docx_paragraph(line) for line in lines)
    return pack(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"{start}<w:document {W}><w:body>{words}{body}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {W}>{STYLES}</w:styles>",
        }
    )


def _docx_paragraph(line: Line) -> str:
    style = f'<w:pPr><w:pStyle w:val="Titre{line.level}"/></w:pPr>' if line.level else ""
    runs = "<w:br/>".join(f"<w:t>{escape(row)}</w:t>" for row in line.text.split("\n"))
    return f"<w:p>{style}<w:r>{runs}</w:r></w:p>"


def odt(lines: Sequence[Line], *, body: str = "", start: str = "") -> bytes:
    words = "".join(_odt_paragraph(line) for line in lines)
    content = (
        f"{start}<office:document-content {ODF}><office:body><office:text>{words}{body}</office:text>"
        "</office:body></office:document-content>"
    )
    return pack({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def _odt_paragraph(line: Line) -> str:
    words = escape(line.text).replace("\n", "<text:line-break/>")
    if line.level:
        return f'<text:h text:outline-level="{line.level}">{words}</text:h>'
    return f"<text:p>{words}</text:p>"


def html(lines: Sequence[Line]) -> bytes:
    words = "\n".join(_html_block(line) for line in lines)
    head = "<!doctype html><html><head><title>Menu</title><style>p { color: red }</style></head>"
    return f"{head}<body><nav><a href='/'>Accueil</a></nav><main>{words}</main></body></html>".encode()


def _html_block(line: Line) -> str:
    tag = f"h{line.level}" if line.level else "p"
    return f"<{tag}>{escape(line.text).replace(chr(10), '<br>')}</{tag}>"


def markdown(lines: Sequence[Line]) -> bytes:
    return to_markdown(lines).encode()


FILES = {"charte.docx": docx, "charte.odt": odt, "charte.html": html, "charte.md": markdown}


def sixty_pages() -> list[Line]:
    """A made-up plan of about 60 pages: 6 titles of 10 chapters of 10 articles of 300 characters."""
    lines = [Line(1, "Plan de la ville")]
    number = 0
    for title, name in enumerate(("I", "II", "III", "IV", "V", "VI"), start=1):
        lines.append(Line(2, f"Titre {name}"))
        for chapter in range(1, 11):
            lines.append(Line(3, f"Chapitre {chapter} – Quartier {title}.{chapter}"))
            for _place in range(10):
                number += 1
                lines.append(Line(4, f"Article {number}"))
                lines.append(Line(0, f"La mesure {number} s’applique à chaque rue. " * 7))
    return lines
