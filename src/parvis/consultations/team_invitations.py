"""Somebody is asked, by e-mail, to take a place in a team."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.consultations.enums import Role
from parvis.jobs.forgetting import TEAM_INVITATIONS

SIGNER = Signer(salt="parvis.consultations.team")


class TeamInvitation(models.Model):
    """A role, for whoever has this address and accepts while the link is good. It makes no account.

    The address is forgotten as soon as it was accepted or taken back; the row a month after it was sent.
    """

    consultation = models.ForeignKey(
        "consultations.ConsultationPage",
        verbose_name=_("consultation"),
        on_delete=models.CASCADE,
        related_name="team_invitations",
    )
    email = models.EmailField(_("invited at"), blank=True)
    role = models.CharField(_("role"), max_length=12, choices=Role)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("invited by"), on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField(_("sent at"), db_default=Now(), editable=False)
    accepted_at = models.DateTimeField(_("accepted on"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("taken back at"), null=True, editable=False)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("invitation to a team")
        verbose_name_plural = _("invitations to a team")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "email", "role"], condition=~Q(email=""), name="team_invited_once"
            ),
            models.CheckConstraint(
                condition=(Q(accepted_at=None, revoked_at=None) & ~Q(email=""))
                | Q(accepted_at__isnull=False, revoked_at=None, email="")
                | Q(accepted_at=None, revoked_at__isnull=False, email=""),
                name="team_invitation_waits_at_an_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.role}"

    @property
    def waits(self) -> bool:
        """Neither accepted nor taken back; it may be too old all the same."""
        return self.accepted_at is None and self.revoked_at is None


def good() -> QuerySet[TeamInvitation]:
    """Those that may be accepted now, by the clock of the database."""
    return TeamInvitation.objects.filter(
        accepted_at=None, revoked_at=None, sent_at__gte=Now() - TEAM_INVITATIONS
    )


def write_token(invitation: TeamInvitation) -> str:
    return SIGNER.sign(str(invitation.pk))


def read_token(token: str) -> TeamInvitation | None:
    """The invitation behind a link, whatever became of it; None for a link that we did not sign."""
    try:
        pk = int(SIGNER.unsign(token))
    except BadSignature:
        return None
    rows = TeamInvitation.objects.select_related("consultation", "invited_by")
    found: TeamInvitation | None = rows.filter(pk=pk).first()
    return found
