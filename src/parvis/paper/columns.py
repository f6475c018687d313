"""The columns of a spreadsheet of sheets: one for each field of the form, and what a cell may hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.consultations.asking import (
    ACCEPTED,
    OTHER,
    ChoiceSettings,
    MatrixSettings,
    Option,
    RankingSettings,
    ScaleSettings,
)
from parvis.consultations.enums import QuestionType
from parvis.consultations.models import Theme
from parvis.consultations.questions import Question
from parvis.contributions.answering import clean_answer
from parvis.contributions.texts import clean_line
from parvis.paper.models import Batch

NUMBER, PAGE, THEME, RESPONDS, TITLE, TEXT = "number", "page", "theme", "responds_to", "title", "text"
SEPARATOR = ";"
YES = frozenset({"yes", "oui", "x", "1", "true", "vrai"})
NO = frozenset({"no", "non", "0", "false", "faux"})


@dataclass(frozen=True, slots=True)
class Column:
    """`row`: of a table of choices, which of its rows. `takes`: what a cell holds, in words."""

    heading: str
    target: str = ""
    question: Question | None = None
    row: Option | None = None
    takes: str = ""


def letter_of(place: int, count: int) -> str:
    """How the option at `place` (from 0) is called on the printed form: A to Z, or AA, AB... when many."""
    if count <= 26:
        return chr(65 + place)
    return chr(65 + place // 26) + chr(65 + place % 26)


def columns_of(batch: Batch, themes: Sequence[Theme]) -> list[Column]:
    """In the order of the printed form, each under a heading of its own."""
    kind = batch.kind
    found = [Column(_("Number of the sheet"), NUMBER, takes=_("may stay empty: then it gets one"))]
    if batch.is_register:
        found.append(Column(_("Page of the register"), PAGE, takes=_("needed")))
    if themes:
        found.append(Column(_("Theme"), THEME, takes=_listed([theme.name for theme in themes])))
    if kind.responds_to is not None:
        found.append(Column(kind.responds_to.name.capitalize(), RESPONDS, takes=_("its number: C-123")))
    if kind.is_titled:
        found.append(Column(_("Title"), TITLE, takes=_("needed")))
    if kind.has_text:
        found.append(Column(_("Text"), TEXT, takes=_("needed")))
    for question in kind.questions.all():
        found += _of_question(question)
    return _told_apart(found)


def _of_question(question: Question) -> list[Column]:
    if not question.takes_answer or question.takes_files:
        return []
    asks = question.asks
    if isinstance(asks, MatrixSettings):
        takes = _listed([column.label for column in asks.columns])
        return [Column(f"{question.label} – {row.label}", "", question, row, takes) for row in asks.rows]
    return [Column(question.label, "", question, takes=TAKES[QuestionType(question.type)](asks))]


def _told_apart(columns: list[Column]) -> list[Column]:
    """Two questions may have the same words: the second heading says which one it is."""
    seen: dict[str, int] = {}
    found = []
    for column in columns:
        name = clean_line(column.heading)
        seen[name] = seen.get(name, 0) + 1
        heading = name if seen[name] == 1 else f"{name} ({seen[name]})"
        found.append(Column(heading, column.target, column.question, column.row, column.takes))
    return found


def _listed(labels: Sequence[str]) -> str:
    letters = (f"{letter_of(place, len(labels))} = {label}" for place, label in enumerate(labels))
    return _("one of these, or its letter: %(labels)s") % {"labels": f" {SEPARATOR} ".join(letters)}


def _choices(asks: ChoiceSettings) -> str:
    return _listed([*(option.label for option in asks.options), *([_("other: …")] if asks.has_other else [])])


def _several(asks: ChoiceSettings) -> str:
    return _("%(one)s. Several: with a semicolon between them") % {"one": _choices(asks)}


def _order(asks: RankingSettings) -> str:
    labels = _listed([option.label for option in asks.options])
    return _("%(one)s. In order, with a semicolon between them") % {"one": labels}


def _steps(asks: ScaleSettings) -> str:
    return _("a number from %(low)s to %(high)s") % {"low": asks.lowest, "high": asks.highest}


TAKES: dict[QuestionType, Callable[[Any], str]] = {
    QuestionType.SHORT_TEXT: lambda _asks: _("words"),
    QuestionType.LONG_TEXT: lambda _asks: _("words"),
    QuestionType.SINGLE: _choices,
    QuestionType.MULTIPLE: _several,
    QuestionType.SCALE: _steps,
    QuestionType.RANKING: _order,
    QuestionType.NUMBER: lambda _asks: _("a number"),
    QuestionType.DATE: lambda _asks: _("a day: 2027-03-01, or 01/03/2027"),
    QuestionType.PLACE: lambda _asks: _("an address, or a place in words"),
    QuestionType.STATEMENT: lambda _asks: _("yes or no"),
}


def read_answer(question: Question, cell: Any) -> Any:
    """The answer that a cell makes, None when it is empty. Raises `Refused` with what it may hold."""
    if cell in (None, ""):
        return None
    return clean_answer(question, READ[QuestionType(question.type)](question.asks, cell))


def read_row(asks: MatrixSettings, cell: Any) -> str:
    """The column of one row of a table of choices."""
    return _one(asks.columns, cell)


def read_theme(themes: Mapping[str, Theme], cell: Any) -> Theme | None:
    """By its name, or by its letter."""
    if cell in (None, ""):
        return None
    theme = themes.get(_plain(cell))
    if theme is None:
        raise Refused(_("no theme is called “%(words)s”: copy one from the model") % {"words": _short(cell)})
    return theme


def themes_by_words(themes: Sequence[Theme]) -> dict[str, Theme]:
    """A name wins over a letter."""
    letters = {letter_of(place, len(themes)).casefold(): theme for place, theme in enumerate(themes)}
    return letters | {_plain(theme.name): theme for theme in themes}


def words_of(cell: Any) -> str:
    """A cell as text."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time().isoformat() == "00:00:00" else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _plain(cell: Any) -> str:
    return clean_line(words_of(cell)).casefold()


def _short(cell: Any) -> str:
    line = clean_line(words_of(cell))
    return line if len(line) <= 40 else f"{line[:39]}…"


def _one(options: Sequence[Option], cell: Any, *, also: int = 0) -> str:
    """The code of the option that a cell names; `also`: how many letters come after those of the options."""
    typed, count = _plain(cell), len(options) + also
    for place, option in enumerate(options):
        if typed in (_plain(option.label), letter_of(place, count).casefold()):
            return option.code
    raise Refused(
        _("“%(words)s” is none of the answers: copy one from the model, or write its letter")
        % {"words": _short(cell)}
    )


def _choice(asks: ChoiceSettings, cell: Any) -> Any:
    typed = clean_line(words_of(cell))
    begin, colon, rest = typed.partition(":")
    if asks.has_other and colon and begin.strip().casefold() in {OTHER, "autre", _plain(_("other"))}:
        return {OTHER: rest}
    return _one(asks.options, cell, also=int(asks.has_other))


def _split(cell: Any) -> list[str]:
    return [part.strip() for part in words_of(cell).split(SEPARATOR) if part.strip()]


def _scale(asks: ScaleSettings, cell: Any) -> Any:
    typed = _plain(cell)
    if not typed.isdecimal() or not asks.lowest <= int(typed) <= asks.highest:
        raise Refused(
            _("“%(words)s” is not on the scale: write %(steps)s")
            % {"words": _short(cell), "steps": _steps(asks)}
        )
    return int(typed)


def _day(_asks: Any, cell: Any) -> str:
    typed = words_of(cell).strip()
    for form in ("%d/%m/%Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(typed, form).date().isoformat()
        except ValueError:
            continue
    return typed


def _agreed(_asks: Any, cell: Any) -> Any:
    typed = _plain(cell)
    if typed not in YES | NO:
        raise Refused(_("“%(words)s” is neither yes nor no") % {"words": _short(cell)})
    return ACCEPTED if typed in YES else None


READ: dict[QuestionType, Callable[[Any, Any], Any]] = {
    QuestionType.SHORT_TEXT: lambda _asks, cell: words_of(cell),
    QuestionType.LONG_TEXT: lambda _asks, cell: words_of(cell),
    QuestionType.SINGLE: _choice,
    QuestionType.MULTIPLE: lambda asks, cell: [_choice(asks, part) for part in _split(cell)],
    QuestionType.SCALE: _scale,
    QuestionType.RANKING: lambda asks, cell: [_one(asks.options, part) for part in _split(cell)],
    QuestionType.NUMBER: lambda _asks, cell: words_of(cell),
    QuestionType.DATE: _day,
    QuestionType.PLACE: lambda _asks, cell: {"address": words_of(cell), "geometry": None},
    QuestionType.STATEMENT: _agreed,
}
