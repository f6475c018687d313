"""Panels drawn by lot, as everybody reads and draws them again: numbers and commitments, no name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.db.models import QuerySet

from parvis.consultations.models import ConsultationPage
from parvis.draws import replay
from parvis.draws.models import Draw
from parvis.draws.queries import report_of
from parvis.merkle.canonical import canonical
from parvis.opendata.exports.tables import Rows, date_of
from parvis.ui.spreadsheet import Cell

DRAW_COLUMNS: list[Cell] = [
    "id", "title", "size", "pool", "panels", "list_sha256", "prepared_at", "seed_rule", "seed_at", "seed",
    "panel", "drawn_at", "replaced", "accepted",
]  # fmt: skip
SCRIPT = Path(replay.__file__)


def draw_rows(consultation: ConsultationPage) -> Rows:
    """Header, then one row a panel that was drawn; a few queries for each, and there are few."""
    yield DRAW_COLUMNS
    for draw in _drawn(consultation):
        report = report_of(draw)
        yield [
            draw.pk,
            draw.title,
            draw.size,
            len(report["list"]["people"]),
            len(report["list"]["panels"]),
            draw.digest,
            date_of(draw.prepared_at),
            draw.seed_rule,
            date_of(draw.seed_at),
            draw.seed,
            draw.number,
            date_of(draw.drawn_at),
            len(report["replacements"]),
            report["accepted"],
        ]


def draw_files(consultation: ConsultationPage) -> Iterator[tuple[str, bytes]]:
    """The report of each, which `replay.py` draws again."""
    for draw in _drawn(consultation):
        yield f"{draw.pk}.json", canonical(report_of(draw))


def script() -> bytes:
    return SCRIPT.read_bytes()


def _drawn(consultation: ConsultationPage) -> QuerySet[Draw]:
    return Draw.objects.filter(consultation=consultation, drawn_at__isnull=False).order_by("pk")
