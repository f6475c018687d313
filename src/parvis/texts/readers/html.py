"""A page of HTML: its headings and paragraphs, without menus, programs and looks."""

import re
from html.parser import HTMLParser

import nh3

from parvis.texts.lines import Line
from parvis.texts.readers.packed import unreadable

HEADING = re.compile(r"h([1-6])$")
BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl", "dt",
    "figcaption", "figure", "form", "hr", "html", "li", "main", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
ENDED = {
    "area", "base", "body", "br", "col", "dd", "dt", "embed", "head", "hr", "html", "img", "input", "li",
    "link", "meta", "option", "p", "source", "tbody", "td", "th", "thead", "tr", "wbr",
}  # fmt: skip
MOST_NESTED = 200
"""Deeper, parsers slow down with each tag."""
LISTS = {"ul", "ol"}
READ = BLOCKS | {"br", "h1", "h2", "h3", "h4", "h5", "h6"}
SILENT = {"title", "nav", "footer", "script", "style", "noscript", "svg", "math", "select", "button"}


def read_html(text: str) -> list[Line]:
    """Whatever the page is made of, what is read is well formed, and no page takes longer than its length."""
    if _deepest(text) > MOST_NESTED:
        raise unreadable()
    page = _Page()
    page.feed(nh3.clean(text, tags=READ, attributes={}, clean_content_tags=SILENT))
    page.close()
    page.end()
    return page.lines


def _deepest(text: str) -> int:
    """How many tags are open at once, at most, those that end by themselves left out."""
    depth = deepest = 0
    for tag in TAG.finditer(text):
        if tag[2].lower() not in ENDED:
            depth = max(depth + (-1 if tag[1] else 1), 0)
            deepest = max(deepest, depth)
    return deepest


class _Page(HTMLParser):
    """Collects words until a block begins or ends; an item of a list keeps its mark."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self._said: list[str] = []
        self._level = 0
        self._counts: list[int | None] = []
        self._mark = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag == "br":
            self._said.append("\n")
        elif heading := HEADING.match(tag):
            self.end()
            self._level = int(heading[1])
        elif tag in BLOCKS:
            self.end()
            self._list(tag)

    def handle_endtag(self, tag: str) -> None:
        if HEADING.match(tag):
            self.end()
            self._level = 0
        elif tag in BLOCKS:
            self.end()
            if tag in LISTS and self._counts:
                self._counts.pop()

    def handle_data(self, data: str) -> None:
        self._said.append(re.sub(r"[ \t\r\n\f]+", " ", data))

    def end(self) -> None:
        """What was said so far is a line."""
        words = "".join(self._said).strip()
        self._said.clear()
        if words:
            self.lines.append(Line(self._level, words if self._level else self._mark + words))
            self._mark = ""

    def _list(self, tag: str) -> None:
        if tag in LISTS:
            self._counts.append(0 if tag == "ol" else None)
        elif tag == "li":
            count = self._counts[-1] if self._counts else None
            self._mark = "- " if count is None else f"{count + 1}. "
            if count is not None:
                self._counts[-1] = count + 1
