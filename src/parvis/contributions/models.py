"""What people deposit, and its versions."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence
from typing import Self

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.accounts.enums import IdentityLevel, Origin
from parvis.accounts.models import Participant
from parvis.consultations.models import ConsultationPage, Kind, Phase, Theme
from parvis.consultations.questions import Question
from parvis.contributions.attachments import Attachment as Attachment  # noqa: PLC0414 (of this floor)
from parvis.contributions.coauthors import CoAuthor as CoAuthor  # noqa: PLC0414 (of this floor)
from parvis.contributions.drafting import Draft as Draft  # noqa: PLC0414 (of this floor)
from parvis.contributions.enums import STATES, State
from parvis.contributions.folding import Fold
from parvis.contributions.lexicon import Lead as Lead  # noqa: PLC0414 (of this floor)
from parvis.contributions.lexicon import Word as Word  # noqa: PLC0414 (of this floor)
from parvis.contributions.locating import Locate
from parvis.contributions.merges import Merge
from parvis.contributions.search import Compared, search_vector
from parvis.contributions.shared import SharedDraft as SharedDraft  # noqa: PLC0414 (of this floor)
from parvis.contributions.shared import SharedSave as SharedSave  # noqa: PLC0414 (of this floor)
from parvis.contributions.waiting import WaitingText as WaitingText  # noqa: PLC0414 (of this floor)
from parvis.ledger.models import Logged
from parvis.organisations.models import Organisation

PUBLISHED = Q(state=State.PUBLISHED)
LEADS = PUBLISHED & Q(is_lead=True)
"""Of identical texts in one place, the first for all of them (see `folding.py`)."""
UNMERGED = Q(merged_into=None)
LISTED = LEADS & UNMERGED
"""What lists show: not what an organiser merged into another text."""
ON_MAPS = LISTED & Q(longitude__isnull=False)
TO_READ = PUBLISHED & Q(to_read_since__isnull=False)
"""What no moderator has read yet: published at once, and to be read afterwards."""


def random_place() -> int:
    """Place of a contribution on the ring of the random order: 62 bits, drawn once."""
    return secrets.randbits(62)


def list_indexes(suffix: str, field: str) -> list[models.Index]:
    """The three orders of a list of contributions, inside one value of `field`."""
    orders = {
        "random": ["shuffle_key", "id"],
        "recent": ["-created_at", "-id"],
        "argued": ["-argument_count", "-id"],
    }
    return [
        models.Index(fields=[field, *keys], name=f"contribution_lead_{name}{suffix}", condition=LEADS)
        for name, keys in orders.items()
    ]


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def published(self) -> Self:
        return self.filter(state=State.PUBLISHED)

    def leads(self) -> Self:
        return self.filter(LEADS)

    def listed(self) -> Self:
        return self.filter(LISTED)

    def with_coauthors(self) -> Self:
        """With the names of those who sign with the author, in the order in which they accepted."""
        rows = CoAuthor.objects.accepted().filter(contribution=OuterRef("pk")).order_by("accepted_at", "pk")
        return self.annotate(coauthor_names=ArraySubquery(rows.values("participant__public_name")))


class Contribution(Logged):
    """An idea, a pain point, a solution, a statement...: its `kind` says which."""

    consultation = models.ForeignKey(
        ConsultationPage,
        verbose_name=_("consultation"),
        on_delete=models.PROTECT,
        related_name="contributions",
    )
    phase = models.ForeignKey(
        Phase,
        verbose_name=_("phase"),
        null=True,
        on_delete=models.PROTECT,
        related_name="contributions",
        db_index=False,
    )
    kind = models.ForeignKey(
        Kind, verbose_name=_("kind"), on_delete=models.PROTECT, related_name="contributions", db_index=False
    )
    theme = models.ForeignKey(
        Theme,
        verbose_name=_("theme"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contributions",
        db_index=False,
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,
        on_delete=models.PROTECT,
        related_name="contributions",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("in the name of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contributions",
        db_index=False,
        help_text=_("The author answers for it; the public reads the name of the organisation alone."),
    )
    responds_to = models.ForeignKey(
        "self",
        verbose_name=_("responds to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="responses",
    )
    title = models.CharField(_("title"), max_length=250, blank=True)
    text = models.TextField(_("text"))
    form_answers = models.JSONField(_("answers to the form"), default=dict, db_default={}, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=STATES, default=State.PUBLISHED)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin, default=Origin.WEB)
    identity_level = models.PositiveSmallIntegerField(
        _("identity level of the author at the time"), choices=IdentityLevel, default=IdentityLevel.VISITOR
    )
    created_at = models.DateTimeField(_("deposited at"), db_default=Now(), editable=False)
    received_at = models.DateTimeField(
        _("received at"),
        null=True,
        editable=False,
        help_text=_("When it came, if somebody of the team read it before it appeared; empty otherwise."),
    )
    revised_at = models.DateTimeField(_("revised at"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    to_read_since = models.DateTimeField(
        _("to be read by the team since"),
        null=True,
        editable=False,
        help_text=_("Sent or revised on line, published, and no moderator has read it yet; empty otherwise."),
    )
    is_late = models.BooleanField(
        _("sent in the minutes of grace"),
        default=False,
        editable=False,
        help_text=_("The form was opened before the phase closed and sent just after."),
    )
    reacted_at = models.DateTimeField(
        _("first reaction at"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("From the first vote, argument or answer on, each revision is a public version."),
    )
    argument_count = models.PositiveIntegerField(_("arguments"), default=0, editable=False)
    is_only = models.BooleanField(
        _("the only one of its author"),
        default=False,
        db_default=False,
        editable=False,
        help_text=_("Its kind takes one from each person; a withdrawn one makes room for another."),
    )
    fingerprint = models.UUIDField(_("fingerprint of the text"), null=True, editable=False)
    is_guest = models.BooleanField(
        _("of a guest, without an address"), default=False, db_default=False, editable=False
    )
    is_lead = models.BooleanField(
        _("shown for the identical texts"), default=True, db_default=True, editable=False
    )
    copies = models.PositiveIntegerField(
        _("identical texts behind it"), default=0, db_default=0, editable=False
    )
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        null=True,
        on_delete=models.PROTECT,
        related_name="merged",
        db_index=False,
        editable=False,
        help_text=_("The text that stands in lists for this one, as long as the merge lasts."),
    )
    gathering = models.OneToOneField(
        Merge,
        verbose_name=_("merge that it stands for"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    longitude = models.DecimalField(_("longitude"), max_digits=7, decimal_places=4, null=True, editable=False)
    latitude = models.DecimalField(_("latitude"), max_digits=6, decimal_places=4, null=True, editable=False)
    shuffle_key = models.BigIntegerField(_("place in the random order"), default=random_place, editable=False)
    idempotency_key = models.UUIDField(_("idempotency key"), default=uuid.uuid4, unique=True, editable=False)
    external_id = models.CharField(
        _("identifier in the imported file"), max_length=120, null=True, blank=True
    )
    search = models.GeneratedField(
        expression=search_vector("title", weight="A") + search_vector("text", weight="B"),
        output_field=SearchVectorField(),
        db_persist=True,
        verbose_name=_("search vector"),
    )

    coauthor_names: Sequence[str]
    """Who signs with the author: there on rows read with `ContributionQuerySet.with_coauthors` alone."""
    objects = ContributionQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "external_id"], name="contribution_external_unique"
            ),
            models.UniqueConstraint(fields=["fingerprint"], condition=LEADS, name="contribution_one_lead"),
            Fold(name="contribution_fold"),
            Locate(name="contribution_locate"),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="contribution_on_earth",
            ),
            models.UniqueConstraint(
                fields=["kind", "author"], condition=Q(is_only=True), name="contribution_one_per_person"
            ),
            models.CheckConstraint(
                condition=Q(is_guest=False) | Q(author=None, identity_level=IdentityLevel.VISITOR),
                name="contribution_guest_unknown",
            ),
            models.CheckConstraint(
                condition=Q(organisation=None) | Q(is_guest=False, is_only=False),
                name="contribution_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=UNMERGED | (Q(gathering=None) & ~Q(merged_into=F("pk"))),
                name="contribution_merged_or_kept",
            ),
        ]
        # A list may be narrowed by a theme, a kind or a phase, which each belong to one consultation: every
        # filter has its index for every order, since kinds and phases follow one another in time and a scan
        # of the whole consultation in order could skip half of it before the first match.
        indexes = [
            *list_indexes("", "consultation"),
            *list_indexes("_theme", "theme"),
            *list_indexes("_kind", "kind"),
            *list_indexes("_phase", "phase"),
            models.Index(
                fields=["fingerprint", "id"],
                name="contribution_copies",
                condition=PUBLISHED & Q(is_lead=False),
            ),
            models.Index(fields=["id"], name="contribution_copied", condition=Q(copies__gt=0)),
            models.Index(
                fields=["merged_into"], name="contribution_merged", condition=Q(merged_into__isnull=False)
            ),
            models.Index(
                fields=["organisation", "-created_at", "-id"],
                name="contribution_signed",
                condition=Q(organisation__isnull=False),
            ),
            models.Index(
                fields=["consultation", "longitude", "latitude"],
                include=["kind", "id"],
                name="contribution_on_map",
                condition=ON_MAPS,
            ),
            models.Index(
                fields=["consultation", "to_read_since", "id"], name="contribution_to_read", condition=TO_READ
            ),
            GinIndex(fields=["search"], name="contribution_search"),
            GinIndex(Compared(), name="contribution_compared", condition=LEADS),
        ]

    def __str__(self) -> str:
        return self.shown_title or self.shown_text[:80] or f"C-{self.pk}"

    @property
    def shown_title(self) -> str:
        """Its title, or that of the merge it stands for."""
        return (self.common_words or self).title

    @property
    def shown_text(self) -> str:
        """Its text, or that of the merge it stands for."""
        return (self.common_words or self).text

    @property
    def common_words(self) -> Merge | None:
        """The merge that it stands for, when an organiser wrote words for all of its texts."""
        return self.gathering if self.gathering is not None and self.gathering.has_words else None

    @property
    def signed_by(self) -> Organisation | Participant | None:
        """Under whose name everybody reads it: an organisation hides the person who sent it."""
        return self.organisation or self.author

    @property
    def texts(self) -> int:
        """How many identical texts its line in lists stands for, itself among them."""
        return self.copies + 1


class Version(Logged):
    """What a contribution said before a revision; public when it had already drawn a reaction.

    It takes over the entry and the salt under which the log holds these words.
    """

    contribution = models.ForeignKey(
        Contribution, verbose_name=_("contribution"), on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=250, blank=True)
    text = models.TextField(_("text"))
    form_answers = models.JSONField(_("answers to the form"), default=dict, db_default={}, blank=True)
    is_public = models.BooleanField(_("public"))
    replaced_at = models.DateTimeField(_("replaced at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["contribution", "number"], name="version_number_unique")
        ]

    def __str__(self) -> str:
        return f"{self.contribution} ({self.number})"


class CarriedContribution(models.Model):
    """A contribution that a phase took over from an earlier one (the n best, or a list made by hand)."""

    phase = models.ForeignKey(
        Phase, verbose_name=_("phase"), on_delete=models.CASCADE, related_name="carried"
    )
    contribution = models.ForeignKey(
        Contribution, verbose_name=_("contribution"), on_delete=models.CASCADE, related_name="carried_to"
    )
    rank = models.PositiveIntegerField(_("rank"), null=True, blank=True)

    class Meta:
        verbose_name = _("contribution carried over")
        verbose_name_plural = _("contributions carried over")
        constraints = [models.UniqueConstraint(fields=["phase", "contribution"], name="carried_unique")]

    def __str__(self) -> str:
        return f"{self.contribution} -> {self.phase}"


class PersonalAnswer(models.Model):
    """What somebody said of themselves in a form, for the purpose that its question declares.

    Kept apart: never public, in no export, not in the log, gone with the account.
    """

    contribution = models.ForeignKey(
        Contribution,
        verbose_name=_("contribution"),
        on_delete=models.CASCADE,
        related_name="personal_answers",
    )
    question = models.ForeignKey(
        Question, verbose_name=_("question"), on_delete=models.PROTECT, related_name="personal_answers"
    )
    value = models.JSONField(_("answer"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("personal answer")
        verbose_name_plural = _("personal answers")
        constraints = [
            models.UniqueConstraint(fields=["contribution", "question"], name="personal_answer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.question_id}"
