"""Who did how much, in aggregates that the database makes: what holds with five hundred thousand texts.

The team is left out, and so is what is not public: a text that is hidden, withdrawn or erased, what hangs
under it, and identical texts behind the one that is shown for them.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import connection

from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import asked_kinds

Row = tuple[Any, ...]

WROTE_SQL = """
SELECT c.author_id, count(*)
FROM contributions_contribution c
JOIN consultations_kind k ON k.id = c.kind_id
WHERE c.consultation_id = %(consultation)s AND c.state = 'published' AND k.role <> 'passage'
  AND c.is_lead AND c.gathering_id IS NULL AND c.author_id IS NOT NULL
  AND c.author_id NOT IN (
    SELECT participant_id FROM consultations_teammember WHERE consultation_id = %(consultation)s
  )
GROUP BY 1
ORDER BY min(c.id)
"""
COMMENTED_SQL = """
SELECT a.contribution_id, a.depth + 1, a.author_id, count(*),
  count(*) FILTER (WHERE a.parent_id IS NOT NULL AND parent.author_id IS DISTINCT FROM a.author_id)
FROM debate_argument a
JOIN contributions_contribution c ON c.id = a.contribution_id
LEFT JOIN debate_argument parent ON parent.id = a.parent_id
LEFT JOIN debate_argument above ON above.id = parent.parent_id
WHERE c.consultation_id = %(consultation)s AND c.state = 'published' AND a.side = ''
  AND a.state = 'published' AND COALESCE(parent.state, 'published') = 'published'
  AND COALESCE(above.state, 'published') = 'published' AND a.author_id IS NOT NULL
  AND a.author_id NOT IN (
    SELECT participant_id FROM consultations_teammember WHERE consultation_id = %(consultation)s
  )
GROUP BY 1, 2, 3
ORDER BY 1, 2, min(a.id)
"""
ARGUED_SQL = """
SELECT a.contribution_id, a.author_id, count(*) FILTER (WHERE a.side = 'for'),
  count(*) FILTER (WHERE a.side = 'against')
FROM debate_argument a
JOIN contributions_contribution c ON c.id = a.contribution_id
WHERE c.consultation_id = %(consultation)s AND c.state = 'published' AND a.side <> ''
  AND a.state = 'published' AND a.author_id IS NOT NULL
  AND a.author_id NOT IN (
    SELECT participant_id FROM consultations_teammember WHERE consultation_id = %(consultation)s
  )
GROUP BY 1, 2
ORDER BY 1, min(a.id)
"""
ATTACKS_SQL = """
SELECT count(*)
FROM debate_argument a
JOIN contributions_contribution c ON c.id = a.contribution_id
WHERE c.consultation_id = %(consultation)s AND a.state = 'hidden' AND a.side = '' AND EXISTS (
  SELECT FROM moderation_decision d
  WHERE d.argument_id = a.id AND d.act = 'hide' AND d.reason IN ('insult', 'hate')
)
"""
# One row for those who asked and were answered on the same days, under the same promise.
OWED_SQL = """
WITH asked AS (
  SELECT c.id, c.author_id, (c.created_at AT TIME ZONE %(zone)s)::date AS asked_on,
    (SELECT min(r.created_at) AT TIME ZONE %(zone)s FROM restitution_answer r
     WHERE r.contribution_id = c.id)::date AS answered_on,
    (SELECT p.days FROM debate_answerpromise p
     WHERE p.consultation_id = c.consultation_id AND p.made_at <= c.created_at
     ORDER BY p.id DESC LIMIT 1) AS promised
  FROM contributions_contribution c
  WHERE c.consultation_id = %(consultation)s AND c.state = 'published' AND c.kind_id = ANY(%(kinds)s)
    AND (c.author_id IS NULL OR c.author_id NOT IN (
      SELECT participant_id FROM consultations_teammember WHERE consultation_id = %(consultation)s
    ))
)
SELECT author_id, asked_on, answered_on, promised, count(*)
FROM asked
GROUP BY 1, 2, 3, 4
ORDER BY min(id)
"""
# What stands on a public page, as `restitution.domain.count` counts it.
REACHED_SQL = """
WITH shown AS (
  SELECT c.id, c.author_id, c.identity_level, c.origin, k.role = 'passage' AS is_passage
  FROM contributions_contribution c
  JOIN consultations_kind k ON k.id = c.kind_id
  WHERE c.consultation_id = %(consultation)s AND c.state IN ('published', 'private')
), heard AS (
  SELECT a.id, a.author_id, a.identity_level
  FROM debate_argument a
  JOIN shown c ON c.id = a.contribution_id
  LEFT JOIN debate_argument parent ON parent.id = a.parent_id
  LEFT JOIN debate_argument above ON above.id = parent.parent_id
  WHERE a.state = 'published' AND COALESCE(parent.state, 'published') = 'published'
    AND COALESCE(above.state, 'published') = 'published'
), acts AS (
  SELECT author_id AS person, identity_level AS level FROM shown WHERE NOT is_passage
  UNION ALL
  SELECT v.voter_id, v.identity_level
  FROM ballots_vote v
  JOIN shown c ON c.id = v.contribution_id
  WHERE v.is_live AND v.set_aside_id IS NULL
  UNION ALL
  SELECT author_id, identity_level FROM heard
  UNION ALL
  SELECT s.participant_id, p.identity_level
  FROM debate_argumentsupport s
  JOIN heard a ON a.id = s.argument_id
  JOIN accounts_participant p ON p.id = s.participant_id
  WHERE s.is_live AND s.mark = 'support'
)
SELECT count(DISTINCT person), count(DISTINCT person) FILTER (WHERE level >= 3),
  (SELECT count(*) FROM shown WHERE origin = 'paper' AND author_id IS NULL AND NOT is_passage)
FROM acts
WHERE person NOT IN (
  SELECT participant_id FROM consultations_teammember WHERE consultation_id = %(consultation)s
)
"""


def wrote(consultation: ConsultationPage) -> list[Row]:
    """(person, texts) of each who contributed."""
    return _rows(WROTE_SQL, consultation)


def commented(consultation: ConsultationPage) -> list[Row]:
    """(contribution, depth from 1, person, comments, of which answers to somebody else)."""
    return _rows(COMMENTED_SQL, consultation)


def argued(consultation: ConsultationPage) -> list[Row]:
    """(contribution, person, arguments for, arguments against)."""
    return _rows(ARGUED_SQL, consultation)


def attacks(consultation: ConsultationPage) -> int:
    """Comments that moderation keeps hidden because they attack somebody."""
    return int(_rows(ATTACKS_SQL, consultation)[0][0])


def owed(consultation: ConsultationPage) -> list[Row]:
    """(person, day asked, day of the first answer, working days promised, questions).

    None for a guest, for no answer, for no promise.
    """
    kinds = list(asked_kinds([consultation.pk]).values_list("pk", flat=True))
    return _rows(OWED_SQL, consultation, kinds=kinds, zone=settings.TIME_ZONE) if kinds else []


def reached(consultation: ConsultationPage) -> tuple[int, int, int]:
    """People who acted with an account; of them, those whose identity the State checked; sheets of paper."""
    people, verified, paper = _rows(REACHED_SQL, consultation)[0]
    return people, verified, paper


def _rows(statement: str, consultation: ConsultationPage, **given: Any) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"consultation": consultation.pk, **given})
        rows: list[Row] = cursor.fetchall()
    return rows
