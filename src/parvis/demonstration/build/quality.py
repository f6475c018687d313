"""How many people each consultation of the demonstration concerns; its qualities, measured."""

from __future__ import annotations

from parvis.consultations.models import ConsultationPage
from parvis.quality.domain.measure import measure
from parvis.quality.models import TargetPopulation
from parvis.quality.queries import to_measure

TOWN = 46_000
SOURCE = "habitants de 16 ans et plus de Valmont-sur-Orle, ville inventée"


def make_qualities(*, pages: list[ConsultationPage]) -> None:
    """Named at the opening; what has not begun is not measured yet."""
    TargetPopulation.objects.bulk_create(
        TargetPopulation(consultation=page, people=TOWN, source=SOURCE, named_at=page.first_published_at)
        for page in pages
    )
    for page in to_measure():
        measure(consultation=page)
