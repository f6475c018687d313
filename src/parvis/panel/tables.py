"""The statement as tables that a spreadsheet opens; shares as numbers between 0 and 1."""

from __future__ import annotations

from collections.abc import Iterator

from parvis.consultations.models import ConsultationPage
from parvis.panel.figures import SCALE, Measure, Panel
from parvis.panel.queries import statements_for

Row = list[str | int | None]


def panel_rows(consultation: ConsultationPage) -> Iterator[Row]:
    """A line for each group of answers of ten people or more; a question that is not measured says why."""
    yield [
        "question", "answers", "people", "share", "share_low", "share_high", "population", "source", "year",
        "answered", "took_part", "not_measured",
    ]  # fmt: skip
    panel = panel_of(consultation)
    for one in panel.traits:
        after: Row = [one.source, one.year or None, one.told, panel.people, one.missing]
        for group in one.groups:
            share = [_plain(value) for value in (group.share.value, group.share.low, group.share.high)]
            named = " ".join(group.categories)
            yield [one.trait, named, group.people, *share, _plain(group.expected), *after]
        if not one.groups:
            yield [one.trait, "", None, "", "", "", "", *after]


def measure_rows(consultation: ConsultationPage) -> Iterator[Row]:
    """The measures of each question, with their intervals."""
    yield ["question", "measure", "value", "low", "high"]
    for one in panel_of(consultation).measured:
        for name in ("note", "dissimilarity", "efficiency", "coverage", "theil"):
            found: Measure | None = getattr(one, name)
            if found is not None:
                yield [one.trait, name, *(_plain(value) for value in (found.value, found.low, found.high))]


def weight_rows(consultation: ConsultationPage) -> Iterator[Row]:
    """What each of those who gave the same answers would weigh, 1 on average; nothing where some are few."""
    yield ["answers", "people", "weight"]
    weights = panel_of(consultation).weights
    for cell in weights.cells if weights else ():
        named = "; ".join(f"{trait}: {' '.join(codes)}" for trait, codes in cell.categories.items())
        yield [named, cell.people, _plain(cell.weight)]


def panel_of(consultation: ConsultationPage) -> Panel:
    """Nothing until figures are first made; one query."""
    dated = statements_for([consultation.pk]).get(consultation.pk)
    return dated.panel if dated else Panel()


def _plain(value: int | None) -> str:
    return "" if value is None else f"{value / SCALE:.4f}"
