"""Axis 5: quality of the information given: readable, plural, sourced, accessible, on time, useful."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from parvis.analysis.checks import Numbers, count, flags, same_length, whole
from parvis.analysis.panel.intervals import wilson
from parvis.analysis.quality.notes import (
    RESAMPLES,
    SEED,
    Draw,
    Frame,
    Note,
    Part,
    constant,
    note,
    unless,
)
from parvis.analysis.quality.readability import TextSize, kandel_moles
from parvis.analysis.quality.voices import evenness

HARD, EASY = 30.0, 70.0
"""Ease of reading (Kandel and Moles) that is worth 0, and 1."""
LEAST_KINDS = 4


@dataclass(frozen=True, slots=True)
class Information:
    """What the organiser published; empty or 0 where there is nothing."""

    people: int
    texts: Sequence[TextSize] = ()
    """Of the organiser, in French."""
    origins: Numbers = ()
    """(sources,) kind of who speaks in each, 0..kinds-1."""
    kinds: int = LEAST_KINDS
    """Kinds of origin that the platform offers, 4 or more."""
    blocks: int = 0
    """Blocks that state facts."""
    blocks_sourced: int = 0
    """Of these, with a source that works and is archived."""
    documents: int = 0
    documents_accessible: int = 0
    """HTML or tagged PDF, captions, transcript."""
    resources: int = 0
    resources_at_opening: int = 0
    reader: Numbers = ()
    """(answers,) who answered "was this useful?", 0..people-1."""
    useful: Numbers = ()
    """(answers,) yes or no."""
    errors_reported: int = 0
    """With reason."""
    errors_corrected: int = 0
    """Within 5 working days."""


def information(data: Information, *, resamples: int = RESAMPLES, seed: int = SEED) -> Note:
    """Note of information: 5 (0.2 Rd + 0.2 Pl + 0.15 So + 0.2 Ac + 0.1 Ti + 0.15 U).

    Rd is the median ease of reading, 30 being worth 0 and 70 worth 1; Pl the evenness of the origins of
    sources; So, Ac, Ti the shares of blocks sourced, of documents accessible, of resources there at the
    opening; U the lower Wilson bound of "was this useful?", so that few answers cannot brag.

    Returns
    -------
    Note
        Axis `information`; scored: readability, plurality, sourcing, accessibility, timeliness, usefulness;
        shown: ease (median, not bounded), corrected. Missing: texts, sources, blocks, documents, resources,
        useful_answers, errors.

    Raises
    ------
    AnalysisError
        As `checks`, `kandel_moles` and `evenness`.

    References
    ----------
    See `readability.kandel_moles`, `voices.evenness`, `panel.wilson`.
    """
    people = count(data.people, "people", high=10**8)
    parts = [
        *_readable(data.texts),
        _plural(data),
        _share("sourcing", 0.15, data.blocks_sourced, data.blocks, "blocks"),
        _share("accessibility", 0.2, data.documents_accessible, data.documents, "documents"),
        _share("timeliness", 0.1, data.resources_at_opening, data.resources, "resources"),
        _useful(data, people),
        _share("corrected", 0, data.errors_corrected, data.errors_reported, "errors"),
    ]
    return note(Frame("information", people, resamples, seed), parts)


def _readable(texts: Sequence[TextSize]) -> list[Part]:
    missing = unless("texts", len(texts) > 0)
    ease = float(np.median([kandel_moles(size) for size in texts])) if texts else np.nan
    scaled = float(np.clip((ease - HARD) / (EASY - HARD), 0, 1))
    return [Part("readability", 0.2, constant(scaled), missing), Part("ease", 0, constant(ease), missing)]


def _plural(data: Information) -> Part:
    kinds = count(data.kinds, "kinds", low=LEAST_KINDS, high=1000)
    even = evenness(data.origins, kinds)
    return Part("plurality", 0.2, constant(even), unless("sources", not np.isnan(even)))


def _share(key: str, weight: float, part: object, whole_of: object, missing: str) -> Part:
    total = count(whole_of, missing)
    done = count(part, missing, high=total)
    return Part(key, weight, constant(done / max(total, 1)), unless(missing, total > 0))


def _useful(data: Information, people: int) -> Part:
    who, yes = whole(data.reader, "reader", low=0, high=people - 1), flags(data.useful, "useful")
    same_length(reader=who, useful=yes)

    def bound(draw: Draw) -> float:
        times = draw[who]
        answers = int(times.sum())
        return wilson(int((times * yes).sum()), answers).low if answers else np.nan

    return Part("usefulness", 0.15, bound, unless("useful_answers", len(who) > 0))
