"""The engine, called on a list of texts. It is loaded here alone, inside the job: no page waits for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parvis.analysis.text.assign import Assigned, Model
    from parvis.analysis.text.results import Topics

Tell = Callable[[str, float], None]
LIKENESS = 4
"""Decimals of the likeness of a text with its topic: the same on every machine."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the engine found in n texts, and the title of each topic and subtopic, by its number.

    `model` places other texts; none where there was nothing to read.
    """

    topics: Topics
    titles: dict[int, tuple[str, ...]]
    language: str
    model: Model | None


def compute(texts: Sequence[str], *, topics: int | None, seed: int, tell: Tell) -> Found:
    """Sort texts into topics. `tell` is called with each stage and the share of it that is done.

    Raises `AnalysisError`; whatever `tell` raises stops the computation.
    """
    from parvis.analysis.synthesis.draft import titles_of
    from parvis.analysis.synthesis.sources import Corpus
    from parvis.analysis.text import fit

    run = fit(texts, topics=topics, seed=seed, progress=tell)
    found = run.topics
    tell("results", 0.5)
    titles = titles_of(Corpus([""] * len(texts), texts), found)
    tell("results", 1.0)
    codes = Counter(code for code in found.language.tolist() if code)
    return Found(found, titles, min(codes, key=lambda code: (-codes[code], code), default=""), run.model)


def place(data: bytes, texts: Sequence[str]) -> Assigned:
    """Put other texts in the topics of a model, which do not change. Raises `AnalysisError`."""
    from parvis.analysis.text.assign import assign, from_bytes
    from parvis.analysis.text.chunks import one_thread

    with one_thread():
        return assign(from_bytes(data), texts)
