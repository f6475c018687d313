"""The answers to a form as a table for a spreadsheet: one row a contribution, one column a question."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.utils.timezone import localtime

from parvis.consultations.asking import MatrixSettings
from parvis.consultations.models import Kind
from parvis.consultations.questions import Question
from parvis.contributions.enums import PRIVATE, State
from parvis.contributions.models import Contribution
from parvis.contributions.showing import address_of, lines_of
from parvis.ui.spreadsheet import Cell

CHUNK = 2_000
Column = tuple[Question, str]
"""A question, and a row of it when it is a grid."""


def answer_rows(kind: Kind) -> Iterator[list[Cell]]:
    """Two lines of head (the codes, which never change, then the words), then oldest first.

    Nothing that is withdrawn, hidden or personal, and nobody's name. In constant memory.
    """
    columns = list(
        _columns([one for one in kind.questions.all() if one.takes_answer and not one.is_personal])
    )
    yield ["id", "created_at", "identity_level", "origin", *(_code(column) for column in columns)]
    yield ["", "", "", "", *(_label(column) for column in columns)]
    rows = Contribution.objects.filter(kind=kind, state__in=[State.PUBLISHED, PRIVATE])
    for row in (
        rows.only("created_at", "identity_level", "origin", "form_answers").order_by("pk").iterator(CHUNK)
    ):
        when = localtime(row.created_at).isoformat(timespec="seconds")
        answers = row.form_answers
        yield [row.pk, when, row.identity_level, row.origin, *(_cell(column, answers) for column in columns)]


def _columns(questions: Sequence[Question]) -> Iterator[Column]:
    for question in questions:
        asks = question.asks
        if isinstance(asks, MatrixSettings):
            yield from ((question, row.code) for row in asks.rows)
        else:
            yield question, ""


def _code(column: Column) -> str:
    question, row = column
    return f"{question.code}.{row}" if row else question.code


def _label(column: Column) -> str:
    question, row = column
    asks = question.asks
    if not isinstance(asks, MatrixSettings):
        return question.label
    return f"{question.label} – {next(one.label for one in asks.rows if one.code == row)}"


def _cell(column: Column, answers: dict[str, Any]) -> str:
    question, row = column
    answer = answers.get(question.code)
    asks = question.asks
    if answer is None:
        return ""
    if question.takes_files:
        return "\n".join(f"{settings.PARVIS_ADDRESS}{address_of(one)}" for one in answer)
    if isinstance(asks, MatrixSettings):
        return next((one.label for one in asks.columns if one.code == answer.get(row)), "")
    return "\n".join(lines_of(question, answer))
