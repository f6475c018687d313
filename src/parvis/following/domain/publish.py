"""Keep what is published of a consultation, so that each publication is told, and its mails counted."""

from parvis.consultations.models import ConsultationPage
from parvis.following.enums import PublicationKind
from parvis.following.models import Publication
from parvis.following.news.events import parent_path, places_above
from parvis.restitution.models import PublishedSynthesis

MOST = 1_000


def publish(*, consultation: ConsultationPage, kind: PublicationKind, title: str) -> Publication:
    """In the transaction of the act that publishes it: whoever follows it or took part is told of it."""
    return Publication.objects.create(consultation=consultation, kind=kind, title=title)


def note_syntheses() -> int:
    """Keep the syntheses that went live since the last time; return how many. Three queries at most."""
    rows = PublishedSynthesis.objects.filter(publication=None, synthesis__live=True)
    found = list(rows.select_related("synthesis").order_by("pk")[:MOST])
    if not found:
        return 0
    places = places_above([row.synthesis.path for row in found])
    made = [
        Publication(
            consultation=places[parent_path(row.synthesis.path)],
            kind=PublicationKind.SYNTHESIS,
            synthesis=row,
            title=row.synthesis.title,
            published_at=row.published_at,
        )
        for row in found
        if parent_path(row.synthesis.path) in places
    ]
    return len(Publication.objects.bulk_create(made, ignore_conflicts=True))
