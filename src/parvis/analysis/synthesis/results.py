"""What a draft synthesis is: findings with their sources, in the order in which they are read.

A sentence is a key and its figures: whoever prints it words it, in any language. A quote is a piece of a
text, letter for letter. Sources are rows of the documents that came in.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Value = int | float | str | tuple[str, ...] | tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of somebody: `corpus.texts[row][start:end]`, or the same of an argument or of a title."""

    row: int
    """The document that is quoted, or that the argument answers."""
    text: str
    before: bool
    """Whether the same text says something before; `after`, after."""
    after: bool
    argument: int | None = None
    """Position in `corpus.arguments` when it is an argument that is quoted."""
    of_title: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing counted. `key` says which; see `parvis.understanding.words` for its words."""

    key: str
    values: dict[str, Value]
    sources: NDArray[np.int32]
    """Rows that were counted."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence, and the quotes that show it."""

    sentence: Sentence
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicDraft:
    """What is drawn from one topic."""

    topic: int
    title: tuple[str, ...]
    """At most three short phrases, as people write them, the most telling first."""
    said: tuple[Finding, ...]
    """What is said, and how many say it."""
    opposed: tuple[Finding, ...]
    """What opposes it, within it or below it."""
    minority: tuple[Finding, ...]
    """What few people say."""
    subtopics: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """Titles of its subtopics, by id."""

    def findings(self) -> Iterator[Finding]:
        """All of them, in order."""
        yield from (*self.said, *self.opposed, *self.minority)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what was written the draft stands for."""

    topics: int
    topics_quoted: int
    """Topics with at least one quote."""
    documents: int
    """Documents with something to read."""
    represented: int
    """Of these, in a subtopic (or a topic without any) of which one document at least is quoted."""
    quoted: int
    """Of these, quoted themselves, or nearly the same as a document that is."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft synthesis of a whole corpus: no word in it but those of templates and of people."""

    topics: tuple[TopicDraft, ...]
    coverage: Coverage
    opening: tuple[Finding, ...] = field(default=())
    """What was read, what was set apart, what is there twice."""
    summary: tuple[Finding, ...] = field(default=())
    """What to know of the whole before its topics: see `summary`."""

    def findings(self) -> Iterator[Finding]:
        """All of them, in order."""
        yield from (*self.opening, *self.summary)
        for topic in self.topics:
            yield from topic.findings()
