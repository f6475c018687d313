"""How those who took part say that it went, and what is left to do after the close: numbers alone."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from django.db.models import CharField, Count, Q
from django.db.models.functions import MD5, Cast

from parvis.conduct.enums import Degree, EvaluationQuestion
from parvis.conduct.models import Evaluation
from parvis.consultations.models import ConsultationPage, TeamMember
from parvis.following.told import still_to_ask
from parvis.ledger.domain.append import space_of
from parvis.ledger.enums import LeafKind
from parvis.ledger.models import Pending
from parvis.ledger.queries import signed_size
from parvis.opendata.models import Archive
from parvis.pages.erasing import applied as erased
from parvis.restitution.queries import figures_for

FEWEST = 5
"""Answers under which nothing is shown: one could guess who said what."""
PAGE_SIZE = 50
NIGHTS = timedelta(days=2)
"""What is erased by the clock is so every night; one may be missed."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A question: how many gave each degree, from the least to the most; nothing when they are too few."""

    question: EvaluationQuestion
    counts: tuple[int, ...]

    @property
    def answers(self) -> int:
        return sum(self.counts)

    @property
    def yes(self) -> int:
        """How many say yes, rather or entirely."""
        return sum(self.counts[Degree.RATHER - 1 :])

    @property
    def yes_share(self) -> Fraction:
        """Exact, so that two questions tie when they do."""
        return Fraction(self.yes, self.answers)


@dataclass(frozen=True, slots=True)
class Results:
    """What is public of an evaluation; `people`: those who took part, as last counted."""

    answers: int
    people: int
    judged: tuple[Judged, ...]

    @property
    def is_shown(self) -> bool:
        return self.answers >= FEWEST

    @property
    def shown(self) -> list[Judged]:
        return [one for one in self.judged if one.counts]

    @property
    def kept_back(self) -> list[EvaluationQuestion]:
        """Questions that too few people answered, once others are shown."""
        return [one.question for one in self.judged if not one.counts]

    @property
    def rate(self) -> int | None:
        """Answers in a hundred people who took part; None while these are not counted, or fewer."""
        return round(100 * self.answers / self.people) if self.people >= self.answers > 0 else None


def results_of(consultation: ConsultationPage) -> Results:
    """Two queries."""
    degrees = {
        f"{question.value}_{degree.value}": Count("pk", filter=Q(**{question.value: degree}))
        for question in EvaluationQuestion
        for degree in Degree
    }
    found = Evaluation.objects.filter(consultation=consultation).aggregate(answers=Count("pk"), **degrees)
    dated = figures_for([consultation]).get(consultation.pk)
    judged = []
    for question in EvaluationQuestion:
        counts = tuple(found[f"{question.value}_{degree.value}"] for degree in Degree)
        judged.append(Judged(question, counts if sum(counts) >= FEWEST else ()))
    return Results(found["answers"], dated.figures.people if dated else 0, tuple(judged))


def own_answer(consultation: ConsultationPage, person_pk: int | None) -> Evaluation | None:
    """What somebody said, as long as it is tied to them; one query."""
    if person_pk is None:
        return None
    return Evaluation.objects.filter(consultation=consultation, participant=person_pk).first()


def settled_among(person_pk: int, consultation_ids: Collection[int]) -> set[int]:
    """Of these consultations, those of which somebody is not asked: they answered, or are of the team."""
    answered = Evaluation.objects.filter(participant=person_pk, consultation__in=consultation_ids)
    team = TeamMember.objects.filter(participant=person_pk, consultation__in=consultation_ids)
    return {pk for rows in (answered, team) for pk in rows.values_list("consultation", flat=True)}


@dataclass(frozen=True, slots=True)
class WordsPage:
    """What was written to the team, in no order that says who wrote it; `next` is empty at the end."""

    items: list[str]
    next: str


def words_of(consultation: ConsultationPage, *, after: str = "") -> WordsPage:
    """One page; one query."""
    rows = Evaluation.objects.filter(consultation=consultation).exclude(words="")
    rows = rows.annotate(place=MD5(Cast("pk", CharField()))).order_by("place")
    if re.fullmatch(r"[0-9a-f]{32}", after):
        rows = rows.filter(place__gt=after)
    found = list(rows.values_list("place", "words")[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    return WordsPage([words for _place, words in shown], shown[-1][0] if len(found) > PAGE_SIZE else "")


@dataclass(frozen=True, slots=True)
class Left:
    """What is left to do after the close.

    `unasked`: people who took part, and whom no mail asked yet how it went; `unapplied`: what the clock has
    not erased for two nights; `is_sealed`: the last archive is told to the public log, and that is signed.
    """

    unasked: int = 0
    unapplied: tuple[str, ...] = ()
    is_sealed: bool = False


def left_of(consultation: ConsultationPage, *, closes_at: datetime | None, now: datetime) -> Left:
    """Five queries; none before the close, when nothing is due."""
    if closes_at is None or now < closes_at:
        return Left()
    applied = erased()
    late = [row.rule.what for row in applied if row.ran_at is None or row.ran_at < now - NIGHTS]
    return Left(
        unasked=still_to_ask(consultation, closed_at=closes_at),
        unapplied=tuple(late),
        is_sealed=_is_sealed(consultation),
    )


def _is_sealed(consultation: ConsultationPage) -> bool:
    """The log is told of an archive after the `size` that it holds: whatever is signed beyond has it."""
    size = Archive.objects.filter(consultation=consultation).values_list("size", flat=True).first()
    if size is None:
        return False
    waits = Pending.objects.filter(kind=LeafKind.EXPORT_PUBLISHED, space=space_of(consultation.pk))
    return signed_size() > size and not waits.exists()
