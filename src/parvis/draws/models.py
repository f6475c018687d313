"""A panel drawn by lot: what is asked of it, those among whom it is drawn, and those who sit in it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.consultations.models import ConsultationPage
from parvis.draws.enums import PUBLISHED, SeatState, Source, Stage

FEWEST_SEATS, MOST_SEATS = 2, 500


class Draw(models.Model):
    """One draw of a consultation.

    `features`: as `quotas.Feature`. `attempt`: of the preparation under way; one that was cancelled finds
    another, and leaves no trace. `trouble`: why the last preparation gave nothing, as a code and its details.
    `published`: the list of panels, as `replay.py` reads it; `digest` is its SHA-256.
    """

    consultation = models.ForeignKey(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.PROTECT, related_name="draws"
    )
    title = models.CharField(_("title"), max_length=160)
    size = models.PositiveSmallIntegerField(_("people in the panel"))
    source = models.CharField(_("those among whom one draws"), max_length=10, choices=Source)
    features = models.JSONField(_("quotas"))
    one_by_home = models.BooleanField(_("one person of an address at most"), default=True)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.DRAFT)
    seed_rule = models.CharField(_("where the seed comes from"), max_length=500, blank=True)
    seed_at = models.DateTimeField(_("when the seed is known"), null=True, blank=True)
    attempt = models.UUIDField(_("preparation under way"), null=True, editable=False)
    progress = models.PositiveSmallIntegerField(_("progress"), default=0, editable=False)
    trouble = models.JSONField(_("why the last preparation failed"), default=dict, editable=False)
    published = models.JSONField(_("list of panels"), null=True, editable=False)
    digest = models.CharField(_("fingerprint of the list"), max_length=64, blank=True, editable=False)
    prepared_at = models.DateTimeField(_("prepared at"), null=True, editable=False)
    seed = models.CharField(_("seed"), max_length=300, blank=True, editable=False)
    number = models.PositiveSmallIntegerField(_("number of the panel"), null=True, editable=False)
    met = models.JSONField(_("quotas kept by those who sit"), default=list, editable=False)
    drawn_at = models.DateTimeField(_("drawn at"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)
    forgotten_at = models.DateTimeField(_("names erased at"), null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("draw")
        verbose_name_plural = _("draws")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(size__range=(FEWEST_SEATS, MOST_SEATS)), name="draws_size_in_range"
            ),
            models.CheckConstraint(
                condition=Q(attempt=None) | Q(stage=Stage.PREPARING), name="draws_attempt_while_prepared"
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=PUBLISHED)
                | Q(published__isnull=False, prepared_at__isnull=False) & ~Q(digest="") & ~Q(seed_rule=""),
                name="draws_published_whole",
            ),
            models.CheckConstraint(
                condition=Q(drawn_at=None, number=None, seed="")
                | Q(drawn_at__gte=F("seed_at"), seed_at__gt=F("prepared_at"), number__isnull=False)
                & ~Q(seed=""),
                name="draws_seed_after_the_list",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def anchor(self) -> str:
        """Its place in a page that shows several."""
        return f"draw-{self.pk}"

    @property
    def listed(self) -> dict[str, Any]:
        """The list of panels; empty until it is published."""
        found: dict[str, Any] = self.published or {}
        return found

    @property
    def is_published(self) -> bool:
        return self.stage in PUBLISHED

    @property
    def may_change(self) -> bool:
        return self.stage in (Stage.DRAFT, Stage.CALLING)


class Candidate(models.Model):
    """Somebody of a pool: what the list says, or what they said themselves.

    `number` and `salt` come with the preparation; all but the number goes when names are erased, or when the
    person leaves.
    """

    draw = models.ForeignKey(
        Draw, verbose_name=_("draw"), on_delete=models.CASCADE, related_name="candidates"
    )
    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="candidacies",
    )
    name = models.CharField(_("name"), max_length=160, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    address = models.CharField(_("postal address"), max_length=300, blank=True)
    said = models.JSONField(_("features"), default=dict)
    number = models.PositiveIntegerField(_("number"), null=True, editable=False)
    salt = models.CharField(_("salt"), max_length=32, blank=True, editable=False)
    came_at = models.DateTimeField(_("came at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("person of a pool")
        verbose_name_plural = _("people of pools")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "participant"], name="draws_one_candidacy"),
            models.UniqueConstraint(fields=["draw", "number"], name="draws_one_number"),
        ]

    def __str__(self) -> str:
        return f"{self.draw_id}/{self.number or self.pk}"


class Seat(models.Model):
    """A seat given by the draw, or by the replacement of somebody who left theirs.

    `among`: in a replacement, the numbers of those who could have it, so that anybody finds that the order of
    the seed gave it to this one.
    """

    draw = models.ForeignKey(Draw, verbose_name=_("draw"), on_delete=models.PROTECT, related_name="seats")
    candidate = models.ForeignKey(
        Candidate, verbose_name=_("person"), on_delete=models.PROTECT, related_name="seats"
    )
    replaces = models.OneToOneField(
        "self",
        verbose_name=_("in the place of"),
        null=True,
        on_delete=models.PROTECT,
        related_name="replaced_by",
    )
    among = models.JSONField(_("numbers of those who could have it"), default=list)
    state = models.CharField(_("state"), max_length=10, choices=SeatState, default=SeatState.WAITING)
    given_at = models.DateTimeField(_("given at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["draw", "candidate"], name="draws_one_seat_a_person")]

    def __str__(self) -> str:
        return f"{self.draw_id}/{self.candidate_id}"
