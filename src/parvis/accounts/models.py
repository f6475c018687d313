"""Participants: everyone who acts, staff included; and the codes by which they sign in."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Extract, Lower, Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.accounts.canonical import canonical
from parvis.accounts.enums import IdentityLevel, Origin, Purpose
from parvis.accounts.kept import Kept
from parvis.accounts.refusals import Refusal as Refusal  # noqa: PLC0414 (of this floor)


class ParticipantManager(BaseUserManager["Participant"]):
    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """One spelling for each address: lower case, no space around."""
        return (email or "").strip().lower()

    def create_user(
        self, email: str | None = None, password: str | None = None, **fields: Any
    ) -> "Participant":
        """Create a participant; the password stays unusable unless one is given (nobody is asked for one)."""
        address = self.normalize_email(email) or None
        fields.setdefault("canonical_email", canonical(address) if address else None)
        participant = self.model(email=address, **fields)
        participant.set_password(password)
        participant.save(using=self._db)
        return participant

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Participant":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class Participant(AbstractBaseUser, PermissionsMixin):
    """A person, under the name that they chose.

    An imported participant has neither e-mail address nor sign-in; an erased one keeps only its number.
    """

    email = models.EmailField(_("e-mail address"), null=True, blank=True, unique=True)
    canonical_email = models.EmailField(
        _("mailbox"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("One writing for all the addresses that lead to it: one mailbox is one participant."),
    )
    public_name = models.CharField(_("public name"), max_length=60, blank=True)
    identity_level = models.PositiveSmallIntegerField(
        _("identity level"), choices=IdentityLevel, default=IdentityLevel.VISITOR
    )
    origin = models.CharField(_("origin"), max_length=10, choices=Origin, default=Origin.WEB)
    external_id = models.CharField(
        _("identifier in the imported file"), max_length=120, null=True, blank=True
    )
    language = models.CharField(_("language"), max_length=5, default="fr")
    is_staff = models.BooleanField(_("member of a team"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)
    confirmed_at = models.DateTimeField(_("address confirmed at"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)

    objects: ClassVar[ParticipantManager] = ParticipantManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="participant_email_lower_case"
            ),
            models.UniqueConstraint(fields=["origin", "external_id"], name="participant_external_unique"),
            models.UniqueConstraint(fields=["canonical_email"], name="participant_one_mailbox"),
        ]

    def __str__(self) -> str:
        """The name under which acts are signed on every page."""
        if self.erased_at:
            return gettext("Erased participant")
        return self.public_name or gettext("Participant %(number)s") % {"number": self.pk}

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


class SignInCode(models.Model):
    """A code sent to an address: good once, for a few minutes and tries, in the browser that asked for it.

    Only a keyed hash of the code is kept. The browser's session holds the primary key.
    """

    id = models.UUIDField(_("identifier"), primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"))
    network = models.CharField(_("network, as a keyed hash"), max_length=16, blank=True, db_default="")
    code_hash = models.CharField(_("hash of the code"), max_length=64)
    language = models.CharField(_("language"), max_length=5)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("sign-in code")
        verbose_name_plural = _("sign-in codes")
        indexes = [models.Index(fields=["created_at"], name="sign_in_code_age")]

    def __str__(self) -> str:
        return str(self.pk)


class Consent(models.Model):
    """Somebody agreed to one purpose, or no longer does. Rows are added, never changed: the last one holds.

    The database refuses the rest (`kept.py`).

    `about` names what it is for where the purpose has several, such as a consultation (`c12`).
    """

    participant = models.ForeignKey(
        Participant, verbose_name=_("participant"), on_delete=models.PROTECT, related_name="consents"
    )
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    about = models.CharField(_("about"), max_length=40, blank=True)
    is_given = models.BooleanField(_("given"))
    said_at = models.DateTimeField(_("said at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [Kept(name="consent_kept")]
        indexes = [models.Index(fields=["participant", "purpose", "about", "-id"], name="consent_last")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.about}: {self.is_given}"


class LinkedIdentity(models.Model):
    """Somebody whom an identity provider recognised, as a keyed hash: neither their name nor their number.

    Once unlinked, or its account erased, a row stays a while without giving any level: the same person cannot
    take part a second time under another account.
    """

    participant = models.ForeignKey(
        Participant, verbose_name=_("participant"), on_delete=models.CASCADE, related_name="identities"
    )
    provider = models.CharField(_("identity provider"), max_length=40)
    mark = models.CharField(_("who it is there, as a keyed hash"), max_length=64)
    level = models.PositiveSmallIntegerField(_("identity level that it gives"), choices=IdentityLevel)
    linked_at = models.DateTimeField(_("linked at"), db_default=Now(), editable=False)
    unlinked_at = models.DateTimeField(_("unlinked at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("linked identity")
        verbose_name_plural = _("linked identities")
        constraints = [
            models.UniqueConstraint(fields=["provider", "mark"], name="identity_one_account"),
            models.UniqueConstraint(
                fields=["participant", "provider"],
                condition=models.Q(unlinked_at=None),
                name="identity_one_each_provider",
            ),
        ]
        indexes = [models.Index(fields=["unlinked_at"], name="identity_age")]

    def __str__(self) -> str:
        return f"{self.provider} {self.participant_id}"


class InactivityNotice(models.Model):
    """When somebody who no longer comes was told that their account will be erased."""

    participant = models.OneToOneField(
        Participant, verbose_name=_("participant"), primary_key=True, on_delete=models.CASCADE
    )
    sent_at = models.DateTimeField(_("sent at"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("notice of inactivity")
        verbose_name_plural = _("notices of inactivity")

    def __str__(self) -> str:
        return f"{self.participant_id} {self.sent_at}"


class AllowanceQuerySet(models.QuerySet["Allowance"]):
    def in_use(self) -> "AllowanceQuerySet":
        """Those of which something is used, with the `share` that is, from 0 to 1."""
        used = models.ExpressionWrapper(models.F("full_at") - Now(), output_field=models.DurationField())
        seconds = Extract(used, "epoch") / Extract(models.F("room"), "epoch")
        return self.filter(full_at__gt=Now()).annotate(
            share=models.ExpressionWrapper(seconds, output_field=models.FloatField())
        )


class Allowance(models.Model):
    """Until when what somebody may do in a while is in use; see `accounts/limits.py`, which alone writes it.

    `room` is how far away that moment may lie. The key is a keyed hash: nobody is named here.
    """

    key = models.CharField(_("key"), max_length=32, primary_key=True)
    full_at = models.DateTimeField(_("whole again at"))
    room = models.DurationField(_("room"))

    objects: ClassVar[models.Manager["Allowance"]] = AllowanceQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("allowance")
        verbose_name_plural = _("allowances")
        indexes = [models.Index(fields=["full_at"], name="allowance_age")]

    def __str__(self) -> str:
        return self.key


class Footprint(models.Model):
    """From which network and browser somebody took part, as keyed hashes, forgotten after a few weeks."""

    participant = models.ForeignKey(
        Participant, verbose_name=_("participant"), on_delete=models.CASCADE, related_name="footprints"
    )
    network = models.CharField(_("network, as a keyed hash"), max_length=16, blank=True)
    browser = models.CharField(_("browser, as a keyed hash"), max_length=16, blank=True)
    seen_at = models.DateTimeField(_("seen at"), db_default=Now())

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("footprint")
        verbose_name_plural = _("footprints")
        constraints = [
            models.UniqueConstraint(fields=["participant", "network", "browser"], name="footprint_unique")
        ]
        indexes = [
            models.Index(fields=["network"], name="footprint_network"),
            models.Index(fields=["seen_at"], name="footprint_age"),
        ]

    def __str__(self) -> str:
        return f"{self.network}/{self.browser}"
