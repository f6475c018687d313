"""What came out of a quiz: shares of right answers, before and after reading, with their uncertainty.

The numbers of the axis "learning" (`analysis.quality.learning`): nothing is shown of fewer than five people,
nothing is estimated from fewer than thirty. They change by five people at a time, at each moment: from one
reading of the page to the next, nobody sees what one person answered.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite

from django.core.cache import caches
from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from parvis.analysis.quality import Learning, learning
from parvis.analysis.quality import Quiz as Answered
from parvis.analysis.quality.notes import ENOUGH_ANSWERS, RESAMPLES, Note, SubIndex
from parvis.learning.enums import Reading
from parvis.learning.models import Quiz, QuizSheet

FEWEST = 5
"""People under whom nothing is shown, as for what is said of a consultation; and how many come at a time."""
ENOUGH = ENOUGH_ANSWERS
DRAWN, FEWEST_DRAWS = 5_000_000, 200
"""People drawn for an interval, in all draws together; and draws, however many people there are."""
SECONDS = 60


@dataclass(frozen=True, slots=True)
class Pattern:
    """How many answered alike."""

    reading: Reading
    has_read: bool
    rights: tuple[bool, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share or a difference of shares, in hundredths, with its interval at 95 %."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Counted:
    """A question: how many answered it right; None for a moment at which too few answered."""

    label: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """What is public of a quiz.

    `knowledge`: right answers after reading that luck does not explain; `gain`: right answers after, less
    those before, luck included; `reading`: knowledge of the `readers`, who opened a resource, less that of
    the others.
    """

    before: int
    after: int
    readers: int
    questions: tuple[Counted, ...]
    knowledge: Estimate | None = None
    gain: Estimate | None = None
    reading: Estimate | None = None

    @property
    def is_shown(self) -> bool:
        return self.after >= FEWEST or self.before >= FEWEST


def figures_of(quiz: Quiz) -> Figures:
    """One query, whose result is kept for a minute: an interval takes a while to draw."""
    key = f"quiz-figures:{quiz.pk}"
    found: Figures | None = caches["local"].get(key)
    if found is None:
        found = computed(quiz)
        caches["local"].set(key, found, SECONDS)
    return found


def computed(quiz: Quiz) -> Figures:
    patterns = patterns_of(quiz)
    questions = list(quiz.questions.all())
    before, after = (_people(patterns, reading) for reading in (Reading.BEFORE, Reading.AFTER))
    counted = tuple(
        Counted(
            question.label,
            _right(patterns, Reading.BEFORE, place) if before >= FEWEST else None,
            _right(patterns, Reading.AFTER, place) if after >= FEWEST else None,
        )
        for place, question in enumerate(questions)
    )
    note = _note(patterns, [len(question.choices) for question in questions])
    return Figures(
        before=before,
        after=after,
        readers=sum(row.people for row in patterns if row.reading == Reading.AFTER and row.has_read),
        questions=counted,
        knowledge=_estimate(note["knowledge"]),
        gain=_estimate(note["gain"]),
        reading=_estimate(note["readers"]),
    )


def patterns_of(quiz: Quiz) -> list[Pattern]:
    rows = QuizSheet.objects.filter(pk__in=_by_fives(quiz)).values_list("reading", "has_read", "rights")
    counted = rows.annotate(people=Count("pk")).order_by("reading", "has_read", "rights")
    return [
        Pattern(Reading(reading), has_read, tuple(rights), people)
        for reading, has_read, rights, people in counted
    ]


def _by_fives(quiz: Quiz) -> QuerySet[QuizSheet, int]:
    """The first sheets of each moment, as many as make whole fives."""
    everybody = Window(Count("pk"), partition_by="reading")
    ranked = QuizSheet.objects.filter(quiz=quiz).annotate(
        place=Window(RowNumber(), partition_by="reading", order_by="pk"), whole=everybody - everybody % FEWEST
    )
    return ranked.filter(place__lte=F("whole")).values_list("pk", flat=True)


def _people(patterns: Iterable[Pattern], reading: Reading) -> int:
    return sum(row.people for row in patterns if row.reading == reading)


def _right(patterns: Iterable[Pattern], reading: Reading, place: int) -> int:
    return sum(row.people for row in patterns if row.reading == reading and row.rights[place])


def _note(patterns: list[Pattern], choices: list[int]) -> Note:
    """One person a sheet: nobody knows who answered twice."""
    people = [row for row in patterns for _each in range(row.people)]
    draws = max(FEWEST_DRAWS, min(RESAMPLES, DRAWN // max(1, len(people))))
    who: dict[Reading, list[int]] = {reading: [] for reading in Reading}
    right: dict[Reading, list[bool]] = {reading: [] for reading in Reading}
    offered: dict[Reading, list[int]] = {reading: [] for reading in Reading}
    for person, row in enumerate(people):
        who[row.reading] += [person] * len(choices)
        right[row.reading] += row.rights
        offered[row.reading] += choices
    answered = [person for person, row in enumerate(people) if row.reading == Reading.AFTER]
    return learning(
        Learning(
            people=len(people),
            after=Answered(who[Reading.AFTER], right[Reading.AFTER], offered[Reading.AFTER]),
            before=Answered(who[Reading.BEFORE], right[Reading.BEFORE], offered[Reading.BEFORE]),
            contributor=answered,
            informed=[int(people[person].has_read) for person in answered],
        ),
        resamples=draws,
    )


def _estimate(found: SubIndex) -> Estimate | None:
    if found.missing or not all(map(isfinite, (found.value, found.low, found.high))):
        return None
    return Estimate(100 * found.value, 100 * found.low, 100 * found.high)
