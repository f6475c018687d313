"""What an analysis reads: published texts, as everybody reads them, in an order that does not change."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext as _

from parvis.consultations.enums import QuestionType, Visibility
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import kinds_apart
from parvis.consultations.questions import Question
from parvis.contributions.models import Contribution
from parvis.understanding.models import Analysis

CHUNK = 5_000
WRITTEN = (QuestionType.SHORT_TEXT, QuestionType.LONG_TEXT)


@dataclass(frozen=True, slots=True)
class Texts:
    """n texts in the order of their contributions. `people`: how many wrote them, whose number is known."""

    ids: list[int]
    texts: list[str]
    people: int
    sha256: str
    """Of a line for each: its number, a tab, and the SHA-256 of its text in UTF-8."""


def read_by(analysis: Analysis) -> QuerySet[Contribution]:
    """The published contributions of its scope, identical and merged ones each for itself, as figures count.

    Questions to the organiser and passages of a text have pages of their own.
    """
    rows = Contribution.objects.published().filter(consultation=analysis.consultation_id)
    if analysis.phase_id is not None:
        rows = rows.filter(phase=analysis.phase_id)
    if analysis.question is not None:
        said = GreaterThan(_answer(analysis), Value(""))
        return rows.filter(said, kind=analysis.question.kind_id)
    return rows.exclude(kind__in=kinds_apart(analysis.consultation))


def read_texts(analysis: Analysis, which: Q | None = None) -> Texts:
    """Read them all, or some. Each is the title and the text, or the answer to the question."""
    rows = read_by(analysis).order_by("pk").annotate(answer=_answer(analysis))
    if which is not None:
        rows = rows.filter(which)
    ids: list[int] = []
    texts: list[str] = []
    people: set[int | None] = set()
    digest = hashlib.sha256()
    every = rows.values_list("pk", "title", "text", "answer", "author_id").iterator(chunk_size=CHUNK)
    for pk, title, text, answer, author in every:
        read = answer if analysis.question_id else f"{title}\n{text}".strip()
        ids.append(pk)
        texts.append(read)
        people.add(author)
        digest.update(f"{pk}\t{hashlib.sha256(read.encode()).hexdigest()}\n".encode())
    return Texts(ids, texts, len(people - {None}), digest.hexdigest())


def words_of(analysis: Analysis, contribution: Contribution) -> str:
    """What the analysis read of it, as it is now."""
    if analysis.question is None:
        return contribution.text
    return str(contribution.form_answers.get(analysis.question.code, ""))


def questions_of(consultation: ConsultationPage) -> QuerySet[Question]:
    """Questions answered in words that everybody reads."""
    rows = Question.objects.filter(kind__consultation=consultation, type__in=WRITTEN, is_personal=False)
    return (
        rows.exclude(kind__visibility=Visibility.PRIVATE).select_related("kind").order_by("kind", "position")
    )


def scope_of(analysis: Analysis) -> str:
    """What was read, in a few words."""
    if analysis.ballot is not None:
        values = {"items": analysis.ballot.kind.plural_name, "phase": analysis.ballot.phase.title}
        return _("Votes on %(items)s, phase “%(phase)s”") % values
    if analysis.question is not None:
        return _("Answers to “%(question)s”") % {"question": analysis.question.label}
    if analysis.phase is not None:
        return _("Phase “%(phase)s”") % {"phase": analysis.phase.title}
    return _("The whole consultation")


def _answer(analysis: Analysis) -> KeyTextTransform | F:
    if analysis.question is None:
        return F("title")
    return KeyTextTransform(analysis.question.code, "form_answers")
