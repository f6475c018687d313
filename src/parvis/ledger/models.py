"""The public log: leaves that wait for their number, leaves that have it, and what was signed."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.ledger.enums import LeafKind
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

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("leaf")
        verbose_name_plural = _("leaves")

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
    """A size and a root, signed; a size is signed once (primary key), never changed, never removed."""

    size = models.BigIntegerField(_("size"), primary_key=True)
    root = models.BinaryField(_("root"), max_length=32)
    note = models.TextField(_("signed note"))
    signed_at = models.DateTimeField(_("signed at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("checkpoint")
        verbose_name_plural = _("checkpoints")

    def __str__(self) -> str:
        return str(self.size)
