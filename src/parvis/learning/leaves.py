"""What the log tells of a quiz: that these questions were put on line, and until when; no answer."""

import hashlib

from parvis.learning.models import Quiz
from parvis.ledger.domain.append import Entry, space_of
from parvis.ledger.enums import LeafKind
from parvis.merkle.canonical import Value, canonical


def published(quiz: Quiz) -> Entry:
    """The digest is of the questions as everybody reads them once they have answered."""
    said = said_by(quiz)
    public: dict[str, Value] = {
        "version": quiz.version,
        "questions": len(said),
        "sha256": hashlib.sha256(canonical({"questions": said})).hexdigest(),
    }
    return Entry(kind=LeafKind.QUIZ_PUBLISHED, space=space_of(quiz.consultation_id), public=public)


def closed(quiz: Quiz) -> Entry:
    return Entry(
        kind=LeafKind.QUIZ_CLOSED, space=space_of(quiz.consultation_id), public={"version": quiz.version}
    )


def said_by(quiz: Quiz) -> list[Value]:
    """Each question with its answers, the place of the right one from 0, the explanation and its source."""
    return [
        {
            "question": one.label,
            "answers": list(one.choices),
            "right": one.right,
            "explanation": one.explanation,
            "source": one.source,
        }
        for one in quiz.questions.all()
    ]
