"""A consultation, its phases, and what each opens to whom."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel
from wagtail.models import Page

from parvis.accounts.enums import IdentityLevel
from parvis.consultations.enums import (
    LIMITED,
    SCALES,
    WRITING,
    BallotMethod,
    KindRole,
    Moment,
    Role,
    Source,
    Verb,
    Visibility,
)
from parvis.consultations.framing import Framed
from parvis.consultations.invitations import (
    Admission as Admission,  # noqa: PLC0414 (of this floor)
)
from parvis.consultations.invitations import (
    InvitationBatch as InvitationBatch,  # noqa: PLC0414 (of this floor)
)
from parvis.consultations.invitations import InvitationCode as InvitationCode  # noqa: PLC0414 (of this floor)
from parvis.consultations.invitations import TrustedDomain as TrustedDomain  # noqa: PLC0414 (of this floor)
from parvis.consultations.panels import CONTENT_PANELS
from parvis.consultations.questions import Question as Question  # noqa: PLC0414 (of this floor)
from parvis.consultations.rules import Rules as Rules  # noqa: PLC0414 (of this floor)
from parvis.pages.rich_text import HarmlessTextField


def new_pseudonym_key() -> bytes:
    return secrets.token_bytes(32)


class ConsultationIndexPage(Page):
    """The folder of consultations; its public face is composed in `front`."""

    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = ["consultations.ConsultationPage"]
    preview_modes: ClassVar[list[tuple[str, str]]] = []
    private_page_options: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("list of consultations")
        verbose_name_plural = _("lists of consultations")


class ConsultationPage(Framed):
    """The texts of a consultation, edited as a Wagtail page; its title is the question."""

    summary = models.TextField(_("summary"), max_length=300, blank=True)
    organiser = models.CharField(_("who consults"), max_length=160)
    presentation = HarmlessTextField(_("presentation"), blank=True)
    objective = HarmlessTextField(_("objective"), blank=True)
    decision_maker = models.CharField(_("who decides"), max_length=250, blank=True)
    use_of_contributions = HarmlessTextField(_("what is done with the contributions"), blank=True)
    open_points = HarmlessTextField(_("what can still change"), blank=True)
    settled_points = HarmlessTextField(_("what is already settled"), blank=True)
    answer_due = models.DateField(_("answer due on"), null=True, blank=True)
    contact = models.EmailField(_("contact"), blank=True)
    picture = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    content_panels: ClassVar[list[Panel]] = CONTENT_PANELS
    settings_panels: ClassVar[list[Panel]] = []  # published when its rules are read, never by the clock
    parent_page_types: ClassVar[list[str]] = ["consultations.ConsultationIndexPage"]
    subpage_types: ClassVar[list[str]] = [
        "pages.ArticlePage",
        "pages.NewsPage",
        "pages.ResourcePage",
        "restitution.SynthesisPage",
    ]
    template = "consultations/preview.html"
    private_page_options: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Partials of this floor speak of a `consultation`."""
        return {**super().get_context(request, *args, **kwargs), "consultation": self}


class Theme(models.Model):
    """A subject under which contributions are filed."""

    consultation = models.ForeignKey(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.CASCADE, related_name="themes"
    )
    name = models.CharField(_("name"), max_length=80)
    description = models.CharField(_("description"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["consultation", "name"], name="theme_name_unique")]

    def __str__(self) -> str:
        return self.name


class Kind(models.Model):
    """What people deposit in one consultation, and what its form asks."""

    consultation = models.ForeignKey(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.CASCADE, related_name="kinds"
    )
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=60)
    plural_name = models.CharField(_("plural name"), max_length=60)
    call = models.CharField(_("text of the button"), max_length=60)
    help_text = models.CharField(_("help above the form"), max_length=300, blank=True)
    is_titled = models.BooleanField(_("has a title"), default=True)
    responds_to = models.ForeignKey(
        "self",
        verbose_name=_("responds to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    has_text = models.BooleanField(_("has a text"), default=True, db_default=True)
    text_limit = models.PositiveIntegerField(_("longest text, in characters"), default=5000)
    visibility = models.CharField(
        _("who reads it"),
        max_length=8,
        choices=Visibility,
        default=Visibility.PUBLIC,
        db_default=Visibility.PUBLIC,
    )
    one_per_person = models.BooleanField(_("one for each person"), default=False, db_default=False)
    role = models.CharField(
        _("what it is for"),
        max_length=10,
        choices=KindRole,
        default=KindRole.PLAIN,
        db_default=KindRole.PLAIN,
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("kind of contribution")
        verbose_name_plural = _("kinds of contribution")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "code"], name="kind_code_unique"),
            models.CheckConstraint(
                condition=~Q(role=KindRole.AMENDMENT) | Q(responds_to__isnull=False, has_text=True),
                name="kind_amendment_of_something",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_amendment(self) -> bool:
        return self.role == KindRole.AMENDMENT

    @property
    def is_passage(self) -> bool:
        return self.role == KindRole.PASSAGE

    @property
    def is_private(self) -> bool:
        return self.visibility == Visibility.PRIVATE


class Phase(models.Model):
    """A period of a consultation, what it opens (its actions), and what it carries over."""

    consultation = models.ForeignKey(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.PROTECT, related_name="phases"
    )
    title = models.CharField(_("title"), max_length=120)
    summary = models.TextField(_("what happens in it"), max_length=500, blank=True)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    source = models.CharField(_("carries over"), max_length=12, choices=Source, default=Source.NOTHING)
    source_phase = models.ForeignKey(
        "self",
        verbose_name=_("from phase"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    source_count = models.PositiveIntegerField(_("how many are carried over"), null=True, blank=True)
    carried_at = models.DateTimeField(_("carried over at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = ["position", "starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="phase_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(source=Source.NOTHING) | Q(source_phase__isnull=False), name="phase_source_named"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def moment(self, now: datetime) -> Moment:
        """Tell whether the phase is past, present or future at `now`."""
        if now < self.starts_at:
            return Moment.FUTURE
        if self.ends_at is not None and now >= self.ends_at:
            return Moment.PAST
        return Moment.PRESENT


MOST_HOURS = 168
"""A week: what is read before it appears is read within it."""


class PhaseAction(models.Model):
    """One thing that a phase opens, with the least identity level it needs. A vote action is a ballot.

    What begins with `ballot_` is for ballots alone, and the database says which method takes which: it holds
    the votes to them as well (`ballots.fence`).
    """

    phase = models.ForeignKey(
        Phase, verbose_name=_("phase"), on_delete=models.CASCADE, related_name="actions"
    )
    verb = models.CharField(_("action"), max_length=10, choices=Verb)
    kind = models.ForeignKey(
        Kind, verbose_name=_("on which kind"), on_delete=models.PROTECT, related_name="+"
    )
    minimum_level = models.PositiveSmallIntegerField(
        _("least identity level"), choices=IdentityLevel, default=IdentityLevel.EMAIL
    )
    ballot_method = models.CharField(_("voting method"), max_length=20, choices=BallotMethod, blank=True)
    ballot_limit = models.PositiveBigIntegerField(
        _("most that one person may give in all: items, points, ranks or money"), null=True, blank=True
    )
    ballot_limit_each = models.PositiveSmallIntegerField(_("most points on one item"), null=True, blank=True)
    ballot_scale = models.PositiveSmallIntegerField(_("highest grade"), null=True, blank=True)
    ballot_quorum = models.PositiveIntegerField(
        _("people that the vote needs to be valid"), null=True, blank=True
    )
    ballot_threshold = models.PositiveIntegerField(
        _("people that an item needs to be taken up"), null=True, blank=True
    )
    ballot_hides_counts = models.BooleanField(
        _("counts are hidden until the vote closes"), default=False, db_default=False
    )
    ballot_is_public = models.BooleanField(_("who voted what is public"), default=False, db_default=False)
    allows_guests = models.BooleanField(_("guests may deposit"), default=False, db_default=False)
    read_within = models.PositiveSmallIntegerField(
        _("read before it appears, within so many hours"),
        null=True,
        blank=True,
        help_text=_("Empty: what people write appears at once, and is read afterwards."),
    )

    class Meta:
        verbose_name = _("action of a phase")
        verbose_name_plural = _("actions of a phase")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["phase", "verb", "kind"], name="phase_action_unique"),
            models.CheckConstraint(
                condition=Q(verb=Verb.VOTE, ballot_method__in=BallotMethod.values)
                | (~Q(verb=Verb.VOTE) & Q(ballot_method="")),
                name="phase_action_ballot_has_method",
            ),
            models.CheckConstraint(
                condition=Q(ballot_limit=None)
                & (Q(ballot_method=BallotMethod.SUPPORT) | ~Q(ballot_method__in=LIMITED))
                | Q(ballot_method__in=LIMITED, ballot_limit__isnull=False, ballot_limit__gt=0),
                name="phase_action_ballot_limit",
            ),
            models.CheckConstraint(
                condition=Q(ballot_limit_each=None)
                | Q(
                    ballot_method=BallotMethod.POINTS,
                    ballot_limit_each__gt=0,
                    ballot_limit_each__lte=F("ballot_limit"),
                ),
                name="phase_action_ballot_limit_each",
            ),
            models.CheckConstraint(
                condition=Q(
                    ballot_method=BallotMethod.GRADE, ballot_scale__isnull=False, ballot_scale__in=SCALES
                )
                | (~Q(ballot_method=BallotMethod.GRADE) & Q(ballot_scale=None)),
                name="phase_action_ballot_scale",
            ),
            models.CheckConstraint(
                condition=Q(verb=Verb.VOTE)
                | Q(
                    ballot_quorum=None,
                    ballot_threshold=None,
                    ballot_hides_counts=False,
                    ballot_is_public=False,
                ),
                name="phase_action_options_of_a_vote",
            ),
            models.CheckConstraint(
                condition=Q(allows_guests=False)
                | Q(verb__in=WRITING, minimum_level__lte=IdentityLevel.EMAIL),
                name="phase_action_guests_write",
            ),
            models.CheckConstraint(
                condition=Q(read_within=None) | Q(verb__in=WRITING, read_within__range=(1, MOST_HOURS)),
                name="phase_action_read_within",
            ),
            models.CheckConstraint(
                condition=(Q(ballot_quorum=None) | Q(ballot_quorum__gt=0))
                & (Q(ballot_threshold=None) | Q(ballot_threshold__gt=0)),
                name="phase_action_ballot_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} - {self.kind}"


class TeamMember(models.Model):
    """A person's role in one consultation: without a row here, a desk sees nothing of it."""

    consultation = models.ForeignKey(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.CASCADE, related_name="team"
    )
    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="roles"
    )
    role = models.CharField(_("role"), max_length=12, choices=Role)

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        constraints = [
            models.UniqueConstraint(fields=["consultation", "participant", "role"], name="team_member_unique")
        ]

    def __str__(self) -> str:
        return f"{self.participant} - {self.get_role_display()}"


class PseudonymKey(models.Model):
    """The one secret by which the log names authors without saying who they are; made once, for ever.

    In the database, so that it is saved and restored with the rows that it names.
    """

    key = models.BinaryField(_("key"), max_length=32, default=new_pseudonym_key, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("key of pseudonyms")
        verbose_name_plural = _("keys of pseudonyms")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="pseudonym_key_is_one")]

    def __str__(self) -> str:
        return str(self.pk)
