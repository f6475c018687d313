"""Findings as they are typed, without any script, and as they are kept: the rich text of the editor.

Typed: a blank line begins a paragraph, a line that begins with "- " is of a list, **words** stand out and
[words](https://address) is a link. Both ways give the same again.
"""

from __future__ import annotations

import re
from html import escape, unescape

from parvis.pages.rich_text import harmless

STRONG = re.compile(r"\*\*(?=\S)([^*]+?)(?<=\S)\*\*")
LINK = re.compile(r"\[([^\[\]]+)\]\((https?://[^\s()<>\"]+|/[^\s()<>\"/][^\s()<>\"]*)\)")
BULLET = "- "


def rich(typed: str) -> str:
    """The rich text of what was typed, cleaned as the editor's is; empty when nothing is said."""
    blocks = re.split(r"\n\s*\n", typed.replace("\r\n", "\n").strip())
    return harmless("".join(_block(lines) for block in blocks if (lines := _lines(block))))


def typed(html: str) -> str:
    """What to type to have this again."""
    text = re.sub(r'<a href="([^"]*)">(.*?)</a>', r"[\2](\1)", html)
    text = re.sub(r"</?strong>", "**", text)
    text = re.sub(r"<br\s*/?>", "\n", text)
    text = re.sub(r"<li>(.*?)</li>", rf"{BULLET}\1\n", text)
    text = re.sub(r"</(p|ul)>", "\n\n", text)
    text = unescape(re.sub(r"<[^>]+>", "", text))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def plain(html: str) -> str:
    """The words alone, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def _lines(block: str) -> list[str]:
    return [line.strip() for line in block.splitlines() if line.strip()]


def _block(lines: list[str]) -> str:
    """A paragraph, a list, or a paragraph and then a list."""
    words = [line for line in lines if not line.startswith(BULLET)]
    listed = [line[len(BULLET) :].strip() for line in lines if line.startswith(BULLET)]
    before = f"<p>{'<br>'.join(map(_inline, words))}</p>" if words else ""
    items = "".join(f"<li>{_inline(item)}</li>" for item in listed if item)
    return before + (f"<ul>{items}</ul>" if items else "")


def _inline(line: str) -> str:
    safe = escape(line, quote=False)
    return LINK.sub(r'<a href="\2">\1</a>', STRONG.sub(r"<strong>\1</strong>", safe))
