"""The OpenAPI 3.1 document: what the framework writes of the operations, made exact.

It adds what surrounds every operation (`answers.py`): conditional answers, the type of errors, the headers,
what is said of parameters; and it writes what can be read in both languages in that of the request.
"""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from ninja.openapi.schema import get_schema

from parvis.opendata.api.api import VERSION, api
from parvis.opendata.api.hook_document import hook_schemas, hooks
from parvis.opendata.api.problems import DETAILS, MEDIA_TYPE
from parvis.opendata.api.routes import address

Document = dict[str, Any]
METHODS = ("get", "post")
SCHEMA = {"type", "anyOf", "$ref"}
"""By one of these, a schema is known."""
GOOD = {
    200: gettext_lazy("What was asked for."),
    201: gettext_lazy("It is done."),
    202: gettext_lazy("It is received: a moderator reads it first."),
    204: gettext_lazy("It is done; there is nothing to answer."),
}
LATE = {
    "Retry-After": {
        "description": "seconds to wait",
        "schema": {"type": "integer", "minimum": 1},
    }
}
UNTAKEN = {
    "408": gettext_lazy("The body did not arrive in time."),
    "413": gettext_lazy("The body is too large."),
}
"""What the server answers before the API is asked, as a page for people."""


def openapi(_request: HttpRequest) -> HttpResponse:
    """One address for good; another version of the API has another one."""
    words = json.dumps(document(get_language() or "fr"), cls=DjangoJSONEncoder, ensure_ascii=False)
    return HttpResponse(words.encode(), content_type="application/json; charset=utf-8")


@cache
def document(language: str) -> Document:
    """The document in the language that is on."""
    made: Document = json.loads(json.dumps(get_schema(api, "api/v1"), cls=DjangoJSONEncoder))
    made["info"] = {
        "title": _("Public API of %(site)s") % {"site": settings.WAGTAIL_SITE_NAME},
        "version": VERSION,
        "description": _(
            "Everything public, for programs, without a token. With one, participants contribute and vote "
            "where the organiser allows it."
        ),
    }
    made["servers"] = [{"url": settings.PARVIS_ADDRESS}]
    made["externalDocs"] = {"url": address("api_pages:documentation")}
    known = made["components"]["schemas"]
    known.update({name: schema for name, schema in hook_schemas().items() if name not in known})
    _translate(known, made["paths"])
    for operation, method in _operations(made):
        _complete(operation, method)
    for path in made["paths"].values():
        path.pop("head", None)
    made["webhooks"] = hooks()
    return made


def _operations(made: Document) -> Iterator[tuple[Document, str]]:
    for path in made["paths"].values():
        for method in METHODS:
            if method in path:
                yield path[method], method


def _translate(*trees: Any) -> None:
    """What is said of a field or of a parameter is a text of the catalogs; the rest is no text."""
    for tree in trees:
        if isinstance(tree, dict):
            said = tree.get("description")
            if isinstance(said, str) and said and SCHEMA & set(tree):
                tree["description"] = _(said)
            _translate(*tree.values())
        elif isinstance(tree, list):
            _translate(*tree)


def _complete(operation: Document, method: str) -> None:
    answers = operation["responses"]
    for status, answer in answers.items():
        number = int(status)
        if number in GOOD:
            answer["description"] = str(GOOD[number])
        if number in DETAILS:
            answer["description"] = str(DETAILS[number])
            answer["content"] = {MEDIA_TYPE: answer["content"]["application/json"]}
        if number in (429, 503):
            answer["headers"] = LATE
    if method == "get":
        answers["200"]["headers"] = {"ETag": {"schema": {"type": "string"}}}
        answers["304"] = {"description": _("Nothing changed since the answer that “If-None-Match” names.")}
    else:
        for status, words in UNTAKEN.items():
            answers[status] = {
                "description": str(words),
                "content": {"text/html": {"schema": {"type": "string"}}},
            }
    for one in operation["parameters"]:
        one["schema"] = _without_null(one["schema"])
        one["description"] = one["schema"].get("description") or _("its number")
    operation["parameters"].sort(key=lambda one: (one["in"], one["name"]))


def _without_null(schema: Document) -> Document:
    """A parameter that may be left out is not one that may be null: an address has no null."""
    kinds = [one for one in schema.get("anyOf", []) if one.get("type") != "null"]
    if len(kinds) != 1:
        return schema
    known = {name: told for name, told in schema.items() if name not in ("anyOf", "default")}
    return {**known, **kinds[0]}


def place() -> str:
    """The address of the document."""
    return f"{settings.PARVIS_ADDRESS}{reverse('api:openapi')}"
