"""A word-processor document (ISO/IEC 29500): its paragraphs, those of a heading style as headings.

What was deleted under revision marks is left out, what was inserted is there; notes and pictures are not.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from parvis.texts.lines import Line
from parvis.texts.readers.packed import part_of, unreadable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SAID = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
SKIPPED = {FALLBACK, f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr"}
NAMED = re.compile(r"(?:heading|titre)\s*(\d)$", re.IGNORECASE)
TITLES = {"title", "titre"}


def read_docx(data: bytes) -> list[Line]:
    root = part_of(data, "word/document.xml")
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise unreadable()
    levels = _levels(part_of(data, "word/styles.xml"))
    return [Line(_level(paragraph, levels), _words(paragraph)) for paragraph in _paragraphs(body)]


def _paragraphs(above: Element) -> Iterator[Element]:
    """In order, those of tables and boxes among them, after the one that holds them."""
    waiting = [iter(above)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif element.tag not in SKIPPED:
            if element.tag == f"{W}p":
                yield element
            waiting.append(iter(element))


def _words(paragraph: Element) -> str:
    found: list[str] = []
    waiting = [iter(paragraph)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif element.tag == f"{W}t":
            found.append(element.text or "")
        elif element.tag in SAID:
            found.append(SAID[element.tag])
        elif element.tag not in SKIPPED and element.tag != f"{W}p":
            waiting.append(iter(element))
    return "".join(found)


def _level(paragraph: Element, levels: dict[str, int]) -> int:
    own = paragraph.find(f"{W}pPr/{W}outlineLvl")
    if own is not None:
        return _outline(own)
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return 0 if style is None else levels.get(style.get(f"{W}val", ""), 0)


def _outline(element: Element) -> int:
    """Level 9 is that of the body."""
    value = element.get(f"{W}val", "")
    return int(value) + 1 if value.isdecimal() and int(value) < 9 else 0


def _levels(styles: Element | None) -> dict[str, int]:
    """The level of each heading style, its own or that of the style it is based on; a title is first."""
    if styles is None:
        return {f"Heading{level}": level for level in range(1, 10)}
    rows = {style.get(f"{W}styleId", ""): style for style in styles.iter(f"{W}style")}
    return {name: _level_of(name, rows) for name in rows}


def _level_of(name: str, rows: dict[str, Element]) -> int:
    seen: set[str] = set()
    while name in rows and name not in seen:
        seen.add(name)
        style = rows[name]
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        if outline is not None:
            return _outline(outline)
        label = _value(style.find(f"{W}name"))
        if label.lower() in TITLES:
            return 1
        if named := NAMED.match(label):
            return int(named[1])
        name = _value(style.find(f"{W}basedOn"))
    return 0


def _value(element: Element | None) -> str:
    return "" if element is None else element.get(f"{W}val", "")
