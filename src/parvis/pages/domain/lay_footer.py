"""Write the first texts of the foot of every page, for the operator to complete."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from parvis.pages.blocks.stream import one_text
from parvis.pages.enums import FooterPlace
from parvis.pages.models import ArticlePage


@dataclass(frozen=True, slots=True)
class Operator:
    """Who runs an installation, in one language; what is empty is marked in the texts, to be completed."""

    name: str = ""
    address: str = ""
    telephone: str = ""
    email: str = ""
    director: str = ""
    host: str = ""
    licence: str = ""
    data_officer: str = ""
    legal_basis: str = ""
    server_logs: str = ""
    account_life: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a first text; the text itself is a template for each language."""

    title: Promise
    summary: Promise


HEADS = {
    FooterPlace.ABOUT: Head(
        _("About this site"),
        _("What is done here, who looks after it, and what becomes of the contributions."),
    ),
    FooterPlace.ACCESSIBILITY: Head(
        _("Accessibility: not compliant"),
        _("What is done so that everybody can take part, what is not checked yet, and whom to tell."),
    ),
    FooterPlace.LEGAL: Head(
        _("Legal notices"), _("Who publishes this site, who hosts it, and on what terms.")
    ),
    FooterPlace.PRIVACY: Head(
        _("Personal data"), _("What is recorded, why, for how long, and how to have it erased.")
    ),
}


@transaction.atomic
def lay_footer(*, home: Page, operators: Mapping[str, Operator] | None = None) -> None:
    """Publish the first texts below the home page, once: nothing is done where any page is in the foot.

    `operators` is by language; the texts of other languages translate those of the site's. A text whose
    address is taken is left out: the operator has a page of their own there.
    """
    if ArticlePage.objects.exclude(footer="").exists():
        return
    taken = set(home.get_children().values_list("slug", flat=True))
    sources: dict[FooterPlace, ArticlePage] = {}
    for language in sorted(dict(settings.LANGUAGES), key=lambda code: code != settings.LANGUAGE_CODE):
        operator = (operators or {}).get(language, Operator())
        for place in FooterPlace:
            with translation.override(language):
                page = _first_text(place, language, operator)
            if page.slug in taken:
                continue
            if place in sources:
                page.translates = sources[place]
            else:
                page.footer = place
            sources.setdefault(place, home.add_child(instance=page))
            taken.add(page.slug)


def _first_text(place: FooterPlace, language: str, operator: Operator) -> ArticlePage:
    head = HEADS[place]
    context = {"operator": operator, "address": settings.PARVIS_ADDRESS}
    return ArticlePage(
        title=str(head.title),
        slug=slugify(str(place.label)),
        summary=str(head.summary),
        blocks=one_text(render_to_string(f"pages/first/{place}.{language}.html", context).strip()),
        language=language,
    )
