"""Weighted results as a table that a spreadsheet opens, and as the bytes that the log holds the digest of."""

from __future__ import annotations

from collections.abc import Iterator

from parvis.consultations.models import ConsultationPage
from parvis.merkle.canonical import canonical
from parvis.panel.models import WeightedResult
from parvis.panel.weighted import ItemResult, Weighted

Row = list[str | int | None]


def weighted_rows(consultation: ConsultationPage) -> Iterator[Row]:
    """A line for each answer to each item; a ballot or an item that is not weighted says why."""
    yield [
        "ballot", "item", "choice", "people", "share", "weighted_people", "effective_size", "design_effect",
        "weighted_share", "low", "high", "rounded_to", "not_weighted",
    ]  # fmt: skip
    for row in _results(consultation):
        result = Weighted.from_json(row.figures)
        if result.missing:
            empty: Row = [None, "", "", "", "", ""]
            yield [row.ballot_id, None, None, None, "", result.people, *empty, result.missing]
        for item in result.items:
            for place, choice in enumerate(result.answers):
                yield [row.ballot_id, item.item, choice, *_line(item, place)]


def weighted_files(consultation: ConsultationPage) -> Iterator[tuple[str, bytes]]:
    """The name of the file of each ballot that is weighted, and its figures."""
    for row in _results(consultation):
        if row.is_measured:
            yield f"{row.ballot_id}.json", canonical(row.figures)


def _results(consultation: ConsultationPage) -> Iterator[WeightedResult]:
    rows = WeightedResult.objects.filter(ballot__phase__consultation=consultation)
    return rows.order_by("ballot").iterator()


def _line(item: ItemResult, place: int) -> Row:
    raw: Row = [item.raw[place], f"{item.raw[place] / max(1, sum(item.raw)):.4f}", item.people]
    if not item.shares:
        return [*raw, None, "", "", "", "", "", item.missing]
    share = item.shares[place]
    percents = [f"{one / 100:.2f}" for one in (share.value, share.low, share.high, item.step)]
    return [*raw, item.effective, f"{item.people / max(1, item.effective):.2f}", *percents, ""]
