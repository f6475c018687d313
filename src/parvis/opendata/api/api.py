"""The API put together: its operations, its errors, its addresses."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from parvis.opendata.api import reading, results, writing
from parvis.opendata.api.problems import Refusal, problem, problem_of
from parvis.opendata.api.routes import router

VERSION = "1"
FILES = (reading, results, writing)
"""Each declares its operations as it is imported."""

api = NinjaAPI(
    title="Parvis",
    version=VERSION,
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
)
api.add_router("", router)


@api.exception_handler(Refusal)
def refused(_request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return problem_of(refusal)


@api.exception_handler(Http404)
def nothing(_request: HttpRequest, _missing: Http404) -> HttpResponse:
    return problem(404)


@api.exception_handler(HttpError)
def unreadable(_request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code)


@api.exception_handler(ValidationError)
def invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A number in an address that no row can have is nowhere; the rest is told field by field."""
    if any(fault["loc"][0] == "path" for fault in error.errors):
        return problem(404)
    faults = [{"where": _place(fault), "message": _message(fault)} for fault in error.errors]
    return problem(422, errors=faults)


def _place(fault: dict[str, Any]) -> str:
    """Without the name of the argument, which is ours: query, then the field."""
    first, *names = (str(part) for part in fault["loc"])
    return ".".join([first, *(name for name in names if name not in ("asked", "body"))])


def _message(fault: dict[str, Any]) -> str:
    """In the language asked for, where it may happen to anybody; in English, what programs alone meet."""
    match fault["type"]:
        case "missing":
            return _("It is needed.")
        case "extra_forbidden":
            return _("Nothing of this name is taken.")
    return str(fault["msg"])
