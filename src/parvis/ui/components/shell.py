"""The frame around every page: navigation, languages, breadcrumb, heading."""

from collections.abc import Sequence
from dataclasses import replace

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from parvis.ui.data import Link

register = template.Library()

NAVIGATION = (
    ("front:consultations", _("Consultations")),
    ("pages:news", _("News")),
    ("pages:resources", _("Resources")),
    ("front:search", _("Search")),
)
WELL = (
    ("front:methods", _("Methods")),
    ("front:good_practice", _("Good practice")),
    ("front:manual", _("Manual of organisers")),
)
"""How to consult well: for those who organise, or want to know; in the foot, not in the menu of phones."""
STATE = (("front:status", _("State of the site")),)
SPACE = (
    ("front:mine", _("My contributions")),
    ("front:became", _("What became of it")),
    ("front:my_arguments", _("My arguments")),
    ("front:my_votes", _("My votes")),
    ("front:my_follows", _("What I follow")),
    ("organisations:mine", _("My organisations")),
    ("accounts:profile", _("My account")),
)


def _links(entries: tuple[tuple[str, object], ...], path: str) -> list[Link]:
    """The entries whose page exists on this installation; the one that holds `path` is current."""
    links = []
    for name, label in entries:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        links.append(Link(label=str(label), url=url, current=path.startswith(url)))
    return links


def _space(path: str) -> list[Link]:
    """The pages of one's own space; the account holds those that have no tab, such as its sessions."""
    links = _links(SPACE, path)
    nearest = max((len(link.url) for link in links if link.current), default=0)
    return [replace(link, current=link.current and len(link.url) == nearest) for link in links]


def _path(context: Context) -> str:
    request = context.get("request")
    return request.path if isinstance(request, HttpRequest) else ""


@register.inclusion_tag("ui/main_nav.html", takes_context=True)
def main_nav(context: Context) -> dict[str, object]:
    user = context.get("user")
    space = _space(_path(context))
    return {
        "links": _links(NAVIGATION, _path(context)),
        "user": user,
        "space": space[0].url if space else "",
        "is_in_space": any(link.current for link in space),
        "path": _path(context),
        "request": context.get("request"),
    }


@register.inclusion_tag("ui/tabs.html", takes_context=True)
def space_tabs(context: Context) -> dict[str, object]:
    return {"items": _space(_path(context)), "label": _("My space")}


@register.inclusion_tag("ui/footer_nav.html", takes_context=True)
def footer_nav(context: Context) -> dict[str, object]:
    """`footer_links` comes from the floor that holds the pages; there are none without a request."""
    path = _path(context)
    links: Sequence[Link] = context.get("footer_links") or ()
    well = [replace(link, current=link.url == path) for link in _links(WELL, path)]
    links = [*links, *_links(STATE, path)]
    return {"links": [replace(link, current=link.url == path) for link in links], "well": well}


@register.inclusion_tag("ui/languages.html", takes_context=True)
def languages(context: Context) -> dict[str, object]:
    """The same page in each language of the site; nothing when there is no request (a server error)."""
    request = context.get("request")
    if not isinstance(request, HttpRequest):
        return {"languages": []}
    here = request.get_full_path()
    return {
        "languages": [
            {
                "code": code,
                "name": get_language_info(code)["name_local"].capitalize(),
                "url": translate_url(here, code),
                "current": code == get_language(),
            }
            for code, _name in settings.LANGUAGES
        ]
    }


@register.simple_block_tag
def breadcrumbs(content: SafeString) -> str:
    return render_to_string("ui/breadcrumbs.html", {"content": content})


@register.inclusion_tag("ui/crumb.html")
def crumb(*, label: str, url: str = "") -> dict[str, object]:
    return {"label": label, "url": url}


@register.simple_block_tag(end_name="endpage_head")
def page_head(
    content: SafeString,
    *,
    title: str,
    kicker: str = "",
    kicker_url: str = "",
    lede: str = "",
    lang: str = "",
) -> str:
    return render_to_string(
        "ui/page_head.html",
        {
            "content": content,
            "title": title,
            "kicker": kicker,
            "kicker_url": kicker_url,
            "lede": lede,
            "lang": lang,
        },
    )


@register.simple_block_tag
def section(
    content: SafeString, *, title: str, id: str, note: str = "", url: str = "", link: str = ""
) -> str:
    return render_to_string(
        "ui/section.html",
        {"content": content, "title": title, "id": id, "note": note, "url": url, "link": link},
    )
