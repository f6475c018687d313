"""Files that people put on the site. Each is a file and nothing more: none runs in the site's name."""

import posixpath

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.documents.views import serve as wagtaildocs

from parvis.config.parts import in_part

PUBLIC = frozenset({"avatar_images", "brand", "images", "original_images"})
PICTURES = {"avif", "gif", "jpeg", "jpg", "png", "webp"}
POLICY = "default-src 'none'; sandbox"


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Pictures, for all. Any other folder does not exist for the public, nor any other kind of file.

    The folder is read from the settings at each request: tests have one of their own.
    """
    plain = posixpath.normpath(path).lstrip("/")
    if plain.partition("/")[0] not in PUBLIC or plain.rpartition(".")[2].lower() not in PICTURES:
        raise Http404
    return _harmless(serve(request, plain, document_root=str(settings.MEDIA_ROOT)))


@require_safe
def document(request: HttpRequest, document_id: str, document_filename: str) -> HttpResponseBase:
    """Documents, or the part of them that is asked for: Wagtail asks who may read their collection."""
    return _harmless(in_part(request, wagtaildocs.serve(request, document_id, document_filename)))


def _harmless(response: HttpResponseBase) -> HttpResponseBase:
    """A file is seen or kept, with no cookie of its own; opened alone, it is a page that may do nothing."""
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.cookies.clear()
    return response
