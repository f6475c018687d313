"""Whom the organiser vouches for in one consultation: domains of mail, and codes sent by letter."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.consultations.continuations import Continuation as Continuation  # noqa: PLC0414 (of this floor)
from parvis.consultations.team_invitations import (
    TeamInvitation as TeamInvitation,  # noqa: PLC0414 (of this floor)
)


class TrustedDomain(models.Model):
    """A confirmed address of this domain makes one invited: `univ-x.fr`, or `*.univ-x.fr` for those below."""

    consultation = models.ForeignKey(
        "consultations.ConsultationPage",
        verbose_name=_("consultation"),
        on_delete=models.CASCADE,
        related_name="trusted_domains",
    )
    pattern = models.CharField(_("domain"), max_length=255)

    class Meta:
        verbose_name = _("trusted domain")
        verbose_name_plural = _("trusted domains")
        ordering = ["pattern"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "pattern"], name="trusted_domain_unique")
        ]

    def __str__(self) -> str:
        return self.pattern


class InvitationBatch(models.Model):
    """Codes made together, for one list of letters.

    Once revoked, those not yet used are worth nothing; once void, those used no longer give a level either.
    """

    consultation = models.ForeignKey(
        "consultations.ConsultationPage",
        verbose_name=_("consultation"),
        on_delete=models.CASCADE,
        related_name="invitations",
    )
    name = models.CharField(_("name"), max_length=80)
    size = models.PositiveIntegerField(_("how many codes"))
    made_at = models.DateTimeField(_("made at"), db_default=Now(), editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    is_void = models.BooleanField(_("gives no level any longer"), default=False)

    class Meta:
        verbose_name = _("batch of invitation codes")
        verbose_name_plural = _("batches of invitation codes")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_void=False) | Q(revoked_at__isnull=False), name="invitation_void_is_revoked"
            )
        ]

    def __str__(self) -> str:
        return self.name


class InvitationCode(models.Model):
    """One code, as a keyed hash. Who used it is a keyed hash too, which only the code can make again."""

    batch = models.ForeignKey(
        InvitationBatch, verbose_name=_("batch"), on_delete=models.CASCADE, related_name="codes"
    )
    code_hash = models.CharField(_("hash of the code"), max_length=64, unique=True)
    used_mark = models.CharField(_("who used it, as a keyed hash"), max_length=64, blank=True)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("invitation code")
        verbose_name_plural = _("invitation codes")

    def __str__(self) -> str:
        return str(self.pk)


class Admission(models.Model):
    """Somebody used a code of a batch, nobody knows which: they are invited in its consultation."""

    batch = models.ForeignKey(
        InvitationBatch, verbose_name=_("batch"), on_delete=models.CASCADE, related_name="admissions"
    )
    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="admissions",
    )
    admitted_on = models.DateField(_("admitted on"))

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("admission")
        verbose_name_plural = _("admissions")
        constraints = [models.UniqueConstraint(fields=["batch", "participant"], name="admission_unique")]

    def __str__(self) -> str:
        return f"{self.participant_id} - {self.batch}"
