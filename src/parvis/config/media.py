"""Pictures, served by the site itself. Documents have a view of Wagtail's, which asks who reads."""

import posixpath

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve

PUBLIC = frozenset({"avatar_images", "brand", "images", "original_images"})


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Any other folder does not exist for the public.

    The folder is read from the settings at each request: tests have one of their own.
    """
    plain = posixpath.normpath(path).lstrip("/")
    if plain.partition("/")[0] not in PUBLIC:
        raise Http404
    return serve(request, plain, document_root=str(settings.MEDIA_ROOT))
