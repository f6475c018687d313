"""Contributions on a map, counted by the database: never more cells than a screen can show."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, DecimalField, ExpressionWrapper, F, IntegerField, Max, Min, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Floor

from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import kinds_apart
from parvis.contributions.models import ON_MAPS, Contribution, ContributionQuerySet
from parvis.contributions.places import Area
from parvis.contributions.queries import in_area

CELLS = 7
"""On each side of the map."""
THINNEST = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Cell:
    """How many contributions are close together, and between which edges; `first` is one of them."""

    count: int
    area: Area
    first: int

    @property
    def is_spot(self) -> bool:
        """Whether all of them are at one place."""
        return self.area.south == self.area.north and self.area.west == self.area.east


def located(consultation: ConsultationPage) -> ContributionQuerySet:
    """What lists show of it, and is somewhere."""
    rows = Contribution.objects.filter(ON_MAPS, consultation=consultation)
    return rows.exclude(kind__in=kinds_apart(consultation).values("pk"))


def mapped(ids: Collection[int]) -> ContributionQuerySet:
    """Those of these contributions that are somewhere."""
    return Contribution.objects.filter(ON_MAPS, pk__in=ids)


def extent(rows: ContributionQuerySet) -> Area | None:
    """The smallest area that holds all of them; none when nothing is anywhere. One query."""
    edges = rows.aggregate(
        south=Min("latitude"), west=Min("longitude"), north=Max("latitude"), east=Max("longitude")
    )
    if edges["south"] is None:
        return None
    return Area(**{name: float(edge) for name, edge in edges.items()})


def cells(rows: ContributionQuerySet, area: Area) -> list[Cell]:
    """What is in the area, by the cells of a grid laid over it, the fullest first; one query."""
    placed = in_area(rows, area).annotate(
        column=_cell("longitude", area.west, area.east), line=_cell("latitude", area.south, area.north)
    )
    counted = placed.order_by().values("column", "line").annotate(
        count=Count("pk"), south=Min("latitude"), west=Min("longitude"),
        north=Max("latitude"), east=Max("longitude"), first=Min("pk"),
    )  # fmt: skip
    return [
        Cell(
            count=row["count"],
            area=Area(float(row["south"]), float(row["west"]), float(row["north"]), float(row["east"])),
            first=row["first"],
        )
        for row in counted.order_by("-count", "first")
    ]


def _cell(name: str, start: float, end: float) -> Combinable:
    """In which of the equal parts of the side it is, in exact numbers; the far edge begins one more."""
    first, last = (Decimal(f"{edge:.4f}") for edge in (start, end))
    step = max((last - first) / CELLS, THINNEST)
    degrees = DecimalField(max_digits=11, decimal_places=8)
    return Floor(
        ExpressionWrapper((F(name) - Value(first)) / Value(step), output_field=degrees),
        output_field=IntegerField(),
    )
