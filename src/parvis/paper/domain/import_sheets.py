"""Bring in sheets that were typed in a spreadsheet: all of them, or none."""

import hashlib
import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max, prefetch_related_objects
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.asking import MatrixSettings
from parvis.consultations.enums import DeskAct, Verb
from parvis.consultations.journal import note
from parvis.consultations.models import PhaseAction, Theme
from parvis.consultations.queries import database_now
from parvis.contributions import leaves
from parvis.contributions.models import Contribution, PersonalAnswer
from parvis.contributions.queries import answerable
from parvis.ledger.domain.append import append_all
from parvis.paper.columns import (
    NUMBER,
    PAGE,
    RESPONDS,
    TEXT,
    THEME,
    TITLE,
    Column,
    columns_of,
    read_answer,
    read_row,
    read_theme,
    themes_by_words,
    words_of,
)
from parvis.paper.models import Batch, Sheet
from parvis.paper.spreadsheet import Formula, Table, read_table
from parvis.paper.typed import Prepared, Words, check_entry, prepare_placed

MOST_TOLD = 100
ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Brought:
    """How many sheets came in, how many were there already, and what keeps the file out, cell by cell."""

    added: int = 0
    known: int = 0
    faults: tuple[str, ...] = ()


class BadCell(Exception):
    """What is wrong in one cell of a row."""

    def __init__(self, place: int, why: str) -> None:
        super().__init__(why)
        self.place, self.why = place, why


@dataclass(frozen=True, slots=True)
class _Read:
    line: int
    number: int | None
    external_id: str
    prepared: Prepared


@dataclass(frozen=True, slots=True)
class _Place:
    """What the rows of one file are read with: asked once."""

    batch: Batch
    action: PhaseAction
    columns: Sequence[tuple[int, Column]]
    themes: Mapping[str, Theme]
    answered: Mapping[int, Contribution]


def import_sheets(*, actor: Participant, batch: Batch, name: str, data: bytes) -> Brought:
    """Store each row as an entered sheet; rows that came before add nothing.

    With a single fault nothing is stored, and the first hundred are told, each with its cell. Raises
    `Refused` for a file that cannot be read at all.
    """
    with transaction.atomic():
        held = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        action = check_entry(actor, batch)
        if held.is_double:
            raise Refused(_("Two people type each sheet of this batch: a spreadsheet was typed by one."))
        prefetch_related_objects([action.kind], "questions")
        table = read_table(name, data)
        place = _place(batch, action, table)
        faults: list[str] = []
        read = list(_rows(place, table, faults))
        if faults:
            return Brought(faults=tuple(faults[:MOST_TOLD]))
        known = _known(batch, [row.external_id for row in read])
        fresh = [row for row in read if row.external_id not in known]
        if faults := _taken(place, table, fresh):
            return Brought(faults=tuple(faults[:MOST_TOLD]))
        _store(actor, batch, action, fresh)
        said = f"{table.name} ({len(fresh)})"
        note(actor=actor, consultation=batch.consultation, act=DeskAct.SHEET_IMPORTED, about=said)
        return Brought(added=len(fresh), known=len(read) - len(fresh))


def _place(batch: Batch, action: PhaseAction, table: Table) -> _Place:
    """Raises `Refused` for headings that are not those of the form."""
    themes = list(Theme.objects.filter(consultation=batch.consultation_id))
    batch.kind = action.kind
    columns = {column.heading.casefold(): column for column in columns_of(batch, themes)}
    wrong = [heading for heading in table.headings if heading and heading.casefold() not in columns]
    if wrong:
        raise Refused(
            _("The heading “%(heading)s” is not in this form: download the model, and copy its first row.")
            % {"heading": wrong[0][:80]}
        )
    twice = [one for one in table.headings if one and table.headings.count(one) > 1]
    if twice:
        raise Refused(
            _("Two columns are called “%(name)s”. Give each its own heading.") % {"name": twice[0][:80]}
        )
    found = [(at, columns[one.casefold()]) for at, one in enumerate(table.headings) if one]
    answered = {}
    if action.kind.responds_to is not None:
        answered = {row.pk: row for row in answerable(action).only("pk", "text")}
    return _Place(batch, action, found, themes_by_words(themes), answered)


def _rows(place: _Place, table: Table, faults: list[str]) -> Iterator[_Read]:
    seen: dict[str, int] = {}
    numbers: set[int] = set()
    for line, cells in table.rows:
        try:
            row = _row(place, line, cells, seen)
            if row.number is not None and row.number in numbers:
                raise BadCell(_at(place, NUMBER), _("this number stands twice in the file"))
        except BadCell as bad:
            faults.append(_("%(cell)s: %(why)s.") % {"cell": table.cell(line, bad.place), "why": bad.why})
            if len(faults) >= MOST_TOLD:
                return
            continue
        if row.number is not None:
            numbers.add(row.number)
        yield row


def _row(place: _Place, line: int, cells: Sequence[Any], seen: dict[str, int]) -> _Read:
    """Raises `BadCell`."""
    said: dict[str, Any] = {}
    answers: dict[str, Any] = {}
    for at, column in place.columns:
        cell = cells[at] if at < len(cells) else None
        if isinstance(cell, Formula):
            raise BadCell(at, _("this cell is computed; copy it, and paste it as a value"))
        try:
            _read_cell(place, column, cell, said, answers)
        except Refused as refused:
            raise BadCell(at, str(refused.message).rstrip(".")) from refused
    words = Words(
        title=said.get(TITLE, ""),
        text=said.get(TEXT, ""),
        theme=said.get(THEME),
        responds_to=said.get(RESPONDS),
        answers=answers,
        page=said.get(PAGE, ""),
    )
    prepared = _prepared(place, words)
    number = said.get(NUMBER)
    return _Read(line, number, _identifier(place.batch, number, prepared, seen), prepared)


def _read_cell(
    place: _Place, column: Column, cell: Any, said: dict[str, Any], answers: dict[str, Any]
) -> None:
    question = column.question
    if question is None:
        said[column.target] = _of_target(place, column.target, cell)
    elif column.row is not None and isinstance(question.asks, MatrixSettings):
        if cell not in (None, ""):
            answers.setdefault(question.code, {})[column.row.code] = read_row(question.asks, cell)
    else:
        answers[question.code] = read_answer(question, cell)


def _of_target(place: _Place, target: str, cell: Any) -> Any:
    if target == THEME:
        return read_theme(place.themes, cell)
    typed = words_of(cell).strip()
    if target == RESPONDS:
        number = typed.upper().removeprefix("C-").strip()
        found = place.answered.get(int(number)) if number.isdecimal() else None
        if found is None:
            raise Refused(_("no text of this number can be responded to here"))
        return found
    if target == NUMBER and typed:
        number = typed.rpartition("-")[2]
        if not number.isdecimal() or not 0 < int(number) < 2**31:
            raise Refused(_("write the number of the sheet, such as 12"))
        return int(number)
    return (typed or None) if target == NUMBER else typed


def _prepared(place: _Place, words: Words) -> Prepared:
    """Raises `BadCell`, at the cell that is to be put right as far as one can tell."""
    try:
        if place.action.kind.responds_to is not None and words.responds_to is None:
            raise BadCell(_at(place, RESPONDS), _("say which text it responds to"))
        return prepare_placed(place.batch, place.action, words, key=uuid.uuid4())
    except Refused as refused:
        why = str(refused.message)
        raise BadCell(_guilty(place, words, why), why.rstrip(".")) from refused


def _guilty(place: _Place, words: Words, why: str) -> int:
    """The column that a refusal is about: what is missing, or the question that it names."""
    named = (at for at, one in place.columns if one.question is not None and one.question.label in why)
    if (found := next(named, None)) is not None:
        return found
    if place.batch.is_register and not words.page:
        return _at(place, PAGE)
    if place.action.kind.is_titled and not words.title:
        return _at(place, TITLE)
    return _at(place, TEXT)


def _at(place: _Place, target: str) -> int:
    return next((at for at, column in place.columns if column.target == target), 0)


def _identifier(batch: Batch, number: int | None, prepared: Prepared, seen: dict[str, int]) -> str:
    """By its number, or by its words, so that the same file again adds nothing."""
    if number is not None:
        return f"paper-{batch.pk}-{number}"
    told = json.dumps(prepared.as_json(), sort_keys=True, ensure_ascii=False)
    name = hashlib.sha256(told.encode()).hexdigest()[:32]
    seen[name] = seen.get(name, 0) + 1
    return f"paper-{batch.pk}-{name}-{seen[name]}"


def _known(batch: Batch, identifiers: Sequence[str]) -> set[str]:
    rows = Contribution.objects.filter(consultation=batch.consultation_id, external_id__in=identifiers)
    return {one for one in rows.values_list("external_id", flat=True) if one is not None}


def _store(actor: Participant, batch: Batch, action: PhaseAction, read: Sequence[_Read]) -> None:
    """Contributions, personal answers, sheets and leaves, many at a time. Raises `Refused`."""
    now = database_now()
    numbers = dict(action.kind.questions.values_list("code", "pk"))
    for start in range(0, len(read), ROWS):
        part = read[start : start + ROWS]
        rows = []
        for one in part:
            row = one.prepared.contribution
            row.external_id, row.created_at = one.external_id, now
            rows.append(row)
        Contribution.objects.bulk_create(rows)
        PersonalAnswer.objects.bulk_create(
            PersonalAnswer(contribution=one.prepared.contribution, question_id=numbers[code], value=value)
            for one in part
            for code, value in one.prepared.personal.items()
        )
        append_all(leaves.accepted(row, is_question=action.verb == Verb.ASK) for row in rows)
    _number(actor, batch, read)


def _taken(place: _Place, table: Table, fresh: Sequence[_Read]) -> list[str]:
    """What is wrong with the numbers of these rows: entered otherwise, or printed on no sheet."""
    entered = dict(place.batch.sheets.values_list("number", "entered_at"))
    faults = []
    for row in fresh:
        if row.number is None:
            continue
        if entered.get(row.number) is not None:
            why = _("sheet %(n)s is already entered") % {"n": row.number}
        elif place.batch.size and row.number not in entered:
            why = _("this batch has no sheet %(n)s") % {"n": row.number}
        else:
            continue
        cell = table.cell(row.line, _at(place, NUMBER))
        faults.append(_("%(cell)s: %(why)s.") % {"cell": cell, "why": why})
    return faults


def _number(actor: Participant, batch: Batch, read: Sequence[_Read]) -> None:
    """Fill the sheets that were printed, and make the others, after the last number."""
    now = database_now()
    asked = [one.number for one in read if one.number is not None]
    there = {one.number: one for one in batch.sheets.filter(number__in=asked)}
    last = max([batch.sheets.aggregate(last=Max("number"))["last"] or 0, *asked])
    filled: list[Sheet] = []
    made: list[Sheet] = []
    for one in read:
        number = one.number
        if number is None:
            last += 1
            number = last
        sheet = there.get(number)
        rows = filled if sheet is not None else made
        sheet = sheet or Sheet(batch=batch, number=number)
        rows.append(sheet)
        sheet.contribution, sheet.page = one.prepared.contribution, one.prepared.page
        sheet.entered_by, sheet.entered_at = actor, now
    Sheet.objects.bulk_create(made, batch_size=ROWS)
    Sheet.objects.bulk_update(filled, ["contribution", "page", "entered_by", "entered_at"], batch_size=ROWS)
