"""The numbers that texts give to their parts: "Article 1er", "II-2", "1.2", "a)"."""

import re

ORDINAL = r"(?:er|re|ère|e|ème|nd|nde|st|th)"
SUFFIX = r"(?:[ -](?:bis|ter|quater|quinquies|sexies|[A-Z](?![\w’'])))*"
FIGURES = rf"(?:[LRDA]\.?\s?(?:\*\s?)?)?\d+(?:[-.]\d+)*{ORDINAL}?"
ROMAN = rf"[IVXLC]+{ORDINAL}?(?:-\d+)*"
WORDS = {
    "annexe": 1, "schedule": 1, "partie": 1, "part": 1, "livre": 2, "book": 2, "titre": 3, "title": 3,
    "chapitre": 4, "chapter": 4, "section": 5, "sous-section": 6, "article": 7,
}  # fmt: skip
"""What numbers the parts of a text, and how deep it is."""
NAMED = re.compile(
    rf"(?P<number>(?P<word>{'|'.join(sorted(WORDS, key=len, reverse=True))})\s+"
    rf"(?:{FIGURES}{SUFFIX}|(?-i:{ROMAN}){SUFFIX}|(?-i:[A-Z])|premier|première|unique|(?:pré)?liminaire))(?![\w’'])",
    re.IGNORECASE,
)
BARE = re.compile(
    r"(?P<number>\(?[a-z]{1,2}\)|\(?\d{1,3}\)|\d{1,3}°|(?:\d{1,3}\.)+\d{1,3}(?!\d)\.?|\d{1,3}\.(?!\d)"
    r"|[IVX]+(?:-\d{1,3})+|[IVX]+\s?[.)]|[IVX]+(?=\s[–—-]\s)|[A-Z](?:\.|(?=\s[–—-]\s))(?=\s*[–—-])|§\s?\d+)"
    r"(?=[\s–—:.-])"
)
SET_OFF = re.compile(r"\s*[.:–—]|\s-\s")
SEPARATOR = re.compile(r"[\s.:–—-]*")


def split_number(words: str, *, is_heading: bool) -> tuple[str, str]:
    """The number with which a line begins, as it is written, and the rest; no number when nothing is left.

    A paragraph may begin with the name of an article without being it: only a mark tells them apart.
    """
    named = NAMED.match(words)
    found = named or BARE.match(words)
    if found is None or (named and not is_heading and not SET_OFF.match(words, named.end())):
        return "", words
    number = re.sub(r"\s+", " ", found["number"])
    rest = words[found.end() :]
    rest = rest[SEPARATOR.match(rest).end() :]  # type: ignore[union-attr]
    if len(number) > 40 or (not rest and not (named and is_heading)):
        return "", words
    return number, rest


def join_number(number: str, rest: str) -> str:
    """What `split_number` splits again the same."""
    if not rest or not number:
        return number or rest
    return f"{number} {rest}" if number[-1] in ")°" or number[0].isdigit() else f"{number} – {rest}"


def named_part(words: str) -> tuple[str, str, str] | None:
    """Of a line that begins with a named number: the word in lower case, the number, and the rest."""
    found = NAMED.match(words)
    if found is None:
        return None
    return found["word"].lower(), found["number"], words[found.end() :]
