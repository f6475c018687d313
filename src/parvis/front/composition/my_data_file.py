"""One's data as one file: JSON for machines, a page and tables for people."""

import json
import zipfile
from typing import IO

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from parvis.accounts.models import Participant
from parvis.front.composition.my_data import parts, read_all
from parvis.front.composition.my_data_reading import Row
from parvis.front.composition.my_files import MOST_AT_ONCE, file_name, files_of
from parvis.ui.spreadsheet import csv_lines


def write_my_data(person: Participant, stream: IO[bytes]) -> None:
    """A zip of `my-data.json`, `index.html`, one CSV for each part that holds something, and one's files."""
    found = read_all(person)
    made_at = timezone.localtime()
    whole = {
        "format": "parvis-my-data/1",
        "site": settings.PARVIS_ADDRESS,
        "made_at": made_at.isoformat(timespec="seconds"),
        "data": found,
    }
    tables = [(part.title, found[part.name], f"{part.name}.csv") for part in parts() if found[part.name]]
    context = {"tables": tables, "made_at": made_at, "site": settings.PARVIS_ADDRESS}
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("my-data.json", json.dumps(whole, ensure_ascii=False, indent=1))
        pack.writestr("index.html", render_to_string("front/my_data_file.html", context))
        for _title, rows, name in tables:
            pack.writestr(name, "".join(csv_lines(_table(rows))))
        for file in files_of(person).iterator(chunk_size=MOST_AT_ONCE):
            pack.writestr(file_name(file), bytes(file.content))


def _table(rows: list[Row]) -> list[list[str | int | None]]:
    columns = list(rows[0])
    return [[*columns], *([row[column] for column in columns] for row in rows)]
