"""What the log tells of answers and syntheses: the exports open it with the same payloads."""

import hashlib

from parvis.ledger.domain.append import Entry, space_of
from parvis.ledger.enums import LeafKind
from parvis.merkle.canonical import Value, canonical
from parvis.restitution.models import Answer, PublishedSynthesis, SynthesisPage


def payload(answer: Answer) -> dict[str, Value]:
    """What the log commits to. An answer is signed by an institution: whoever wrote it is not here."""
    return {
        "id": answer.pk,
        "contribution": answer.contribution_id,
        "status": str(answer.status),
        "text": answer.text,
        "signature": answer.signature,
        "at": int(answer.created_at.timestamp()),
    }


def answered(answer: Answer) -> Entry:
    """`answer.contribution` is loaded."""
    return Entry(
        kind=LeafKind.ANSWER_PUBLISHED,
        space=space_of(answer.contribution.consultation_id),
        row=answer,
        payload=payload(answer),
        public={"status": str(answer.status)},
        reference=answer.contribution.entry,
    )


def words(synthesis: SynthesisPage) -> dict[str, Value]:
    """What a synthesis says, as it is published."""
    return {
        "title": synthesis.title,
        "summary": synthesis.summary,
        "method": synthesis.method,
        "body": str(synthesis.body),
    }


def digest(said: Value) -> str:
    return hashlib.sha256(canonical(said)).hexdigest()


def published(synthesis: PublishedSynthesis, *, consultation_id: int, address: str) -> Entry:
    return Entry(
        kind=LeafKind.SYNTHESIS_PUBLISHED,
        space=space_of(consultation_id),
        public={"version": synthesis.number, "sha256": synthesis.digest, "url": address},
    )
