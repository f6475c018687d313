"""Write the first pages of the portal: methods, good practice, a place for what is held elsewhere."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.models import GroupPagePermission, Page

from parvis.consultations.domain.appoint import SITE_GROUP
from parvis.pages.permissions import MAY_EDIT_SITE
from parvis.portal.enums import Quality
from parvis.portal.models import SUITED, ElsewhereIndexPage, MethodIndexPage, MethodPage, PracticePage

FIRST = Path(__file__).parents[1] / "first"
PLAIN = ("title", "slug", "summary", "objective", "public", "cost_note")
BOUNDS = ("seats", "concerned", "cost", "weeks")
LISTS = {"outline": "ol", "strengths": "ul", "weaknesses": "ul"}
FOLDERS = (MethodIndexPage, ElsewhereIndexPage)
EDIT = ("add_page", "change_page", "publish_page")
Row = Mapping[str, Any]


@transaction.atomic
def lay_portal(*, home: Page) -> None:
    """Publish the first pages below the home page, in every language, once.

    Where the portal was laid, nothing is done, whatever became of its pages: they are the operator's. Whoever
    may edit the site edits them.
    """
    if any(model.objects.exists() for model in (*FOLDERS, PracticePage)):
        return
    with translation.override(settings.LANGUAGE_CODE):
        index = MethodIndexPage(title=_("Methods of consultation"), slug=_free("methods", home))
        home.add_child(instance=index)
        elsewhere = ElsewhereIndexPage(title=_("Held elsewhere"), slug=_free("held-elsewhere", home))
        home.add_child(instance=elsewhere)
    values = _read("values")
    practices = []
    for language, _name in settings.LANGUAGES:
        words = _read(language)
        for code, row in values.items():
            index.add_child(instance=first_method(code, row, words[code], language))
        with translation.override(language):
            practices.append(home.add_child(instance=_first_practice(language, home)))
    _let_edit(index, elsewhere, *practices)


def first_method(code: str, values: Row, words: Row, language: str) -> MethodPage:
    """A method as its two files tell it: what is the same in every language, and its words in one."""
    found: dict[str, Any] = {name: words[name] for name in PLAIN}
    found |= {name: _listed(tag, words[name]) for name, tag in LISTS.items()}
    found |= {column: openness.value in values["suits"] for openness, column in SUITED.items()}
    for name in BOUNDS:
        found |= _bounds(name, values.get(name, (-1, -1)))
    for quality in Quality:
        found |= _bounds(quality, values["grades"][quality], ("low", "high"))
        found[f"{quality}_moves"] = words["moves"][quality]
    return MethodPage(
        code=code,
        language=language,
        priority=values["priority"],
        way=values["way"],
        template_code=values.get("template", ""),
        values_from=values["from"],
        **found,
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FIRST / f"{name}.toml").read_text(encoding="utf-8"))


def _bounds(name: str, pair: Sequence[int], ends: Sequence[str] = ("least", "most")) -> dict[str, int | None]:
    """The two columns of a pair; in a file, -1 stands for no bound at one end."""
    return {f"{name}_{end}": None if at < 0 else at for end, at in zip(ends, pair, strict=True)}


def _first_practice(language: str, home: Page) -> PracticePage:
    return PracticePage(
        title=_("Good practice"),
        slug=_free(_("good-practice"), home),
        summary=_(
            "What the law and the field ask of a consultation, in short, and how this software holds it."
        ),
        body=render_to_string(f"portal/first/practice.{language}.html").strip(),
        language=language,
    )


def _listed(tag: str, lines: Sequence[str]) -> str:
    items = format_html_join("", "<li>{}</li>", ((line,) for line in lines))
    return format_html("<{}>{}</{}>", tag, items, tag)


def _free(slug: str, home: Page) -> str:
    """The operator may have a page of their own there, which stays."""
    taken = set(home.get_children().values_list("slug", flat=True))
    return next(one for one in (slug, *(f"{slug}-{n}" for n in range(2, 100))) if one not in taken)


def _let_edit(*pages: Page) -> None:
    group, _made = Group.objects.get_or_create(name=SITE_GROUP)
    group.permissions.add(_permission(*MAY_EDIT_SITE.split(".")))
    for page in pages:
        for codename in EDIT:
            permission = _permission("wagtailcore", codename)
            GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _permission(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)
