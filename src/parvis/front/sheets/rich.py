"""Rich text as data for a drawing: blocks of runs. Whatever a tag is, its words are kept, and none is run."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from django.conf import settings

from parvis.front.kit.signs import drawable

Block = dict[str, Any]
HEADINGS = {"h2", "h3", "h4"}


def blocks(html: str) -> list[Block]:
    """Each `{"kind": paragraph, heading or item, "runs": [{"text", "strong", "url"}]}`."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.finished()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[Block] = []
        self._runs: list[Block] = []
        self._kind, self._strong, self._url = "paragraph", 0, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"p", "li", "blockquote", *HEADINGS}:
            self._close("heading" if tag in HEADINGS else "item" if tag == "li" else self._below(tag))
        elif tag in {"strong", "b"}:
            self._strong += 1
        elif tag == "a":
            self._url = urljoin(settings.PARVIS_ADDRESS, dict(attrs).get("href") or "")
        elif tag == "br":
            self._runs.append({"text": "\n", "strong": False, "url": ""})

    def handle_endtag(self, tag: str) -> None:
        if tag in {"p", "li", "blockquote", "ul", "ol", *HEADINGS}:
            self._close("paragraph")
        elif tag in {"strong", "b"}:
            self._strong = max(self._strong - 1, 0)
        elif tag == "a":
            self._url = ""

    def handle_data(self, data: str) -> None:
        if words := drawable(" ".join(data.split()) if data.strip() else ""):
            before = " " if data[:1].isspace() else ""
            after = " " if data[-1:].isspace() else ""
            self._runs.append(
                {"text": f"{before}{words}{after}", "strong": self._strong > 0, "url": self._url}
            )
        elif data and self._runs:
            self._runs.append({"text": " ", "strong": False, "url": ""})

    def finished(self) -> list[Block]:
        self._close("paragraph")
        return self._blocks

    def _below(self, tag: str) -> str:
        """A paragraph in an item is of the item."""
        return "item" if self._kind == "item" and not self._runs and tag == "p" else "paragraph"

    def _close(self, kind: str) -> None:
        if any(run["text"].strip() for run in self._runs):
            self._blocks.append({"kind": self._kind, "runs": self._runs})
        self._runs, self._kind = [], kind
