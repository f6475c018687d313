"""An answer to each question of a form that the form takes."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from parvis.accounts.models import Participant
from parvis.consultations.asking import (
    ACCEPTED,
    ChoiceSettings,
    DateSettings,
    MatrixSettings,
    NumberSettings,
    PlaceSettings,
    RankingSettings,
    ScaleSettings,
    TextSettings,
)
from parvis.consultations.enums import QuestionType, Shape
from parvis.consultations.questions import Question
from parvis.contributions.attachments import Sender, mention
from parvis.contributions.domain.keep_attachment import keep_attachment
from parvis.contributions.places import GEOMETRY

WORDS = "Rehearsal"
ADDRESS = "1, place de la mairie"
SIDE = 64
"""Of the photo that is sent, in pixels."""
CORNERS = [[2.3, 48.8], [2.4, 48.8], [2.4, 48.9], [2.3, 48.8]]
COORDINATES: dict[Shape, Any] = {Shape.POINT: CORNERS[0], Shape.LINE: CORNERS[:2], Shape.AREA: [CORNERS]}


def answers_to(questions: Iterable[Question], *, sender: Participant) -> dict[str, Any]:
    """Everything that a form asks, by the code of the question; its files wait for `sender`."""
    return {
        question.code: (
            _files(question, sender) if question.takes_files else ANSWERS[question.type](question.asks)
        )
        for question in questions
        if question.takes_answer
    }


def _text(asks: TextSettings) -> str:
    return WORDS[: asks.limit]


def _single(asks: ChoiceSettings) -> str:
    return asks.options[0].code


def _multiple(asks: ChoiceSettings) -> list[Any]:
    """As many as are needed, one in one's own words if options lack."""
    needed = asks.least or 1
    codes: list[Any] = [option.code for option in asks.options[:needed]]
    return codes if len(codes) == needed else [*codes, {"other": WORDS}]


def _scale(asks: ScaleSettings) -> int:
    return asks.highest


def _ranking(asks: RankingSettings) -> list[str]:
    return [option.code for option in asks.options]


def _matrix(asks: MatrixSettings) -> dict[str, str]:
    return {row.code: asks.columns[0].code for row in asks.rows}


def _number(asks: NumberSettings) -> str:
    bound = asks.minimum if asks.minimum is not None else asks.maximum
    return str(bound if bound is not None else Decimal(1))


def _date(asks: DateSettings) -> str:
    day: date = asks.earliest or asks.latest or timezone.localdate()
    return day.isoformat()


def _place(asks: PlaceSettings) -> dict[str, Any]:
    geometry = {"type": GEOMETRY[asks.shape], "coordinates": COORDINATES[asks.shape]}
    return {"address": ADDRESS, "geometry": geometry}


def _statement(_asks: Any) -> str:
    return ACCEPTED


def _files(question: Question, sender: Participant) -> list[dict[str, Any]]:
    photo = question.type == QuestionType.PHOTO
    name, data = ("rehearsal.png", _picture()) if photo else ("rehearsal.txt", WORDS.encode())
    kept = keep_attachment(
        sender=Sender(sender), type=QuestionType(question.type), file=SimpleUploadedFile(name, data)
    )
    return [{**mention(kept), "description": WORDS}]


def _picture() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (SIDE, SIDE), "white").save(stream, "PNG")
    return stream.getvalue()


ANSWERS: dict[str, Callable[[Any], Any]] = {
    QuestionType.SHORT_TEXT: _text,
    QuestionType.LONG_TEXT: _text,
    QuestionType.SINGLE: _single,
    QuestionType.MULTIPLE: _multiple,
    QuestionType.SCALE: _scale,
    QuestionType.RANKING: _ranking,
    QuestionType.MATRIX: _matrix,
    QuestionType.NUMBER: _number,
    QuestionType.DATE: _date,
    QuestionType.PLACE: _place,
    QuestionType.STATEMENT: _statement,
}
