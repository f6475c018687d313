"""What a form asks as one file: taken from a consultation, brought into another one.

JSON, with the questions in order: code, type, words, settings and condition of each. No answer, no name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.consultations.asking import MOST_FILES, OTHER, SETTINGS, Condition, Option, Settings
from parvis.consultations.enums import Comparison, QuestionType, Shape
from parvis.consultations.models import Kind
from parvis.contributions.domain.edit_questions import Brought, QuestionDraft, draft_of
from parvis.contributions.texts import clean_line, clean_text
from parvis.ui import words

FORMAT = "parvis-form/1"
HEAVIEST = 1024 * 1024
CODE = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
LONGEST_CODE, LONGEST_LABEL, LONGEST_HELP = 40, 300, 2000
BOUNDS = {
    "limit": (10, 50_000), "least": (1, 60), "most": (1, 60), "lowest": (0, 1), "highest": (2, 10),
    "count": (1, MOST_FILES),
}  # fmt: skip
LONGEST = {"unit": 20, "low_label": 60, "high_label": 60, "label": 200}
LARGEST, SMALLEST = Decimal(10**11), Decimal("0.0001")
"""As the desk has them: see `desk_questions.QuestionForm`."""
NAMES = ("code", "type", "label", "help", "needed", "personal", "purpose", "settings", "shown_if")


def write_definition(kind: Kind) -> str:
    questions = [_written(question.code, draft_of(question)) for question in kind.questions.all()]
    return json.dumps({"format": FORMAT, "questions": questions}, ensure_ascii=False, indent=1)


def _written(code: str, draft: QuestionDraft) -> dict[str, Any]:
    """Without what is empty."""
    condition = draft.condition
    told = {
        "code": code,
        "type": str(draft.type),
        "label": draft.label,
        "help": draft.help_text,
        "needed": draft.is_required,
        "personal": draft.is_personal,
        "purpose": draft.purpose,
        "settings": draft.settings.written(),
        "shown_if": condition
        and {"question": condition.question, "test": str(condition.test), "value": condition.value},
    }
    return {name: value for name, value in told.items() if value}


def read_definition(data: bytes) -> list[Brought]:
    """The questions of a file. Raises `Refused` with the line, or the question, that cannot be read."""
    whole = _parsed(data)
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise Refused(_("This is not a form taken from a consultation: choose the file that was downloaded."))
    questions = whole.get("questions")
    if not isinstance(questions, list) or not questions:
        raise Refused(_("This file holds no question."))
    found: list[Brought] = []
    for place, told in enumerate(questions, start=1):
        try:
            found.append(_read(told, taken={one.code for one in found}))
        except Refused as refusal:
            raise Refused(
                _("Question %(n)s: %(why)s") % {"n": words.number(place), "why": refusal}
            ) from refusal
    return found


def _parsed(data: bytes) -> Any:
    if len(data) > HEAVIEST:
        raise Refused(_("This file is larger than 1 MB: it cannot be a form."))
    try:
        return json.loads(data.decode())
    except json.JSONDecodeError as error:
        raise Refused(
            _("Line %(n)s of the file cannot be read: something is missing there, or too much.")
            % {"n": words.number(error.lineno)}
        ) from error
    except (ValueError, RecursionError) as error:
        raise Refused(
            _("This is not a form taken from a consultation: choose the file that was downloaded.")
        ) from error


def _read(told: Any, *, taken: set[str]) -> Brought:
    if not isinstance(told, dict):
        raise Refused(_("its code, its type and its words are needed."))
    if unknown := set(told) - set(NAMES):
        raise _unknown(min(unknown))
    code, kind = _text(told, "code", LONGEST_CODE), _text(told, "type", LONGEST_CODE)
    if not CODE.fullmatch(code) or code in taken:
        raise Refused(
            _("its code is missing, is not in small letters and digits, or is that of another one.")
        )
    if kind not in QuestionType.values:
        raise Refused(_("its type, “%(type)s”, does not exist here.") % {"type": clean_line(kind)})
    label = clean_line(_text(told, "label", LONGEST_LABEL))
    if not label:
        raise Refused(_("its code, its type and its words are needed."))
    draft = QuestionDraft(
        type=QuestionType(kind),
        label=label,
        help_text=clean_text(_text(told, "help", LONGEST_HELP)),
        is_required=told.get("needed") is True,
        is_personal=told.get("personal") is True,
        purpose=clean_line(_text(told, "purpose", LONGEST_LABEL)),
        settings=_settings(QuestionType(kind), told.get("settings", {})),
        condition=_condition(told.get("shown_if")),
    )
    return Brought(code, draft)


def _unknown(name: object) -> Refused:
    return Refused(_("“%(name)s” is not known here.") % {"name": clean_line(str(name)[:LONGEST_CODE])})


def _wrong(name: str) -> Refused:
    return Refused(_("what “%(name)s” says cannot be read.") % {"name": name})


def _text(told: Mapping[str, Any], name: str, longest: int) -> str:
    value = told.get(name, "")
    if not isinstance(value, str) or len(value) > longest:
        raise _wrong(name)
    return value


def _condition(told: Any) -> Condition | None:
    """Whether its question and its value exist, the domain sees to."""
    if not told:
        return None
    if not isinstance(told, dict) or told.get("test") not in Comparison.values:
        raise _wrong("shown_if")
    question, value = _text(told, "question", LONGEST_CODE), _text(told, "value", LONGEST_CODE)
    return Condition(question, Comparison(told["test"]), value)


def _settings(kind: QuestionType, told: Any) -> Settings:
    model = SETTINGS.get(kind, Settings)
    known = {field.name: str(field.type) for field in fields(model)}
    if not isinstance(told, dict):
        raise _wrong("settings")
    if unknown := set(told) - known.keys():
        raise _unknown(min(unknown))
    try:
        return model(**{name: _value(name, known[name], value) for name, value in told.items()})
    except (ValueError, TypeError, KeyError, InvalidOperation) as error:
        raise _wrong("settings") from error


def _value(name: str, wanted: str, value: Any) -> Any:
    """One setting, of the type that its field has, within its bounds. Raises an error of Python otherwise."""
    kind = wanted.split(" ", maxsplit=1)[0].split("[", maxsplit=1)[0]
    found = READ[kind](value)
    if name in BOUNDS and not BOUNDS[name][0] <= found <= BOUNDS[name][1]:
        raise ValueError("out of bounds")
    if name in LONGEST and len(found) > LONGEST[name]:
        raise ValueError("no short text")
    return found


def _options(value: Any) -> tuple[Option, ...]:
    found = tuple(Option(_plain(one["code"]), _words(one["label"])) for one in value)
    codes = [option.code for option in found]
    if len(set(codes)) < len(codes) or OTHER in codes or not all(CODE.fullmatch(code) for code in codes):
        raise ValueError("codes of options")
    if not all(0 < len(option.label) <= LONGEST["label"] for option in found):
        raise ValueError("an option without words")
    return found


def _plain(value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_LABEL:
        raise ValueError("no short text")
    return value


def _words(value: Any) -> str:
    return clean_line(_plain(value))


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise ValueError("no whole number")
    return value


def _truth(value: Any) -> bool:
    if type(value) is not bool:
        raise ValueError("neither true nor false")
    return value


def _decimal(value: Any) -> Decimal:
    number = Decimal(_plain(value))
    if not number.is_finite() or abs(number) >= LARGEST or number.quantize(SMALLEST) != number:
        raise ValueError("no number")
    return number


READ: dict[str, Callable[[Any], Any]] = {
    "tuple": _options,
    "int": _whole,
    "bool": _truth,
    "str": _words,
    "Decimal": _decimal,
    "date": lambda value: date.fromisoformat(_plain(value)),
    "Shape": lambda value: Shape(_plain(value)),
}
