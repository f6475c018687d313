"""The report of an analysis of votes, ready for its template."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from django.utils.translation import gettext, ngettext
from numpy.typing import NDArray

from parvis.analysis.opinion.reading import Conversation
from parvis.analysis.opinion.results import Counts, Opinions, Representative
from parvis.ui.charts import Tone
from parvis.ui.words import number, people
from parvis.understanding import notes, opinion_map, words
from parvis.understanding.drawing import letter, tone
from parvis.understanding.firmness import CLEAR
from parvis.understanding.report import Origin, decimals, render
from parvis.understanding.statements import BRIDGES, DIVIDES, Selection, Share, Statement, said_of, share_of

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Group:
    """A group of opinion: its people, and what marks it."""

    letter: str
    tone: Tone
    people: int
    share: str
    marks: tuple[Statement, ...]
    summary: str


def opinions_report(opinions: Opinions, conversation: Conversation, origin: Origin) -> str:
    """Render the report, in the language of the moment, as one self-contained HTML file.

    Statements that moderation refused are nowhere on it.
    """
    show = _Statements(opinions, conversation)
    return render(
        "understanding/opinions_report.html",
        origin=origin,
        opinions=opinions,
        drawing=opinion_map.draw(opinions),
        **_found(opinions, show),
        **_trust(opinions),
    )


def in_brief(opinions: Opinions) -> str:
    """Groups and their stability, in a line or two."""
    sizes = [int((opinions.group == group).sum()) for group in range(opinions.k)]
    groups = ngettext("%(count)s group of opinion", "%(count)s groups of opinion", opinions.k)
    line = gettext("%(groups)s: %(sizes)s. Stability: %(stability)s.") % {
        "groups": groups % {"count": number(opinions.k)},
        "sizes": ", ".join(f"{letter(group)} {people(size)}" for group, size in enumerate(sizes)),
        "stability": decimals(opinions.stability),
    }
    return "\n".join([line, *(notes.note(key) for key in opinions.notes)])


def _found(opinions: Opinions, show: "_Statements") -> dict[str, object]:
    """What the page shows, in the order in which it is shown: a statement shown twice is first shown once."""
    return {
        "agreed": [show(column) for column in opinions.consensus_agree],
        "rejected": [show(column) for column in opinions.consensus_disagree],
        "bridging": _bridging(opinions, show),
        "groups": [_group(opinions, group, show) for group in range(opinions.k)],
        "divisive": _divisive(opinions, show),
        "everything": [show(column) for column in np.flatnonzero(~show.conversation.refused).tolist()],
    }


def _trust(opinions: Opinions) -> dict[str, object]:
    return {
        "is_clear": opinions.k > 1 and not opinions.stability < CLEAR,
        "is_measured": not math.isnan(opinions.stability),
        "notes": [notes.note(key) for key in opinions.notes if key != "no_clear_groups"],
        "unclear": notes.note("no_clear_groups"),
        "stability": decimals(opinions.stability),
        "silhouette": decimals(opinions.silhouette),
        "tried": [(k, decimals(value)) for k, value in sorted(opinions.silhouettes.items())],
        "variance": words.part(sum(opinions.variance)),
        "figures": _figures(opinions),
        "threshold": _threshold(opinions),
    }


@dataclass(frozen=True, slots=True)
class _Statements:
    """Makes the statement of a column, with the votes of every group; remembers those already shown."""

    opinions: Opinions
    conversation: Conversation
    shown: set[int] = field(default_factory=set)

    @property
    def public(self) -> NDArray[np.bool_]:
        """(m,) statements that are about the subject and that moderation did not refuse."""
        return ~(self.conversation.refused | self.conversation.meta)

    def words(self, column: int) -> str:
        return self.conversation.texts[column] or gettext("(the file has no words for this statement)")

    def select(self, columns: Sequence[int]) -> Selection:
        """Show what was not shown, and name the rest."""
        above = tuple(self(column) for column in columns if column in self.shown)
        return Selection(above, tuple(self(column) for column in columns if column not in self.shown))

    def __call__(self, column: int, why: str = "") -> Statement:
        found = self.opinions
        shares = tuple(_share(found.counts, group, column) for group in range(found.k))
        everybody = _share(found.totals, 0, column, letter="")
        is_first = column not in self.shown
        self.shown.add(column)
        reference = str(self.conversation.statements[column])
        return Statement(column, reference, self.words(column), shares, everybody, is_first, why)


def _share(counts: Counts, group: int, column: int, letter: str | None = None) -> Share:
    cell = (group, column)
    agree, disagree, seen = (int(part[cell]) for part in (counts.agree, counts.disagree, counts.seen))
    return share_of(agree, disagree, seen, group=group, letter=letter)


def _group(opinions: Opinions, group: int, show: _Statements) -> Group:
    count = int((opinions.group == group).sum())
    placed = len(opinions.group) - opinions.unplaced
    marks = opinions.representative[group]
    return Group(
        letter=letter(group),
        tone=tone(group),
        people=count,
        share=words.part(count / placed) if placed else "",
        marks=tuple(show(mark.statement, _why(mark)) for mark in marks),
        summary=_summary(marks[0], show) if marks else "",
    )


def _summary(mark: Representative, show: _Statements) -> str:
    """What the group says first: its most telling statement."""
    said = gettext("agrees: %(text)s") if mark.agrees else gettext("disagrees: %(text)s")
    return said % {"text": words.quoted([show.words(mark.statement)])}


def _why(mark: Representative) -> str:
    return said_of(mark.agrees, mark.votes, mark.seen, mark.ratio)


def _bridging(opinions: Opinions, show: _Statements) -> Selection:
    """Statements on which every group agrees enough, the least agreeing group deciding."""
    return show.select(_highest(show, opinions.statements.bridging, BRIDGES))


def _divisive(opinions: Opinions, show: _Statements) -> Selection:
    return show.select(_highest(show, opinions.statements.divisive, DIVIDES))


def _highest(show: _Statements, values: NDArray[np.float64], least: float) -> list[int]:
    """Columns of the five highest values from a least one; none where there is one group."""
    if show.opinions.k < 2:
        return []
    order = [column for column in np.argsort(-values, kind="stable").tolist() if show.public[column]]
    return [column for column in order[:SHOWN] if values[column] >= least]


def _figures(opinions: Opinions) -> dict[str, int]:
    return {
        "people": len(opinions.group),
        "statements": opinions.totals.seen.shape[1],
        "votes": int(opinions.totals.seen.sum()),
        "unplaced": opinions.unplaced,
    }


def _threshold(opinions: Opinions) -> str:
    left = ngettext(
        "%(count)s person voted on fewer than %(least)s statements, too few to be placed: these votes are in"
        " the totals, not on the map.",
        "%(count)s people voted on fewer than %(least)s statements, too few to be placed: these votes are in"
        " the totals, not on the map.",
        opinions.unplaced,
    )
    return left % {"count": number(opinions.unplaced), "least": number(opinions.threshold)}
