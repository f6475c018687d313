"""A text of OpenDocument (ISO/IEC 26300): its headings and paragraphs, without notes and what was deleted."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from parvis.texts.lines import Line
from parvis.texts.readers.packed import part_of, unreadable

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
SKIPPED = {
    f"{OFFICE}annotation",
    f"{TEXT}note",
    f"{TEXT}tracked-changes",
    f"{TEXT}table-of-content",
    f"{TEXT}sequence-decls",
}
MOST_SPACES = 1000


def read_odt(data: bytes) -> list[Line]:
    root = part_of(data, "content.xml")
    body = None if root is None else root.find(f"{OFFICE}body/{OFFICE}text")
    if root is None or body is None:
        raise unreadable()
    titles = {"Title"} | {
        style.get(f"{STYLE}name", "")
        for style in root.iter(f"{STYLE}style")
        if style.get(f"{STYLE}parent-style-name") == "Title"
    }
    return [Line(_level(element, titles), "".join(_words(element))) for element in _blocks(body)]


def _blocks(above: Element) -> Iterator[Element]:
    """Headings and paragraphs, those of lists, sections and tables among them."""
    waiting = [iter(above)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif element.tag not in SKIPPED:
            if element.tag in {f"{TEXT}h", f"{TEXT}p"}:
                yield element
            waiting.append(iter(element))


def _level(element: Element, titles: set[str]) -> int:
    if element.tag == f"{TEXT}h":
        level = element.get(f"{TEXT}outline-level", "1")
        return max(1, int(level)) if level.isdecimal() and len(level) < 3 else 1
    return 1 if element.get(f"{TEXT}style-name") in titles else 0


def _words(block: Element) -> Iterator[str]:
    """What the block says, without the blocks in it (those of a frame), which are said after it."""
    yield block.text or ""
    waiting: list[tuple[Iterator[Element], Element]] = [(iter(block), block)]
    while waiting:
        element = next(waiting[-1][0], None)
        if element is None:
            _children, ended = waiting.pop()
            yield "" if ended is block else ended.tail or ""
        elif element.tag in SKIPPED or element.tag in {f"{TEXT}h", f"{TEXT}p"}:
            yield element.tail or ""
        else:
            yield _said(element)
            waiting.append((iter(element), element))


def _said(element: Element) -> str:
    if element.tag == f"{TEXT}s":
        count = element.get(f"{TEXT}c", "1")
        return " " * min(int(count), MOST_SPACES) if count.isdecimal() and len(count) < 6 else " "
    if element.tag == f"{TEXT}tab":
        return " "
    return "\n" if element.tag == f"{TEXT}line-break" else element.text or ""
