"""The pages of what moderation did: the register of decisions, and the open bin of what is hidden now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.consultations.queries import consultation_by_slug
from parvis.consultations.robots import hidden_from_search
from parvis.front.caching import public_page
from parvis.front.composition.register import compose
from parvis.moderation.open_bin import bin_page, in_bin


@require_safe
@public_page
def register(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_by_slug(slug, request.user)
    view = compose(consultation=consultation, before=request.GET.get("before", ""))
    return hidden_from_search(render(request, "front/register.html", {"view": view}), consultation)


@require_safe
@public_page
def open_bin(request: HttpRequest, slug: str) -> HttpResponse:
    """Read by whoever looks for it: search engines are always kept out."""
    consultation = consultation_by_slug(slug, request.user)
    page = bin_page(consultation, before=request.GET.get("before", ""))
    context = {
        "consultation": consultation,
        "page": page,
        "hidden": in_bin(consultation).count(),
        "next_url": f"?before={page.next}" if page.next else "",
    }
    response = render(request, "front/bin.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
