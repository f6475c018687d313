"""What came out of a form: how many gave each answer, in three queries whatever the number of questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import connection

from parvis.consultations.enums import QuestionType
from parvis.consultations.models import Kind
from parvis.consultations.questions import Question

FEWEST = 5
"""Fewer people than this could be recognised by what they said of themselves."""
GIVEN_SQL = """
WITH given AS (
  SELECT said.key AS code, said.value
  FROM contributions_contribution row, jsonb_each(row.form_answers) said
  WHERE row.kind_id = %(kind)s AND row.state IN ('published', 'private')
  UNION ALL
  SELECT question.code, personal.value
  FROM contributions_personalanswer personal
  JOIN consultations_question question ON question.id = personal.question_id
  JOIN contributions_contribution row ON row.id = personal.contribution_id
  WHERE row.kind_id = %(kind)s AND row.state IN ('published', 'private')
)
"""
ANSWERED_SQL = f"{GIVEN_SQL} SELECT code, count(*) FROM given GROUP BY code"  # noqa: S608 (constants)
# An answer in words of one's own is an object; a ranking tells the place of each option, a grid its rows.
TOLD_SQL = (
    GIVEN_SQL
    + """
SELECT given.code, '', CASE jsonb_typeof(one.value) WHEN 'object' THEN 'other' ELSE one.value #>> '{}' END,
  CASE WHEN given.code = ANY(%(rankings)s) THEN one.place ELSE 0 END AS rank, count(*)
FROM given, jsonb_array_elements(
  CASE jsonb_typeof(given.value) WHEN 'array' THEN given.value ELSE jsonb_build_array(given.value) END
) WITH ORDINALITY AS one(value, place)
WHERE given.code = ANY(%(choices)s) GROUP BY 1, 2, 3, 4
UNION ALL
SELECT given.code, said.key, said.value, 0, count(*)
FROM given, jsonb_each_text(given.value) AS said
WHERE given.code = ANY(%(matrices)s) GROUP BY 1, 2, 3
"""
)
COUNTED = (QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.SCALE, QuestionType.RANKING,
           QuestionType.STATEMENT, QuestionType.NUMBER)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question: who answered, how many gave each value; by place in a ranking, by row in a grid."""

    question: Question
    answered: int
    values: Counter[str] = field(default_factory=Counter)
    places: Counter[tuple[str, int]] = field(default_factory=Counter)
    rows: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def median(self) -> Decimal | None:
        """Of a number or a scale."""
        ordered = sorted((Decimal(value), count) for value, count in self.values.items())
        numbers = [value for value, count in ordered for _ in range(count)]
        middle = len(numbers) // 2
        if not numbers:
            return None
        return numbers[middle] if len(numbers) % 2 else (numbers[middle - 1] + numbers[middle]) / 2

    def mean_place(self, option: str) -> float | None:
        """The average place of an option, among those who gave it one."""
        places = [(place, count) for (code, place), count in self.places.items() if code == option]
        people = sum(count for _place, count in places)
        return sum(place * count for place, count in places) / people if people else None


def outcomes(kind: Kind) -> list[Outcome]:
    """Every question that takes an answer, in order. Small numbers of what is personal are gone."""
    questions = [question for question in kind.questions.all() if question.takes_answer]
    answered = dict(_rows(ANSWERED_SQL, kind, questions))
    found = {one.code: Outcome(one, answered.get(one.code, 0)) for one in questions}
    for code, row, value, place, count in _rows(TOLD_SQL, kind, questions):
        held = found[code]
        if row:
            held.rows[row, value] += count
        elif place:
            held.places[value, place] += count
        else:
            held.values[value] += count
    return [_without_few(one) if one.question.is_personal else one for one in found.values()]


def _rows(sql: str, kind: Kind, questions: Sequence[Question]) -> Iterator[tuple]:
    values: dict[str, int | list[str]] = {
        "kind": kind.pk,
        "choices": [one.code for one in questions if one.type in COUNTED],
        "rankings": [one.code for one in questions if one.type == QuestionType.RANKING],
        "matrices": [one.code for one in questions if one.type == QuestionType.MATRIX],
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        yield from cursor.fetchall()


def _without_few(outcome: Outcome) -> Outcome:
    """Without the values that fewer than five people gave; nor one alone, that the total would give back."""
    kept = Counter({value: count for value, count in outcome.values.items() if count >= FEWEST})
    if len(outcome.values) - len(kept) == 1 and kept:
        del kept[min(kept, key=lambda value: kept[value])]
    is_told = outcome.question.type in {QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.SCALE}
    return Outcome(outcome.question, outcome.answered, kept if is_told else Counter())
