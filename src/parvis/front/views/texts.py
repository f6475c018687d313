"""A text put to consultation, its file, and the amendments to one of its passages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.consultations.queries import consultation_by_slug
from parvis.consultations.robots import hidden_from_search
from parvis.contributions.permissions import can, is_public
from parvis.contributions.queries import contribution_by_id
from parvis.front.caching import public_page
from parvis.front.composition import amendments
from parvis.front.composition import text as one
from parvis.texts.queries import document_by_slug
from parvis.texts.writing import markdown_of


@require_safe
@public_page
def text(request: HttpRequest, slug: str, text: str) -> HttpResponse:
    """The whole text, in pages, with what people did on each passage."""
    consultation = consultation_by_slug(slug, request.user)
    document = document_by_slug(request.user, consultation, text)
    view = one.compose(document=document, wanted=request.GET.get("page", ""))
    page = render(request, "front/text.html", {"view": view, "consultation": consultation})
    return hidden_from_search(page, consultation)


@require_safe
@public_page
def markdown(request: HttpRequest, slug: str, text: str) -> HttpResponse:
    """The words of a text, to be read elsewhere or imported again."""
    document = document_by_slug(request.user, consultation_by_slug(slug, request.user), text)
    return HttpResponse(
        markdown_of(document),
        content_type="text/markdown; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{document.slug}.md"'},
    )


@require_safe
@public_page
def compared(request: HttpRequest, pk: int) -> HttpResponse:
    """Two amendments to the same words, side by side, against these words and against one another."""
    contribution = contribution_by_id(pk)
    if not can(request.user, "read", contribution) or not is_public(contribution):
        raise Http404
    view = amendments.compose(contribution=contribution, asked=request.GET)
    page = render(request, "front/amendments.html", {"view": view, "contribution": contribution})
    return hidden_from_search(page, contribution.consultation)
