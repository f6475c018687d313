"""What a commission says: an opinion, of which each published version stays as it was."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Opinion(models.Model):
    """Its words are those of its last version."""

    commission = models.ForeignKey(
        "commissions.Commission",
        verbose_name=_("commission"),
        on_delete=models.PROTECT,
        related_name="opinions",
    )
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("opinion of a commission")
        verbose_name_plural = _("opinions of commissions")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"A-{self.pk}"

    @property
    def last(self) -> OpinionVersion:
        """The words that stand; its versions are loaded, the last first."""
        return self.versions.all()[0]


class OpinionVersion(models.Model):
    """The words, when they were adopted and by how many votes, if they were counted. Never changed."""

    opinion = models.ForeignKey(
        Opinion, verbose_name=_("opinion"), on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("text"), max_length=20_000)
    adopted_on = models.DateField(_("adopted on"))
    votes_for = models.PositiveIntegerField(_("for"), null=True, blank=True)
    votes_against = models.PositiveIntegerField(_("against"), null=True, blank=True)
    abstentions = models.PositiveIntegerField(_("abstentions"), null=True, blank=True)
    reason = models.CharField(_("why it replaces the former one"), max_length=500, blank=True)
    digest = models.CharField(_("SHA-256 of the words"), max_length=64)
    published_at = models.DateTimeField(_("published at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("version of an opinion")
        verbose_name_plural = _("versions of opinions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["opinion", "number"], name="opinion_version_unique"),
            models.CheckConstraint(
                condition=Q(number=1, reason="") | Q(number__gt=1) & ~Q(reason=""),
                name="opinion_replaced_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(votes_for=None, votes_against=None, abstentions=None)
                | Q(votes_for__isnull=False, votes_against__isnull=False, abstentions__isnull=False),
                name="opinion_votes_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_voted(self) -> bool:
        return self.votes_for is not None
