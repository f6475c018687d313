"""What the log tells of answers and syntheses: the exports open it with the same payloads."""

import hashlib
from collections.abc import Mapping

from parvis.ledger.domain.append import Entry, space_of
from parvis.ledger.enums import LeafKind
from parvis.merkle.canonical import Value, canonical
from parvis.restitution.models import Answer, PublishedSynthesis, SynthesisPage
from parvis.restitution.sections import SynthesisRemark


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


def findings(said: Mapping[str, Value]) -> dict[str, Value]:
    """What a version says besides the words of its page: sections with their sources, and what they cover."""
    return {name: said[name] for name in ("sections", "coverage") if name in said}


def digest(said: Value) -> str:
    return hashlib.sha256(canonical(said)).hexdigest()


def published(synthesis: PublishedSynthesis, *, consultation_id: int, address: str) -> Entry:
    return Entry(
        kind=LeafKind.SYNTHESIS_PUBLISHED,
        space=space_of(consultation_id),
        public={"version": synthesis.number, "sha256": synthesis.digest, "url": address},
    )


def remark_words(remark: SynthesisRemark) -> dict[str, Value]:
    """What the log holds the digest of. `remark.published` is loaded; who wrote it is in its signature."""
    return {
        "synthesis": remark.published.synthesis_id,
        "version": remark.published.number,
        "remark": remark.number,
        "kind": str(remark.kind),
        "text": remark.text,
        "signature": remark.signature,
    }


def remarked(remark: SynthesisRemark, *, consultation_id: int) -> Entry:
    return Entry(
        kind=LeafKind.SYNTHESIS_REMARKED,
        space=space_of(consultation_id),
        public={
            "version": remark.published.number,
            "remark": remark.number,
            "sha256": digest(remark_words(remark)),
        },
    )
