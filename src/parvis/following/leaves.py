"""What the log tells of a letter: that these words left, to this segment. Never to whom."""

import hashlib

from parvis.following.letters import Letter
from parvis.ledger.domain.append import Entry, space_of
from parvis.ledger.enums import LeafKind
from parvis.merkle.canonical import Value, canonical


def departed(letter: Letter) -> Entry:
    return Entry(
        kind=LeafKind.LETTER_SENT,
        space=space_of(letter.consultation_id),
        public={"letter": letter.pk, "segment": str(letter.segment), "sha256": digest(letter)},
    )


def digest(letter: Letter) -> str:
    """Of the words in each language, the page that they lead to and the name of the segment."""
    words: dict[str, Value] = {
        one.language: {"subject": one.subject, "text": one.text} for one in letter.written
    }
    said: Value = {"link": letter.link, "segment_name": letter.segment_name, "words": words}
    return hashlib.sha256(canonical(said)).hexdigest()
