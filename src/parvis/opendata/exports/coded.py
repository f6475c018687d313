"""Codings whose agreement was published: what each coder chose, by letters and numbers, and no name."""

from __future__ import annotations

from parvis.consultations.models import ConsultationPage
from parvis.merkle.canonical import Value
from parvis.opendata.exports.tables import Rows
from parvis.ui.spreadsheet import Cell
from parvis.understanding.coding_queries import coded_of, finished, published_codings
from parvis.understanding.firmness import decimal
from parvis.understanding.models import Analysis, Coding
from parvis.understanding.queries import published_analyses

COLUMNS: list[Cell] = ["analysis", "coding", "coded_text", "coder", "code", "machine"]


def coding_rows(consultation: ConsultationPage) -> Rows:
    """Header, then one row a choice. Texts are numbers of a draw: which contribution each is, is not told."""
    yield COLUMNS
    for analysis in published_analyses(consultation):
        for coding in published_codings(analysis):
            letters = [coder.letter for coder in finished(coding)]
            for one in coded_of(coding):
                for letter, code in zip(letters, one.codes, strict=True):
                    if code is not None:
                        place, machine = one.text.place, one.text.machine
                        yield [analysis.pk, coding.pk, place, letter, code, machine]


def codings_of(analysis: Analysis) -> list[Value]:
    """What `analyses.json` says of each: enough to count its figures again from the rows."""
    return [_told(coding) for coding in published_codings(analysis)]


def _told(coding: Coding) -> dict[str, Value]:
    """Figures as text with four decimals, empty where nothing could be told."""
    figures = coding.figures
    machine: list[Value] = [
        {
            "coder": one["coder"],
            "texts": one["texts"],
            "same": decimal(one["same"]),
            "alpha": decimal(one["alpha"]),
        }
        for one in figures["machine"]
    ]
    return {
        "coding": coding.pk,
        "seed": coding.seed,
        "is_stratified": coding.is_stratified,
        "coders": figures["coders"],
        "texts": figures["texts"],
        **{name: decimal(figures[name]) for name in ("alpha", "low", "high", "same")},
        "machine": machine,
    }
