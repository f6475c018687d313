"""The public log: leaves that wait for their number, leaves that have it, and what was signed."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.ledger.enums import HaltCode, LeafKind
from parvis.merkle.commitments import SALT_BYTES, new_salt


class Logged(models.Model):
    """Beside each row whose words the log commits to: its entry, and the salt that opens the commitment.

    Without an entry, the row is older than the log. Without a salt, nobody can open any longer what the log
    holds of it: the row was withdrawn or erased.
    """

    entry = models.UUIDField(_("entry in the log"), null=True, default=uuid.uuid4, editable=False)
    salt = models.BinaryField(_("salt"), max_length=SALT_BYTES, null=True, default=new_salt, editable=False)

    class Meta:
        abstract = True


class Pending(models.Model):
    """What was committed with an act, and waits for the sequencer to give it its place."""

    entry = models.UUIDField(_("entry"), unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=30, choices=LeafKind)
    space = models.CharField(_("space"), max_length=40)
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)
    commitment = models.BinaryField(_("commitment"), max_length=32, null=True)
    reference = models.UUIDField(_("entry that it refers to"), null=True)
    public = models.JSONField(_("public facts"), default=dict)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("waiting leaf")
        verbose_name_plural = _("waiting leaves")

    def __str__(self) -> str:
        return f"{self.kind} {self.entry}"


class Leaf(models.Model):
    """One line of the log, with its place; never changed, never removed (the database refuses)."""

    seq = models.BigIntegerField(_("place"), primary_key=True)
    entry = models.UUIDField(_("entry"), unique=True, editable=False)
    data = models.BinaryField(_("canonical bytes"))
    reference = models.BigIntegerField(_("place of the leaf that it refers to"), null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("leaf")
        verbose_name_plural = _("leaves")
        indexes = [
            models.Index(
                fields=["reference"],
                condition=models.Q(reference__isnull=False),
                name="ledger_leaf_reference",
            )
        ]

    def __str__(self) -> str:
        return str(self.seq)


class Head(models.Model):
    """Where the log stands: its size, and the hashes that make its root. One row, locked to write."""

    size = models.BigIntegerField(_("size"), default=0)
    peaks = ArrayField(models.BinaryField(max_length=32), verbose_name=_("peaks"), default=list)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("head of the log")
        verbose_name_plural = _("heads of the log")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="ledger_head_is_one")]

    def __str__(self) -> str:
        return str(self.size)


class Checkpoint(models.Model):
    """A size and a root, signed; a size is signed once (primary key), never changed, never removed.

    `longest_wait`, in milliseconds, is that of the act that waited most for this signature; unknown when
    there were votes alone, whose time is rounded.
    """

    size = models.BigIntegerField(_("size"), primary_key=True)
    root = models.BinaryField(_("root"), max_length=32)
    note = models.TextField(_("signed note"))
    signed_at = models.DateTimeField(_("signed at"), db_default=Now(), editable=False)
    longest_wait = models.IntegerField(_("longest wait"), null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("checkpoint")
        verbose_name_plural = _("checkpoints")
        indexes = [models.Index(fields=["signed_at"], name="ledger_checkpoint_signed_at")]

    def __str__(self) -> str:
        return str(self.size)


class Tile(models.Model):
    """256 hashes in a row, of one level of the tree, and the hash above them; made again from the leaves."""

    level = models.PositiveSmallIntegerField(_("level"))
    index = models.BigIntegerField(_("index"))
    hashes = models.BinaryField(_("hashes"))
    root = models.BinaryField(_("root"), max_length=32)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("tile")
        verbose_name_plural = _("tiles")
        constraints = [models.UniqueConstraint(fields=["level", "index"], name="ledger_tile_place")]

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"


class SigningKey(models.Model):
    """The public half of a key of the log; the last one signs. The other half is in a file, never here."""

    vkey = models.CharField(_("verifying key"), max_length=400, unique=True)
    since = models.BigIntegerField(_("first size that it signs"))
    made_at = models.DateTimeField(_("made at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")
        constraints = [models.UniqueConstraint(fields=["since"], name="ledger_key_since")]

    def __str__(self) -> str:
        return self.vkey


class Halt(models.Model):
    """The log signs nothing more until a person has decided; at most one halt is open at a time."""

    code = models.CharField(_("code"), max_length=10, choices=HaltCode)
    facts = models.JSONField(_("facts"), default=dict)
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)
    lifted_at = models.DateTimeField(_("lifted at"), null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("halt of the log")
        verbose_name_plural = _("halts of the log")
        constraints = [
            models.UniqueConstraint(
                fields=["lifted_at"],
                condition=models.Q(lifted_at=None),
                nulls_distinct=False,
                name="ledger_halt_is_one",
            )
        ]

    def __str__(self) -> str:
        return self.code


class Deposit(models.Model):
    """One attempt to leave a checkpoint in an outside place; without a failure, it is there."""

    place = models.CharField(_("place"), max_length=500)
    size = models.BigIntegerField(_("size"))
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)
    failure = models.CharField(_("failure"), max_length=200, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("deposit of a checkpoint")
        verbose_name_plural = _("deposits of checkpoints")
        indexes = [models.Index(fields=["place", "-at"], name="ledger_deposit_place")]

    def __str__(self) -> str:
        return f"{self.place} {self.size}"


class Verification(models.Model):
    """One time that the whole log was hashed again and held against what was signed."""

    size = models.BigIntegerField(_("size"))
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)
    holds = models.BooleanField(_("holds"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("verification of the log")
        verbose_name_plural = _("verifications of the log")

    def __str__(self) -> str:
        return f"{self.size} {self.at}"
