"""What people deposit, and its versions."""

from __future__ import annotations

import secrets
import uuid
from typing import Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.accounts.enums import IdentityLevel, Origin
from parvis.consultations.models import ConsultationPage, Kind, Phase, Theme
from parvis.contributions.enums import State
from parvis.contributions.search import search_vector
from parvis.ledger.models import Logged

PUBLISHED = Q(state=State.PUBLISHED)


def random_place() -> int:
    """Place of a contribution on the ring of the random order: 62 bits, drawn once."""
    return secrets.randbits(62)


def list_indexes(suffix: str, field: str) -> list[models.Index]:
    """The three orders of a list of published contributions, inside one value of `field`."""
    return [
        models.Index(
            fields=[field, "shuffle_key", "id"], name=f"contribution_random{suffix}", condition=PUBLISHED
        ),
        models.Index(
            fields=[field, "-created_at", "-id"], name=f"contribution_recent{suffix}", condition=PUBLISHED
        ),
        models.Index(
            fields=[field, "-argument_count", "-id"], name=f"contribution_argued{suffix}", condition=PUBLISHED
        ),
    ]


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def published(self) -> Self:
        return self.filter(state=State.PUBLISHED)


class Contribution(Logged):
    """An idea, a pain point, a solution, a statement...: its `kind` says which."""

    consultation = models.ForeignKey(
        ConsultationPage,
        verbose_name=_("consultation"),
        on_delete=models.PROTECT,
        related_name="contributions",
    )
    phase = models.ForeignKey(
        Phase,
        verbose_name=_("phase"),
        null=True,
        on_delete=models.PROTECT,
        related_name="contributions",
        db_index=False,
    )
    kind = models.ForeignKey(
        Kind, verbose_name=_("kind"), on_delete=models.PROTECT, related_name="contributions", db_index=False
    )
    theme = models.ForeignKey(
        Theme,
        verbose_name=_("theme"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contributions",
        db_index=False,
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,
        on_delete=models.PROTECT,
        related_name="contributions",
    )
    responds_to = models.ForeignKey(
        "self",
        verbose_name=_("responds to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="responses",
    )
    title = models.CharField(_("title"), max_length=250, blank=True)
    text = models.TextField(_("text"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PUBLISHED)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin, default=Origin.WEB)
    identity_level = models.PositiveSmallIntegerField(
        _("identity level of the author at the time"), choices=IdentityLevel, default=IdentityLevel.VISITOR
    )
    created_at = models.DateTimeField(_("deposited at"), db_default=Now(), editable=False)
    revised_at = models.DateTimeField(_("revised at"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    is_late = models.BooleanField(
        _("sent in the minutes of grace"),
        default=False,
        editable=False,
        help_text=_("The form was opened before the phase closed and sent just after."),
    )
    reacted_at = models.DateTimeField(
        _("first reaction at"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("From the first vote, argument or answer on, each revision is a public version."),
    )
    argument_count = models.PositiveIntegerField(_("arguments"), default=0, editable=False)
    shuffle_key = models.BigIntegerField(_("place in the random order"), default=random_place, editable=False)
    idempotency_key = models.UUIDField(_("idempotency key"), default=uuid.uuid4, unique=True, editable=False)
    external_id = models.CharField(
        _("identifier in the imported file"), max_length=120, null=True, blank=True
    )
    search = models.GeneratedField(
        expression=search_vector("title", weight="A") + search_vector("text", weight="B"),
        output_field=SearchVectorField(),
        db_persist=True,
        verbose_name=_("search vector"),
    )

    objects = ContributionQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "external_id"], name="contribution_external_unique"
            ),
        ]
        # A list may be narrowed by a theme, a kind or a phase, which each belong to one consultation: every
        # filter has its index for every order, since kinds and phases follow one another in time and a scan
        # of the whole consultation in order could skip half of it before the first match.
        indexes = [
            *list_indexes("", "consultation"),
            *list_indexes("_theme", "theme"),
            *list_indexes("_kind", "kind"),
            *list_indexes("_phase", "phase"),
            GinIndex(fields=["search"], name="contribution_search"),
        ]

    def __str__(self) -> str:
        return self.title or self.text[:80]


class Version(Logged):
    """What a contribution said before a revision; public when it had already drawn a reaction.

    It takes over the entry and the salt under which the log holds these words.
    """

    contribution = models.ForeignKey(
        Contribution, verbose_name=_("contribution"), on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=250, blank=True)
    text = models.TextField(_("text"))
    is_public = models.BooleanField(_("public"))
    replaced_at = models.DateTimeField(_("replaced at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["contribution", "number"], name="version_number_unique")
        ]

    def __str__(self) -> str:
        return f"{self.contribution} ({self.number})"


class CarriedContribution(models.Model):
    """A contribution that a phase took over from an earlier one (the n best, or a list made by hand)."""

    phase = models.ForeignKey(
        Phase, verbose_name=_("phase"), on_delete=models.CASCADE, related_name="carried"
    )
    contribution = models.ForeignKey(
        Contribution, verbose_name=_("contribution"), on_delete=models.CASCADE, related_name="carried_to"
    )
    rank = models.PositiveIntegerField(_("rank"), null=True, blank=True)

    class Meta:
        verbose_name = _("contribution carried over")
        verbose_name_plural = _("contributions carried over")
        constraints = [models.UniqueConstraint(fields=["phase", "contribution"], name="carried_unique")]

    def __str__(self) -> str:
        return f"{self.contribution} -> {self.phase}"
