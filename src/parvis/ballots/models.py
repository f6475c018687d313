"""Votes, and the tallies that jobs make of them. A ballot is a `PhaseAction` whose verb is vote."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.accounts.enums import IdentityLevel, Origin
from parvis.consultations.models import PhaseAction
from parvis.contributions.models import Contribution


class BallotItem(models.Model):
    """What votes, tallies and deltas share: the ballot, the item, and a choice that the method explains."""

    # Every index of a subclass that matters begins with the item or names the ballot itself.
    ballot = models.ForeignKey(
        PhaseAction, verbose_name=_("ballot"), on_delete=models.PROTECT, related_name="+", db_index=False
    )
    contribution = models.ForeignKey(
        Contribution, verbose_name=_("contribution"), on_delete=models.PROTECT, related_name="+"
    )
    choice = models.SmallIntegerField(_("choice"))

    class Meta:
        abstract = True


class Vote(BallotItem):
    """One act of voting. Changing one's mind ends the live row and adds another: nothing is overwritten."""

    voter = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("voter"), on_delete=models.PROTECT, related_name="votes"
    )
    is_live = models.BooleanField(_("counts"), default=True)
    identity_level = models.PositiveSmallIntegerField(
        _("identity level of the voter at the time"), choices=IdentityLevel, default=IdentityLevel.VISITOR
    )
    origin = models.CharField(_("origin"), max_length=10, choices=Origin, default=Origin.WEB)
    created_at = models.DateTimeField(_("cast at"), db_default=Now(), editable=False)
    ended_at = models.DateTimeField(_("changed or withdrawn at"), null=True, blank=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "voter", "contribution"], name="vote_one_live", condition=Q(is_live=True)
            ),
        ]
        indexes = [
            models.Index(
                fields=["ballot", "contribution", "choice"], name="vote_recount", condition=Q(is_live=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id}/{self.contribution_id}: {self.choice}"


class TallyDelta(BallotItem):
    """What a vote adds to or takes from a tally, waiting for the job that folds it."""

    amount = models.SmallIntegerField(_("amount"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("tally delta")
        verbose_name_plural = _("tally deltas")

    def __str__(self) -> str:
        return f"{self.ballot_id}/{self.contribution_id}: {self.choice} {self.amount:+d}"


class Tally(BallotItem):
    """How many live votes an item has for one choice, and how many more were imported as a mere total."""

    count = models.IntegerField(_("votes"), default=0)
    imported_count = models.PositiveIntegerField(_("votes imported as a total"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        constraints = [
            models.UniqueConstraint(fields=["contribution", "ballot", "choice"], name="tally_unique"),
        ]
        indexes = [models.Index(fields=["ballot", "choice", "-count"], name="tally_ranking")]

    def __str__(self) -> str:
        return f"{self.ballot_id}/{self.contribution_id}: {self.choice} = {self.count}"
