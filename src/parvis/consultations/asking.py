"""What a question asks beyond its words: one frozen type of settings for each type of question.

They are kept as JSON without a float, so that the digest of the rules covers them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from parvis.consultations.enums import Comparison, QuestionType, Shape
from parvis.merkle.canonical import Value

OTHER = "other"
"""The code of the answer that nobody listed: no option may have it."""
ACCEPTED = "yes"
LONGEST_SCALE = 11
MOST_OPTIONS = 60
MOST_FILES = 5


@dataclass(frozen=True, slots=True)
class Option:
    """One answer, row or column; answers hold its code, which never changes."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Settings:
    """What types without settings have, and what all have in common."""

    def fault(self) -> str:
        """Why these settings make no sense; empty when they do."""
        return ""

    def written(self) -> dict[str, Value]:
        """As JSON, without what is empty."""
        pairs = {field.name: _written(getattr(self, field.name)) for field in fields(self)}
        return {name: value for name, value in pairs.items() if value not in (None, "", False, [])}


@dataclass(frozen=True, slots=True)
class TextSettings(Settings):
    """`limit`: the longest answer, in characters."""

    limit: int = 2000


@dataclass(frozen=True, slots=True)
class ChoiceSettings(Settings):
    """`least` and `most` bound several choices; `has_other` adds one in the person's own words."""

    options: tuple[Option, ...] = ()
    has_other: bool = False
    least: int | None = None
    most: int | None = None

    def fault(self) -> str:
        count = len(self.options) + self.has_other
        if self.least is not None and self.most is not None and self.least > self.most:
            return _("The least number of choices is larger than the most.")
        if max(self.least or 0, self.most or 0) > count:
            return _("There are fewer options than the choices to make.")
        return _fault_of_options(self.options)


@dataclass(frozen=True, slots=True)
class ScaleSettings(Settings):
    """Whole numbers from `lowest` to `highest`, with a word for each end."""

    lowest: int = 1
    highest: int = 5
    low_label: str = ""
    high_label: str = ""

    def fault(self) -> str:
        if not 2 <= self.highest - self.lowest + 1 <= LONGEST_SCALE:
            return _("A scale has from 2 to 11 steps.")
        return ""

    def written(self) -> dict[str, Value]:
        return {**Settings.written(self), "lowest": self.lowest}


@dataclass(frozen=True, slots=True)
class RankingSettings(Settings):
    """Options to put in order."""

    options: tuple[Option, ...] = ()

    def fault(self) -> str:
        return _fault_of_options(self.options)


@dataclass(frozen=True, slots=True)
class MatrixSettings(Settings):
    """One column to choose for each row."""

    rows: tuple[Option, ...] = ()
    columns: tuple[Option, ...] = ()

    def fault(self) -> str:
        return _fault_of_options(self.columns) or ("" if self.rows else _("Write one row at least."))


@dataclass(frozen=True, slots=True)
class NumberSettings(Settings):
    """`unit` is written beside the number: euros, km, people."""

    minimum: Decimal | None = None
    maximum: Decimal | None = None
    unit: str = ""

    def fault(self) -> str:
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            return _("The smallest number is larger than the largest.")
        return ""


@dataclass(frozen=True, slots=True)
class DateSettings(Settings):
    earliest: date | None = None
    latest: date | None = None

    def fault(self) -> str:
        if self.earliest and self.latest and self.earliest > self.latest:
            return _("The earliest date comes after the latest.")
        return ""


@dataclass(frozen=True, slots=True)
class PlaceSettings(Settings):
    shape: Shape = Shape.POINT


@dataclass(frozen=True, slots=True)
class FileSettings(Settings):
    """`count`: how many photos, or documents, at most."""

    count: int = 1

    def fault(self) -> str:
        return "" if 1 <= self.count <= MOST_FILES else _("From 1 to 5 files may be asked for.")


@dataclass(frozen=True, slots=True)
class Condition:
    """A question or a section is shown when the answer to an earlier question passes the test.

    `value` is the code of an option, a step of a scale, or `ACCEPTED` for a statement.
    """

    question: str
    test: Comparison
    value: str

    def holds(self, told: frozenset[str]) -> bool:
        """`told`: what the earlier answer says, empty when there is none."""
        if self.test == Comparison.IS:
            return told == {self.value}
        return (self.value in told) == (self.test == Comparison.CONTAINS)


SETTINGS: dict[QuestionType, type[Settings]] = {
    QuestionType.SHORT_TEXT: TextSettings,
    QuestionType.LONG_TEXT: TextSettings,
    QuestionType.SINGLE: ChoiceSettings,
    QuestionType.MULTIPLE: ChoiceSettings,
    QuestionType.SCALE: ScaleSettings,
    QuestionType.RANKING: RankingSettings,
    QuestionType.MATRIX: MatrixSettings,
    QuestionType.NUMBER: NumberSettings,
    QuestionType.DATE: DateSettings,
    QuestionType.PLACE: PlaceSettings,
    QuestionType.PHOTO: FileSettings,
    QuestionType.FILE: FileSettings,
}
CLOSED = frozenset(
    {
        QuestionType.SINGLE,
        QuestionType.MULTIPLE,
        QuestionType.SCALE,
        QuestionType.RANKING,
        QuestionType.MATRIX,
        QuestionType.STATEMENT,
    }
)
DECIDING = frozenset({QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.SCALE, QuestionType.STATEMENT})
"""Types on whose answers a condition may hang."""
FILES = frozenset({QuestionType.PHOTO, QuestionType.FILE})
"""Types whose answers are files: nothing personal is asked by them."""
TOLD = frozenset({QuestionType.NOTE, QuestionType.SECTION})
"""Types that ask nothing."""


def read_settings(kind: QuestionType, data: Mapping[str, Any]) -> Settings:
    """The settings of a type from their JSON."""
    model = SETTINGS.get(kind, Settings)
    known = {field.name: field.type for field in fields(model)}
    return model(**{name: _read(str(known[name]), value) for name, value in data.items() if name in known})


def _read(wanted: str, value: Any) -> Any:
    if wanted.startswith("tuple"):
        return tuple(Option(**option) for option in value)
    if wanted.startswith("Decimal"):
        return None if value is None else Decimal(value)
    if wanted.startswith("date"):
        return None if value is None else date.fromisoformat(value)
    return Shape(value) if wanted == "Shape" else value


def _written(value: Any) -> Value:
    if isinstance(value, tuple):
        return [{"code": option.code, "label": option.label} for option in value]
    if value is None or isinstance(value, bool | int):
        return value
    return str(value)


def _fault_of_options(options: tuple[Option, ...]) -> str:
    if len(options) < 2:
        return _("Write two options at least, one a line.")
    if len(options) > MOST_OPTIONS:
        return _("Write 60 options at most.")
    if len({option.label.casefold() for option in options}) < len(options):
        return _("The same option is written twice.")
    return ""
