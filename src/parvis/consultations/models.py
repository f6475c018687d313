"""A consultation, its phases, and what each opens to whom."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.models import Page

from parvis.accounts.enums import IdentityLevel
from parvis.consultations.enums import BallotMethod, Moment, Role, Source, Verb
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


class ConsultationPage(Page):
    """The texts of a consultation, edited and scheduled as a Wagtail page; its title is the question."""

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

    content_panels: ClassVar[list[Panel]] = [
        FieldPanel("title", heading=_("Question asked")),
        FieldPanel("summary"),
        FieldPanel("picture"),
        MultiFieldPanel(
            [FieldPanel("organiser"), FieldPanel("decision_maker"), FieldPanel("contact")], heading=_("Who")
        ),
        MultiFieldPanel(
            [
                FieldPanel("presentation"),
                FieldPanel("objective"),
                FieldPanel("open_points"),
                FieldPanel("settled_points"),
            ],
            heading=_("What"),
        ),
        MultiFieldPanel(
            [FieldPanel("use_of_contributions"), FieldPanel("answer_due")], heading=_("And then")
        ),
    ]
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
    text_limit = models.PositiveIntegerField(_("longest text, in characters"), default=5000)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("kind of contribution")
        verbose_name_plural = _("kinds of contribution")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["consultation", "code"], name="kind_code_unique")]

    def __str__(self) -> str:
        return self.name


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


class PhaseAction(models.Model):
    """One thing that a phase opens, with the least identity level it needs. A vote action is a ballot."""

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


class Follow(models.Model):
    """Somebody asked to be told of the result and the answer."""

    consultation = models.ForeignKey(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.CASCADE, related_name="follows"
    )
    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="follows"
    )
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        constraints = [models.UniqueConstraint(fields=["consultation", "participant"], name="follow_unique")]

    def __str__(self) -> str:
        return f"{self.participant} - {self.consultation}"


class Rules(models.Model):
    """The rules of a consultation each time they changed in public: what the log holds the digest of.

    Never changed, but for `checked_at`: until when the rules were seen to be these.
    """

    consultation = models.ForeignKey(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.CASCADE, related_name="rules"
    )
    version = models.PositiveIntegerField(_("version"))
    text = models.JSONField(_("rules"))
    digest = models.CharField(_("SHA-256 of the rules"), max_length=64)
    made_at = models.DateTimeField(_("made at"), db_default=Now(), editable=False)
    checked_at = models.DateTimeField(_("checked at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("rules of a consultation")
        verbose_name_plural = _("rules of consultations")
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "version"], name="rules_version_unique")
        ]

    def __str__(self) -> str:
        return f"{self.consultation} ({self.version})"


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
