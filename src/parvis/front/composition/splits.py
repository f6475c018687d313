"""How a topic would be cut: each part with its words and real quotes, before anything changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from parvis.contributions.models import Contribution
from parvis.front.composition.analyses import trouble_of
from parvis.front.composition.topics import QUOTES, Quote, quote_of
from parvis.understanding.firmness import firmness
from parvis.understanding.models import Topic, TopicSplit
from parvis.understanding.words import part, title


@dataclass(frozen=True, slots=True)
class PartView:
    """A part as it would be."""

    title: str
    size: int
    share: str
    firmness: str
    words: list[str]
    quotes: list[Quote]


@dataclass(frozen=True, slots=True)
class SplitView:
    """A cut that was asked for; `parts` once they are worked out."""

    topic: Topic
    split: TopicSplit
    parts: list[PartView]
    trouble: str


def compose_split(split: TopicSplit) -> SplitView:
    """One query for all quotes: what was hidden or withdrawn since is not quoted."""
    named = {pk for found in split.found for pk in found["quotes"]}
    rows = Contribution.objects.published().filter(pk__in=named).select_related("kind", "gathering")
    shown = {one.pk: one for one in rows.defer("search")} if named else {}
    whole = sum(found["size"] for found in split.found) or 1
    return SplitView(
        topic=split.topic,
        split=split,
        parts=[_part(split, found, shown, whole) for found in split.found],
        trouble=trouble_of(split),
    )


def _part(split: TopicSplit, found: dict[str, Any], shown: dict[int, Contribution], whole: int) -> PartView:
    quoted = [shown[pk] for pk in found["quotes"] if pk in shown][:QUOTES]
    return PartView(
        title=title(tuple(found["phrases"])),
        size=found["size"],
        share=part(found["size"] / whole),
        firmness=firmness(found["stability"]),
        words=found["words"],
        quotes=[quote_of(split.analysis, one) for one in quoted],
    )
