"""Times when the site was there are forgotten once no page shows them; outages stay."""

from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now

from parvis.availability.models import Watch

KEPT = timedelta(days=400)


@transaction.atomic
def forget_watches() -> int:
    """Returns how many were."""
    return Watch.objects.filter(last_at__lt=Now() - KEPT).delete()[0]
