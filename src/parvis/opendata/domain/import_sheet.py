"""Bring a spreadsheet, look at what its rows would become, and import them, all or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.enums import Origin
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage, Kind, Phase
from parvis.consultations.permissions import can
from parvis.jobs.forgetting import UNUSED
from parvis.opendata.imports.plan import ImportedContribution
from parvis.opendata.imports.rows import Refusal, Row
from parvis.opendata.imports.sheet import contributions, read_sheet
from parvis.opendata.imports.tables import Table
from parvis.opendata.imports.write_contributions import Frame, write_contributions
from parvis.opendata.models import Sheet


@dataclass(frozen=True)
class Matching:
    """What a person decided of a sheet: where its rows go, whence they come, which column is what."""

    phase: Phase
    kind: Kind
    origin: Origin
    columns: Mapping[str, str]


@dataclass(frozen=True)
class Preview:
    """What an import would do: the contributions, and the rows that keep it from being done."""

    items: tuple[ImportedContribution, ...]
    refusals: tuple[Refusal, ...]


def bring_sheet(*, actor: Participant, consultation: ConsultationPage, name: str, data: bytes) -> Sheet:
    """Keep the rows of a CSV or XLSX file until they are imported; one file at a time for each person.

    Raises Refused with what is wrong in the file.
    """
    _check(actor, consultation)
    table = read_sheet(name, data)
    columns = list(table.rows[0].fields)
    sheet, _made = Sheet.objects.update_or_create(
        consultation=consultation,
        actor=actor,
        defaults={
            "name": table.file,
            "columns": columns,
            "rows": [[row.line, list(row.fields.values())] for row in table.rows],
        },
    )
    return sheet


def preview_sheet(*, sheet: Sheet, matching: Matching) -> Preview:
    """Tell what the rows become, without storing anything."""
    items, refusals = contributions(
        _table(sheet),
        matching.columns,
        kind=matching.kind.code,
        is_titled=matching.kind.is_titled,
        received_at=sheet.created_at,
    )
    return Preview(tuple(items), tuple(refusals))


def import_sheet(*, actor: Participant, sheet: Sheet, matching: Matching) -> int:
    """Store the rows as contributions; return how many. The same rows again change nothing.

    Raises Refused when a row is refused: then nothing is stored.
    """
    with transaction.atomic():
        sheet = Sheet.objects.select_for_update().select_related("consultation").get(pk=sheet.pk)
        _check(actor, sheet.consultation)
        if not sheet.consultation_id == matching.phase.consultation_id == matching.kind.consultation_id:
            raise Refused(_("Choose a phase and a kind of this consultation."))
        preview = preview_sheet(sheet=sheet, matching=matching)
        if preview.refusals:
            raise Refused(_("Some rows cannot be taken: nothing was imported."))
        frame = Frame(matching.phase, {matching.kind.code: matching.kind}, {}, matching.origin)
        items = _as_first_received(preview.items, sheet)
        write_contributions(items, frame, people={}, arguments=None, progress=lambda *_args: None)
        said = f"{sheet.name} ({len(items)})"
        note(actor=actor, consultation=sheet.consultation, act=DeskAct.SHEET_IMPORTED, about=said)
        sheet.delete()
    return len(preview.items)


def _as_first_received(items: Sequence[ImportedContribution], sheet: Sheet) -> list[ImportedContribution]:
    """A row without a date, brought again, keeps the moment when it was brought first."""
    dateless = [item.external_id for item in items if item.created_at == sheet.created_at]
    rows = sheet.consultation.contributions.filter(external_id__in=dateless)
    first = dict(rows.values_list("external_id", "created_at"))
    return [
        replace(item, created_at=first[item.external_id]) if item.external_id in first else item
        for item in items
    ]


def forget_sheets() -> int:
    """Erase what nobody imported within a day; return how many sheets."""
    found = Sheet.objects.filter(created_at__lt=Now() - UNUSED)
    count, _each = found.delete()
    return count


def _table(sheet: Sheet) -> Table:
    rows = [Row(line, dict(zip(sheet.columns, cells, strict=True))) for line, cells in sheet.rows]
    return Table(sheet.name, frozenset(sheet.columns), rows)


def _check(actor: Participant, consultation: ConsultationPage) -> None:
    if not can(actor, "edit", consultation):
        raise Refused(_("Only the organisers of this consultation import files."))
