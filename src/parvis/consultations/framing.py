"""What a consultation says of its frame, where it stands in lists, and what its sponsor says in the end."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from parvis.consultations.enums import Currency, LegalProfile, Scale, Way
from parvis.pages.rich_text import HarmlessTextField

UNSAID: dict[str, Any] = {"blank": True, "default": "", "db_default": ""}
"""What older drafts and older software know nothing of."""


class Framed(Page):
    """Columns of the page of a consultation, beside its texts."""

    answer_in_charge = models.CharField(_("who is in charge of the answer"), max_length=160, **UNSAID)
    profile = models.CharField(_("legal frame"), max_length=12, choices=LegalProfile, **UNSAID)
    replaced_committee = models.CharField(_("committee that it replaces"), max_length=250, **UNSAID)
    announcement = models.URLField(_("address of the official announcement"), **UNSAID)
    alternatives = HarmlessTextField(_("other solutions, doing nothing included"), **UNSAID)
    funder = models.CharField(_("who pays"), max_length=160, **UNSAID)
    operator = models.CharField(_("who runs this site"), max_length=160, **UNSAID)
    offline_ways = models.TextField(_("taking part without the internet"), max_length=1000, **UNSAID)
    has_no_guarantor = models.BooleanField(_("no guarantor follows it"), default=False, db_default=False)
    currency = models.CharField(
        _("currency of amounts"),
        max_length=3,
        choices=Currency,
        default=Currency.EUR,
        db_default=Currency.EUR,
    )
    scale = models.CharField(_("scale"), max_length=8, choices=Scale, **UNSAID)
    way = models.CharField(_("where one takes part"), max_length=6, choices=Way, **UNSAID)
    sponsor_word = HarmlessTextField(_("word of the sponsor, once it is over"), **UNSAID)
    sponsor = models.CharField(_("who signs this word"), max_length=160, **UNSAID)
    unindexed = models.BooleanField(
        _("what people write is kept out of search engines"),
        default=False,
        db_default=False,
        help_text=_("The page of the consultation itself is still found."),
    )
    takes_api = models.BooleanField(
        _("participants may contribute and vote by the API"),
        default=False,
        db_default=False,
        help_text=_("By a program of theirs, under their account: the same rules, and shown as such."),
    )

    class Meta:
        abstract = True
