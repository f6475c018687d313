"""Answers in words: what pages, comparisons of versions and spreadsheets show of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.consultations.asking import OTHER, NumberSettings, Option
from parvis.consultations.enums import QuestionType
from parvis.consultations.questions import Question
from parvis.contributions.attachments import EXTENSIONS, PHOTOS, Mention
from parvis.contributions.places import write_points
from parvis.ui import words

ORDERED = frozenset({QuestionType.RANKING})


@dataclass(frozen=True, slots=True)
class Shown:
    """A photo or a document as a page shows it; `form`: what it is and what it weighs, in words."""

    address: str
    name: str
    description: str
    form: str
    is_photo: bool
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class Said:
    """One answer beside its question: `lines` of text, ordered when they are places of a ranking."""

    question: Question
    answer: Any
    lines: tuple[str, ...]

    @property
    def is_long(self) -> bool:
        return self.question.type == QuestionType.LONG_TEXT

    @property
    def files(self) -> list[Shown]:
        return [shown_file(one) for one in self.answer] if self.question.takes_files else []

    @property
    def is_ordered(self) -> bool:
        return self.question.type in ORDERED


def said(questions: Sequence[Question], answers: Mapping[str, Any]) -> list[Said]:
    """The answers that were given, in the order of the form."""
    return [
        Said(question, answers[question.code], tuple(lines_of(question, answers[question.code])))
        for question in questions
        if question.code in answers
    ]


def answers_changed(
    questions: Sequence[Question], before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[tuple[str, str, str]]:
    """The questions whose answer changed: their words, then the answer before and after, in words."""
    return [
        (question.label, _joined(question, before), _joined(question, after))
        for question in questions
        if before.get(question.code) != after.get(question.code)
    ]


def _joined(question: Question, answers: Mapping[str, Any]) -> str:
    return "\n".join(lines_of(question, answers[question.code])) if question.code in answers else ""


def lines_of(question: Question, answer: Any) -> list[str]:
    """An answer as people read it, one line for each thing that it says."""
    return LINES[QuestionType(question.type)](question.asks, answer)


def _labels(options: Sequence[Option]) -> dict[str, str]:
    return {option.code: option.label for option in options}


def _text(_asks: Any, answer: Any) -> list[str]:
    return [str(answer)]


def _choices(asks: Any, answer: Any) -> list[str]:
    known: dict[Any, str] = _labels(asks.options)
    chosen: list[Any] = answer if isinstance(answer, list) else [answer]
    return [str(one[OTHER]) if isinstance(one, dict) else known.get(one, str(one)) for one in chosen]


def _scale(asks: Any, answer: Any) -> list[str]:
    values = {"step": answer, "highest": asks.highest}
    word = {asks.lowest: asks.low_label, asks.highest: asks.high_label}.get(answer, "")
    step = _("%(step)s out of %(highest)s") % values
    return [f"{step} ({word})" if word else step]


def _matrix(asks: Any, answer: Any) -> list[str]:
    columns = _labels(asks.columns)
    return [
        _("%(row)s: %(column)s")
        % {"row": row.label, "column": columns.get(answer[row.code], answer[row.code])}
        for row in asks.rows
        if row.code in answer
    ]


def _number(asks: NumberSettings, answer: Any) -> list[str]:
    number = words.number(float(answer)) if "." in answer else words.number(int(answer))
    return [f"{number} {asks.unit}".strip()]


def _date(_asks: Any, answer: Any) -> list[str]:
    return [words.day(date.fromisoformat(answer))]


def _place(_asks: Any, answer: Any) -> list[str]:
    return [line for line in (answer["address"], write_points(answer["geometry"])) if line]


def _statement(_asks: Any, _answer: Any) -> list[str]:
    return [_("accepted")]


def shown_file(told: Mention) -> Shown:
    return Shown(
        address=address_of(told),
        name=told["name"],
        description=told.get("description", ""),
        form=form_of(told),
        is_photo=told["type"] in PHOTOS,
        width=told.get("width"),
        height=told.get("height"),
    )


def address_of(told: Mention) -> str:
    """Where whoever may read the answer reads its file."""
    return reverse("files:file", args=[told["id"]])


def form_of(told: Mention) -> str:
    return f"{EXTENSIONS[told['type']].upper().replace('JPG', 'JPEG')}, {size_in_words(told['size'])}"


def size_in_words(size: int) -> str:
    if size < 1024**2:
        return _("%(n)s kB") % {"n": words.number(max(1, round(size / 1024)))}
    return _("%(n)s MB") % {"n": words.number(round(size / 1024**2, 1))}


def _files(_asks: Any, answer: list[Mention]) -> list[str]:
    said = [" – ".join(filter(None, (one["name"], one.get("description")))) for one in answer]
    return [f"{line} ({form_of(one)})" for line, one in zip(said, answer, strict=True)]


LINES: dict[QuestionType, Callable[[Any, Any], list[str]]] = {
    QuestionType.SHORT_TEXT: _text,
    QuestionType.LONG_TEXT: _text,
    QuestionType.SINGLE: _choices,
    QuestionType.MULTIPLE: _choices,
    QuestionType.SCALE: _scale,
    QuestionType.RANKING: _choices,
    QuestionType.MATRIX: _matrix,
    QuestionType.NUMBER: _number,
    QuestionType.DATE: _date,
    QuestionType.PLACE: _place,
    QuestionType.STATEMENT: _statement,
    QuestionType.PHOTO: _files,
    QuestionType.FILE: _files,
}
