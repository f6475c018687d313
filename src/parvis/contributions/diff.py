"""Two versions of a text, side by side in one."""

import re
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WORDS = re.compile(r"\w+[^\S\n]*|\n|[^\S\n]+|[^\w\s][^\S\n]*")
# Beyond, comparing word by word may take seconds: the texts are compared line by line.
MOST_WORDS = 2000


def marked_changes(before: str, after: str) -> SafeString:
    """Escaped HTML: kept words as they are, removed ones in <del>, added ones in <ins>, newlines as <br>."""
    old, new = _pieces(before, after)
    parts = []
    for act, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if act == "equal":
            parts.append(_text(old[i:j]))
            continue
        if i < j:
            parts.append(format_html("<del>{}</del>", _text(old[i:j])))
        if k < m:
            parts.append(format_html("<ins>{}</ins>", _text(new[k:m])))
    return SafeString("".join(parts))


def _pieces(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = WORDS.findall(before), WORDS.findall(after)
    if len(old) + len(new) <= MOST_WORDS:
        return old, new
    return before.splitlines(keepends=True), after.splitlines(keepends=True)


def _text(pieces: list[str]) -> SafeString:
    return broken_lines("".join(pieces))


def broken_lines(text: str) -> SafeString:
    """Escaped text, each newline a <br>."""
    return format_html_join(SafeString("<br>"), "{}", ((line,) for line in text.split("\n")))
