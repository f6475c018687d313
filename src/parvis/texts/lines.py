"""A text as lines, headings and paragraphs, and the Markdown in which an organiser sees and corrects them.

What `to_markdown` writes, `from_markdown` reads back the same. Of Markdown made elsewhere, emphasis and links
are left out: only words are kept.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from parvis.contributions.texts import clean_line, clean_text

DEEPEST = 5
"""The lowest heading: one level of Markdown is for the title of the text."""
HEADING = re.compile(r"(#{1,6})[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*$")
UNDERLINE = re.compile(r"(=+|-{3,})[ \t]*$")
RULE = re.compile(r"([*_-])(?:[ \t]*\1){2,}[ \t]*$")
FENCE = re.compile(r"(```|~~~)")
ITEM = re.compile(r"(?:[-*+•–]|\d{1,3}[.)])[ \t]+\S")
ESCAPED = re.compile(r"\\([^\w\s]|[_\d])")
EMPHASIS = re.compile(r"(?<![\w\\])(\*\*\*|\*\*|\*|__|_)(?=[^\s*_])((?:\\.|[^\\])+?)(?<=[^\s\\*_])\1(?!\w)")
LINK = re.compile(r"(?<!\\)!?\[([^\]\[]*)\]\([^()\s]*\)")
CODE = re.compile(r"(?<!\\)`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Line:
    """A heading of this level, from 1, or a paragraph, of level 0, whose lines a newline cuts."""

    level: int
    text: str


def kept(lines: Iterable[Line]) -> list[Line]:
    """The lines cleaned as any text is; those without words are left out."""
    found = (
        Line(line.level, clean_line(line.text) if line.level else _paragraph(line.text)) for line in lines
    )
    return [line for line in found if line.text]


def levelled(lines: Sequence[Line]) -> list[Line]:
    """The same with levels that follow one another from 1, those below `DEEPEST` at it."""
    used = sorted({line.level for line in lines if line.level})
    places = {level: min(place, DEEPEST) for place, level in enumerate(used, start=1)}
    return [Line(places.get(line.level, 0), line.text) for line in lines]


def to_markdown(lines: Iterable[Line]) -> str:
    return "\n\n".join(_written(line) for line in lines) + "\n"


def from_markdown(text: str) -> list[Line]:
    """The lines of a Markdown text, cleaned; soft line breaks become spaces."""
    return kept(_read(text))


def _paragraph(text: str) -> str:
    """Of a paragraph, no line is empty."""
    return "\n".join(row.strip() for row in clean_text(text).split("\n") if row.strip())


def _written(line: Line) -> str:
    if line.level:
        words = re.sub(r"(?<=\s)(#+)$", r"\\\1", _escaped(line.text))
        return f"{'#' * line.level} {words}"
    rows = [_escaped(row) for row in line.text.split("\n")]
    return "\\\n".join([_guarded(rows[0], first=True), *(_guarded(row, first=False) for row in rows[1:])])


def _guarded(row: str, *, first: bool) -> str:
    """With a backslash before what would begin something else than the words of a paragraph."""
    begins = HEADING.match(row) or FENCE.match(row) or RULE.match(row) or UNDERLINE.match(row)
    if begins or row.startswith((">", "<!--")) or (not first and ITEM.match(row)):
        return f"\\{row}"
    return row


def _escaped(text: str) -> str:
    """With a backslash before each mark, when the words would be read otherwise without."""
    if _plain(text) == text and not text.endswith("\\"):
        return text
    return re.sub(r"([\\*_`\[\]!#])", r"\\\1", text)


def _plain(text: str) -> str:
    """The words of Markdown on one line."""
    text = CODE.sub(r"\1", LINK.sub(r"\1", text))
    for _depth in range(3):
        text = EMPHASIS.sub(r"\2", text)
    return ESCAPED.sub(r"\1", text)


def _read(text: str) -> Iterator[Line]:
    rows: list[str] = []
    for row in [*_rows(text), ""]:
        heading = HEADING.match(row)
        if rows and UNDERLINE.match(row) and len(rows) == 1 and not ITEM.match(rows[0]):
            yield Line(1 if row.startswith("=") else 2, _plain(rows.pop()))
        elif heading or not row or RULE.match(row) or FENCE.match(row):
            yield from _ended(rows)
            if heading:
                yield Line(len(heading[1]), _plain(heading[2]))
        else:
            if ITEM.match(row):
                yield from _ended(rows)
            rows.append(row)


def _rows(text: str) -> Iterator[str]:
    """Without comments, indents and marks of quotation; hard line breaks are backslashes."""
    text = re.sub(r"<!--.*?-->", "", text.replace("\r\n", "\n").replace("\r", "\n"), flags=re.DOTALL)
    for row in text.split("\n"):
        words = re.sub(r"^(?:[ \t]*>)+[ \t]?", "", row).lstrip()
        yield f"{words.rstrip()}\\" if words.endswith("  ") and words.strip() else words.rstrip()


def _ended(rows: list[str]) -> Iterator[Line]:
    if rows:
        yield Line(0, "".join(_joined(rows)).strip())
        rows.clear()


def _joined(rows: list[str]) -> Iterator[str]:
    for row in rows:
        broken = re.search(r"(?<!\\)(?:\\\\)*\\$", row)
        yield _plain(row[:-1] if broken else row)
        yield "\n" if broken else " "
