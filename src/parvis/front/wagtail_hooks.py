"""What the desk adds to Wagtail's admin, and what it takes away from organisers."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.query import PageQuerySet

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.permissions import can as can_in_installation
from parvis.conduct.domain.open_consultation import in_the_way, sentence, try_it_first
from parvis.conduct.queries import kept_until
from parvis.consultations.models import ConsultationPage
from parvis.consultations.permissions import can as can_consult
from parvis.consultations.queries import consultations_of
from parvis.following.announcing import animated_by
from parvis.front.desk import choosers
from parvis.front.desk.access import actor_of
from parvis.front.desk.today import today
from parvis.front.desk.views import (
    glossary,
    instances,
    letters,
    organisations,
    outages,
    translations,
    webhooks,
)
from parvis.front.desk.views.reading import reading
from parvis.front.desk.views.site import site
from parvis.pages.models import EditorialPage
from parvis.pages.permissions import can as can_in_site
from parvis.pages.queries import incomplete_pages
from parvis.ui import words

# What somebody who leads consultations needs; administrators see everything.
MENU_OF_ORGANISERS = {"consultations", "animate", "organisations", "site", "explorer", "images", "documents"}


class TodayPanel(Component):
    """What came, what waits and what is late."""

    name = "today"
    order = 50
    template_name = "front/desk/today.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        user = (parent_context or {})["request"].user
        incomplete = incomplete_pages() if can_in_site(user, "edit_site") else []
        return {"lines": today(user), "may_create": can_consult(user, "create"), "incomplete": incomplete}


@hooks.register("construct_homepage_panels", order=1000)
def show_today(request: HttpRequest, panels: list[Component]) -> None:
    """Today comes first; of Wagtail's own panels, organisers keep none."""
    if not can_in_installation(request.user, "administer"):
        panels.clear()
    panels.append(TodayPanel())


@hooks.register("construct_homepage_summary_items", order=1000)
def show_no_totals(request: HttpRequest, items: list[Component]) -> None:
    """Totals of the whole site say nothing of one's consultations."""
    if not can_in_installation(request.user, "administer"):
        items.clear()


@hooks.register("construct_main_menu", order=1000)
def shorten_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    if not can_in_installation(request.user, "administer"):
        items[:] = [item for item in items if item.name in MENU_OF_ORGANISERS]


class ConsultationsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return can_consult(request.user, "create") or consultations_of(request.user).exists()


@hooks.register("register_admin_menu_item")
def consultations_menu_item() -> MenuItem:
    return ConsultationsMenuItem(
        gettext_lazy("Consultations"),
        reverse("desk:index"),
        name="consultations",
        icon_name="group",
        order=50,
    )


class AnimateMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        pages = consultations_of(request.user).values_list("pk", flat=True)
        return bool(animated_by(request.user, pages))


@hooks.register("register_admin_menu_item")
def animate_menu_item() -> MenuItem:
    return AnimateMenuItem(
        gettext_lazy("Letters and announcements"),
        reverse("desk_animate"),
        name="animate",
        icon_name="mail",
        order=52,
    )


@hooks.register("register_admin_menu_item")
def organisations_menu_item() -> MenuItem:
    """Whoever has a desk looks at them; who administers the site decides."""
    return MenuItem(
        gettext_lazy("Organisations"),
        reverse("desk_organisations"),
        name="organisations",
        icon_name="clipboard-list",
        order=55,
    )


class SiteMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return can_in_site(request.user, "edit_site")


@hooks.register("register_admin_menu_item")
def site_menu_item() -> MenuItem:
    return SiteMenuItem(gettext_lazy("Site"), reverse("desk_site"), name="site", icon_name="site", order=60)


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern | URLResolver]:
    return [
        path("consultations/", include("parvis.front.desk.urls", namespace="desk")),
        path("animate/", letters.overview, name="desk_animate"),
        path("site/", site, name="desk_site"),
        path("site/glossary/", glossary.listing, name="desk_glossary"),
        path("site/glossary/<int:term_pk>/", glossary.term, name="desk_term"),
        path("site/glossary/<int:term_pk>/remove/", glossary.remove, name="desk_remove_term"),
        path("instances/", instances.listing, name="desk_instances"),
        path("instances/<uuid:pk>/", instances.instance, name="desk_instance"),
        path("instances/<uuid:pk>/refuse/", instances.refuse, name="desk_refuse_instance"),
        path("webhooks/", webhooks.listing, name="desk_webhooks"),
        path("webhooks/<int:hook_pk>/", webhooks.webhook, name="desk_webhook"),
        path("webhooks/<int:hook_pk>/secret/", webhooks.secret, name="desk_webhook_secret"),
        path("webhooks/<int:hook_pk>/remove/", webhooks.remove, name="desk_remove_webhook"),
        path("webhooks/<int:hook_pk>/acts/<slug:act>/", webhooks.act, name="desk_act_on_webhook"),
        path("webhooks/<int:hook_pk>/messages/<int:delivery_pk>/", webhooks.again, name="desk_send_again"),
        path("state/", outages.state, name="desk_state"),
        path("state/announce/", outages.announce, name="desk_announce"),
        path("state/planned/<int:pk>/off/", outages.call_off, name="desk_call_off"),
        path("state/outages/<int:pk>/", outages.words, name="desk_outage"),
        path("state/bring/", outages.bring, name="desk_bring_watch"),
        path("reading/", reading, name="desk_reading"),
        path("languages/<int:pk>/", translations.languages, name="desk_languages"),
        path("languages/<int:pk>/checked/", translations.checked, name="desk_translation_checked"),
        path("organisations/", organisations.listing, name="desk_organisations"),
        path("organisations/<int:pk>/", organisations.organisation, name="desk_organisation"),
        path("organisations/<int:pk>/verify/", organisations.verify, name="desk_verify_organisation"),
        path("organisations/<int:pk>/refuse/", organisations.refuse, name="desk_refuse_organisation"),
        path("organisations/<int:pk>/back/", organisations.take_back, name="desk_take_back_organisation"),
        path("organisations/<int:pk>/correct/", organisations.correct, name="desk_correct_organisation"),
        path("organisations/<int:pk>/lead/", organisations.name_lead, name="desk_name_organisation_lead"),
    ]


@hooks.register("register_page_header_buttons")
def translate_from_the_editor(
    page: Page, user: Participant, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    yield from _translate_button(page, user)


@hooks.register("register_page_listing_more_buttons")
def translate_from_a_list(page: Page, user: Participant, next_url: str | None = None) -> Iterator[Button]:
    yield from _translate_button(page, user)


def _translate_button(page: Page, user: Participant) -> Iterator[Button]:
    model = page.specific_class
    if model and issubclass(model, EditorialPage) and can_in_site(user, "translate", page):
        url = reverse("desk_languages", args=[page.pk])
        yield Button(_("Translate"), url=url, icon_name="globe", priority=45)


@hooks.register("insert_global_admin_css")
def desk_css() -> SafeString:
    return format_html(
        '<link rel="stylesheet" href="{}"><noscript><link rel="stylesheet" href="{}"></noscript>',
        static("front/desk.css"),
        static("front/desk-without-scripts.css"),
    )


@hooks.register("insert_editor_js")
def editor_js() -> SafeString:
    return format_html(
        '<script type="module" src="{}"></script>'
        '<script type="module" src="{}"></script>'
        '<script type="module" src="{}" data-parvis-reading="{}"></script>',
        static("front/desk-editor.js"),
        static("front/desk-beside.js"),
        static("front/desk-reading.js"),
        reverse("desk_reading"),
    )


@hooks.register("construct_page_chooser_queryset")
def choose_among_own_pages(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    choosers.forbid_parent(request)
    return choosers.choosable(pages, request.user)


@hooks.register("before_delete_page")
def keep_consultations(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A consultation is unpublished, never deleted: what people wrote hangs on it."""
    if not choosers.holds_consultation(page):
        return None
    messages.error(request, _("A consultation cannot be deleted: unpublish it, and it leaves the site."))
    return redirect("wagtailadmin_explore", page.pk)


@hooks.register("before_publish_page")
def ask_the_rules(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The editor publishes a consultation as the desk does: as far as the rules allow. Its draft is kept."""
    if not isinstance(page, ConsultationPage):
        return None
    held = ConsultationPage.objects.get(pk=page.pk)
    if lines := in_the_way(held):
        messages.error(request, sentence(lines))
        return redirect("desk:rules", pk=page.pk)
    try:
        try_it_first(actor=actor_of(request), consultation=held)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:rehearsal", pk=page.pk)
    return None


@hooks.register("before_unpublish_page")
def keep_what_was_decided(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Environmental Code, L123-19-1: contributions, synthesis and reasons stay three months, at least."""
    until = kept_until(page)
    if until is None or until < timezone.localdate():
        return None
    said = _("A decision was published: everybody may read what led to it until %(day)s, at least.")
    messages.error(request, said % {"day": words.day(until)})
    return redirect("desk:rules", pk=page.pk)


@hooks.register("before_bulk_action")
def publish_consultations_one_by_one(
    request: HttpRequest, action_type: str, objects: list[Any], action_class: type
) -> HttpResponse | None:
    if action_type in ("publish", "unpublish") and any(
        isinstance(item, Page) and choosers.holds_consultation(item) for item in objects
    ):
        messages.error(
            request,
            _("A consultation is published, or withdrawn, from its own page, where its rules are read."),
        )
        return redirect("wagtailadmin_explore_root")
    return None


@hooks.register("before_bulk_action")
def keep_consultations_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action_class: type
) -> HttpResponse | None:
    if action_type == "delete" and any(
        isinstance(item, Page) and choosers.holds_consultation(item) for item in objects
    ):
        messages.error(request, _("A consultation cannot be deleted: unpublish it, and it leaves the site."))
        return redirect("wagtailadmin_explore_root")
    return None
