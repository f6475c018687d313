"""Votes, and the tallies that jobs make of them. A ballot is a `PhaseAction` whose verb is vote."""

import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least, Now
from django.utils.translation import gettext_lazy as _

from parvis.accounts.enums import IdentityLevel, Origin
from parvis.ballots.fence import Fence
from parvis.consultations.models import ConsultationPage, PhaseAction
from parvis.contributions.merges import Merge
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

    def __str__(self) -> str:
        return f"{self.ballot_id}/{self.contribution_id}: {self.choice}"


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
    cannot give one tracker to two people who voted alike. Of two items, `other` is the one that was not
    preferred; without preference (choice 0), the two in the order of their numbers.
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
    other = models.ForeignKey(
        Contribution,
        verbose_name=_("item to which it was preferred"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "voter", "contribution"],
                name="vote_one_live_item",
                condition=Q(is_live=True, other=None),
            ),
            models.UniqueConstraint(
                F("ballot"),
                F("voter"),
                Least(F("contribution"), F("other")),
                Greatest(F("contribution"), F("other")),
                name="vote_one_live_pair",
                condition=Q(is_live=True, other__isnull=False),
            ),
            Fence(name="vote_fence"),
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

    @property
    def tracker(self) -> str | None:
        """The name under which the voter finds this vote among those published; none before the log."""
        return None if self.shares is None else hashlib.sha256(self.shares).hexdigest()


class BallotPaper(models.Model):
    """What one person's live votes take of the limit of a ballot. Written by triggers alone (`fence`)."""

    ballot = models.ForeignKey(
        PhaseAction, verbose_name=_("ballot"), on_delete=models.CASCADE, related_name="+", db_index=False
    )
    voter = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("voter"), on_delete=models.PROTECT, related_name="+"
    )
    used = models.BigIntegerField(_("part of the limit"), default=0)
    most = models.BigIntegerField(_("limit"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("ballot paper")
        verbose_name_plural = _("ballot papers")
        constraints = [
            models.UniqueConstraint(fields=["ballot", "voter"], name="paper_one"),
            models.CheckConstraint(condition=Q(used__gte=0, used__lte=F("most")), name="paper_within_limit"),
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id}: {self.used}/{self.most}"


class ItemCost(models.Model):
    """What an item of a budget costs, in whole units of the currency of the consultation."""

    ballot = models.ForeignKey(
        PhaseAction, verbose_name=_("ballot"), on_delete=models.CASCADE, related_name="costs", db_index=False
    )
    contribution = models.ForeignKey(
        Contribution, verbose_name=_("contribution"), on_delete=models.PROTECT, related_name="+"
    )
    amount = models.PositiveBigIntegerField(_("amount"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("cost of an item")
        verbose_name_plural = _("costs of items")
        constraints = [
            models.UniqueConstraint(fields=["ballot", "contribution"], name="cost_one"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="cost_is_something"),
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id}/{self.contribution_id}: {self.amount}"


class Extremity(models.Model):
    """How far from the centre of the map of opinions a statement stands, as a job found; routing reads it."""

    ballot = models.ForeignKey(
        PhaseAction, verbose_name=_("ballot"), on_delete=models.CASCADE, related_name="+", db_index=False
    )
    contribution = models.ForeignKey(
        Contribution, verbose_name=_("contribution"), on_delete=models.PROTECT, related_name="+"
    )
    value = models.FloatField(_("distance from the centre"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("extremity of a statement")
        verbose_name_plural = _("extremities of statements")
        constraints = [
            models.UniqueConstraint(fields=["ballot", "contribution"], name="extremity_one"),
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id}/{self.contribution_id}: {self.value:.2f}"


class Outcome(models.Model):
    """What the votes of a ballot say, counted by a job: who took part, and the result of the method.

    `figures`: `parvis.ballots.outcomes` says what is in them.
    """

    ballot = models.OneToOneField(
        PhaseAction, verbose_name=_("ballot"), on_delete=models.CASCADE, related_name="outcome"
    )
    people = models.PositiveIntegerField(_("people"))
    by_level = models.JSONField(_("people by identity level"), default=dict)
    by_origin = models.JSONField(_("people by origin"), default=dict)
    figures = models.JSONField(_("figures"), default=dict)
    is_final = models.BooleanField(_("counted after the end"), default=False)
    counted_at = models.DateTimeField(_("counted at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("outcome of a ballot")
        verbose_name_plural = _("outcomes of ballots")

    def __str__(self) -> str:
        return str(self.ballot_id)


class PaperBatch(Logged):
    """Sheets counted by hand and entered together by the team: totals, shown apart from single votes.

    Never changed: an error is cancelled, and entered again.
    """

    ballot = models.ForeignKey(
        PhaseAction, verbose_name=_("ballot"), on_delete=models.PROTECT, related_name="paper_batches"
    )
    label = models.CharField(_("name of the batch"), max_length=80)
    sheets = models.PositiveIntegerField(_("sheets"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("entered by"), on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("entered at"), db_default=Now(), editable=False)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, editable=False)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("cancelled by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("batch of paper votes")
        verbose_name_plural = _("batches of paper votes")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "label"], name="paper_batch_once", condition=Q(cancelled_at=None)
            ),
            models.CheckConstraint(condition=Q(sheets__gt=0), name="paper_batch_has_sheets"),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.sheets}"


class PaperCount(models.Model):
    """In a batch, how many sheets give one choice to an item."""

    batch = models.ForeignKey(
        PaperBatch, verbose_name=_("batch"), on_delete=models.CASCADE, related_name="counts", db_index=False
    )
    contribution = models.ForeignKey(
        Contribution, verbose_name=_("contribution"), on_delete=models.PROTECT, related_name="+"
    )
    choice = models.SmallIntegerField(_("choice"))
    count = models.PositiveIntegerField(_("sheets"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("count of paper votes")
        verbose_name_plural = _("counts of paper votes")
        constraints = [
            models.UniqueConstraint(fields=["batch", "contribution", "choice"], name="paper_count_one"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.contribution_id}: {self.choice} = {self.count}"


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


class Overlap(BallotItem):
    """Votes on a merged text whose voter has a later one on another text of the merge. Rows are summed."""

    merge = models.ForeignKey(Merge, verbose_name=_("merge"), on_delete=models.CASCADE, related_name="+")
    amount = models.IntegerField(_("amount"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = _("votes that count once")


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
