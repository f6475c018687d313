"""Analyses as the desk shows them: where a run stands, its topics or groups, what changed since another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from parvis.analysis.errors import AnalysisError
from parvis.consultations.queries import database_now
from parvis.contributions.models import Contribution
from parvis.contributions.queries import in_order
from parvis.contributions.templatetags.contributions import opening, public_title
from parvis.front.composition import opinion_groups
from parvis.front.composition.opinion_groups import GroupsView
from parvis.front.composition.outcomes import Table
from parvis.front.composition.topics import (
    QUOTES_IN_LIST,
    Line,
    Sent,
    campaigns_of,
    lines_of,
    method_of,
    notes_of,
)
from parvis.ui.words import moment, number
from parvis.understanding import queries
from parvis.understanding.enums import RunState
from parvis.understanding.errors import sentence
from parvis.understanding.firmness import SAME
from parvis.understanding.fitting import Added, added_to, can_grow, waiting_for
from parvis.understanding.models import Addition, Analysis, Topic, TopicAct, TopicSplit
from parvis.understanding.scope import scope_of, words_of
from parvis.understanding.stages import stage_name, time_left
from parvis.understanding.words import part

OPENING = 160
EARLIER = 5
ADDITIONS = 10


@dataclass(frozen=True, slots=True)
class Running:
    """A run under way; `is_over` once it is not."""

    analysis: Analysis
    scope: str
    stage: str
    left: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run in a list."""

    analysis: Analysis
    scope: str
    stability: str


@dataclass(frozen=True, slots=True)
class GrowthView:
    """What came after a run: what waits, what was added and fits. `trouble`: of the last addition."""

    added: Added
    waiting: int
    can_grow: bool
    is_under_way: bool
    trouble: str
    additions: list[Addition]


@dataclass(frozen=True, slots=True)
class RunView:
    """A run: its topics with what was merged into each, what was done by hand, earlier runs."""

    analysis: Analysis
    scope: str
    running: Running | None
    trouble: str
    lines: list[tuple[Line, list[Topic]]]
    campaigns: list[Sent]
    method: Table | None
    notes: list[str]
    acts: list[str]
    lost: list[str]
    earlier: list[Analysis]
    growth: GrowthView | None


@dataclass(frozen=True, slots=True)
class DeskTopic:
    """A topic to correct: its contributions, and the topics to which one may be moved."""

    topic: Topic
    line: Line
    merged: list[Topic]
    parts: list[Topic]
    cuts: list[TopicSplit]
    others: list[Topic]
    members: list[tuple[Contribution, str, str]]
    next: int
    shown: int


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """Two runs of the same texts. `same`: before, after, in both, likeness in words."""

    before: Analysis
    after: Analysis
    scope: str
    sentence: str
    same: list[tuple[Topic, Topic, int, str, bool]]
    gone: list[Topic]
    new: list[Topic]


def run_line(analysis: Analysis) -> RunLine:
    said = "" if analysis.stability is None else number(round(analysis.stability, 2))
    return RunLine(analysis, scope_of(analysis), said)


def running_of(analysis: Analysis) -> Running:
    left = time_left(analysis.progress, analysis.started_at, now=database_now())
    stage = stage_name(analysis.stage if analysis.state == RunState.RUNNING else "")
    return Running(analysis, scope_of(analysis), stage, left, not analysis.is_live)


def compose(analysis: Analysis) -> RunView:
    """A dozen of queries, whatever the number of topics."""
    topics = queries.topics_of(analysis)
    merged = queries.merged_in(topics)
    acts = queries.acts_of(analysis)
    return RunView(
        analysis=analysis,
        scope=scope_of(analysis),
        running=running_of(analysis) if analysis.is_live else None,
        trouble=trouble_of(analysis),
        lines=[
            (one, merged.get(one.topic.pk, [])) for one in lines_of(analysis, topics, each=QUOTES_IN_LIST)
        ],
        campaigns=campaigns_of(analysis),
        method=method_of(analysis) if analysis.is_done else None,
        notes=notes_of(analysis),
        acts=[said_of(one) for one in acts if one.topic_id],
        lost=[said_of(one) for one in acts if not one.topic_id],
        earlier=_earlier(analysis),
        growth=growth_of(analysis) if analysis.is_done else None,
    )


@dataclass(frozen=True, slots=True)
class GroupsRun:
    """A run of groups of opinion; `view` once it is done."""

    analysis: Analysis
    scope: str
    running: Running | None
    trouble: str
    view: GroupsView | None


def compose_groups(analysis: Analysis) -> GroupsRun:
    """Some queries, whatever the number of statements."""
    return GroupsRun(
        analysis=analysis,
        scope=scope_of(analysis),
        running=running_of(analysis) if analysis.is_live else None,
        trouble=trouble_of(analysis),
        view=opinion_groups.compose(analysis) if analysis.is_done else None,
    )


def compose_topic(topic: Topic, *, start: int) -> DeskTopic:
    """Some queries, whatever is in it."""
    analysis = topic.analysis
    page = queries.members_page(topic, start=start)
    [line] = lines_of(analysis, [topic], each=QUOTES_IN_LIST)
    return DeskTopic(
        topic=topic,
        line=line,
        merged=queries.merged_in([topic]).get(topic.pk, []),
        parts=queries.parts_of(topic),
        cuts=queries.cuts_of(topic),
        others=[one for one in queries.topics_of(analysis) if one.pk != topic.pk],
        members=[
            (one, public_title(one), opening(words_of(analysis, one), OPENING)) for one in in_order(page.ids)
        ],
        next=page.next,
        shown=queries.count_shown(topic),
    )


def comparison_of(analysis: Analysis, other: Analysis) -> ComparisonView | None:
    """As it was made when the later of the two ended; none when they were not compared."""
    kept: dict[str, Any] | None = analysis.compared.get(str(other.pk))
    if kept is None:
        return None
    before, after = _by_key(other), _by_key(analysis)
    told = _(
        "%(both)s texts are in both. Of those in one or the other, %(moved)s changed topic, came or went."
        " Agreement of the two: %(agreement)s, where 1 is the same and 0 is chance."
    ) % {
        "both": number(kept["both"]),
        "moved": number(kept["moved"]),
        "agreement": number(round(kept["agreement"], 2)),
    }
    return ComparisonView(
        before=other,
        after=analysis,
        scope=scope_of(analysis),
        sentence=told,
        same=[
            (before[one], after[two], shared, part(alike), alike >= SAME)
            for one, two, shared, alike in kept["matches"]
        ],
        gone=[before[key] for key in kept["gone"]],
        new=[after[key] for key in kept["new"]],
    )


def growth_of(analysis: Analysis) -> GrowthView:
    """Four queries."""
    additions = list(analysis.additions.order_by("-pk")[:ADDITIONS])
    last = additions[0] if additions else None
    return GrowthView(
        added=added_to(analysis),
        waiting=waiting_for(analysis),
        can_grow=can_grow(analysis),
        is_under_way=last is not None and last.is_live,
        trouble=trouble_of(last) if last else "",
        additions=[one for one in additions if one.state == RunState.DONE],
    )


def trouble_of(failed: Analysis | TopicSplit | Addition) -> str:
    """Why a job failed, in a sentence that says how to go on."""
    code = failed.trouble.get("code", "")
    own = {
        "": "",
        "stopped": _(
            "The server stopped three times while it ran. It may be short of memory: whoever looks after the"
            " machine can say."
        ),
        "memory": _("There is not enough memory for so many texts: whoever looks after the machine can say."),
        "unexpected": _("Something unexpected happened. Nothing was changed: ask for the analysis again."),
        "nothing_to_read": _("No text has anything to read: there are no topics."),
        "one_part": _("These texts are too alike to be cut: move by hand those that belong elsewhere."),
        "frozen": _("Nothing was added: the topics were published, or people began to code with them."),
    }
    return own[code] if code in own else sentence(AnalysisError(code, code))


def said_of(act: TopicAct) -> str:
    """One act in a line: what, on which topic, when."""
    told = f"{act.get_act_display()}: {act.about}"
    if act.words:
        told = f"{told} → {act.words}"
    if act.target is not None:
        told = f"{told} → {act.target.title}"
    return f"{told} ({moment(act.at)})"


def _earlier(analysis: Analysis) -> list[Analysis]:
    numbers = [int(pk) for pk in analysis.compared]
    if not numbers:
        return []
    return list(Analysis.objects.filter(pk__in=numbers).defer("compared").order_by("-pk")[:EARLIER])


def _by_key(analysis: Analysis) -> dict[int, Topic]:
    return {topic.key: topic for topic in analysis.topics.filter(parent=None)}
