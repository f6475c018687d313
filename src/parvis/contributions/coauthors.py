"""People who sign a contribution with its author: invited by the author, named once they accept."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.ledger.models import Logged

CONTRIBUTION = "contributions.Contribution"
MOST = 10
"""Co-authors of one text, those who are invited included."""


class CoAuthorQuerySet(models.QuerySet["CoAuthor"]):
    def accepted(self) -> Self:
        """Those who sign."""
        return self.filter(participant__isnull=False)

    def invited(self) -> Self:
        """Those who are asked, and have not answered."""
        return self.filter(participant=None)


class CoAuthor(Logged):
    """Somebody who signs a text with its author or, without a participant yet, is invited to.

    `email` is where the invitation went, until it is accepted; without one, its link was handed on. `place`
    is one of ten: the database takes no eleventh. The log knows of it from the moment when it is accepted.
    """

    contribution = models.ForeignKey(
        CONTRIBUTION, verbose_name=_("contribution"), on_delete=models.CASCADE, related_name="coauthors"
    )
    place = models.PositiveSmallIntegerField(_("place"))
    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("co-author"),
        null=True,
        on_delete=models.PROTECT,
        related_name="coauthorships",
    )
    email = models.EmailField(_("invited at"), blank=True)
    invited_at = models.DateTimeField(_("invited on"), db_default=Now(), editable=False)
    accepted_at = models.DateTimeField(_("accepted on"), null=True)

    objects: Any = CoAuthorQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("co-author")
        verbose_name_plural = _("co-authors")
        constraints = [
            models.UniqueConstraint(fields=["contribution", "participant"], name="coauthor_once"),
            models.UniqueConstraint(fields=["contribution", "place"], name="coauthor_place"),
            models.UniqueConstraint(
                fields=["contribution", "email"], condition=~Q(email=""), name="coauthor_invited_once"
            ),
            models.CheckConstraint(condition=Q(place__gte=1, place__lte=MOST), name="coauthor_at_most_ten"),
            models.CheckConstraint(
                condition=Q(participant=None, accepted_at=None)
                | Q(participant__isnull=False, accepted_at__isnull=False, email=""),
                name="coauthor_accepted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.participant_id}"
