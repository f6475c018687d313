"""Find the words of a glossary in a text, and make each a link to what it means.

One pass, whatever the number of words explained: the first part of each is looked up in a table, the others
are read where it stands. A parser reads the HTML, which is written as it was but for the words found.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape, unescape
from html.parser import HTMLParser
from itertools import pairwise

TOKEN = re.compile(r"\w+")
JOINT = re.compile(r"[\s'’\-‐‑]{1,3}")
HYPHENS = frozenset("-‐‑")
LEFT_ALONE = frozenset({
    "a", "abbr", "button", "code", "dfn", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "iframe", "kbd",
    "label", "legend", "math", "option", "pre", "script", "select", "style", "summary", "svg", "template",
    "textarea", "th", "title", "video",
})  # fmt: skip
"""What is inside is a link, a heading, code, or no text at all."""
SHORTEST = 3
"""Letters of a word that may be a plural: more than these."""
KEPT = 1024
"""Texts that a process remembers, marked."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A word that has its definition; `written`: each way of writing it."""

    pk: int
    word: str
    written: tuple[str, ...]
    definition: str
    source: str = ""
    link: str = ""
    is_of_site: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Glossary:
    """The words explained in one place. Two are the same when they say the same."""

    terms: tuple[Explained, ...]
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", hashlib.sha256(repr(self.terms).encode()).hexdigest())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Glossary) and other.digest == self.digest

    def __hash__(self) -> int:
        return hash(self.digest)


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a word: its parts, each folded unless it is an acronym, which is taken as it is."""

    parts: tuple[tuple[str, bool], ...]
    term: Explained

    def ends(self, text: str, tokens: Sequence[re.Match[str]], place: int) -> int:
        """The place of the token after it when it stands at `place`, else 0."""
        end = place + len(self.parts)
        if end > len(tokens):
            return 0
        found = tokens[place:end]
        if not all(_is(token[0], *part) for token, part in zip(found, self.parts, strict=True)):
            return 0
        joints = (text[a.end() : b.start()] for a, b in pairwise(found))
        return end if all(JOINT.fullmatch(joint) for joint in joints) else 0


def mark(
    html: str, glossary: Glossary, *, already: frozenset[int] = frozenset(), once: bool = False
) -> tuple[str, tuple[int, ...]]:
    """The same HTML, the first time of each word a link to its definition; and the numbers of these words.

    `already`: those linked to earlier in the page. They are linked to again, without the mark by which one
    comes back, or not at all when the page is one text (`once`).
    """
    if not glossary.terms:
        return html, ()
    return _marked(html, glossary, already, once)


@lru_cache(maxsize=KEPT)
def _marked(
    html: str, glossary: Glossary, already: frozenset[int], once: bool
) -> tuple[str, tuple[int, ...]]:
    marker = _Marker(html, _table(glossary), already, once=once)
    marker.read()
    return "".join(marker.made), tuple(marker.used)


@lru_cache(maxsize=64)
def _table(glossary: Glossary) -> Mapping[str, Sequence[Form]]:
    """Forms by the first part, the longest first."""
    table: dict[str, list[Form]] = {}
    for term in glossary.terms:
        for written in term.written:
            parts = tuple(_part(token[0]) for token in TOKEN.finditer(_composed(written)))
            if parts:
                table.setdefault(bare(parts[0][0]), []).append(Form(parts, term))
    return {key: sorted(forms, key=lambda form: -len(form.parts)) for key, forms in table.items()}


def _part(word: str) -> tuple[str, bool]:
    return (word, True) if is_acronym(word) else (folded(word), False)


def is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _is(token: str, part: str, as_it_is: bool) -> bool:
    """Whether this word of a text is that part: capitals often go without their accent."""
    if as_it_is:
        return token == part
    found = folded(token)
    return found == part or (token[0].isupper() and bare(found) == bare(part))


@lru_cache(maxsize=65_536)
def folded(word: str) -> str:
    """In small letters, without the mark of a plural."""
    small = word.casefold().replace("œ", "oe").replace("æ", "ae")
    if len(small) <= SHORTEST:
        return small
    for ending, singular in (("eaux", "eau"), ("eau", "eau"), ("aux", "al"), ("au", "al")):
        if small.endswith(ending):
            return small.removesuffix(ending) + singular
    return small[:-1] if small[-1] in "sx" else small


def bare(word: str) -> str:
    """In small letters, its first one without accent."""
    small = word if word.islower() else folded(word)
    return unicodedata.normalize("NFD", small[:1])[:1] + small[1:]


def _composed(text: str) -> str:
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


class _Marker(HTMLParser):
    """Writes what it reads; `made` in pieces, `used` the numbers of the words found, in order."""

    def __init__(
        self, html: str, table: Mapping[str, Sequence[Form]], already: Iterable[int], *, once: bool
    ) -> None:
        super().__init__(convert_charrefs=False)
        self._html = html
        self._lines = [0, *(found.end() for found in re.finditer("\n", html))]
        self.table = table
        self.already, self.once = frozenset(already), once
        self.made: list[str] = []
        self.used: list[int] = []
        self._text: list[str] = []
        self._inside = 0

    def read(self) -> None:
        self.feed(self._html)
        self.close()
        self.flush()

    def flush(self) -> None:
        """Text is read whole: an apostrophe may be written as a reference in the middle of it."""
        raw = "".join(self._text)
        self._text.clear()
        self.made.append(raw if self._inside or not raw.strip() else self._linked(raw))

    def _linked(self, raw: str) -> str:
        text = _composed(unescape(raw))
        pieces, last = [], 0
        for start, end, term in self._found(text):
            pieces += [escape(text[last:start], quote=False), self._link(text[start:end], term)]
            last = end
        return "".join([*pieces, escape(text[last:], quote=False)]) if pieces else raw

    def _found(self, text: str) -> Iterator[tuple[int, int, Explained]]:
        tokens = list(TOKEN.finditer(text))
        place = 0
        while place < len(tokens):
            form, end = self._form_at(text, tokens, place)
            if form and form.term.pk not in self.used and not (self.once and form.term.pk in self.already):
                yield tokens[place].start(), tokens[end - 1].end(), form.term
                self.used.append(form.term.pk)
            place = max(end, place + 1)

    def _form_at(self, text: str, tokens: Sequence[re.Match[str]], place: int) -> tuple[Form | None, int]:
        for form in self.table.get(bare(folded(tokens[place][0])), ()):
            end = form.ends(text, tokens, place)
            if end and not _is_part_of_more(text, tokens[place].start(), tokens[end - 1].end()):
                return form, end
        return None, 0

    def _link(self, shown: str, term: Explained) -> str:
        back = "" if term.pk in self.already else f' id="use-{term.pk}"'
        title = escape(term.definition)
        return (
            f'<a class="term" href="#term-{term.pk}"{back} title="{title}">{escape(shown, quote=False)}</a>'
        )

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 (read as it was written)
        self.flush()
        self.made.append(self.get_starttag_text() or "")
        self._inside += tag in LEFT_ALONE

    def handle_startendtag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self.flush()
        self.made.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self.flush()
        self.made.append(f"</{tag}>")
        if tag in LEFT_ALONE and self._inside:
            self._inside -= 1

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_entityref(self, name: str) -> None:
        self._keep_reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._keep_reference(f"&#{name}")

    def _keep_reference(self, written: str) -> None:
        """As it was: with its semicolon or without."""
        line, offset = self.getpos()
        end = self._lines[line - 1] + offset + len(written)
        self._text.append(f"{written};" if self._html.startswith(";", end) else written)

    def handle_comment(self, data: str) -> None:
        self.flush()
        self.made.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.flush()
        self.made.append(f"<!{decl}>")


def _is_part_of_more(text: str, start: int, end: int) -> bool:
    """Whether a hyphen ties it to another word."""
    before = start > 1 and text[start - 1] in HYPHENS and text[start - 2].isalnum()
    after = end + 1 < len(text) and text[end] in HYPHENS and text[end + 1].isalnum()
    return before or after
