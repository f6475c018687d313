"""Blind codings: how far each coder is, the text to code, and how far people agree once it has ended."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.templatetags.contributions import opening, public_title
from parvis.ui.words import number, people
from parvis.understanding import coding_queries as queries
from parvis.understanding.coding_queries import Coded, Item, Standing
from parvis.understanding.enums import Apart
from parvis.understanding.firmness import RELIABLE, TENTATIVE
from parvis.understanding.models import Coder, Coding, Topic
from parvis.understanding.scope import scope_of, words_of
from parvis.understanding.settling import may_move, moves_left
from parvis.understanding.words import part

WORDS = 6
"""Words of a topic that help to tell it from the others."""
OPENING = 400
MOST_CROSSED = 12
"""Choices beyond which the table of crossed choices is not drawn: nobody reads it; the list says it all."""
MOST_PAIRS = 20


@dataclass(frozen=True, slots=True)
class Option:
    """A choice, with what helps to recognise it."""

    code: int
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class CodingView:
    """A coding that is open. `mine`: the sheet of whoever looks, with the position where they go on."""

    coding: Coding
    scope: str
    drawn: str
    standings: list[Standing]
    finished: int
    mine: Standing | None
    next: int
    may_end: bool


@dataclass(frozen=True, slots=True)
class SheetView:
    """One text to code; positions are 0 where there is no other."""

    coding: Coding
    item: Item
    title: str
    words: str
    options: list[Option]
    done: int
    total: int
    previous: int
    following: int


@dataclass(frozen=True, slots=True)
class ToSettle:
    """A text on which people differ, or agree against the machine. `said`: who chose what, in words."""

    place: int
    contribution: Contribution | None
    title: str
    words: str
    said: list[tuple[str, str]]
    settled: str
    chosen: int | None


@dataclass(frozen=True, slots=True)
class ResultsView:
    """A coding that has ended."""

    coding: Coding
    scope: str
    sentences: list[str]
    caveat: str
    coders: list[Coder]
    machine: list[list[str]]
    topics: list[list[str]]
    columns: list[str]
    crossed: list[tuple[str, list[tuple[str, str]]]]
    confused: list[tuple[str, str, int]]
    disputed: list[ToSettle]
    against: list[ToSettle]
    options: list[Option]
    may_move: bool
    left: int


def compose(coding: Coding, mine: Coder | None) -> CodingView:
    """Some queries, whatever was drawn; nothing of what anybody chose."""
    standings = queries.standings_of(coding)
    own = next((one for one in standings if mine and one.coder.pk == mine.pk), None)
    finished = sum(1 for one in standings if one.coder.finished_at)
    goes_on = 0
    if mine is not None and mine.finished_at is None:
        goes_on = next_position(queries.sheet_of(mine))
    return CodingView(
        coding=coding,
        scope=scope_of(coding.analysis),
        drawn=drawn_in_words(coding, coding.texts.count()),
        standings=standings,
        finished=finished,
        mine=own,
        next=goes_on,
        may_end=finished >= queries.FEWEST_CODERS,
    )


def next_position(sheet: list[Item], after: int = 0) -> int:
    """The first that is not coded, from a position on then from the beginning; 0 when all are."""
    open_ones = [item.position for item in sheet if item.code is None and item.is_shown]
    return next((position for position in open_ones if position > after), open_ones[0] if open_ones else 0)


def compose_sheet(coding: Coding, sheet: list[Item], item: Item) -> SheetView:
    shown = [one for one in sheet if one.is_shown]
    contribution = item.text.contribution
    return SheetView(
        coding=coding,
        item=item,
        title="" if coding.analysis.question_id else contribution.title,
        words=words_of(coding.analysis, contribution) if item.is_shown else "",
        options=options_of(queries.offered(coding)),
        done=sum(1 for one in shown if one.code is not None),
        total=len(shown),
        previous=item.position - 1,
        following=item.position + 1 if item.position < len(sheet) else 0,
    )


def options_of(topics: list[Topic]) -> list[Option]:
    """Topics first, as they are called now; then what is in none of them."""
    found = [Option(topic.key, topic.title, ", ".join(topic.words[:WORDS])) for topic in topics]
    return [*found, *(Option(one.value, str(one.label), "") for one in Apart)]


def compose_results(coding: Coding) -> ResultsView:
    """A dozen of queries, whatever was drawn."""
    coders, coded = queries.finished(coding), queries.coded_of(coding)
    options = options_of(queries.offered(coding))
    titles = {option.code: option.title for option in options}
    left = {one.text.pk for one in moves_left(coding)}
    letters = [coder.letter for coder in coders]
    pairs = queries.pairs_of(coded)
    columns, crossed = _crossed(pairs, titles) if len(coders) == queries.FEWEST_CODERS else ([], [])
    return ResultsView(
        coding=coding,
        scope=scope_of(coding.analysis),
        sentences=[*sentences(coding.figures), *advice(coding.figures)],
        caveat=landmarks(),
        coders=coders,
        machine=_machine(coding.figures),
        topics=_topics(coded, titles),
        columns=columns,
        crossed=crossed,
        confused=_confused(pairs, titles),
        disputed=[_to_settle(coding, one, letters, titles) for one in coded if one.is_disputed],
        against=[
            _to_settle(coding, one, letters, titles)
            for one in coded
            if one.agreed is not None and one.agreed != one.text.machine
        ],
        options=options,
        may_move=may_move(coding.analysis),
        left=len(left),
    )


def sentences(figures: dict[str, Any]) -> list[str]:
    """How far people agree, in words; the first says how it was found."""
    told = [
        _(
            "%(people)s of the team sorted the same texts, drawn at random, into these topics: %(texts)s in"
            " all. None saw what the machine or the others had chosen."
        )
        % {"people": people(figures["coders"]), "texts": number(figures["texts"])}
    ]
    if figures["alpha"] is None:
        return [*told, _("Everybody always chose the same: how far they agree cannot be told from chance.")]
    told.append(
        _(
            "Krippendorff’s alpha: %(alpha)s (95%% interval: %(low)s to %(high)s), where 1 is full agreement"
            " and 0 is chance. They made the same choice %(same)s of the time."
        )
        % {
            "alpha": _figure(figures["alpha"]),
            "low": _figure(figures["low"]),
            "high": _figure(figures["high"]),
            "same": part(figures["same"]),
        }
    )
    return [*told, verdict(figures["alpha"]), *_with_machine(figures)]


def verdict(alpha: float) -> str:
    """What the usual landmarks make of it."""
    if alpha >= RELIABLE:
        return _("People recognise these topics alike: who is in which may be relied upon.")
    if alpha >= TENTATIVE:
        return _("People recognise these topics nearly alike: enough for cautious conclusions, and no more.")
    return _("People do not recognise these topics alike: do not conclude anything from who is in which.")


def advice(figures: dict[str, Any]) -> list[str]:
    """For the team, where people do not agree enough."""
    if figures["alpha"] is None or figures["alpha"] >= TENTATIVE:
        return []
    return [
        _(
            "Merge topics that are taken for one another, give clearer titles, then have others code a new"
            " sample."
        )
    ]


def landmarks() -> str:
    return _(
        "The usual landmarks: from 0.8 on, one relies on what was coded; from 0.667 on, for cautious"
        " conclusions alone (Krippendorff 2004). They are conventions: read the interval, and what is"
        " disputed. People may agree, and be wrong together."
    )


def _with_machine(figures: dict[str, Any]) -> list[str]:
    shares = [one["same"] for one in figures["machine"] if one["same"] is not None]
    if not shares:
        return []
    return [
        _("Each chose as the machine had for %(shares)s of the texts.")
        % {"shares": " / ".join(part(share) for share in shares)}
    ]


def _figure(value: float) -> str:
    return number(round(value, 2))


def _machine(figures: dict[str, Any]) -> list[list[str]]:
    """Coder, texts, share of the same choices, alpha."""
    return [
        [
            _("Coder %(letter)s") % {"letter": one["coder"]},
            number(one["texts"]),
            "–" if one["same"] is None else part(one["same"]),
            "–" if one["alpha"] is None else _figure(one["alpha"]),
        ]
        for one in figures["machine"]
    ]


def _topics(coded: list[Coded], titles: dict[int, str]) -> list[list[str]]:
    """How often each was chosen, by all of them, and by the machine."""
    chosen = Counter(code for one in coded for code in one.given)
    together = Counter(one.agreed for one in coded if one.agreed is not None)
    machine = Counter(one.text.machine for one in coded)
    return [
        [title, number(chosen[code]), number(together[code]), number(machine[code]) if code >= 0 else "–"]
        for code, title in titles.items()
        if chosen[code] or machine[code]
    ]


def _crossed(
    pairs: Counter[tuple[int, int]], titles: dict[int, str]
) -> tuple[list[str], list[tuple[str, list[tuple[str, str]]]]]:
    """Of two coders, what one chose (lines) where the other chose (columns); the diagonal is agreement."""
    used = [code for code in titles if any(code in pair for pair in pairs)]
    if not 1 < len(used) <= MOST_CROSSED:
        return [], []
    rows = [(titles[row], [(titles[column], number(pairs[row, column])) for column in used]) for row in used]
    return [titles[code] for code in used], rows


def _confused(pairs: Counter[tuple[int, int]], titles: dict[int, str]) -> list[tuple[str, str, int]]:
    """Choices taken for one another, most often first."""
    apart: Counter[tuple[int, int]] = Counter()
    for (one, other), count in pairs.items():
        if one != other:
            apart[min(one, other), max(one, other)] += count
    found = sorted(apart.items(), key=lambda item: (-item[1], item[0]))[:MOST_PAIRS]
    return [(_title(titles, other), _title(titles, one), count) for (one, other), count in found]


def _to_settle(coding: Coding, one: Coded, letters: list[str], titles: dict[int, str]) -> ToSettle:
    text, contribution = one.text, one.text.contribution
    is_shown = contribution.state == State.PUBLISHED
    said = [
        (_("Coder %(letter)s") % {"letter": letter}, _title(titles, code))
        for letter, code in zip(letters, one.codes, strict=True)
        if code is not None
    ]
    chosen = text.settled if text.settled is not None else one.agreed
    return ToSettle(
        place=text.place,
        contribution=contribution if is_shown else None,
        title=public_title(contribution) if is_shown else "",
        words=opening(words_of(coding.analysis, contribution), OPENING) if is_shown else "",
        said=[*said, (_("Machine"), _title(titles, text.machine))],
        settled="" if text.settled is None else _title(titles, text.settled),
        chosen=chosen,
    )


def _title(titles: dict[int, str], code: int) -> str:
    return titles.get(code, str(code))


def drawn_in_words(coding: Coding, drawn: int) -> str:
    """The sample in a line: how many texts, and how they were drawn."""
    how = _("topic by topic") if coding.is_stratified else _("from all of them")
    return ngettext(
        "%(count)s text, drawn %(how)s with the seed %(seed)s",
        "%(count)s texts, drawn %(how)s with the seed %(seed)s",
        drawn,
    ) % {"count": number(drawn), "how": how, "seed": number(coding.seed)}


@dataclass(frozen=True, slots=True)
class CodingLine:
    """A coding in a list: how it was drawn, how many code it, how far they agree."""

    coding: Coding
    drawn: str
    coders: int
    alpha: str


def line_of(coding: Coding) -> CodingLine:
    """`coding`: see `codings_of`, which fetched what is counted here."""
    alpha = coding.figures.get("alpha")
    return CodingLine(
        coding=coding,
        drawn=drawn_in_words(coding, len(coding.texts.all())),
        coders=len(coding.coders.all()),
        alpha="" if alpha is None else _figure(alpha),
    )
