"""How much one may send, told by its announced length; and what is said when it did not come."""

import re
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from parvis.config.arrival import FAILURE, Failure
from parvis.contributions.attachments import heaviest_sending

# Where the desk takes files, a little more than the heaviest of them.
MOST_WITH_FILES = 21 * 1024 * 1024
# Where people join photos and documents to their answers, and what their words weigh beside.
WITH_ANSWERS = re.compile(r"^/(?:en/)?contributions/(?:new/\d+|\d+/revise)/$")
RETRY_SECONDS = 5


class BodyMiddleware:
    """Say kindly why a body was not taken: it is larger than any text or file of ours, or did not arrive."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _announced(request) > _most(request) or _has_long_words(request):
            return _too_much(request)
        match request.META.get(FAILURE):
            case Failure.LATE:
                return _page(HTTPStatus.REQUEST_TIMEOUT)
            case Failure.CROWDED:
                return busy()
        return self.get_response(request)


def busy() -> HttpResponse:
    """Nothing can be taken now, and nothing was: how to go on, and when."""
    response = _page(HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


def most_at(path: str) -> int:
    """How many bytes may be sent to a page."""
    if WITH_ANSWERS.match(path):
        return heaviest_sending() + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    takes_files = path.startswith(reverse("wagtailadmin_home"))
    return MOST_WITH_FILES if takes_files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def _most(request: HttpRequest) -> int:
    """Only a form that carries files may weigh as much as files do."""
    path = request.path_info
    if WITH_ANSWERS.match(path) and request.content_type != "multipart/form-data":
        return settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return most_at(path)


def _has_long_words(request: HttpRequest) -> bool:
    """Whether a form that may carry files is as heavy as that by its words."""
    if _announced(request) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE or not WITH_ANSWERS.match(
        request.path_info
    ):
        return False
    try:
        request.POST  # noqa: B018 (read here, so that the refusal is ours)
    except RequestDataTooBig:
        return True
    return False


def _announced(request: HttpRequest) -> int:
    """A length that is not one is nothing: the server reads no body then."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isascii() and length.isdigit() else 0


def _too_much(request: HttpRequest) -> HttpResponse:
    """Where files are taken, how many megabytes of them at once; a text that is too long is told as such."""
    takes_files = WITH_ANSWERS.match(request.path_info) and request.content_type == "multipart/form-data"
    is_heavy = takes_files and _announced(request) > _most(request)
    megabytes = heaviest_sending() // 1024**2 if is_heavy else None
    return _page(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, megabytes=megabytes)


def _page(status: HTTPStatus, **context: int | None) -> HttpResponse:
    return HttpResponse(render_to_string(f"{status.value}.html", context), status=status)
