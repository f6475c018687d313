"""Making a consultation known: the page, its files, and the widgets for other sites."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from parvis.consultations.queries import consultation_by_slug
from parvis.front.caching import public_page
from parvis.front.composition import kit as composition
from parvis.front.composition import widgets
from parvis.front.kit import bundle
from parvis.front.kit.keeping import Kit, kit_of
from parvis.front.kit.pieces import FILES, Form
from parvis.restitution.queries import public_figures_of

ARCHIVE = "kit.zip"


@require_safe
@public_page
def kit(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that there is to take; a draft's team prepares it there."""
    consultation = consultation_by_slug(slug, request.user)
    return render(request, "front/kit.html", {"view": composition.compose(consultation)})


@require_safe
@public_page
def kit_file(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """One file of the closed list, or the archive of all; unchanged, neither drawn nor sent again."""
    if name not in FILES and name != ARCHIVE:
        raise Http404
    found = kit_of(consultation_by_slug(slug, request.user))
    if name == ARCHIVE:
        return _archive(request, found)
    file = FILES[name]
    etag = f'"{found.signature(file)}"'
    unchanged = get_conditional_response(request, etag)
    if unchanged is not None:
        return unchanged
    where = "attachment" if file.form == Form.PDF else "inline"
    return _file(found.file(file), file.form.media_type, f'{where}; filename="{slug}-{name}"', etag)


def _archive(request: HttpRequest, found: Kit) -> HttpResponse:
    dated = public_figures_of(found.consultation)
    etag = f'"{bundle.signature(found, dated)}"'
    unchanged = get_conditional_response(request, etag)
    if unchanged is not None:
        return unchanged
    where = f'attachment; filename="{bundle.name_of(found)}"'
    return _file(bundle.bundle(found, dated), "application/zip", where, etag)


def _file(content: bytes, media_type: str, where: str, etag: str) -> HttpResponse:
    headers = {"Content-Disposition": where, "ETag": etag}
    return HttpResponse(content, content_type=media_type, headers=headers)


@require_safe
@public_page
def showcase(request: HttpRequest, slug: str) -> HttpResponse:
    """The three widgets as other sites show them, with the words to copy there."""
    consultation = consultation_by_slug(slug, request.user)
    view = widgets.showcase(consultation, request.GET)
    response = render(request, "front/widgets.html", {"view": view})
    response._csp_update = {"frame-src": ["'self'"]}  # type: ignore[attr-defined]
    return response
