"""The structure of a text whose file does not say it: headings that are headings by their words alone."""

import re
from collections.abc import Sequence

from parvis.texts.lines import Line
from parvis.texts.numbering import WORDS, named_part

LONGEST_HEADING = 150
ARTICLE = "article"


def with_headings(lines: Sequence[Line]) -> list[Line]:
    """Make headings of paragraphs such as "Article 3" or "TITRE Ier – ...".

    A file with headings of its own is believed, but for its articles, which are below the heading before.
    """
    is_styled = any(line.level for line in lines)
    words = {*WORDS} if not is_styled else {ARTICLE}
    found = [part for line in lines for part in _parts(line, words)]
    return _below(found) if is_styled else _ranked(found)


def titled(lines: Sequence[Line]) -> tuple[str, list[Line]]:
    """The title of the text, when its first line is a heading alone above all others, and the rest."""
    heads = [line.level for line in lines if line.level]
    if len(lines) < 2 or not lines[0].level or heads[0] >= min(heads[1:], default=heads[0] + 1):
        return "", list(lines)
    return lines[0].text, list(lines[1:])


Found = tuple[Line, str]
"""A line, and the word that makes a heading of it, if one does."""


def _parts(line: Line, words: set[str]) -> list[Found]:
    part = None if line.level else named_part(line.text)
    if part is None or part[0] not in words:
        return [(line, "")]
    word, number, rest = part
    first = rest[:1]
    if first and not re.match(r"[\s.:–—-]", first):
        return [(line, "")]
    if _is_heading(line.text, rest):
        return [(line, word)]
    body = re.match(r"\s*(?:[.:–—]|-\s)[\s.:–—-]*(.+)", rest, re.DOTALL) or re.match(
        r"\s*\n(.+)", rest, re.DOTALL
    )
    if word != ARTICLE or body is None:
        return [(line, "")]
    return [(Line(0, number), word), (Line(0, body[1]), "")]


def _is_heading(text: str, rest: str) -> bool:
    """Short, on one line, no sentence: what follows the number is nothing, or is set off from it."""
    if "\n" in text or len(text) > LONGEST_HEADING or (text.endswith((".", ";", ",")) and rest.strip(" .")):
        return False
    return not rest.strip(" .") or re.match(r"\s*[.:–—-]", rest) is not None or text.isupper()


def _ranked(found: Sequence[Found]) -> list[Line]:
    """Levels follow the rank of the words in use."""
    ranks = sorted({WORDS[word] for _line, word in found if word})
    levels = {rank: place for place, rank in enumerate(ranks, start=1)}
    return [Line(levels[WORDS[word]], line.text) if word else line for line, word in found]


def _below(found: Sequence[Found]) -> list[Line]:
    lines, above = [], 0
    for line, word in found:
        above = line.level or above
        lines.append(Line(above + 1, line.text) if word else line)
    return lines
