"""A draft by extraction, from the topics of a finished analysis as they stand: counts, and words of people.

No language model: sentences are counted, quotes are pieces of texts. The engine is loaded here alone, inside
the job: no page waits for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.restitution.enums import EXTRACTION, MODEL
from parvis.restitution.judged import judged
from parvis.restitution.quoting import Spot, asked_in, spot
from parvis.understanding.models import Analysis, Topic, TopicMember
from parvis.understanding.scope import read_by

if TYPE_CHECKING:
    from parvis.analysis.synthesis import Finding as FoundFinding
    from parvis.analysis.synthesis import Quote, TopicDraft
    from parvis.analysis.text.results import Topic as FoundTopic
    from parvis.analysis.text.results import Topics

CHUNK = 5_000
BY_VOTES = frozenset({"votes", "supported", "rejected", "none_rejected", "divided"})
"""Sentences that count votes: the ballots are their sources as well."""
WHOLE = frozenset(
    {"size", "copies", "campaign", "typical", "arguments_for", "arguments_against"} | BY_VOTES - {"supported"}
)
LEADING = frozenset({"typical", "supported", "objections", "apart"})
BELOW = frozenset({"subtopic", "small_subtopic"})
"""Sentences that count a whole topic, or one of its parts: these are their sources."""
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class DraftedFinding:
    """`quotes`: contributions with the place of their quote. `topics`: numbers of topics or of parts;
    `ballots`: of votes."""

    html: str
    quotes: tuple[tuple[int, Spot], ...]
    topics: tuple[int, ...]
    ballots: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftedSection:
    title: str
    findings: tuple[DraftedFinding, ...]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The texts of an analysis that everybody still reads, in the order of their numbers; where each is."""

    ids: list[int]
    texts: list[str]
    members: list[TopicMember]


def draw(analysis: Analysis, *, tell: Tell) -> list[DraftedSection]:
    """A section for each topic that stands; sentences in the language of the moment. `tell`: done, of all."""
    from parvis.analysis.synthesis import Corpus, draft

    tops = list(Topic.objects.filter(analysis=analysis, parent=None, merged_into=None, is_hidden=False))
    rows = _read(analysis, {topic.pk for topic in tops})
    sizes = {topic.pk: 0 for topic in tops}
    for member in rows.members:
        sizes[member.topic_id] += 1
    tops = sorted((top for top in tops if sizes[top.pk]), key=lambda top: (-sizes[top.pk], top.key))
    if not tops:
        return []
    below = _below(rows)
    topics = _topics(analysis, rows, tops, below)
    said = judged(analysis.consultation, rows.ids)
    names = [str(pk) for pk in rows.ids]
    corpus = Corpus(names, rows.texts, votes=said.votes, arguments=said.arguments)
    drawn = draft(corpus, topics, progress=tell)
    finder = _Finder(analysis, rows, said.ballots)
    return [
        DraftedSection(top.title[:160], tuple(finder.findings(one, top, below)))
        for top, one in zip(tops, drawn.topics, strict=True)
    ]


def _read(analysis: Analysis, tops: set[int]) -> _Rows:
    """Two passes over the rows: the members, then their texts."""
    inside = TopicMember.objects.filter(analysis=analysis, topic__in=tops)
    public = inside.filter(contribution__state=State.PUBLISHED).order_by("contribution")
    held = {member.contribution_id: member for member in public.iterator(chunk_size=CHUNK)}
    question = analysis.question
    found = _Rows([], [], [])
    rows = read_by(analysis).order_by("pk").values_list("pk", "title", "text", "form_answers")
    for pk, title, text, answers in rows.iterator(chunk_size=CHUNK):
        if pk in held:
            said = str(answers.get(question.code, "")) if question else f"{title}\n{text}".strip()
            found.ids.append(pk)
            found.texts.append(said)
            found.members.append(held[pk])
    return found


def _below(rows: _Rows) -> dict[int, Topic]:
    """Parts that hold something, by their number in the table; those of one topic alone are of no use."""
    named = {member.subtopic_id for member in rows.members if member.subtopic_id is not None}
    return {one.pk: one for one in Topic.objects.filter(pk__in=named).select_related("parent")}


def _topics(analysis: Analysis, rows: _Rows, tops: Sequence[Topic], below: dict[int, Topic]) -> Topics:
    """The rows as the engine gives them: topics numbered by size, then parts, topic by topic."""
    import numpy as np

    from parvis.analysis.text.results import Topics

    place = {top.pk: number for number, top in enumerate(tops)}
    parts = sorted(below.values(), key=lambda one: (place[_above(one)], -one.size, one.key))
    part_place = {one.pk: len(tops) + number for number, one in enumerate(parts)}
    row_of = {pk: row for row, pk in enumerate(rows.ids)}
    topic = np.array([place[member.topic_id] for member in rows.members], np.int32)
    subtopic = np.array([part_place.get(member.subtopic_id or 0, -1) for member in rows.members], np.int32)
    groups: dict[int, int] = {}
    group = [
        -1 if member.group is None else groups.setdefault(member.group, len(groups))
        for member in rows.members
    ]
    return Topics(
        topic=topic,
        subtopic=subtopic,
        affinity=np.array([member.weight for member in rows.members], np.float32),
        contentless=np.zeros(len(rows.ids), np.bool_),
        group=np.array(group, np.int32),
        language=np.full(len(rows.ids), analysis.language),
        topics=tuple(
            _found(one, number, place, row_of, int((column == number).sum()))
            for column, held in ((topic, tops), (subtopic, parts))
            for number, one in ((place.get(one.pk, part_place.get(one.pk, -1)), one) for one in held)
        ),
        campaigns=(),
        levels=(),
        stability=analysis.stability or 0.0,
        seed=analysis.seed,
    )


def _above(part: Topic) -> int:
    if part.parent is None:
        raise ValueError(part.pk)
    return part.parent.merged_into_id or part.parent.pk


def _found(one: Topic, number: int, place: dict[int, int], row_of: dict[int, int], size: int) -> FoundTopic:
    from parvis.analysis.text.results import Topic as Found

    return Found(
        id=number,
        parent=None if one.parent_id is None else place[_above(one)],
        size=size,
        words=tuple(one.words),
        quotes=tuple(row_of[pk] for pk in one.quotes if pk in row_of),
        stability=one.stability if one.stability is not None else float("nan"),
    )


class _Finder:
    """From what the engine found to findings with their sources, each quote looked for in its text again."""

    def __init__(self, analysis: Analysis, rows: _Rows, ballots: tuple[int, ...]) -> None:
        self._ids = rows.ids
        self._ballots = ballots
        self._members = rows.members
        self._asked = asked_in(analysis.consultation)
        self._only = f"answer.{analysis.question.code}" if analysis.question else ""

    def findings(self, drawn: TopicDraft, top: Topic, below: dict[int, Topic]) -> list[DraftedFinding]:
        quoted = self._texts([quote for one in drawn.findings() for quote in one.quotes])
        made = [self._finding(one, top, below, quoted) for one in drawn.findings()]
        return [one for one in made if one is not None and (one.quotes or one.topics)]

    def _texts(self, quotes: Sequence[Quote]) -> dict[int, Contribution]:
        """One query a topic."""
        rows = Contribution.objects.published().filter(pk__in={self._ids[quote.row] for quote in quotes})
        return {one.pk: one for one in rows.select_related("kind").defer("search")}

    def _finding(
        self, one: FoundFinding, top: Topic, below: dict[int, Topic], quoted: dict[int, Contribution]
    ) -> DraftedFinding | None:
        """None for what merely leads to quotes, when none is found in its text."""
        from parvis.understanding.words import wording

        key = one.sentence.key
        places: dict[int, Spot] = {}
        for quote in one.quotes:
            pk = self._ids[quote.row]
            where = self._spot(quoted.get(pk), quote.text)
            if where is not None:
                places.setdefault(pk, where)
        if key in LEADING and not places:
            return None
        said = wording(one.sentence)
        if not places:
            said = re.sub(r"\s*:$", ".", said)
        named: tuple[int, ...] = (top.pk,) if key in WHOLE else ()
        if key in BELOW and len(one.sentence.sources):
            part = self._members[int(one.sentence.sources[0])].subtopic_id
            named = (part,) if part in below and part is not None else (top.pk,)
        return DraftedFinding(
            f"<p>{escape(said, quote=False)}</p>",
            tuple(places.items()),
            named,
            self._ballots if key in BY_VOTES else (),
        )

    def _spot(self, contribution: Contribution | None, words: str) -> Spot | None:
        if contribution is None:
            return None
        where = spot(contribution, words, self._asked)
        return where if where is None or not self._only or where.part == self._only else None


def said_of_methods(methods: Collection[str]) -> str:
    """What everybody reads beside findings that were drafted by these methods; empty without any."""
    if MODEL not in methods:
        return _extracted() if methods else ""
    worded = _(
        "A language model worded the findings that say so, from the contributions that they cite; a program"
        " left out each sentence that cited none of them, and the team accepted the others."
    )
    if EXTRACTION not in methods:
        return worded
    drafted = _(
        "Other findings were drafted by extraction: a program counted the contributions of each topic, and"
        " took sentences from them, letter for letter."
    )
    return f"{worded} {drafted}"


def _extracted() -> str:
    return _(
        "Drafted by extraction: a program counted the contributions of each topic, and took sentences from"
        " them, letter for letter. No language model wrote anything."
    )
