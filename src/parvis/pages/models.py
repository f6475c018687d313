"""Editorial pages: articles, news and resources, below the home page or below a consultation."""

from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from parvis.pages import erasing, processing
from parvis.pages.address import ReachableCopyForm, ReachableForm, check_address
from parvis.pages.blocks.files import frames_of
from parvis.pages.blocks.harmless import HarmlessStreamField, empty_blocks
from parvis.pages.blocks.stream import Blocks, one_text
from parvis.pages.enums import FooterPlace, ResourceForm, ResourceOrigin, ResourcePiece
from parvis.pages.files_shown import EditorialForm
from parvis.pages.languages import HOME_DEPTH as HOME_DEPTH  # noqa: PLC0414 (of this floor)
from parvis.pages.languages import PLAIN, address_of, foreign, links_of, others_of
from parvis.pages.panels import source_panel
from parvis.pages.permissions import MAY_EDIT_SITE
from parvis.pages.rich_text import HarmlessTextField
from parvis.pages.terms import Term as Term  # noqa: PLC0414 (of this floor)
from parvis.ui.data import Link


class HomePage(Page):
    """The root of the site; its public face is composed in `front`."""

    introduction = models.TextField(_("introduction"), blank=True, max_length=400)

    content_panels: ClassVar[list[Panel]] = [*Page.content_panels, FieldPanel("introduction")]
    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    preview_modes: ClassVar[list[tuple[str, str]]] = []
    private_page_options: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class ReachablePage(Page):
    """A page that nothing hides: no view of the site answers at its address, except its own public `face`."""

    face: ClassVar[str] = ""
    base_form_class = ReachableForm
    copy_form_class = ReachableCopyForm

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if parent := self.get_parent():
            try:
                check_address(self.slug, below=parent, face=self.face)
            except ValidationError as error:
                raise ValidationError({"slug": error}) from error


class EditorialPage(ReachablePage):
    """What articles, news and resources share."""

    summary = models.TextField(_("summary"), max_length=300, blank=True)
    language = models.CharField(
        _("language of the text"),
        max_length=5,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
        db_default=settings.LANGUAGE_CODE,
    )
    translates = models.ForeignKey(
        "self",
        verbose_name=_("page that it translates"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="translations",
    )
    checked_at = models.DateTimeField(_("last said up to date"), null=True, blank=True, editable=False)
    picture = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    blocks = HarmlessStreamField(
        Blocks(), verbose_name=_("text"), blank=True, default=one_text, db_default=empty_blocks()
    )
    plain = HarmlessStreamField(
        Blocks(),
        verbose_name=_("the same in plain language"),
        blank=True,
        default=list,
        db_default=empty_blocks(),
        help_text=_(
            "A second text that says the essential in short sentences and words of every day, one idea a"
            " sentence. Readers choose between the two at the head of the page."
        ),
    )

    base_form_class = EditorialForm
    content_panels: ClassVar[list[Panel]] = [
        source_panel(),
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("picture"),
        FieldPanel("blocks"),
        MultiFieldPanel([FieldPanel("plain")], heading=_("Plain language"), classname="collapsed"),
        FieldPanel("language"),
    ]
    exclude_fields_in_copy: ClassVar[list[str]] = ["translates", "checked_at"]
    preview_modes: ClassVar[list[tuple[str, Any]]] = [
        *Page.DEFAULT_PREVIEW_MODES,
        (PLAIN, _("Plain language")),
    ]
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage", "consultations.ConsultationPage"]
    subpage_types: ClassVar[list[str]] = []
    private_page_options: ClassVar[list[str]] = []

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["translates", "language"],
                name="%(class)s_one_translation",
                violation_error_message=_("This text already has a page in this language."),
            )
        ]

    @property
    def foreign(self) -> str:
        """The language of its words, when it is not that of the page around: what `lang` says."""
        return foreign(self)

    def clean(self) -> None:
        """A page translates a source, which translates nothing; each says it in a language of its own."""
        super().clean()
        source = self.translates
        if source and (source.translates_id or source.language == self.language):
            raise ValidationError({"language": _("A translation is in another language than its source.")})
        if self.pk and self.translations.filter(language=self.language).exists():
            raise ValidationError({"language": _("This text already has a page in this language.")})

    def with_content_json(self, content: dict[str, Any]) -> "EditorialPage":
        """What it translates is of the page, not of a version of it; and so is its language, from then on."""
        page: EditorialPage = super().with_content_json(content)
        page.translates_id, page.checked_at = self.translates_id, self.checked_at
        if self.is_in_several_languages:
            page.language = self.language
        return page

    @property
    def is_in_several_languages(self) -> bool:
        return bool(self.translates_id or (self.pk and self.translations.exists()))

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """The version in plain language has an address of its own, as long as it says something."""
        if path_components == [PLAIN] and self.live and self.plain:
            return RouteResult(self, kwargs={"is_plain": True})
        return super().route(request, path_components)

    def get_context(
        self, request: HttpRequest, *args: Any, is_plain: bool = False, **kwargs: Any
    ) -> dict[str, Any]:
        """Add the text to show, its other version, and the pages above for the breadcrumb."""
        above = (
            self.get_ancestors().filter(depth__gt=HOME_DEPTH)
            if self.pk and self.path
            else Page.objects.none()
        )
        shown = self.plain if is_plain else self.blocks
        return {
            **super().get_context(request, *args, **kwargs),
            "above": above,
            "blocks": shown,
            "is_plain": is_plain,
            "versions": self._versions(request, is_plain),
            **links_of(self, is_plain=is_plain),
            "frames": frames_of([block.value for block in shown if block.block_type == "video"]),
        }

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return self.get_context(request, is_plain=mode_name == PLAIN)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return _with_players(super().serve_preview(request, mode_name))

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What hangs on an unpublished consultation is not public either."""
        if self.get_ancestors().filter(live=False, depth__gt=HOME_DEPTH).exists():
            raise Http404
        is_plain = bool(kwargs.get("is_plain"))
        for twin in self.others if self.foreign else ():
            if not twin.foreign:
                return redirect(address_of(twin, is_plain=is_plain))
        return _with_players(super().serve(request, *args, **kwargs))

    @cached_property
    def others(self) -> "list[EditorialPage]":
        """The published pages that say the same in other languages; read once."""
        return others_of(self)

    def _versions(self, request: HttpRequest, is_plain: bool) -> list[Link]:
        """The two texts of the page; nothing to choose when there is one."""
        if not self.plain:
            return []
        url = self.get_url(request) or ""
        return [
            Link(gettext("Full text"), url, current=not is_plain),
            Link(gettext("Plain language"), f"{url}{PLAIN}/", current=is_plain),
        ]


def _with_players(response: TemplateResponse) -> HttpResponse:
    """Allow the players of the videos of this page, which ask for nothing before they are clicked."""
    if frames := (response.context_data or {})["frames"]:
        response._csp_update = {"frame-src": frames}  # type: ignore[attr-defined]
    return response


class ArticlePage(EditorialPage):
    """A page that lasts: how it works, legal notices, accessibility.

    One that hangs on the home page may stand in the foot of every page; what translates it stands there with
    it.
    """

    footer = models.CharField(
        _("place in the foot of every page"), max_length=15, choices=FooterPlace, blank=True
    )

    promote_panels: ClassVar[list[Panel]] = [
        *EditorialPage.promote_panels,
        MultiFieldPanel(
            [FieldPanel("footer")],
            heading=_("Foot of every page"),
            permission=MAY_EDIT_SITE,
        ),
    ]
    exclude_fields_in_copy: ClassVar[list[str]] = [*EditorialPage.exclude_fields_in_copy, "footer"]

    class Meta(EditorialPage.Meta):
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            *EditorialPage.Meta.constraints,
            models.UniqueConstraint(
                fields=["footer"],
                condition=~models.Q(footer=""),
                name="article_footer_unique",
                violation_error_message=_("Another page already has this place."),
            ),
            models.CheckConstraint(
                condition=models.Q(footer="") | models.Q(translates=None),
                name="article_footer_of_source",
                violation_error_message=_("A translation stands where its source does."),
            ),
        ]

    @property
    def place(self) -> str:
        """Its place in the foot of every page, or that of what it translates."""
        return self.translates.footer if self.translates else self.footer

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Below the operator's own words on personal data stand those of the software."""
        context = super().get_context(request, *args, **kwargs)
        if self.place != FooterPlace.PRIVACY or context["is_plain"]:
            return context
        return {**context, "processing": processing.in_use(), "applied": erasing.applied()}


class NewsPage(EditorialPage):
    """A dated piece of news."""

    date = models.DateField(_("date"), default=timezone.localdate)

    content_panels: ClassVar[list[Panel]] = [*EditorialPage.content_panels, FieldPanel("date")]

    class Meta(EditorialPage.Meta):
        verbose_name = _("piece of news")
        verbose_name_plural = _("news")


class ResourcePage(EditorialPage):
    """Something to read or watch before having one's say, with who speaks in it."""

    form = models.CharField(_("form"), max_length=10, choices=ResourceForm, default=ResourceForm.DOCUMENT)
    origin = models.CharField(
        _("origin"), max_length=12, choices=ResourceOrigin, default=ResourceOrigin.ORGANISER
    )
    piece = models.CharField(
        _("part of the legal file"),
        max_length=12,
        choices=ResourcePiece,
        blank=True,
        default="",
        db_default="",
    )
    publisher = models.CharField(_("published by"), max_length=120)
    document = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("document"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    link = models.URLField(_("address of the video or page"), blank=True)
    transcript = HarmlessTextField(_("transcript of the video"), blank=True)

    content_panels: ClassVar[list[Panel]] = [
        *EditorialPage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("form"),
                FieldPanel("origin"),
                FieldPanel("piece"),
                FieldPanel("publisher"),
                FieldPanel("document"),
                FieldPanel("link"),
                FieldPanel("transcript"),
            ],
            heading=_("What it is and where it comes from"),
        ),
    ]

    class Meta(EditorialPage.Meta):
        verbose_name = _("resource")
        verbose_name_plural = _("resources")

    @property
    def link_host(self) -> str:
        """The other site, named before one goes there."""
        return urlsplit(self.link).hostname or ""

    def clean(self) -> None:
        """A resource without the thing itself is a promise not kept."""
        super().clean()
        if self.form == ResourceForm.DOCUMENT and self.document_id is None:
            raise ValidationError({"document": _("Choose the document to read.")})
        if self.form != ResourceForm.DOCUMENT and not self.link:
            raise ValidationError({"link": _("Write the address of the video or of the page.")})


class Brand(models.Model):
    """What an installation puts in the place of Parvis's mark and colour; its name is that of its `site`.

    The logo is always a PNG made by `domain.set_brand`; the colour is `#rrggbb`, and reads on every ground.
    """

    site = models.OneToOneField(
        Site, verbose_name=_("site"), primary_key=True, on_delete=models.CASCADE, related_name="brand"
    )
    logo = models.ImageField(
        _("logo"), upload_to="brand/", blank=True, width_field="logo_width", height_field="logo_height"
    )
    logo_width = models.PositiveSmallIntegerField(_("width of the logo"), null=True, editable=False)
    logo_height = models.PositiveSmallIntegerField(_("height of the logo"), null=True, editable=False)
    colour = models.CharField(_("colour"), max_length=7, blank=True)

    class Meta:
        verbose_name = _("name and look of the site")
        verbose_name_plural = _("names and looks of sites")

    def __str__(self) -> str:
        return str(self.site)
