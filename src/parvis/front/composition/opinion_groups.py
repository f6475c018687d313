"""Groups of opinion as everybody reads them: what all share first, then what bridges, marks and divides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.accounts.models import Participant
from parvis.ballots.methods import method_of
from parvis.contributions.models import Contribution
from parvis.contributions.templatetags.contributions import opening
from parvis.front.composition.outcomes import Table
from parvis.ui.charts import Tone
from parvis.ui.words import day, number, people
from parvis.understanding import words
from parvis.understanding.drawing import OpinionMap, map_from, spot, tone
from parvis.understanding.models import Analysis, OpinionGroup
from parvis.understanding.notes import note
from parvis.understanding.opinion_queries import Figures, Votes, figures_of, groups_of, place_of
from parvis.understanding.scope import scope_of
from parvis.understanding.statements import (
    BRIDGES,
    DIVIDES,
    Selection,
    Statement,
    said_of,
    share_of,
)

BEST = 5
"""Statements of each list."""
TEXT = 300
"""Characters of a statement: its page has the rest."""
LINES = 100
"""Statements of the table, those on which most people voted; the file has them all."""
DOTS = 300
LEFT, TOP, ACROSS, DOWN = 44, 16, 300, 200
"""The box of the matrix, in its own units."""


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group: its people, and what marks it."""

    group: OpinionGroup
    tone: Tone
    title: str
    share: str
    marks: list[Statement]
    summary: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A statement on the matrix. `is_named`: its number is written beside it."""

    x: str
    y: str
    number: int
    text: str
    is_named: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A statement in the table of all, with its two coordinates on the matrix."""

    statement: Statement
    agreement: str
    controversy: str


@dataclass(slots=True)
class Board:
    """Makes statements of figures, and remembers those already shown on the page."""

    groups: int
    """How many are shown; 0 when they are not clear."""
    figures: dict[int, Figures]
    shown: set[int] = field(default_factory=set)

    def __call__(self, pk: int, why: str = "") -> Statement:
        is_first = pk not in self.shown
        self.shown.add(pk)
        return self.make(pk, why, is_first=is_first)

    def make(self, pk: int, why: str = "", *, is_first: bool = False) -> Statement:
        one = self.figures[pk]
        cells = one.by_group[: self.groups]
        shares = tuple(
            share_of(*(cell or (0, 0, 0)), group=group, is_hidden=cell is None)
            for group, cell in enumerate(cells)
        )
        everybody = share_of(one.agree, one.disagree, one.seen, letter="")
        url = reverse("front:contribution", args=[pk])
        return Statement(pk, str(pk), text_of(one.contribution), shares, everybody, is_first, why, url)

    def select(self, found: Sequence[int]) -> Selection:
        above = tuple(self.make(pk) for pk in found if pk in self.shown)
        return Selection(above, tuple(self(pk) for pk in found if pk not in self.shown))

    def highest(self, value: Callable[[Figures], float | None], least: float) -> list[int]:
        """Numbers of the five highest values, from a least one; those that cannot be told are left out."""
        if not self.groups:
            return []
        known = [(figure, pk) for pk, one in self.figures.items() if (figure := value(one)) is not None]
        ranked = sorted(known, key=lambda pair: (-pair[0], pair[1]))[:BEST]
        return [pk for figure, pk in ranked if figure >= least]


@dataclass(frozen=True, slots=True)
class GroupsView:
    """A run that everybody reads. Without clear groups, no map, no group, and nothing that rests on them.

    `answers`: the words of the ballot for agreeing, for neither and for disagreeing.
    """

    analysis: Analysis
    scope: str
    sentence: str
    is_clear: bool
    stability: str
    answers: tuple[str, str, str]
    drawing: OpinionMap | None
    variance: str
    agreed: list[Statement]
    rejected: list[Statement]
    bridging: Selection
    groups: list[GroupView]
    divisive: Selection
    dots: list[Dot]
    lines: list[Line]
    left: int
    method: Table
    notes: list[str]
    ungrouped: str
    board: Board


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two groups, side by side: what sets them apart, and what both think."""

    one: GroupView
    two: GroupView
    apart: list[Statement]
    alike: list[Statement]


@dataclass(frozen=True, slots=True)
class Mine:
    """Where somebody stands; `why` says why they are not on the map."""

    scope: str
    drawing: OpinionMap | None
    spot: tuple[str, str] | None
    group: GroupView | None
    groups: list[GroupView]
    why: str


def compose(analysis: Analysis) -> GroupsView:
    """Two queries, whatever the number of statements."""
    found, is_clear = groups_of(analysis), analysis.grouping.is_clear
    if not is_clear:
        found = []
    board = Board(len(found), {one.contribution_id: one for one in figures_of(analysis)})
    agreed, rejected = _shared(board)
    bridging = board.select(board.highest(lambda one: one.bridging, BRIDGES))
    groups = [_group(analysis, group, board) for group in found]
    divisive = board.select(board.highest(lambda one: one.divisive, DIVIDES))
    most = sorted(board.figures.values(), key=lambda one: (-one.seen, one.contribution_id))
    return GroupsView(
        analysis=analysis,
        scope=scope_of(analysis),
        sentence=_sentence(analysis, len(found)),
        is_clear=is_clear,
        stability=_figure(analysis.stability),
        answers=answers_of(analysis),
        drawing=map_from(analysis.grouping.drawing) if is_clear else None,
        variance=words.part(sum(analysis.grouping.variance)),
        agreed=agreed,
        rejected=rejected,
        bridging=bridging,
        groups=groups,
        divisive=divisive,
        dots=_dots(most[:DOTS]),
        lines=[_line(board, one) for one in most[:LINES]],
        left=max(0, len(most) - LINES),
        method=method_of_run(analysis),
        notes=[note(key) for key in analysis.notes if key != "no_clear_groups"],
        ungrouped=_ungrouped(analysis),
        board=board,
    )


def compare(view: GroupsView, one: int, two: int) -> Comparison | None:
    """What sets two groups apart, and what both think; none when they are not two groups of this run."""
    if one == two or not all(0 <= key < len(view.groups) for key in (one, two)):
        return None
    told = [(pk, figures.by_group[one], figures.by_group[two]) for pk, figures in view.board.figures.items()]
    both = [(pk, first, second) for pk, first, second in told if first and second]
    apart = sorted(both, key=lambda row: -_gap(*row[1:]))[:BEST]
    alike = sorted(both, key=lambda row: -_common(*row[1:]))[:BEST]
    return Comparison(
        one=view.groups[one],
        two=view.groups[two],
        apart=[_pair(view, pk, one, two) for pk, *cells in apart if _gap(*cells) >= DIVIDES],
        alike=[_pair(view, pk, one, two) for pk, *cells in alike if _common(*cells) >= BRIDGES],
    )


def compose_mine(analysis: Analysis, person: Participant) -> Mine:
    """Some queries. What comes back is for that person alone."""
    place = place_of(analysis, person) if analysis.grouping.is_clear else None
    groups = [_bare(analysis, group) for group in groups_of(analysis)] if place else []
    drawing = map_from(analysis.grouping.drawing) if place else None
    return Mine(
        scope=scope_of(analysis),
        drawing=drawing,
        spot=spot(drawing.frame, place.x, place.y) if drawing and drawing.frame and place else None,
        group=next((one for one in groups if place and one.group.key == place.group), None),
        groups=groups,
        why="" if place else _why_nowhere(analysis),
    )


def text_of(contribution: Contribution) -> str:
    """Its title, or the beginning of its text. It is published."""
    return contribution.shown_title or opening(contribution.shown_text, TEXT)


def answers_of(analysis: Analysis) -> tuple[str, str, str]:
    """The words of the ballot for agreeing, for neither and for disagreeing."""
    agree, neither, disagree = method_of(analysis.ballot_read.ballot_method).answers
    return str(agree.label), str(neither.label), str(disagree.label)


def title_of(group: OpinionGroup) -> str:
    """“Group A”, and the name that an analyst gave it."""
    if group.label:
        return _("Group %(letter)s: %(name)s") % {"letter": group.letter, "name": group.label}
    return _("Group %(letter)s") % {"letter": group.letter}


def method_of_run(analysis: Analysis) -> Table:
    """How it was made, so that it can be made again."""
    found = analysis.grouping
    tried = " · ".join(f"{k} → {number(round(value, 2))}" for k, value in found.silhouettes)
    rows = [
        [_("Method"), _("people who vote alike (principal components, then k-means), as in Polis")],
        [_("Version of the program"), analysis.engine_version],
        [_("Seed"), number(analysis.seed)],
        [_("What was read"), scope_of(analysis)],
        [_("Votes read"), number(found.votes)],
        [_("People who voted"), number(analysis.people)],
        [_("Statements"), number(analysis.texts)],
        [_("People who voted on too few statements"), number(analysis.apart)],
        [_("Read on"), day((analysis.ended_at or analysis.asked_at).date())],
        [_("Stability of the groups"), _figure(analysis.stability)],
        [_("Silhouette, by number of groups"), tried or _("not measured")],
        [_("Fingerprint of the votes"), analysis.input_sha256],
    ]
    if analysis.result_sha256:
        rows.append([_("Fingerprint of the result"), analysis.result_sha256])
    return Table(_("How it was made"), [_("What"), _("Value")], rows)


def _shared(board: Board) -> tuple[list[Statement], list[Statement]]:
    agreed = sorted((one.shared, pk) for pk, one in board.figures.items() if one.shared > 0)
    rejected = sorted((-one.shared, pk) for pk, one in board.figures.items() if one.shared < 0)
    return [board(pk) for _place, pk in agreed], [board(pk) for _place, pk in rejected]


def _group(analysis: Analysis, group: OpinionGroup, board: Board) -> GroupView:
    marks = []
    for pk, agrees, votes, seen, ratio in group.marks:
        if pk in board.figures and board.figures[pk].by_group[group.key] is not None:
            marks.append((agrees, board(pk, said_of(agrees, votes, seen, ratio))))
    return replace(_bare(analysis, group), marks=[one for _agrees, one in marks], summary=_summary(marks))


def _bare(analysis: Analysis, group: OpinionGroup) -> GroupView:
    share = words.part(group.people / ((analysis.people - analysis.apart) or 1))
    return GroupView(group, tone(group.key), title_of(group), share, [], "")


def _summary(marks: list[tuple[bool, Statement]]) -> str:
    """What the group says first."""
    if not marks:
        return ""
    agrees, one = marks[0]
    said = _("agrees: %(text)s") if agrees else _("disagrees: %(text)s")
    return said % {"text": words.quoted([one.text])}


def _line(board: Board, one: Figures) -> Line:
    statement = board.make(one.contribution_id)
    return Line(statement, number(round(one.agreement, 2)), number(round(one.controversy, 2)))


def _dots(figures: Sequence[Figures]) -> list[Dot]:
    """Named: the most disputed, those with most agreement, those with least."""
    by_agreement = sorted(figures, key=lambda one: one.agreement)
    disputed = sorted(figures, key=lambda one: -one.controversy)[:3]
    named = {one.contribution_id for one in (*by_agreement[:3], *by_agreement[-3:], *disputed)}
    return [
        Dot(
            x=f"{LEFT + ACROSS * (one.agreement + 1) / 2:.1f}",
            y=f"{TOP + DOWN * (1 - one.controversy):.1f}",
            number=one.contribution_id,
            text=text_of(one.contribution),
            is_named=one.contribution_id in named,
        )
        for one in figures
    ]


def _pair(view: GroupsView, pk: int, one: int, two: int) -> Statement:
    made = view.board.make(pk)
    return replace(made, shares=(made.shares[one], made.shares[two]))


def _part(votes: Votes, answer: int) -> float:
    """Share of a group that agrees (0) or disagrees (1), one vote added each way."""
    return (votes[answer] + 1) / (votes[2] + 2)


def _gap(one: Votes, two: Votes) -> float:
    return abs(_part(one, 0) - _part(two, 0))


def _common(one: Votes, two: Votes) -> float:
    """Agreement, or disagreement, of the group of the two that has less of it."""
    return max(min(_part(one, answer), _part(two, answer)) for answer in (0, 1))


def _sentence(analysis: Analysis, groups: int) -> str:
    values = {"people": people(analysis.people), "groups": number(groups)}
    if groups:
        return _("%(people)s voted; those who vote alike make %(groups)s groups.") % values
    return (
        _("%(people)s voted, and make no clear groups: what they share, and what divides them, is below.")
        % values
    )


def _ungrouped(analysis: Analysis) -> str:
    if not analysis.apart:
        return ""
    left = ngettext(
        "%(count)s person voted on fewer than %(least)s statements, too few to be placed: these votes are in"
        " the totals, not on the map.",
        "%(count)s people voted on fewer than %(least)s statements, too few to be placed: these votes are in"
        " the totals, not on the map.",
        analysis.apart,
    )
    return left % {"count": number(analysis.apart), "least": number(analysis.grouping.threshold)}


def _why_nowhere(analysis: Analysis) -> str:
    if not analysis.grouping.is_clear:
        return note("no_clear_groups")
    return _(
        "You are not on this map: you did not vote there, or not before it was drawn, or on fewer than"
        " %(least)s statements."
    ) % {"least": number(analysis.grouping.threshold)}


def _figure(value: float | None) -> str:
    return _("not measured") if value is None else number(round(value, 2))
