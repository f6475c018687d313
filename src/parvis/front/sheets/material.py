"""What a printed form says: the questions of its kind, in one language, as data for a drawing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.consultations.asking import (
    ChoiceSettings,
    MatrixSettings,
    Option,
    RankingSettings,
    ScaleSettings,
    TextSettings,
)
from parvis.consultations.enums import QuestionType
from parvis.consultations.models import Theme
from parvis.consultations.questions import Question
from parvis.contributions.forms.fields import only_if
from parvis.front.kit.signs import drawable
from parvis.pages.forms import PARVIS
from parvis.pages.queries import site_look
from parvis.paper.columns import letter_of
from parvis.paper.models import Batch, Sheet
from parvis.ui import words

SIGNS_A_LINE = 62
"""What a hand writes on a line of a sheet."""
Part = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Look:
    """Of the site: its name, a colour on which white reads."""

    site: str
    colour: str


def look() -> Look:
    found = site_look()
    return Look(found.name, found.colour or PARVIS)


def material_of(
    batch: Batch, sheets: Sequence[Sheet], look: Look, *, language: str, is_large: bool
) -> dict[str, Any]:
    """Of these sheets, or of one without a number when there are none. Three queries."""
    with translation.override(language):
        consultation = batch.consultation
        url = settings.PARVIS_ADDRESS + reverse("front:consultation", args=[consultation.slug])
        address = urlsplit(url)
        return {
            "lang": language,
            "size": 18 if is_large else 11,
            "colour": look.colour,
            "site": drawable(look.site),
            "title": drawable(consultation.title),
            "organiser": drawable(consultation.organiser),
            "call": drawable(batch.kind.call),
            "help": drawable(batch.kind.help_text),
            "parts": [_drawable(part) for part in _parts(batch)],
            "return_to": [drawable(line) for line in batch.return_to.splitlines() if line.strip()],
            "return_by": words.day(batch.return_by) if batch.return_by else "",
            "address": f"{address.netloc}{address.path}",
            "url": url,
            "private": [drawable(line) for line in _about_data(batch)],
            "labels": _labels(),
            "sheets": [_numbered(sheet) for sheet in sheets],
        }


def _numbered(sheet: Sheet) -> dict[str, str]:
    url = settings.PARVIS_ADDRESS + reverse("front:sheet", args=[sheet.code])
    parts = urlsplit(url)
    return {
        "reference": sheet.reference,
        "code": sheet.code,
        "url": url,
        "address": f"{parts.netloc}{parts.path}",
    }


def _labels() -> dict[str, str]:
    return {
        "how": _(
            "Write clearly, in dark ink. Tick a box to choose; to change your mind, fill it, and tick"
            " another."
        ),
        "return": _("Return this sheet"),
        "until": _("until"),
        "private": _("What becomes of what you write"),
        "sheet": _("Sheet"),
        "page": _("page"),
        "qr": _("QR code of this sheet"),
        "qr_site": _("QR code that leads to the page of the consultation"),
        "keep": _("Keep this part"),
        "keep_why": _("With this number you find what became of your sheet, and you may have it withdrawn:"),
        "other": _("Another answer:"),
        "day": _("day"),
        "month": _("month"),
        "year": _("year"),
        "online": _("You may also answer on line:"),
    }


def _about_data(batch: Batch) -> list[str]:
    """What is true of every sheet, and what of this form alone."""
    kind, consultation = batch.kind, batch.consultation
    if kind.is_private:
        found = [
            _(
                "The team of the organiser types your answers. Everybody sees the totals, and nobody"
                " else your sheet."
            )
        ]
    else:
        found = [
            _(
                "The team of the organiser types what you write, and publishes it on the site without your"
                " name. Do not write your name, your address or your telephone number in your answers."
            )
        ]
    if any(question.is_personal for question in kind.questions.all()):
        found.append(
            _("Answers marked “not published” are read by the team alone, for the reason that is given.")
        )
    found.append(
        _("Nobody has to answer. To see, correct or withdraw what you gave, quote the number of the sheet.")
    )
    if consultation.contact:
        found.append(_("Write to: %(contact)s") % {"contact": consultation.contact})
    return found


def _drawable(part: Part) -> Part:
    """Each text without the signs that have no drawing."""
    return {name: _clean(value) if name != "type" else value for name, value in part.items()}


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return drawable(value)
    return [_clean(one) for one in value] if isinstance(value, list) else value


def _parts(batch: Batch) -> list[Part]:
    """In the order in which the screen asks for them."""
    kind, questions = batch.kind, list(batch.kind.questions.all())
    found: list[Part] = []
    if batch.is_register:
        found.append(_part("line", _("Page of the register")))
    themes = list(Theme.objects.filter(consultation=batch.consultation_id))
    if themes:
        found.append({**_part("choices", _("Theme")), "options": _lettered([theme.name for theme in themes])})
    if kind.responds_to is not None:
        hint = _("The number of the text that you respond to: C-123.")
        found.append(_part("line", kind.responds_to.name.capitalize(), hint))
    if kind.is_titled:
        found.append({**_part("lines", _("Title"), _("One sentence that says it all.")), "lines": 2})
    if kind.has_text:
        found.append({**_part("lines", _("Your text")), "lines": _lines(kind.text_limit, least=7, most=16)})
    return [*found, *(_of(question, questions) for question in questions if not question.takes_files)]


def _part(kind: str, label: str, hint: str = "") -> Part:
    return {"type": kind, "label": label, "hint": hint, "only_if": ""}


def _of(question: Question, questions: Sequence[Question]) -> Part:
    drawn = DRAWN[QuestionType(question.type)](question.asks)
    return {
        **_part(drawn.pop("type"), question.label, " ".join(_hints(question))),
        **drawn,
        "only_if": only_if(question, questions),
    }


def _hints(question: Question) -> list[str]:
    found = [question.help_text] if question.help_text else []
    asks = question.asks
    if isinstance(asks, ChoiceSettings) and question.type == QuestionType.MULTIPLE:
        found.append(
            _("Several answers possible, %(most)s at most.") % {"most": words.number(asks.most)}
            if asks.most
            else _("Several answers possible.")
        )
    if isinstance(asks, RankingSettings):
        found.append(_("Write 1 beside what comes first, then 2, and so on."))
    if question.is_personal:
        purpose = question.purpose if question.purpose.endswith((".", "!", "?")) else f"{question.purpose}."
        found.append(
            _("Asked for this reason: %(purpose)s Your answer is not published.") % {"purpose": purpose}
        )
    return found


def _lettered(labels: Sequence[str], *, count: int = 0) -> list[list[str]]:
    count = count or len(labels)
    return [[letter_of(place, count), label] for place, label in enumerate(labels)]


def _lines(limit: int, *, least: int, most: int) -> int:
    return max(least, min(most, limit // SIGNS_A_LINE))


def _choices(asks: ChoiceSettings) -> Part:
    count = len(asks.options) + int(asks.has_other)
    return {
        "type": "choices",
        "options": _lettered([option.label for option in asks.options], count=count),
        "other": letter_of(count - 1, count) if asks.has_other else "",
    }


def _scale(asks: ScaleSettings) -> Part:
    steps = [str(step) for step in range(asks.lowest, asks.highest + 1)]
    return {"type": "scale", "steps": steps, "ends": [asks.low_label, asks.high_label]}


def _labels_of(options: Sequence[Option]) -> list[str]:
    return [option.label for option in options]


def _matrix(asks: MatrixSettings) -> Part:
    return {"type": "matrix", "rows": _labels_of(asks.rows), "columns": _lettered(_labels_of(asks.columns))}


DRAWN: dict[QuestionType, Callable[[Any], Part]] = {
    QuestionType.NOTE: lambda _asks: {"type": "note"},
    QuestionType.SECTION: lambda _asks: {"type": "section"},
    QuestionType.SHORT_TEXT: lambda asks: _text(asks, least=1, most=2),
    QuestionType.LONG_TEXT: lambda asks: _text(asks, least=4, most=8),
    QuestionType.SINGLE: _choices,
    QuestionType.MULTIPLE: _choices,
    QuestionType.SCALE: _scale,
    QuestionType.RANKING: lambda asks: {"type": "ranking", "options": _labels_of(asks.options)},
    QuestionType.MATRIX: _matrix,
    QuestionType.NUMBER: lambda asks: {"type": "number", "unit": asks.unit},
    QuestionType.DATE: lambda _asks: {"type": "date"},
    QuestionType.PLACE: lambda _asks: {"type": "lines", "lines": 2},
    QuestionType.STATEMENT: lambda _asks: {"type": "statement"},
}


def _text(asks: TextSettings, *, least: int, most: int) -> Part:
    return {"type": "lines", "lines": _lines(asks.limit, least=least, most=most)}
