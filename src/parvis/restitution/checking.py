"""What of a language model's answer stands: each sentence by itself, by rules that no model has a say in.

A sentence stands when it cites numbers that were given and no other, when what it puts in quotation marks is
in what it cites, letter for letter, and so is each figure, or in the words of the finding. It is too much for
a true sentence sometimes: it is then left out, and counted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

MOST_ANSWER = 8000
"""Characters of an answer that are read."""
MOST_SENTENCES = 6
LONGEST_SENTENCE, SHORTEST_SENTENCE = 400, 8
SENTENCE = re.compile(r".+?(?:[.!?…]+(?:\s?[»”\"])?(?:\s*\[[^\[\]]*\])*[.]?(?=\s|$)|$)")
CITED = re.compile(r"\s*\[\s*(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\s*\]")
QUOTED = re.compile(r"«([^«»]*)»|“([^“”]*)”|\"([^\"]*)\"")
MARKS = re.compile(r"[«»“”„‟\"]")
FIGURE = re.compile(r"\d+")
UNWANTED = re.compile(
    r"[\[\]<>{}@*_`|\\#]|://|\bwww\.|[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2066-\u2069]"
)
BULLET = re.compile(r"^\s*(?:[-*•]\s+|\d{1,2}[.)]\s+)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One that stands, without its numbers; `cited`: those numbers, in order."""

    text: str
    cited: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """`given`: how many sentences the answer held."""

    sentences: tuple[Sentence, ...]
    given: int


def check(answer: str, excerpts: Mapping[int, str], finding: str) -> Checked:
    """`excerpts`: what was given, by number; `finding`: its words, which were given as well."""
    found = _sentences(answer[:MOST_ANSWER])
    read = [_checked(one, excerpts, finding) for one in found]
    return Checked(tuple(one for one in read if one is not None)[:MOST_SENTENCES], len(found))


def _sentences(answer: str) -> list[str]:
    lines = (BULLET.sub("", line) for line in answer.splitlines())
    cut = (one.strip() for line in lines for one in SENTENCE.findall(" ".join(line.split())))
    return [one for one in cut if one]


def _checked(said: str, excerpts: Mapping[int, str], finding: str) -> Sentence | None:
    cited = tuple(dict.fromkeys(int(one) for group in CITED.findall(said) for one in FIGURE.findall(group)))
    text = " ".join(CITED.sub("", said).split())
    if not cited or any(number not in excerpts for number in cited):
        return None
    if not SHORTEST_SENTENCE <= len(text) <= LONGEST_SENTENCE or UNWANTED.search(text):
        return None
    sources = [_flat(excerpts[number]) for number in cited]
    if not (_quotes_stand(text, sources) and _figures_stand(text, [*sources, finding])):
        return None
    return Sentence(text if text[-1] in '.!?…»”"' else f"{text}.", cited)


def _quotes_stand(text: str, sources: list[str]) -> bool:
    """Marks that are left alone may open anything: they do not stand."""
    quotes = ["".join(parts).strip() for parts in QUOTED.findall(text)]
    if MARKS.search(QUOTED.sub("", text)):
        return False
    return all(quote and any(quote in source for source in sources) for quote in quotes)


def _figures_stand(text: str, sources: list[str]) -> bool:
    known = {figure for source in sources for figure in FIGURE.findall(source)}
    return set(FIGURE.findall(text)) <= known


def _flat(words: str) -> str:
    return " ".join(words.split())
