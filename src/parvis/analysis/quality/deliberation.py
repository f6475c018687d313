"""Axis 3: did people deliberate: answers, arguments of both sides, spread of voices, reasons given."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parvis.analysis.checks import Numbers, count, flags, same_length, whole
from parvis.analysis.errors import AnalysisError
from parvis.analysis.quality.agreement import krippendorff, matrix_of
from parvis.analysis.quality.notes import (
    ENOUGH_ANSWERS,
    RESAMPLES,
    SEED,
    Draw,
    Frame,
    Measure,
    Note,
    Part,
    constant,
    mean_of,
    note,
    unless,
)
from parvis.analysis.quality.voices import cells_of, effective_voices, gini, median_h, two_sidedness

ENOUGH_ARGUMENTS = 5
"""On an item, to tell its two sides."""
ENOUGH_AGREEMENT = 0.667
DEEPEST = 4
BEST_JUSTIFICATION = 3.0


@dataclass(frozen=True, slots=True)
class Comments:
    """One row a comment."""

    author: Numbers = ()
    """(comments,) 0..people-1"""
    answers: Numbers = ()
    """(comments,) the person it answers, -1 when it answers nobody."""
    thread: Numbers = ()
    depth: Numbers = ()
    """(comments,) from 1."""
    attack: Numbers = ()
    """(comments,) whether moderation upheld that it attacks somebody."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """One row an argument."""

    author: Numbers = ()
    item: Numbers = ()
    """(arguments,) from 0."""
    side: Numbers = ()
    """(arguments,) +1 for, -1 against."""


@dataclass(frozen=True, slots=True)
class Coding:
    """What two people or more coded on a random sample, apart from each other."""

    author: Numbers = ()
    """(units,) 0..people-1"""
    justification: ArrayLike = field(default=((),))
    """(coders, units) 0 none, 1 reason without link, 2 one linked reason, 3 several; NaN where not coded."""


@dataclass(frozen=True, slots=True)
class Deliberation:
    """What is known of a debate; empty columns where nothing happened."""

    people: int
    comments: Comments = Comments()
    arguments: Arguments = Arguments()
    contributions: Numbers = ()
    """(contributions,) the author of each, 0..people-1."""
    participant: Numbers = ()
    """(participants,) 0..people-1, each once."""
    exposed: Numbers = ()
    """(participants,) whether they opened or answered an argument on each side."""
    coding: Coding = Coding()
    attacks: int = 0
    """Comments that moderation hid for attacking somebody and whose authors nobody tells, beside the rows."""


def deliberation(data: Deliberation, *, resamples: int = RESAMPLES, seed: int = SEED) -> Note:
    """Note of deliberation: 5 (0.25 J/3 + 0.15 Rc + 0.15 B + 0.15 (1-G) + 0.10 H + 0.10 X + 0.10 Cv).

    J justification, as people coded it; Rc share of comments that answer somebody else; B two-sidedness of
    items with 5 arguments or more and an opposition; G Gini of contributions; H median thread index over 4,
    at most 1; X share of participants who met both sides; Cv share of comments that are no upheld attack.
    J is used from an agreement (ordinal alpha) of 0.667 on; the others from 30 comments, arguments or people.

    Returns
    -------
    Note
        Axis `deliberation`; scored: justification, reciprocity, two_sides, spread, depth, exposure, civility;
        shown: agreement, effective_voices, unopposed (share of items with 5 arguments or more and a single
        side). Missing: coding, agreement, comments, arguments, opposition, contributors, exposure. Its notes
        say structure_only without justification.

    Raises
    ------
    AnalysisError
        As `checks`.

    References
    ----------
    Steenbergen, M. R. et al. (2003). Measuring political deliberation: a discourse quality index. Comparative
    European Politics 1.
    Aragón, P. et al. (2017). Deliberative platform design: the case study of the online discussions in
    Decidim Barcelona. SocInfo 2017.
    """
    people = count(data.people, "people", high=10**8)
    parts = [
        *_justification(data.coding, people),
        *_comments(data.comments, people, count(data.attacks, "attacks")),
        *_arguments(data.arguments, people),
        *_spread(data.contributions, people),
        _exposure(data.participant, data.exposed, people),
    ]
    notes = ("structure_only",) if parts[0].missing else ()
    return note(Frame("deliberation", people, resamples, seed, notes=notes), parts)


def _person(column: Numbers, name: str, people: int, low: int = 0) -> NDArray[np.int64]:
    return whole(column, name, low=low, high=people - 1)


def _justification(coding: Coding, people: int) -> list[Part]:
    author, codes = _person(coding.author, "coded author", people), matrix_of(coding.justification)
    same_length(author=author, codes=codes.T)
    coded = np.isfinite(codes).any(axis=0)
    if ((codes < 0) | (codes > BEST_JUSTIFICATION)).any():
        raise AnalysisError("out_of_range", "justification: 0 to 3 is expected", name="justification")
    reasons: NDArray[np.float64] = np.nanmean(codes[:, coded], axis=0) / BEST_JUSTIFICATION
    alpha, missing = _agreement(codes, int(coded.sum()))
    low = missing or unless("agreement", alpha >= ENOUGH_AGREEMENT)
    scored = Part("justification", 0.25, mean_of(author[coded], reasons), low)
    return [scored, Part("agreement", 0, constant(alpha), missing)]


def _agreement(codes: NDArray[np.float64], coded: int) -> tuple[float, str]:
    if coded < ENOUGH_ANSWERS:
        return np.nan, "coding"
    try:
        return krippendorff(codes, "ordinal"), ""
    except AnalysisError:
        return np.nan, "coding"


def _comments(rows: Comments, people: int, hidden: int) -> list[Part]:
    author, answers = _person(rows.author, "author", people), _person(rows.answers, "answers", people, low=-1)
    thread, depth = whole(rows.thread, "thread"), whole(rows.depth, "depth", low=1)
    attack = flags(rows.attack, "attack")
    same_length(author=author, answers=answers, thread=thread, depth=depth, attack=attack)
    cells = cells_of(thread, depth)
    missing = unless("comments", len(author) >= ENOUGH_ANSWERS)
    other = ((answers >= 0) & (answers != author)).astype(np.float64)

    def tall(draw: Draw) -> float:
        return float(np.minimum(1.0, median_h(*cells, draw[author]) / DEEPEST))

    return [
        Part("reciprocity", 0.15, mean_of(author, other), missing),
        Part("depth", 0.10, tall, missing),
        Part("civility", 0.10, _civil(author, attack, hidden), missing),
    ]


def _civil(author: NDArray[np.int64], attack: NDArray[np.bool_], hidden: int) -> Measure:
    """The share of comments that are no attack, the `hidden` ones counted among all."""
    kept = mean_of(author, (~attack).astype(np.float64))

    def measure(draw: Draw) -> float:
        rows = float(draw[author].sum())
        return kept(draw) * rows / (rows + hidden) if rows else np.nan

    return measure


def _arguments(rows: Arguments, people: int) -> list[Part]:
    author, item = _person(rows.author, "author", people), whole(rows.item, "item", low=0, high=10**7)
    side = _side(rows.side)
    same_length(author=author, item=item, side=side)
    seat = np.unique(item, return_inverse=True)[1]
    items = int(seat.max(initial=-1)) + 1

    def sides(draw: Draw) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        both = np.bincount(2 * seat + (side > 0), draw[author], 2 * items).astype(np.float64)
        return both[1::2], both[0::2]

    pro, con = sides(np.ones(people))
    argued = pro + con >= ENOUGH_ARGUMENTS
    opposed = argued & (pro > 0) & (con > 0)

    def balance(draw: Draw) -> float:
        return two_sidedness(*(one[opposed] for one in sides(draw)))

    missing = unless("arguments", len(author) >= ENOUGH_ANSWERS and bool(argued.any()))
    alone = constant(float(1 - opposed.sum() / max(argued.sum(), 1)))
    return [
        Part("two_sides", 0.15, balance, missing or unless("opposition", bool(opposed.any()))),
        Part("unopposed", 0, alone, missing),
    ]


def _side(column: Numbers) -> NDArray[np.int64]:
    side = whole(column, "side", low=-1, high=1)
    if not side.all():
        raise AnalysisError("out_of_range", "side: an argument is for (+1) or against (-1)", name="side")
    return side


def _spread(contributions: Numbers, people: int) -> list[Part]:
    acts = np.bincount(_person(contributions, "contributions", people), minlength=people).astype(np.float64)
    active = np.argsort(acts, kind="stable")[np.count_nonzero(acts == 0) :]
    missing = unless("contributors", len(active) >= ENOUGH_ANSWERS)
    return [
        Part("spread", 0.15, lambda draw: 1 - gini(acts[active], draw[active]), missing),
        Part("effective_voices", 0, lambda draw: effective_voices(acts[active], draw[active]), missing),
    ]


def _exposure(participant: Numbers, exposed: Numbers, people: int) -> Part:
    who, met = _person(participant, "participant", people), flags(exposed, "exposed")
    same_length(participant=who, exposed=met)
    missing = unless("exposure", len(who) >= ENOUGH_ANSWERS)
    return Part("exposure", 0.10, mean_of(who, met.astype(np.float64)), missing)
