"""A questionnaire, and the answers that chance gives to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils.text import slugify

from parvis.accounts.models import Participant
from parvis.consultations.enums import QuestionType
from parvis.consultations.models import Kind, Phase
from parvis.consultations.questions import Question
from parvis.contributions.answering import Answers, clean_answers
from parvis.contributions.enums import PRIVATE
from parvis.contributions.models import Contribution, PersonalAnswer
from parvis.demonstration.build import told
from parvis.demonstration.build.consultation import Frame
from parvis.demonstration.build.place import Place
from parvis.demonstration.content import Plan, Row

LISTS = ("options", "rows", "columns")
FILLED = timedelta(minutes=6)
WROTE = 0.2
"""The share of people who answer what asks for sentences."""
Draw = Callable[[Random, Row, Any], Any]


def make_questions(*, plan: Plan, frame: Frame) -> None:
    """What the first kind of a survey asks, in order."""
    Question.objects.bulk_create(
        _question(row, _kind(plan, frame), position) for position, row in enumerate(plan.form)
    )


def make_responses(*, plan: Plan, frame: Frame, place: Place) -> None:
    """As many people as were said, each with the answers that the form lets them give."""
    if not plan.responses:
        return
    kind, phase = _kind(plan, frame), frame.phases[plan.phases[0].key]
    questions, drawn = (
        list(kind.questions.all()),
        {row["code"]: row["drawn"] for row in plan.form if "drawn" in row},
    )
    online = [row for row in place.people.voters if row.email]
    rows, said = [], []
    for person in place.rng.sample(online, plan.responses):
        public, personal = clean_answers(questions, _answers(questions, drawn, place.rng))
        rows.append(_response(kind, phase, person, public, place))
        said.append(personal)
    _write(rows, said, {question.code: question for question in questions})


def _write(rows: list[Contribution], said: list[Answers], questions: dict[str, Question]) -> None:
    Contribution.objects.bulk_create(rows)
    PersonalAnswer.objects.bulk_create(
        PersonalAnswer(contribution=row, question=questions[code], value=value)
        for row, personal in zip(rows, said, strict=True)
        for code, value in personal.items()
    )
    told.tell_contributions(rows, ())


def _kind(plan: Plan, frame: Frame) -> Kind:
    return frame.kinds[plan.kinds[0]["key"]]


def _question(row: Row, kind: Kind, position: int) -> Question:
    lists = {name: _options(row[name]) for name in LISTS if name in row}
    return Question(
        kind=kind,
        code=row["code"],
        type=row["type"],
        label=row["label"],
        help_text=row.get("help", ""),
        is_required=row.get("required", False),
        is_personal="purpose" in row,
        purpose=row.get("purpose", ""),
        settings={**row.get("settings", {}), **lists},
        condition=_condition(row),
        position=position,
    )


def _options(labels: list[str]) -> list[dict[str, str]]:
    return [{"code": _code(label), "label": label} for label in labels]


def _code(label: str) -> str:
    return slugify(label)[:40]


def _condition(row: Row) -> dict[str, str] | None:
    if "shown_if" not in row:
        return None
    code, test, label = row["shown_if"]
    return {"question": code, "test": test, "value": _code(label)}


def _response(kind: Kind, phase: Phase, person: Participant, answers: Answers, place: Place) -> Contribution:
    return Contribution(
        consultation=phase.consultation,
        phase=phase,
        kind=kind,
        author=person,
        form_answers=answers,
        state=PRIVATE,
        is_only=True,
        origin=person.origin,
        identity_level=person.identity_level,
        created_at=_moment(phase, person, place),
        shuffle_key=place.rng.getrandbits(62),
    )


def _moment(phase: Phase, person: Participant, place: Place) -> datetime:
    """Some time since the phase opened, once the person was there."""
    since = max(phase.starts_at, person.created_at) + FILLED
    return since + place.rng.random() * max(place.now - since, timedelta(0))


def _answers(questions: list[Question], drawn: dict[str, Any], rng: Random) -> dict[str, Any]:
    return {
        question.code: DRAWS[QuestionType(question.type)](rng, question.settings, drawn[question.code])
        for question in questions
        if question.code in drawn
    }


def _one(rng: Random, settings: Row, weights: list[int]) -> str:
    return str(rng.choices([option["code"] for option in settings["options"]], weights)[0])


def _several(rng: Random, settings: Row, chances: list[int]) -> list[str]:
    pairs = zip(settings["options"], chances, strict=True)
    return [option["code"] for option, chance in pairs if rng.random() < chance / 100]


def _order(rng: Random, settings: Row, weights: list[int]) -> list[str]:
    """Options drawn one after the other, the heavier ones sooner."""
    pairs = zip(settings["options"], weights, strict=True)
    placed = sorted((rng.random() ** (1 / weight), option["code"]) for option, weight in pairs)
    return [code for _place, code in reversed(placed)]


def _grid(rng: Random, settings: Row, weights: list[list[int]]) -> dict[str, str]:
    columns = [column["code"] for column in settings["columns"]]
    pairs = zip(settings["rows"], weights, strict=True)
    return {row["code"]: rng.choices(columns, chances)[0] for row, chances in pairs}


def _step(rng: Random, settings: Row, weights: list[int]) -> int:
    return rng.choices(range(1, len(weights) + 1), weights)[0]


def _number(rng: Random, settings: Row, around: list[int]) -> str:
    mean, spread = around
    return str(max(2, round(rng.gauss(mean, spread))))


def _words(rng: Random, settings: Row, sentences: list[str]) -> str:
    return rng.choice(sentences) if rng.random() < WROTE else ""


DRAWS: dict[QuestionType, Draw] = {
    QuestionType.SINGLE: _one,
    QuestionType.MULTIPLE: _several,
    QuestionType.RANKING: _order,
    QuestionType.MATRIX: _grid,
    QuestionType.SCALE: _step,
    QuestionType.NUMBER: _number,
    QuestionType.LONG_TEXT: _words,
}
