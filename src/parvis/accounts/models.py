"""Participants: everyone who acts, staff included; and the codes by which they sign in."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.accounts.enums import IdentityLevel, Origin


class ParticipantManager(BaseUserManager["Participant"]):
    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """One spelling for each address: lower case, no space around."""
        return (email or "").strip().lower()

    def create_user(
        self, email: str | None = None, password: str | None = None, **fields: Any
    ) -> "Participant":
        """Create a participant; the password stays unusable unless one is given (nobody is asked for one)."""
        participant = self.model(email=self.normalize_email(email) or None, **fields)
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
