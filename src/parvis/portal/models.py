"""What stands around the consultations: methods, consultations held elsewhere, good practice.

All of it is edited as pages: with drafts, a history, a preview, and rights by the place in the tree. None is
served from its place: each has its public address, composed in `front`.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, Panel
from wagtail.models import Page

from parvis.consultations.enums import Scale, Way
from parvis.consultations.templates_catalogue import CATALOGUE
from parvis.pages.files_shown import FilesForm
from parvis.pages.models import ReachablePage
from parvis.pages.rich_text import HarmlessTextField
from parvis.portal import grades, showing
from parvis.portal.enums import Openness, Priority, Values

SUITED = {
    Openness.SUBJECT: "suits_subject",
    Openness.WAYS: "suits_ways",
    Openness.DRAFT: "suits_draft",
    Openness.LEGAL: "suits_legal",
}
"""Where a method is of use, by its column; where nothing can change, none is."""


def template_choices() -> list[tuple[str, Any]]:
    """Callable, so that a new template asks for no migration."""
    return [(template.code, template.name) for template in CATALOGUE.values()]


def written_in() -> models.CharField:
    return models.CharField(
        _("language of the text"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )


class Folder(Page):
    """Holds pages of one sort; its own address leads to where they are shown."""

    face: ClassVar[str]
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    preview_modes: ClassVar[list[tuple[str, str]]] = []
    private_page_options: ClassVar[list[str]] = []
    max_count = 1

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:  # noqa: ARG002
        return redirect(self.face)


class MethodIndexPage(Folder):
    """The catalogue of methods."""

    face = "front:methods"
    subpage_types: ClassVar[list[str]] = ["portal.MethodPage"]

    class Meta:
        verbose_name = _("catalogue of methods")
        verbose_name_plural = _("catalogues of methods")


class MethodPage(grades.Graded):
    """A way to consult: what it is for, what it takes, what it gives.

    Its texts in another language have its code. Money in euros. `concerned`: of how many people it may be the
    affair; `seats`: how many take part.
    """

    language = written_in()
    code = models.SlugField(
        _("code, the same in every language"), max_length=40, blank=True, allow_unicode=False
    )
    summary = models.TextField(_("in one line"), max_length=300)
    objective = models.TextField(_("objective"), max_length=600)
    public = models.CharField(_("target public"), max_length=300)
    priority = models.CharField(_("priority that it serves"), max_length=10, choices=Priority)
    way = models.CharField(_("where one takes part"), max_length=6, choices=Way)
    seats_least = models.PositiveIntegerField(_("people who take part, at least"), null=True, blank=True)
    seats_most = models.PositiveIntegerField(_("people who take part, at most"), null=True, blank=True)
    suits_subject = models.BooleanField(_("useful when the subject itself is open"), default=False)
    suits_ways = models.BooleanField(_("useful when the aim is set, and not the ways"), default=False)
    suits_draft = models.BooleanField(_("useful on a draft that may change"), default=False)
    suits_legal = models.BooleanField(
        _("useful for a draft that the law asks to put to the public"), default=False
    )
    concerned_least = models.PositiveIntegerField(_("people concerned, at least"), null=True, blank=True)
    concerned_most = models.PositiveIntegerField(_("people concerned, at most"), null=True, blank=True)
    cost_least = models.PositiveIntegerField(_("cost in euros, at least"), null=True, blank=True)
    cost_most = models.PositiveIntegerField(_("cost in euros, at most"), null=True, blank=True)
    cost_note = models.CharField(_("what the cost depends on"), max_length=250, blank=True)
    weeks_least = models.PositiveSmallIntegerField(_("weeks, at least"), null=True, blank=True)
    weeks_most = models.PositiveSmallIntegerField(_("weeks, at most"), null=True, blank=True)
    outline = HarmlessTextField(_("how it goes"), blank=True)
    strengths = HarmlessTextField(_("strengths"), blank=True)
    weaknesses = HarmlessTextField(_("weaknesses"), blank=True)
    video = models.URLField(_("address of a video"), blank=True)
    documents = HarmlessTextField(_("documents and readings"), blank=True)
    template_code = models.CharField(
        _("template of Parvis"), max_length=40, choices=template_choices, blank=True
    )
    values_from = models.CharField(
        _("where the grades come from"), max_length=10, choices=Values, default=Values.ESTIMATE
    )

    base_form_class = FilesForm
    content_panels: ClassVar[list[Panel]] = [
        *ReachablePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("objective"),
        FieldPanel("public"),
        FieldRowPanel([FieldPanel("priority"), FieldPanel("way")]),
        FieldPanel("outline"),
        FieldPanel("strengths"),
        FieldPanel("weaknesses"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("seats_least"), FieldPanel("seats_most")]),
                FieldRowPanel([FieldPanel("cost_least"), FieldPanel("cost_most")]),
                FieldPanel("cost_note"),
                FieldRowPanel([FieldPanel("weeks_least"), FieldPanel("weeks_most")]),
            ],
            heading=_("What it takes"),
        ),
        MultiFieldPanel(
            [
                HelpPanel(_("The chooser proposes a method under these conditions alone.")),
                *(FieldPanel(name) for name in SUITED.values()),
                FieldRowPanel([FieldPanel("concerned_least"), FieldPanel("concerned_most")]),
            ],
            heading=_("When to choose it"),
        ),
        MultiFieldPanel(
            [FieldPanel("template_code"), FieldPanel("video"), FieldPanel("documents")],
            heading=_("To go further"),
        ),
        MultiFieldPanel([FieldPanel("values_from")], heading=_("The six qualities, from 0 to 5")),
        *grades.panels(),
    ]
    promote_panels: ClassVar[list[Panel]] = [
        *ReachablePage.promote_panels,
        MultiFieldPanel([FieldPanel("language"), FieldPanel("code")], heading=_("Languages")),
    ]
    parent_page_types: ClassVar[list[str]] = ["portal.MethodIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    private_page_options: ClassVar[list[str]] = []
    exclude_fields_in_copy: ClassVar[list[str]] = ["code"]
    face = "front:method"
    preview_template = "portal/preview.html"

    class Meta:
        verbose_name = _("method")
        verbose_name_plural = _("methods")
        constraints = [
            models.UniqueConstraint(
                fields=["code", "language"],
                condition=~Q(code=""),
                name="method_code_unique",
                violation_error_message=_("Another method has this code, in this language."),
            ),
            *grades.constraints(),
        ]

    @property
    def suits(self) -> frozenset[Openness]:
        return frozenset(openness for openness, column in SUITED.items() if getattr(self, column))

    @property
    def video_host(self) -> str:
        """The other site, named before one goes there."""
        return urlsplit(self.video).hostname or ""

    def clean(self) -> None:
        super().clean()
        for name in ("seats", "concerned", "cost", "weeks"):
            least, most = getattr(self, f"{name}_least"), getattr(self, f"{name}_most")
            if least is not None and most is not None and least > most:
                raise ValidationError({f"{name}_most": _("The most is under the least.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """For the preview, the one page that Wagtail itself shows."""
        context = super().get_context(request, *args, **kwargs)
        return {**context, "facts": showing.facts(self), "chart": showing.chart(self, id="chart-qualities")}

    def serve(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:  # noqa: ARG002
        return redirect(self.face, slug=self.slug, permanent=True)


class ElsewhereIndexPage(Folder):
    """Consultations held elsewhere."""

    face = "front:consultations"
    subpage_types: ClassVar[list[str]] = ["portal.ElsewherePage"]

    class Meta:
        verbose_name = _("list of consultations held elsewhere")
        verbose_name_plural = _("lists of consultations held elsewhere")


class ElsewherePage(Page):
    """A consultation held on another site or in a room, by its address. Figures are its organiser's."""

    language = written_in()
    organiser = models.CharField(_("who consults"), max_length=160)
    address = models.URLField(_("address of the consultation"))
    summary = models.TextField(_("in one line"), max_length=300, blank=True)
    scale = models.CharField(_("scale"), max_length=8, choices=Scale)
    way = models.CharField(_("where one takes part"), max_length=6, choices=Way)
    theme = models.CharField(_("theme"), max_length=80, blank=True)
    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    closes_on = models.DateField(_("closes on"), null=True, blank=True)
    results = models.URLField(
        _("address of the answer"), blank=True, help_text=_("Once it is there, the consultation is answered.")
    )
    people = models.PositiveIntegerField(_("people who took part"), null=True, blank=True)
    contributions = models.PositiveIntegerField(_("number of contributions"), null=True, blank=True)

    content_panels: ClassVar[list[Panel]] = [
        FieldPanel("title", heading=_("Question asked")),
        FieldPanel("organiser"),
        FieldPanel("address"),
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("scale"), FieldPanel("way"), FieldPanel("theme")]),
        FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on")]),
        MultiFieldPanel(
            [
                FieldPanel("results"),
                FieldRowPanel([FieldPanel("people"), FieldPanel("contributions")]),
            ],
            heading=_("What came out, as its organiser says"),
        ),
        FieldPanel("language"),
    ]
    parent_page_types: ClassVar[list[str]] = ["portal.ElsewhereIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    preview_modes: ClassVar[list[tuple[str, str]]] = []
    private_page_options: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("consultation held elsewhere")
        verbose_name_plural = _("consultations held elsewhere")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_on=None) | Q(closes_on=None) | Q(closes_on__gte=F("opens_on")),
                name="elsewhere_closes_after_it_opens",
                violation_error_message=_("It closes before it opens."),
            )
        ]

    @property
    def host(self) -> str:
        """The other site, named before one goes there."""
        return urlsplit(self.address).hostname or ""

    def is_coming(self, day: date) -> bool:
        return self.opens_on is not None and day < self.opens_on

    def is_closed(self, day: date) -> bool:
        return self.closes_on is not None and day > self.closes_on

    def serve(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:  # noqa: ARG002
        return redirect("front:consultations")


class PracticePage(ReachablePage):
    """The doctrine in short, in one language; what the software holds of it is added below by the code."""

    language = written_in()
    summary = models.TextField(_("summary"), max_length=300, blank=True)
    body = HarmlessTextField(_("text"))

    base_form_class = FilesForm
    content_panels: ClassVar[list[Panel]] = [
        *ReachablePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("language"),
    ]
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    private_page_options: ClassVar[list[str]] = []
    face = "front:good_practice"
    preview_template = "portal/practice_preview.html"

    class Meta:
        verbose_name = _("page of good practice")
        verbose_name_plural = _("pages of good practice")

    def serve(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:  # noqa: ARG002
        return redirect(self.face)
