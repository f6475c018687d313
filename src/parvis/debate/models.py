"""Arguments for and against a contribution, replies one level deep, and their supports."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.accounts.enums import IdentityLevel, Origin
from parvis.consultations.models import Phase
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.debate.enums import Side
from parvis.ledger.models import Logged

TEXT_LIMIT = 2000
SUPPORTS = F("support_count") + F("imported_support_count")


class Argument(Logged):
    """A reason for or against a contribution; a reply takes no side and answers an argument."""

    contribution = models.ForeignKey(
        Contribution, verbose_name=_("contribution"), on_delete=models.PROTECT, related_name="arguments"
    )
    phase = models.ForeignKey(
        Phase, verbose_name=_("phase"), null=True, on_delete=models.PROTECT, related_name="arguments"
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("replies to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replies",
    )
    side = models.CharField(_("side"), max_length=8, choices=Side, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,
        on_delete=models.PROTECT,
        related_name="arguments",
    )
    text = models.TextField(_("text"), max_length=TEXT_LIMIT)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PUBLISHED)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin, default=Origin.WEB)
    identity_level = models.PositiveSmallIntegerField(
        _("identity level of the author at the time"), choices=IdentityLevel, default=IdentityLevel.VISITOR
    )
    created_at = models.DateTimeField(_("written at"), db_default=Now(), editable=False)
    withdrawn_at = models.DateTimeField(
        pgettext_lazy("argument", "withdrawn at"), null=True, blank=True, editable=False
    )
    support_count = models.PositiveIntegerField(_("supports"), default=0, editable=False)
    imported_support_count = models.PositiveIntegerField(
        _("supports imported as a total"), default=0, editable=False
    )
    idempotency_key = models.UUIDField(_("idempotency key"), default=uuid.uuid4, unique=True, editable=False)
    external_id = models.CharField(
        _("identifier in the imported file"), max_length=120, null=True, blank=True
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("argument")
        verbose_name_plural = _("arguments")
        constraints = [
            models.UniqueConstraint(fields=["contribution", "external_id"], name="argument_external_unique"),
            models.CheckConstraint(
                condition=Q(parent=None, side__in=Side.values) | Q(parent__isnull=False, side=""),
                name="argument_side_or_reply",
            ),
        ]
        indexes = [
            models.Index(
                "contribution",
                "side",
                SUPPORTS.desc(),
                "id",
                name="argument_best",
                condition=Q(state=State.PUBLISHED),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def total_support(self) -> int:
        """Single supports and those imported as a total: what ranks the argument."""
        return self.support_count + self.imported_support_count


class ArgumentSupport(models.Model):
    """Somebody finds an argument good.

    `is_counted` says whether the argument's count holds this row, so that readers see their own act at once
    while the count waits for its job. A support that was withdrawn is ended, then deleted by that job.
    """

    argument = models.ForeignKey(
        Argument, verbose_name=_("argument"), on_delete=models.CASCADE, related_name="supports"
    )
    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="argument_supports",
    )
    is_live = models.BooleanField(_("counts"), default=True)
    is_counted = models.BooleanField(_("already in the count"), default=False, editable=False)
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("support of an argument")
        verbose_name_plural = _("supports of arguments")
        constraints = [
            models.UniqueConstraint(fields=["argument", "participant"], name="argument_support_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} -> {self.argument_id}"
