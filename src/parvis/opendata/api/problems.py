"""How the API says no: one shape for every error (RFC 9457), in the language that is asked for.

Of what is hidden, withdrawn, not published or never was, the answer is the same to the byte.
"""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from ninja import Schema
from pydantic import Field

MEDIA_TYPE = "application/problem+json"
NOTHING_THERE = _("There is nothing here, or nothing that everybody may read. Check the address.")
DETAILS: dict[int, Promise] = {
    400: _("The body is not JSON. Send one JSON object, in UTF-8."),
    401: _("A token is needed, in the header “Authorization: Bearer …”. Make one in your account."),
    403: _("This token does not allow it, or this consultation takes nothing from programs."),
    404: NOTHING_THERE,
    405: _("This address does not answer to this method."),
    409: _("The rules of this consultation refuse it."),
    422: _("What was sent is not what is asked for: see “errors”."),
    429: _("This is a lot in a short time. Wait as many seconds as “Retry-After” says, then go on."),
    500: _("Something went wrong on our side. Nothing was changed."),
    503: _("The site is busy. Nothing was changed: try again in a few seconds."),
}
TITLES: dict[int, Promise] = {
    400: _("Unreadable request"),
    401: _("Token needed"),
    403: _("Not allowed"),
    404: _("Nothing here"),
    405: _("Wrong method"),
    409: _("Refused"),
    422: _("Invalid request"),
    429: _("Too many requests"),
    500: _("Failure"),
    503: _("Busy"),
}


class Fault(Schema):
    """One thing that is wrong in a request, and where."""

    where: str = Field(description=gettext_noop("query, path or body, then the name of the field"))
    message: str


class Problem(Schema):
    """An error, as RFC 9457 writes it."""

    type: str = Field(description=gettext_noop("about:blank: the status says it all"))
    title: str
    status: int = Field(ge=400, le=599)
    detail: str
    errors: list[Fault] = Field(default=[], description=gettext_noop("what is wrong, field by field"))


class Refusal(Exception):
    """The API answers with this status; `detail` in place of the usual sentence, `wait` in seconds."""

    def __init__(self, status: int, detail: str | Promise = "", *, wait: int = 0) -> None:
        super().__init__(status)
        self.status = status
        self.detail = detail
        self.wait = wait


def problem(
    status: int,
    detail: str | Promise = "",
    *,
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The answer of a request that is refused; nothing in it tells of what was asked for."""
    told: dict[str, Any] = {
        "type": "about:blank",
        "title": str(TITLES.get(status, HTTPStatus(status).phrase)),
        "status": status,
        "detail": str(detail or DETAILS.get(status, HTTPStatus(status).description)),
        "errors": [dict(fault) for fault in errors],
    }
    body = json.dumps(told, ensure_ascii=False).encode()
    return HttpResponse(body, status=status, content_type=MEDIA_TYPE, headers=dict(headers or {}))


def problem_of(refusal: Refusal) -> HttpResponse:
    headers = {"Retry-After": str(refusal.wait)} if refusal.wait else {}
    if refusal.status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = 'Bearer realm="parvis"'
    return problem(refusal.status, refusal.detail, headers=headers)
