"""Cut a text into headings, which are its structure, and passages, on which people vote and comment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from parvis.contributions.texts import clean_text
from parvis.texts.enums import Part
from parvis.texts.lines import DEEPEST, Line
from parvis.texts.numbering import join_number, named_part, split_number

BY_PARAGRAPH = 0
"""The depth at which each paragraph is a passage."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading, or a passage with its text; `is_given` when the number is ours, not that of the text.

    `level` is that of the heading; 0 for a passage without one.
    """

    part: Part
    level: int
    number: str
    title: str
    text: str = ""
    is_given: bool = False

    @property
    def label(self) -> str:
        """How it is named where it stands alone."""
        if self.is_given:
            return self.title or self.number
        return join_number(self.number, self.title)


def cut(lines: Iterable[Line], depth: int) -> list[Piece]:
    """The pieces of a text, in order, each passage numbered.

    At a `depth` from 1, a heading of that level and all that is below it make a passage; text without such a
    heading makes one too, and a heading with nothing below is structure.
    """
    pieces = _by_paragraph(lines) if depth == BY_PARAGRAPH else _by_heading(lines, depth)
    return list(_numbered(pieces))


def best_depth(lines: Sequence[Line]) -> int:
    """Where articles are, or the lowest headings; paragraphs when there is no heading."""
    articles = Counter(line.level for line in lines if line.level and _is_article(line.text))
    if articles:
        return articles.most_common(1)[0][0]
    return max((line.level for line in lines), default=BY_PARAGRAPH)


def uncut(pieces: Iterable[Piece]) -> Iterator[Line]:
    """The lines that are cut again into these pieces."""
    for piece in pieces:
        number = "" if piece.is_given else piece.number
        if piece.level:
            yield Line(piece.level, join_number(number, piece.title))
        if piece.part == Part.PASSAGE:
            first = "" if piece.level else number
            yield from (Line(0, text) for text in join_number(first, piece.text).split("\n\n"))


def _is_article(text: str) -> bool:
    named = named_part(text)
    return named is not None and named[0] == "article"


def _by_paragraph(lines: Iterable[Line]) -> Iterator[Piece]:
    for line in lines:
        number, rest = split_number(line.text, is_heading=line.level > 0)
        if line.level:
            yield Piece(Part.HEADING, line.level, number, rest)
        else:
            yield Piece(Part.PASSAGE, 0, number, "", rest)


def _by_heading(lines: Iterable[Line], depth: int) -> Iterator[Piece]:
    """A heading below `depth` that none of `depth` is above makes a passage, as if it were one of them."""
    held: Piece | None = None
    lowest, body = 0, list[str]()
    for line in lines:
        if not line.level or 0 < lowest < line.level:
            held = held or Piece(Part.PASSAGE, 0, "", "")
            body.append(line.text)
            continue
        yield from _ended(held, body)
        number, title = split_number(line.text, is_heading=True)
        held = Piece(Part.PASSAGE, min(line.level, depth), number, title)
        lowest = max(line.level, depth)
        if line.level < depth:
            yield replace(held, part=Part.HEADING)
            held, lowest = None, 0
    yield from _ended(held, body)


def _ended(held: Piece | None, body: list[str]) -> Iterator[Piece]:
    """The passage with its body, which is emptied; without one, it is a heading."""
    text = clean_text("\n\n".join(body))
    body.clear()
    if held is not None:
        yield replace(held, text=text) if text else replace(held, part=Part.HEADING)


def _numbered(pieces: Iterable[Piece]) -> Iterator[Piece]:
    given = 0
    for piece in pieces:
        if piece.part == Part.PASSAGE and not piece.number:
            given += 1
            piece = replace(piece, number=f"§ {given}", is_given=True)  # noqa: PLW2901
        yield piece


DEPTHS = range(BY_PARAGRAPH, DEEPEST + 1)
