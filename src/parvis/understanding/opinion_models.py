"""Groups of opinion of a run: how many people, how each voted on each statement, and what marks it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.contributions.models import Contribution
from parvis.understanding.drawing import letter
from parvis.understanding.firmness import CLEAR

ANALYSIS = "understanding.Analysis"


class Grouping(models.Model):
    """What a run of groups of opinion found as a whole.

    `silhouettes`: pairs of a number of groups that was tried and its silhouette. `variance`: the shares of
    the differences between votes that the two axes carry. `drawing`: see `drawing.map_from`; no hexagon of
    fewer than ten people is in it.
    """

    analysis = models.OneToOneField(
        ANALYSIS, verbose_name=_("analysis"), on_delete=models.CASCADE, related_name="grouping"
    )
    votes = models.PositiveIntegerField(_("votes read"))
    k = models.PositiveSmallIntegerField(_("groups"))
    silhouette = models.FloatField(_("silhouette"))
    silhouettes = models.JSONField(_("silhouettes by number of groups"), default=list)
    variance = ArrayField(models.FloatField(), verbose_name=_("share of each axis"))
    threshold = models.PositiveSmallIntegerField(_("votes needed to be in a group"))
    is_sparse = models.BooleanField(_("method for scattered votes"), default=False)
    drawing = models.JSONField(_("map"), default=dict)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("groups of a run")
        verbose_name_plural = _("groups of runs")

    def __str__(self) -> str:
        return f"{self.analysis_id}: {self.k}"

    @property
    def is_clear(self) -> bool:
        """Whether groups may be named: drawn again among the same people, they come back."""
        stability = self.analysis.stability
        return self.k > 1 and stability is not None and stability >= CLEAR


class OpinionGroup(models.Model):
    """A group: `key` is its number in the engine, the largest 0; `label` what an analyst calls it.

    `marks`: the statements that mark it, each `[contribution, agrees, votes, seen, ratio]`.
    """

    analysis = models.ForeignKey(
        ANALYSIS, verbose_name=_("analysis"), on_delete=models.CASCADE, related_name="groups", db_index=False
    )
    key = models.PositiveSmallIntegerField(_("number in the engine"))
    label = models.CharField(_("name given by the analyst"), max_length=80, blank=True)
    people = models.PositiveIntegerField(_("people"))
    marks = models.JSONField(_("statements that mark it"), default=list)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("group of opinion")
        verbose_name_plural = _("groups of opinion")
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["analysis", "key"], name="understanding_one_group_a_key")
        ]

    def __str__(self) -> str:
        return f"{self.analysis_id}/{self.letter}"

    @property
    def letter(self) -> str:
        return letter(self.key)


class OpinionStatement(models.Model):
    """The votes on a statement: of everybody, and of each group in the order of their numbers.

    `consensus`, `bridging`, `divisive`: see `analysis.opinion.results.Statements`. `shared`: its place, from
    1, among what most people agree on; from -1 down, among what most disagree with; 0 when it is in neither.
    """

    analysis = models.ForeignKey(
        ANALYSIS, verbose_name=_("analysis"), on_delete=models.CASCADE, related_name="statements"
    )
    contribution = models.ForeignKey(
        Contribution,
        verbose_name=_("contribution"),
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
    )
    agree = models.PositiveIntegerField(_("agree"))
    disagree = models.PositiveIntegerField(_("disagree"))
    seen = models.PositiveIntegerField(_("votes"))
    agrees = ArrayField(models.PositiveIntegerField(), verbose_name=_("agree, by group"))
    disagrees = ArrayField(models.PositiveIntegerField(), verbose_name=_("disagree, by group"))
    seens = ArrayField(models.PositiveIntegerField(), verbose_name=_("votes, by group"))
    consensus = models.FloatField(_("consensus of all groups"))
    bridging = models.FloatField(_("agreement of the group that agrees least"))
    divisive = models.FloatField(_("gap of agreement between groups"))
    shared = models.SmallIntegerField(_("place among what is shared"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("statement of a run")
        verbose_name_plural = _("statements of runs")
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "analysis"], name="understanding_one_statement_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.analysis_id}/{self.contribution_id}"


class OpinionPlace(models.Model):
    """Where somebody stands on the map, and the group nearest to their votes.

    Read by that person alone; gone with their account, and in no open data.
    """

    analysis = models.ForeignKey(
        ANALYSIS, verbose_name=_("analysis"), on_delete=models.CASCADE, related_name="places"
    )
    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("participant"),
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
    )
    group = models.PositiveSmallIntegerField(_("number of the group"))
    x = models.FloatField(_("place across"))
    y = models.FloatField(_("place up"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("place on the map of opinions")
        verbose_name_plural = _("places on the map of opinions")
        constraints = [
            models.UniqueConstraint(fields=["participant", "analysis"], name="understanding_one_place_each")
        ]

    def __str__(self) -> str:
        return f"{self.analysis_id}/{self.participant_id}"
