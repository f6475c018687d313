"""A form cut into pages at its sections, and what each page shows given what was answered so far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.forms import BoundField, Form

from parvis.consultations.enums import QuestionType
from parvis.consultations.questions import Question
from parvis.contributions.answering import Answers, shown
from parvis.contributions.forms.fields import QuestionField, name_of


@dataclass(frozen=True, slots=True)
class FormPage:
    """One page, numbered from 1: its heading, if a section opens it, its questions and texts."""

    number: int
    section: Question | None
    questions: tuple[Question, ...]
    has_words: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What a page shows in order: a field, or a text; a section is one where pages follow one another."""

    field: BoundField | None = None
    note: Question | None = None


def cut(questions: Sequence[Question], *, has_words: bool) -> list[FormPage]:
    """The pages of a form; the words, if any, come first, before or above the first questions."""
    heaps: list[tuple[Question | None, list[Question]]] = [(None, [])]
    for question in questions:
        if question.type == QuestionType.SECTION:
            heaps.append((question, []))
        else:
            heaps[-1][1].append(question)
    if not has_words and not heaps[0][1] and len(heaps) > 1:
        heaps = heaps[1:]
    return [
        FormPage(number, section, tuple(asked), has_words and number == 1)
        for number, (section, asked) in enumerate(heaps, start=1)
    ]


def open_pages(pages: Sequence[FormPage], questions: Sequence[Question], answers: Answers) -> list[FormPage]:
    """The pages that these answers lead to."""
    asked = {question.pk for question in shown(questions, answers)}
    return [page for page in pages if page.section is None or page.section.pk in asked]


def parts_of(form: Form, pages: Sequence[FormPage], asked: Sequence[Question]) -> Iterator[Part]:
    """What these pages show: what is asked, and what may be as soon as a question beside it is answered."""
    here: set[str] = set()
    for page in pages:
        if page.has_words:
            yield from (Part(field=form[name]) for name in words_of(form))
        if page.section is not None and len(pages) > 1:
            if not _may_come(page.section, here, asked):
                continue
            yield Part(note=page.section)
        for question in page.questions:
            if _may_come(question, here, asked):
                here.add(question.code)
                yield Part(field=form[name_of(question)]) if question.takes_answer else Part(note=question)


def _may_come(question: Question, here: set[str], asked: Sequence[Question]) -> bool:
    condition = question.shown_if
    return question in asked or (condition is not None and condition.question in here)


def words_of(form: Form) -> list[str]:
    """The names of the fields that are no question."""
    return [
        name
        for name, field in form.fields.items()
        if not isinstance(field, QuestionField) and not field.widget.is_hidden
    ]
