"""Organisations that take part, and the people who act for them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.ledger.models import Logged
from parvis.organisations.a_lead import Led
from parvis.organisations.enums import LIVE, Register, Role, Sort, Standing

LONGEST_NAME = 150
IS_LIVE = Q(standing__in=[str(one) for one in LIVE])


class Organisation(Logged):
    """An association, a company, a public body...: declared by somebody, verified by the team of the site.

    It signs texts, and has no vote. `folded` is its name without case, accents or punctuation.
    """

    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    folded = models.CharField(_("name, folded"), max_length=LONGEST_NAME, editable=False)
    sort = models.CharField(_("sort"), max_length=12, choices=Sort)
    register = models.CharField(_("register"), max_length=6, choices=Register, blank=True)
    number = models.CharField(_("number"), max_length=40, blank=True)
    website = models.URLField(_("web address"), max_length=200, blank=True)
    standing = models.CharField(_("standing"), max_length=8, choices=Standing, default=Standing.DECLARED)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("declared by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="declared_organisations",
    )
    declared_at = models.DateTimeField(_("declared at"), db_default=Now(), editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("verified or refused by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("verified or refused at"), null=True)
    sentence = models.CharField(
        _("how it was verified"),
        max_length=300,
        blank=True,
        help_text=_("One sentence that everybody reads."),
    )
    refusal = models.TextField(_("why it was refused"), max_length=1000, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.UniqueConstraint(
                fields=["register", "number"],
                condition=IS_LIVE & ~Q(number=""),
                name="organisation_one_number",
            ),
            models.UniqueConstraint(
                fields=["folded"], condition=IS_LIVE & Q(number=""), name="organisation_one_name"
            ),
            models.CheckConstraint(
                condition=Q(register="", number="")
                | Q(register=Register.SIREN, number__regex=r"^[0-9]{9}$")
                | Q(register=Register.RNA, number__regex=r"^W[0-9]{9}$")
                | (Q(register=Register.OTHER) & ~Q(number="")),
                name="organisation_number_of_its_register",
            ),
            models.CheckConstraint(
                condition=~Q(standing=Standing.VERIFIED) | (~Q(sentence="") & Q(decided_at__isnull=False)),
                name="organisation_verified_in_words",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_verified(self) -> bool:
        return self.standing == Standing.VERIFIED

    @property
    def is_live(self) -> bool:
        return self.standing in LIVE

    @property
    def domain(self) -> str:
        """The domain of its web address, without `www.`; empty without an address."""
        return (urlsplit(self.website).hostname or "").removeprefix("www.")


class RepresentativeQuerySet(models.QuerySet["Representative"]):
    def current(self) -> RepresentativeQuerySet:
        """Those who act for it now."""
        return self.filter(participant__isnull=False)

    def invited(self) -> RepresentativeQuerySet:
        """Those who are asked, and have not answered."""
        return self.filter(participant=None)


class Representative(models.Model):
    """Somebody who acts for an organisation or, without a participant yet, is invited to.

    `email` is where the invitation went, until it is accepted; without one, its link was handed on.
    """

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="representatives",
    )
    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        on_delete=models.PROTECT,
        related_name="representations",
    )
    role = models.CharField(_("role"), max_length=6, choices=Role, default=Role.MEMBER)
    email = models.EmailField(_("invited at"), blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("invited by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    invited_at = models.DateTimeField(_("invited on"), db_default=Now(), editable=False)
    accepted_at = models.DateTimeField(_("accepted on"), null=True)

    objects: Any = RepresentativeQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("representative")
        verbose_name_plural = _("representatives")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "participant"], name="representative_once"),
            models.UniqueConstraint(
                fields=["organisation", "email"], condition=~Q(email=""), name="representative_invited_once"
            ),
            models.CheckConstraint(
                condition=Q(participant=None, accepted_at=None)
                | Q(participant__isnull=False, accepted_at__isnull=False, email=""),
                name="representative_accepted",
            ),
            Led(name="organisation_has_a_lead"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.participant_id}"

    @property
    def is_asked_to_lead(self) -> bool:
        """Whether the team of the site invites them to lead it, and they have not answered."""
        return self.participant_id is None and self.role == Role.LEAD
