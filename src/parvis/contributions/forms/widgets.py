# ruff: noqa: ARG002 - the signatures are Django's
"""What one sees of each type of question, and what it sends. Everything works without a script.

The values that these widgets read are answers (see `answering`), or what was typed when it is no answer yet:
then `read` makes one of it, or says why it cannot.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.consultations.asking import OTHER
from parvis.consultations.enums import QuestionType, Shape
from parvis.consultations.questions import Question
from parvis.contributions.answering import LONGEST_DESCRIPTION
from parvis.contributions.attachments import (
    DOCUMENTS,
    PHOTOS,
    Mention,
    heaviest,
    heaviest_sending,
    read_numbers,
)
from parvis.contributions.places import read_points, write_points
from parvis.contributions.showing import shown_file

Context = dict[str, Any]


class QuestionWidget(forms.Widget):
    """A group of controls under one legend."""

    use_fieldset = True

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question
        self.asks: Any = question.asks

    def id_for_label(self, id_: str) -> str:
        """A group has a legend, not a label."""
        return ""

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Nothing ticked sends nothing: that too is an answer."""
        return False

    def get_context(self, name: str, value: Any, attrs: Context | None) -> Context:
        context: Context = super().get_context(name, value, attrs)
        context["widget"].update(self.shown(value))
        return context

    def format_value(self, value: Any) -> Any:
        return value

    def shown(self, value: Any) -> Context:
        """What the template draws of a value."""
        raise NotImplementedError


class Choices(QuestionWidget):
    """One choice, or several; the one in the person's own words has its field."""

    template_name = "contributions/widgets/choices.html"

    @property
    def is_multiple(self) -> bool:
        return self.question.type == QuestionType.MULTIPLE

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        chosen: list[Any] = data.getlist(name) if hasattr(data, "getlist") else list(data.get(name, []))
        words = data.get(f"{name}__{OTHER}", "")
        if OTHER in chosen and self.asks.has_other:
            chosen = [{OTHER: words} if one == OTHER else one for one in chosen]
        return chosen if self.is_multiple else (chosen[-1] if chosen else None)

    def shown(self, value: Any) -> Context:
        chosen = value if isinstance(value, list) else [value]
        other = next((one for one in chosen if isinstance(one, dict)), None)
        options = [(option.code, option.label, option.code in chosen) for option in self.asks.options]
        return {
            "input_type": "checkbox" if self.is_multiple else "radio",
            "options": options,
            "has_other": self.asks.has_other,
            "other": other,
            "other_words": (other or {}).get(OTHER, ""),
        }


class Scale(QuestionWidget):
    """Steps side by side between two words."""

    template_name = "contributions/widgets/scale.html"

    def shown(self, value: Any) -> Context:
        ends = {self.asks.lowest: self.asks.low_label, self.asks.highest: self.asks.high_label}
        steps = range(self.asks.lowest, self.asks.highest + 1)
        return {"steps": [(step, ends.get(step, ""), str(value) == str(step)) for step in steps]}


class Ranking(QuestionWidget):
    """A place to choose for each option."""

    template_name = "contributions/widgets/ranking.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return {option.code: data.get(f"{name}__{option.code}", "") for option in self.asks.options}

    def shown(self, value: Any) -> Context:
        held = value or {}
        places = held if isinstance(held, dict) else {code: str(n) for n, code in enumerate(held, start=1)}
        return {
            "options": [
                (option.code, option.label, places.get(option.code, "")) for option in self.asks.options
            ],
            "places": [str(place) for place in range(1, len(self.asks.options) + 1)],
        }


class Matrix(QuestionWidget):
    """A group of choices for each row, in a column on phones."""

    template_name = "contributions/widgets/matrix.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return {row.code: data.get(f"{name}__{row.code}", "") for row in self.asks.rows}

    def shown(self, value: Any) -> Context:
        held = value or {}
        return {
            "rows": [
                (
                    row.code,
                    row.label,
                    [
                        (column.code, column.label, held.get(row.code) == column.code)
                        for column in self.asks.columns
                    ],
                )
                for row in self.asks.rows
            ]
        }


class Place(QuestionWidget):
    """An address in words, points as latitude and longitude; scripts add one's own position."""

    template_name = "contributions/widgets/place.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return {"address": data.get(f"{name}__address", ""), "typed": data.get(f"{name}__points", "")}

    def shown(self, value: Any) -> Context:
        held = value or {}
        typed = held["typed"] if "typed" in held else write_points(held.get("geometry"))
        return {
            "address": held.get("address", ""),
            "typed": typed,
            "is_point": self.asks.shape == Shape.POINT,
            "hint": HINTS[self.asks.shape](),
            "is_public": not self.question.is_personal and not self.question.kind.is_private,
        }


class Files(QuestionWidget):
    """What was sent already, each with its words and a box that takes it out; then room for the rest.

    What it sends: the number of each file that is kept, its words under `__` and that number. A view keeps
    the files themselves (`views/uploads.py`), and says under `__refused` why it did not. `known`: the files
    of the form by their number.
    """

    template_name = "contributions/widgets/files.html"
    needs_multipart_form = True

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.known: dict[str, Mention] = {}

    @property
    def is_photo(self) -> bool:
        return self.question.type == QuestionType.PHOTO

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        given: Any = data.getlist if hasattr(data, "getlist") else lambda key: data.get(key, [])
        kept = [
            {**self.known.get(number, {"id": number}), "description": data.get(f"{name}__{number}", "")}
            for number in read_numbers(given(name))
        ]
        refused = given(f"{name}__refused")
        rooms = (data.get(f"{name}__said_{room}", "") for room in range(self.asks.count))
        said = [words for words in rooms if words]
        return {"files": kept, "refused": refused, "said": said} if kept or refused or said else None

    def shown(self, value: Any) -> Context:
        is_typed = isinstance(value, dict)
        held = value["files"] if is_typed else value or []
        said = value["said"] if is_typed else []
        kept = [(one["id"], shown_file(one)) for one in held if "sha256" in one]
        forms = [*PHOTOS, "image/gif"] if self.is_photo else [f".{end}" for end in DOCUMENTS.values()]
        free = max(self.asks.count - len(kept), 1)
        return {
            "kept": kept,
            "rooms": [(room, said[room] if room < len(said) else "") for room in range(free)],
            "taken": len(kept),
            "is_full": len(kept) >= self.asks.count,
            "is_photo": self.is_photo,
            "is_only": self.asks.count == 1,
            "accept": ",".join(forms),
            "heaviest": heaviest(photo=self.is_photo),
            "together": heaviest_sending(),
            "longest": LONGEST_DESCRIPTION,
            "is_public": not self.question.kind.is_private,
        }


HINTS = {
    Shape.POINT: lambda: _("Latitude and longitude, such as 48.8566, 2.3522"),
    Shape.LINE: lambda: _("Points of the line: latitude and longitude, one a line"),
    Shape.AREA: lambda: _("Corners of the area: latitude and longitude, one a line"),
}


def read(question: Question, value: Any) -> Any:
    """The answer that what was typed makes. Raises `Refused`."""
    if question.takes_files and isinstance(value, dict):
        if value["refused"]:
            raise Refused(" ".join(value["refused"]))
        return value["files"]
    if question.type == QuestionType.RANKING and isinstance(value, dict):
        return _order(value)
    if question.type == QuestionType.PLACE and value and "typed" in value:
        asks: Any = question.asks
        return {"address": value["address"], "geometry": read_points(value["typed"], asks.shape)}
    return value


def _order(places: Mapping[str, str]) -> list[str]:
    given = {code: place for code, place in places.items() if place}
    if len(set(given.values())) < len(given) or not all(
        place.isdecimal() and len(place) < 4 for place in given.values()
    ):
        raise Refused(_("Two options have the same place: give each its own."))
    return sorted(given, key=lambda code: int(given[code]))
