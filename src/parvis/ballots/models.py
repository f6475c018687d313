"""Votes, and the tallies that jobs make of them. A ballot is a `PhaseAction` whose verb is vote."""

import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.accounts.enums import IdentityLevel, Origin
from parvis.consultations.models import ConsultationPage, PhaseAction
from parvis.contributions.models import Contribution
from parvis.ledger.models import Logged

SHARE_BYTES = 16


def new_share() -> bytes:
    """The server's part of a tracker: 16 random bytes."""
    return secrets.token_bytes(SHARE_BYTES)


COUNTED = Q(is_live=True, set_aside=None)
"""The votes that make the tallies."""


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


class SetAside(Logged):
    """Votes that moderation took out of the counts, as a whole, by what they have in common; never deleted.

    `criterion` says what that is, and `figures` what was found: votes by ballot and by identity level. Once
    put back, the votes count again; the act stays.
    """

    consultation = models.ForeignKey(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.PROTECT, related_name="set_aside"
    )
    criterion = models.JSONField(_("criterion"))
    reason = models.CharField(_("reason of the charter"), max_length=20)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    figures = models.JSONField(_("figures"), default=dict)
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("moderator"), on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("decided at"), db_default=Now(), editable=False)
    put_back_at = models.DateTimeField(_("put back at"), null=True, editable=False)
    put_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("put back by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("votes set aside")
        verbose_name_plural = _("votes set aside")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.reason}: {self.figures.get('votes', 0)}"


class Vote(BallotItem, Logged):
    """One act of voting. Changing one's mind ends the live row and adds another. A vote set aside stays live.

    An ended row loses its salt: what the log holds of it can no longer be opened. `shares` are the 16 random
    bytes of the server, followed by those of the voter's browser when it gave any: with them, the server
    cannot give one tracker to two people who voted alike.
    """

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
    shares = models.BinaryField(
        _("what the tracker is made of"),
        max_length=2 * SHARE_BYTES,
        null=True,
        default=new_share,
        editable=False,
    )

    set_aside = models.ForeignKey(
        SetAside,
        verbose_name=_("set aside by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="votes",
        db_index=False,
    )

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
            models.Index(
                fields=["set_aside", "contribution"],
                name="vote_set_aside",
                condition=Q(set_aside__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id}/{self.contribution_id}: {self.choice}"

    @property
    def tracker(self) -> str | None:
        """The name under which the voter finds this vote among those published; none before the log."""
        return None if self.shares is None else hashlib.sha256(self.shares).hexdigest()


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


class ToldTally(models.Model):
    """What the log was last told of a ballot: its running totals, and how it ended."""

    ballot = models.OneToOneField(
        PhaseAction, verbose_name=_("ballot"), on_delete=models.CASCADE, related_name="+"
    )
    digest = models.CharField(_("SHA-256 of the running totals"), max_length=64, blank=True)
    final_digest = models.CharField(_("SHA-256 of the final totals"), max_length=64, blank=True)
    final_at = models.DateTimeField(_("final totals told at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("tally told to the log")
        verbose_name_plural = _("tallies told to the log")

    def __str__(self) -> str:
        return str(self.ballot_id)
