"""Keep the figures of a consultation as counted now."""

from django.utils import timezone

from parvis.consultations.models import ConsultationPage
from parvis.restitution.domain.count import count_figures
from parvis.restitution.models import FigureSnapshot


def take_snapshot(*, consultation: ConsultationPage) -> FigureSnapshot:
    """Count, and replace the stored figures; running it again changes nothing but the moment."""
    figures = count_figures(consultation=consultation)
    snapshot, _created = FigureSnapshot.objects.update_or_create(
        consultation=consultation,
        defaults={"figures": figures.to_json(), "computed_at": timezone.now()},
    )
    return snapshot
