"""Commissions: a tree of bodies that work on a consultation, who sits there, what they read and say."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.commissions.enums import Office
from parvis.commissions.handing import HandOver as HandOver  # noqa: PLC0414 (of this floor)
from parvis.commissions.opinions import Opinion as Opinion  # noqa: PLC0414 (of this floor)
from parvis.commissions.opinions import OpinionVersion as OpinionVersion  # noqa: PLC0414 (of this floor)
from parvis.consultations.models import ConsultationPage, Phase
from parvis.pages.models import ResourcePage

DEEPEST = 3
"""A commission, its sub-commissions, and theirs."""


class Commission(models.Model):
    """A body of a consultation, or of another commission of it, with what it is asked to do.

    The tree has no cycle and is at most `DEEPEST` deep: `domain.edit_commission` sees to it.
    """

    consultation = models.ForeignKey(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.PROTECT, related_name="commissions"
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("commission above"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="subcommissions",
    )
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("name in addresses"), max_length=80)
    mandate = models.TextField(_("mandate"), max_length=5000, blank=True)
    phases = models.ManyToManyField(
        Phase, verbose_name=_("phases that it holds"), blank=True, related_name="commissions"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    opened_on = models.DateField(_("works since"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("commission")
        verbose_name_plural = _("commissions")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "slug"], name="commission_slug_unique"),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")), name="commission_not_its_own"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CommissionMember(models.Model):
    """Who sits there. Without an agreement, somebody is counted and not named.

    A `participant` accepted by themselves; of somebody without an account, the organiser declares that they
    agreed. `invited_at`: a link was made for whoever will accept it.
    """

    commission = models.ForeignKey(
        Commission, verbose_name=_("commission"), on_delete=models.CASCADE, related_name="members"
    )
    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="commission_places",
    )
    name = models.CharField(_("name, as shown"), max_length=120, blank=True)
    office = models.CharField(_("office"), max_length=12, choices=Office, default=Office.MEMBER)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    is_public = models.BooleanField(_("named on the page"), default=False)
    invited_at = models.DateTimeField(_("invited at"), null=True, editable=False)
    agreed_at = models.DateTimeField(_("agreed at"), null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("member of a commission")
        verbose_name_plural = _("members of commissions")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["commission", "participant"],
                condition=Q(until=None),
                name="commission_member_once",
            ),
            models.CheckConstraint(
                condition=Q(is_public=False)
                | Q(agreed_at__isnull=False) & (~Q(name="") | Q(participant__isnull=False)),
                name="commission_member_agreed",
            ),
            models.CheckConstraint(
                condition=Q(participant=None) | Q(agreed_at__isnull=False, name=""),
                name="commission_member_accepted",
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="commission_member_leaves_after",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commission_id} {self.office}"

    @property
    def shown_name(self) -> str:
        """Under which everybody reads them; empty for somebody who is counted alone."""
        if not self.is_public:
            return ""
        return self.participant.public_name if self.participant is not None else self.name

    @property
    def waits(self) -> bool:
        """Whether nobody accepted its invitation yet."""
        return self.invited_at is not None and self.agreed_at is None


class CommissionDocument(models.Model):
    """A resource of the consultation that a commission works from, or has written."""

    commission = models.ForeignKey(
        Commission, verbose_name=_("commission"), on_delete=models.CASCADE, related_name="documents"
    )
    resource = models.ForeignKey(
        ResourcePage, verbose_name=_("resource"), on_delete=models.CASCADE, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("document of a commission")
        verbose_name_plural = _("documents of commissions")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["commission", "resource"], name="commission_document_once")
        ]

    def __str__(self) -> str:
        return f"{self.commission_id} {self.resource_id}"
