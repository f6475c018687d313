"""Tokens of the API: what a program shows to act for whoever made it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.opendata.enums import TokenScope

NAME_LENGTH = 60


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def good(self) -> Self:
        """Those that open something now: not expired, of an account that is open."""
        open_account = Q(participant__is_active=True, participant__erased_at=None)
        return self.filter(open_account, expires_at__gt=Now())


class ApiToken(models.Model):
    """A token of somebody; only a hash of it is kept. Revoked, its row is gone.

    `scopes`: what it allows, and nothing else. `used_on`: the last day on which it was, for its owner alone.
    """

    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("participant"),
        on_delete=models.CASCADE,
        related_name="api_tokens",
    )
    name = models.CharField(pgettext_lazy("token", "name"), max_length=NAME_LENGTH)
    digest = models.CharField(_("hash of the token"), max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=12, choices=TokenScope), verbose_name=_("allows to"))
    created_at = models.DateTimeField(pgettext_lazy("token", "made at"), db_default=Now(), editable=False)
    expires_at = models.DateTimeField(pgettext_lazy("token", "good until"))
    used_on = models.DateField(_("last used on"), null=True, editable=False)

    objects: ClassVar[models.Manager[ApiToken]] = ApiTokenQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("token of the API")
        verbose_name_plural = _("tokens of the API")
        ordering = ["-id"]
        indexes = [models.Index(fields=["expires_at"], name="api_token_age")]
        constraints = [
            models.UniqueConstraint(fields=["participant", "name"], name="api_token_name_once"),
            models.CheckConstraint(condition=~Q(scopes=[]) & ~Q(name=""), name="api_token_says_what"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="api_token_has_an_end"),
        ]

    def __str__(self) -> str:
        return self.name
