"""How much one may send: told by the length that a request announces, before any of it is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

# Where the desk takes files, a little more than the heaviest of them.
MOST_WITH_FILES = 21 * 1024 * 1024


class BodySizeMiddleware:
    """Answer 413, kindly, to what is larger than any text or file that the site takes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _announced(request) > _most(request):
            return HttpResponse(render_to_string("413.html"), status=413)
        return self.get_response(request)


def _announced(request: HttpRequest) -> int:
    """A length that is not one is nothing: the server reads no body then."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isascii() and length.isdigit() else 0


def _most(request: HttpRequest) -> int:
    takes_files = request.path_info.startswith(reverse("wagtailadmin_home"))
    return MOST_WITH_FILES if takes_files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
