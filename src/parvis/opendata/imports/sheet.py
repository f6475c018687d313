"""A spreadsheet of the organiser's own, whose columns a person matches with ours."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.accounts.errors import Refused
from parvis.contributions.texts import clean_line
from parvis.opendata.imports.plan import ImportedContribution
from parvis.opendata.imports.rows import Refusal, Row, RowRefused
from parvis.opendata.imports.tables import Table, first, headed, name_of, parse_all, text, when
from parvis.pages.spreadsheets import book_lines, csv_lines, is_book

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 200


@dataclass(frozen=True)
class Target:
    """What of ours a column may fill, and the headings under which people write it."""

    code: str
    label: Promise
    headings: tuple[str, ...]


TARGETS = (
    Target("title", gettext_lazy("Title"), ("title", "titre", "objet", "subject", "intitulé")),
    Target(
        "text",
        gettext_lazy("Text"),
        ("text", "texte", "contribution", "body", "description", "contenu", "avis"),
    ),
    Target(
        "theme", gettext_lazy("Theme"), ("theme", "thème", "category", "catégorie", "rubrique", "section")
    ),
    Target(
        "date",
        gettext_lazy("Date"),
        ("date", "created_at", "horodateur", "timestamp", "déposé le", "deposited at"),
    ),
    Target(
        "identifier",
        gettext_lazy("Number or identifier"),
        ("id", "identifier", "identifiant", "numéro", "n°", "number"),
    ),
)
Matches = Mapping[str, str]
"""The heading of the column that fills each target, by code."""


def read_sheet(name: str, data: bytes) -> Table:
    """The rows of a CSV or XLSX file; those that are empty are left out. Raises Refused with what to do."""
    if len(data) > MOST_BYTES:
        raise Refused(_("This file is larger than 10 MB. Cut it into several files."))
    records = book_lines(data) if is_book(name) else csv_lines(data)
    header = _headings(next(records, []))
    rows = [
        Row(line, dict(zip(header, [*cells, *[""] * len(header)], strict=False)))
        for line, cells in enumerate(records, start=2)
        if any(cell.strip() for cell in cells)
    ]
    if len(rows) > MOST_ROWS:
        raise Refused(_("This file has more than 20,000 rows. Cut it into several files."))
    if not rows:
        raise Refused(_("This file has no row below its headings."))
    return Table(PurePath(name).name[:120], frozenset(header), rows)


def guess(columns: Sequence[str]) -> dict[str, str]:
    """The column of each target whose heading says so."""
    known = {column.casefold().strip(): column for column in reversed(columns)}
    found = {}
    for target in TARGETS:
        column = next((known[heading] for heading in target.headings if heading in known), None)
        if column is not None:
            found[target.code] = column
    return found


def contributions(
    table: Table, matches: Matches, *, kind: str, is_titled: bool, received_at: datetime
) -> tuple[list[ImportedContribution], list[Refusal]]:
    """What the rows become, and those that cannot be taken, each with its line and the reason.

    A row without a date was received at `received_at`. A row without a number is known by its words, so that
    the same file again adds nothing.
    """
    refusals: list[Refusal] = []
    seen: dict[str, int] = {}

    def parse_row(fields: dict[str, str]) -> ImportedContribution:
        title = text(fields, matches["title"]) if is_titled else ""
        line, words = headed(title, text(fields, matches["text"]))
        return ImportedContribution(
            external_id=_identifier(fields, matches, line + "\n" + words, seen),
            kind=kind,
            title=line,
            text=words,
            created_at=_date(fields, matches, received_at),
            theme=clean_line(first(fields, matches["theme"]))[:80] or None if "theme" in matches else None,
        )

    return parse_all([table], parse_row, refusals), refusals


def _identifier(fields: dict[str, str], matches: Matches, words: str, seen: dict[str, int]) -> str:
    if "identifier" in matches:
        name = name_of(fields, matches["identifier"])
        if name in seen:
            raise RowRefused(_("the number %(number)s stands twice in the file") % {"number": name})
    else:
        name = hashlib.sha256(words.encode()).hexdigest()[:32]
    seen[name] = seen.get(name, 0) + 1
    return f"sheet-{name}" if seen[name] == 1 else f"sheet-{name}-{seen[name]}"


def _date(fields: dict[str, str], matches: Matches, received_at: datetime) -> datetime:
    if "date" not in matches or not first(fields, matches["date"]):
        return received_at
    value = when({"": _iso(first(fields, matches["date"]))}, "")
    if value > timezone.now():
        raise RowRefused(_("the date is in the future"))
    return value


def _iso(value: str) -> str:
    """French spreadsheets write 24/12/2025, and the hour after it."""
    for form in ("%d/%m/%Y", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S"):
        try:
            return datetime.strptime(value, form).isoformat()
        except ValueError:
            continue
    return value


def _headings(cells: Sequence[str]) -> list[str]:
    """A name for each column; none may be missing twice."""
    names = [clean_line(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise Refused(_("The first row must hold the headings of the columns."))
    if len(names) > MOST_COLUMNS:
        raise Refused(_("This file has more than 200 columns."))
    names = [name or _("column %(place)d") % {"place": place} for place, name in enumerate(names, start=1)]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise Refused(_("Two columns are called “%(name)s”. Give each its own heading.") % {"name": twice})
    return names
