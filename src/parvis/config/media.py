"""Pictures and files of the site, served by the site itself."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """The folder is read from the settings at each request: tests have one of their own."""
    return serve(request, path, document_root=str(settings.MEDIA_ROOT))
