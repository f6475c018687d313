"""What an answer to a question of a form must be, said the same way by pages, imports and the domain.

An answer is JSON, without a float but in the coordinates of a place: a text; the code of an option, or
{"other": words}; a list of those; a step of a scale; codes in order; a column for each row; a number as
written ("12.5"); a date ("2027-03-01"); {"address", "geometry"}; true; a list of mentions of files
(`attachments.py`), each with the words of its author under "description".
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.accounts.errors import Refused
from parvis.consultations.asking import (
    ACCEPTED,
    OTHER,
    ChoiceSettings,
    DateSettings,
    FileSettings,
    MatrixSettings,
    NumberSettings,
    Option,
    PlaceSettings,
    RankingSettings,
    ScaleSettings,
    TextSettings,
)
from parvis.consultations.enums import QuestionType
from parvis.consultations.questions import Question
from parvis.contributions.attachments import DOCUMENTS, PHOTOS, is_files
from parvis.contributions.places import clean_geometry
from parvis.contributions.texts import clean_line, clean_text
from parvis.ui import words

LONGEST_OTHER = 200
LONGEST_ADDRESS = 250
LONGEST_DESCRIPTION = 300
MOST_DIGITS = 18
Answers = dict[str, Any]
"""Answers by the code of their question; an unanswered question has no entry."""


def clean_answer(question: Question, given: Any) -> Any:
    """The answer to keep, None when there is none. Raises `Refused` with what to correct.

    What was cleaned once is left as it is.
    """
    if given in (None, "", [], {}, ()):
        return None
    return CLEAN[QuestionType(question.type)](question.asks, given)


def clean_answers(questions: Sequence[Question], given: Mapping[str, Any]) -> tuple[Answers, Answers]:
    """The public answers and the personal ones, those of questions that were not shown left out.

    Raises `Refused` at the first answer that cannot be kept, or that is missing.
    """
    cleaned = {
        question.code: answer
        for question in questions
        if question.takes_answer and (answer := clean_answer(question, given.get(question.code))) is not None
    }
    asked = shown(questions, cleaned)
    for question in asked:
        if question.is_required and question.takes_answer and question.code not in cleaned:
            raise Refused(_("“%(question)s”: an answer is needed.") % {"question": question.label})
    kept = [question for question in asked if question.code in cleaned]
    return (
        {question.code: cleaned[question.code] for question in kept if not question.is_personal},
        {question.code: cleaned[question.code] for question in kept if question.is_personal},
    )


def shown(questions: Sequence[Question], answers: Mapping[str, Any]) -> list[Question]:
    """The questions to ask given these answers, in order.

    A hidden page hides its questions; a hidden question answers nothing to the conditions that hang on it.
    """
    found: list[Question] = []
    said: dict[str, frozenset[str]] = {}
    page_is_shown = True
    for question in questions:
        condition = question.shown_if
        holds = condition is None or condition.holds(said.get(condition.question, frozenset()))
        if question.type == QuestionType.SECTION:
            page_is_shown = holds
        if not (holds and page_is_shown):
            continue
        found.append(question)
        said[question.code] = told(answers.get(question.code))
    return found


def told(answer: Any) -> frozenset[str]:
    """What an answer says to the conditions that hang on it."""
    if answer is None or answer is False:
        return frozenset()
    if answer is True:
        return frozenset({ACCEPTED})
    if isinstance(answer, list):
        return frozenset().union(*(told(one) for one in answer))
    return frozenset({OTHER} if isinstance(answer, dict) else {str(answer)})


def _line(asks: TextSettings, given: Any) -> str | None:
    return _fitting(clean_line(str(given)), asks.limit)


def _text(asks: TextSettings, given: Any) -> str | None:
    return _fitting(clean_text(str(given)), asks.limit)


def _fitting(text: str, limit: int) -> str | None:
    if len(text) > limit:
        raise Refused(words.too_long(len(text), limit=limit))
    return text or None


def _choice(asks: ChoiceSettings, given: Any) -> Any:
    if isinstance(given, dict):
        if not asks.has_other:
            raise Refused(_("Choose among the options."))
        text = _fitting(clean_line(str(given.get(OTHER, ""))), LONGEST_OTHER)
        if text is None:
            raise Refused(_("Say which other answer you mean."))
        return {OTHER: text}
    return _known(given, asks.options)


def _known(given: Any, options: Sequence[Option]) -> str:
    if not isinstance(given, str) or given not in {option.code for option in options}:
        raise Refused(_("Choose among the options."))
    return given


def _multiple(asks: ChoiceSettings, given: Any) -> list[Any]:
    """In the order of the form, whatever the order in which they were sent."""
    chosen = [_choice(asks, one) for one in (given if isinstance(given, list) else [given])]
    codes = [option.code for option in asks.options if option.code in chosen]
    others = [one for one in chosen if isinstance(one, dict)][:1]
    count = len(codes) + len(others)
    if asks.least is not None and count < asks.least:
        raise Refused(
            ngettext("Choose %(n)s answer at least.", "Choose %(n)s answers at least.", asks.least)
            % {"n": words.number(asks.least)}
        )
    if asks.most is not None and count > asks.most:
        raise Refused(
            ngettext("Choose %(n)s answer at most.", "Choose %(n)s answers at most.", asks.most)
            % {"n": words.number(asks.most)}
        )
    return [*codes, *others]


def _scale(asks: ScaleSettings, given: Any) -> int:
    step = str(given)
    if step not in {str(step) for step in range(asks.lowest, asks.highest + 1)}:
        raise Refused(_("Choose a step of the scale."))
    return int(step)


def _ranking(asks: RankingSettings, given: Any) -> list[str]:
    """Codes, first place first; options may be left out of the order."""
    order = [_known(one, asks.options) for one in (given if isinstance(given, list) else [given])]
    if len(set(order)) < len(order):
        raise Refused(_("Two options have the same place: give each its own."))
    return order


def _matrix(asks: MatrixSettings, given: Any) -> dict[str, str] | None:
    rows = {row.code for row in asks.rows}
    if not isinstance(given, dict) or not set(given) <= rows:
        raise Refused(_("Choose among the options."))
    return {row: _known(column, asks.columns) for row, column in given.items() if column} or None


def _number(asks: NumberSettings, given: Any) -> str:
    typed = "".join(str(given).replace("\u202f", "").split()).replace(",", ".")
    try:
        number = Decimal(typed)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or len(typed) > MOST_DIGITS:
        raise Refused(_("Write a number in figures, such as 12 or 12.5."))
    if asks.minimum is not None and number < asks.minimum:
        raise Refused(_("The smallest number possible is %(n)s.") % {"n": _figure(asks.minimum)})
    if asks.maximum is not None and number > asks.maximum:
        raise Refused(_("The largest number possible is %(n)s.") % {"n": _figure(asks.maximum)})
    return f"{number.normalize():f}"


def _figure(number: Decimal) -> str:
    return words.number(int(number) if number == int(number) else float(number))


def _date(asks: DateSettings, given: Any) -> str:
    try:
        day = date.fromisoformat(str(given))
    except ValueError:
        raise Refused(_("Write a day that exists, such as 2027-03-01.")) from None
    if asks.earliest and day < asks.earliest:
        raise Refused(_("The earliest day possible is %(day)s.") % {"day": words.day(asks.earliest)})
    if asks.latest and day > asks.latest:
        raise Refused(_("The latest day possible is %(day)s.") % {"day": words.day(asks.latest)})
    return day.isoformat()


def _place(asks: PlaceSettings, given: Any) -> dict[str, Any] | None:
    if not isinstance(given, dict):
        raise Refused(_("This place cannot be read."))
    address = _fitting(clean_line(str(given.get("address") or "")), LONGEST_ADDRESS)
    geometry = clean_geometry(given.get("geometry"), asks.shape)
    if address is None and geometry is None:
        return None
    return {"address": address or "", "geometry": geometry}


def _statement(_asks: Any, given: Any) -> bool | None:
    return True if given is True or given == ACCEPTED else None


def _photos(asks: FileSettings, given: Any) -> list[dict[str, Any]]:
    """Each said in words, for those who do not see it."""
    photos = _files(asks, given, PHOTOS)
    for place, one in enumerate(photos, start=1):
        if not one["description"]:
            raise Refused(
                _("Photo %(n)s: say in a few words what it shows, for people who do not see it.")
                % {"n": words.number(place)}
            )
    return photos


def _documents(asks: FileSettings, given: Any) -> list[dict[str, Any]]:
    return _files(asks, given, DOCUMENTS)


def _files(asks: FileSettings, given: Any, types: Collection[str]) -> list[dict[str, Any]]:
    """Mentions as they are; whether the site keeps these files, and for whom, the domain sees to."""
    if not is_files(given) or not all(one["type"] in types for one in given):
        raise Refused(_("A file is no longer kept: send it again."))
    if len(given) > asks.count:
        raise Refused(
            ngettext("%(n)s file at most: remove one.", "%(n)s files at most: remove one.", asks.count)
            % {"n": words.number(asks.count)}
        )
    return [{**one, "description": _description(one)} for one in given]


def _description(told: Mapping[str, Any]) -> str:
    return _fitting(clean_line(str(told.get("description", ""))), LONGEST_DESCRIPTION) or ""


CLEAN: dict[QuestionType, Callable[[Any, Any], Any]] = {
    QuestionType.SHORT_TEXT: _line,
    QuestionType.LONG_TEXT: _text,
    QuestionType.SINGLE: _choice,
    QuestionType.MULTIPLE: _multiple,
    QuestionType.SCALE: _scale,
    QuestionType.RANKING: _ranking,
    QuestionType.MATRIX: _matrix,
    QuestionType.NUMBER: _number,
    QuestionType.DATE: _date,
    QuestionType.PLACE: _place,
    QuestionType.STATEMENT: _statement,
    QuestionType.PHOTO: _photos,
    QuestionType.FILE: _documents,
}
