"""News and resources of the whole site."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from parvis.pages import queries
from parvis.pages.enums import ResourceOrigin
from parvis.ui.data import Link

PAGE_SIZE = 12


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """Newest first; a page number out of range shows the nearest page."""
    page = Paginator(queries.news(), PAGE_SIZE).get_page(request.GET.get("page"))
    items = list(page.object_list)
    hosts = queries.hosts_of(items)
    rows = [(item, hosts.get(item.pk)) for item in items]
    return render(request, "pages/news.html", {"page": page, "rows": rows})


@require_safe
def resources(request: HttpRequest) -> HttpResponse:
    """By who speaks; `?origin=` keeps one."""
    everything = list(queries.resources())
    groups = queries.by_origin(everything)
    asked = request.GET.get("origin", "")
    hosts = queries.hosts_of(everything)
    context = {
        "chips": _chips(request.path, groups, asked),
        "groups": [
            (origin, [(item, hosts.get(item.pk)) for item in items])
            for origin, items in groups
            if asked in ("", origin) or asked not in ResourceOrigin.values
        ],
    }
    return render(request, "pages/resources.html", context)


def _chips(path: str, groups: list[tuple[ResourceOrigin, list]], asked: str) -> list[Link]:
    every = sum(len(items) for _origin, items in groups)
    chips = [Link(label=gettext("All"), url=path, current=asked not in ResourceOrigin.values, count=every)]
    for origin, items in groups:
        url = f"{path}?origin={origin}"
        label = capfirst(str(origin.label))
        chips.append(Link(label=label, url=url, current=asked == origin, count=len(items)))
    return chips
