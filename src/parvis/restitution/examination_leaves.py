"""What the log tells of verdicts: the exports open it with the same payloads."""

from __future__ import annotations

from parvis.ledger.domain.append import Entry, space_of
from parvis.ledger.enums import LeafKind
from parvis.merkle.canonical import Value
from parvis.restitution.enums import Criterion
from parvis.restitution.examinations import Appraisal, Examination


def payload(examination: Examination) -> dict[str, Value]:
    """What the verdict rests on, without who examined; its own words are those of the answer.

    `examination.answer` and its appraisals are loaded.
    """
    answer = examination.answer
    if answer is None:
        raise ValueError("nothing is told of an examination before its verdict")
    found = {row.criterion: row for row in examination.appraisals.all()}
    return {
        "id": examination.pk,
        "contribution": examination.contribution_id,
        "service": examination.service,
        "asked_at": int(examination.created_at.timestamp()),
        "due_on": examination.due_on.isoformat(),
        "criteria": [_criterion(found[criterion]) for criterion in Criterion if criterion in found],
        "recommendation": str(examination.recommendation),
        "summary": examination.summary,
        "answer": answer.pk,
        "status": str(answer.status),
        "at": int(answer.created_at.timestamp()),
    }


def decided(examination: Examination) -> Entry:
    """`examination.contribution` and `examination.answer` are loaded."""
    answer = examination.answer
    return Entry(
        kind=LeafKind.EXAMINATION_PUBLISHED,
        space=space_of(examination.contribution.consultation_id),
        row=examination,
        payload=payload(examination),
        public={"examination": examination.pk, "status": str(answer.status) if answer else ""},
        reference=answer.entry if answer else None,
    )


def _criterion(row: Appraisal) -> dict[str, Value]:
    return {
        "criterion": str(row.criterion),
        "level": str(row.level),
        "reason": row.reason,
        "amount": row.amount,
    }
