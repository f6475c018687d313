"""Words of the organisations floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Sort(models.TextChoices):
    """What an organisation is."""

    ASSOCIATION = "association", _("association")
    COMPANY = "company", _("company")
    PUBLIC_BODY = "public", _("public body")
    UNION = "union", _("trade union")
    OTHER = "other", _("other organisation")


class Register(models.TextChoices):
    """Where its number comes from."""

    SIREN = "siren", _("SIREN (9 digits)")
    RNA = "rna", _("RNA (W and 9 digits)")
    OTHER = "other", _("another register")


class Standing(models.TextChoices):
    """What the site knows of it."""

    DECLARED = "declared", pgettext_lazy("organisation", "declared, not verified")
    VERIFIED = "verified", pgettext_lazy("organisation", "verified")
    REFUSED = "refused", pgettext_lazy("organisation", "refused by the team of the site")
    CLOSED = "closed", pgettext_lazy("organisation", "closed by its representatives")


LIVE = (Standing.DECLARED, Standing.VERIFIED)
"""Standings in which an organisation takes part."""


class Role(models.TextChoices):
    """What a representative may do: whoever leads invites and removes the others."""

    LEAD = "lead", pgettext_lazy("representative", "leads")
    MEMBER = "member", pgettext_lazy("representative", "takes part")
