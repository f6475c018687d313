"""The page of the API, for people: what it answers, read in the OpenAPI document itself."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from parvis.opendata.api import openapi
from parvis.opendata.api.answers import SECONDS, SHARED_SECONDS
from parvis.opendata.api.openapi import METHODS, Document
from parvis.opendata.api.paging import LONGEST, USUAL

BODY = "body"


@dataclass(frozen=True, slots=True)
class Asked:
    """A parameter, or a field of what is sent."""

    name: str
    place: str
    type: str
    is_required: bool
    words: str


@dataclass(frozen=True, slots=True)
class Status:
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Field:
    """Something that is answered."""

    name: str
    type: str
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a webhook is told: the event, and the fields of what it is about."""

    code: str
    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    code: str
    method: str
    path: str
    title: str
    words: str
    needs_token: bool
    asked: tuple[Asked, ...]
    fields: tuple[Field, ...]
    statuses: tuple[Status, ...]


@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """The same for everybody; made again when the software is."""
    made = openapi.document(get_language() or "fr")
    found = operations(made)
    context = {
        "reads": [one for one in found if one.method == "GET"],
        "writes": [one for one in found if one.method != "GET"],
        "told": told(made),
        "document_url": openapi.place(),
        "example": f"{settings.PARVIS_ADDRESS}/api/v1/consultations",
        "server": settings.PARVIS_ADDRESS,
        "most": LONGEST,
        "usual": USUAL,
        "seconds": SECONDS,
        "shared_seconds": SHARED_SECONDS,
    }
    response = render(request, "opendata/api.html", context)
    patch_cache_control(response, private=True, max_age=0)
    return response


def operations(made: Document) -> list[Operation]:
    """Each operation of the document, in its order."""
    return [
        _operation(made, path, method, told[method])
        for path, told in made["paths"].items()
        for method in METHODS
        if method in told
    ]


def told(made: Document) -> list[Told]:
    """Each message of the document, in its order."""
    found = []
    for code, operations_of in made["webhooks"].items():
        sent = operations_of["post"]
        data = _schema_of(made, sent["requestBody"])["properties"]["data"]
        found.append(Told(code, sent["summary"], _told_fields(made, _resolved(made, data))))
    return found


def _operation(made: Document, path: str, method: str, told: Document) -> Operation:
    asked = [
        _asked(made, one["name"], one["in"], one["schema"], one["required"]) for one in told["parameters"]
    ]
    if sent := _schema_of(made, told.get("requestBody", {})):
        needed = sent.get("required", [])
        asked += [
            _asked(made, name, BODY, schema, name in needed) for name, schema in sent["properties"].items()
        ]
    return Operation(
        code=told["operationId"],
        method=method.upper(),
        path=path,
        title=told["summary"],
        words=told.get("description", ""),
        needs_token="security" in told,
        asked=tuple(asked),
        fields=_fields(made, told["responses"]),
        statuses=tuple(
            Status(code, answer["description"]) for code, answer in sorted(told["responses"].items())
        ),
    )


def _asked(made: Document, name: str, place: str, schema: Document, is_required: bool) -> Asked:
    return Asked(name, place, _type(made, schema), is_required, schema.get("description", ""))


def _fields(made: Document, answers: Document) -> tuple[Field, ...]:
    """Of what is given when all goes well; of a list, those of one item."""
    good: Document = next((answers[code] for code in ("200", "201") if code in answers), {})
    schema = _schema_of(made, good)
    items = schema.get("properties", {}).get("items", {}).get("items")
    if items:
        schema = _resolved(made, items)
    return _told_fields(made, schema)


def _told_fields(made: Document, schema: Document) -> tuple[Field, ...]:
    return tuple(
        Field(name, _type(made, one), one.get("description", ""))
        for name, one in schema.get("properties", {}).items()
    )


def _schema_of(made: Document, holder: Document) -> Document:
    held = holder.get("content", {}).get("application/json", {}).get("schema", {})
    return _resolved(made, held)


def _resolved(made: Document, schema: Document) -> Document:
    if "$ref" in schema:
        found: Document = made["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        return found
    return schema


def _type(made: Document, schema: Document) -> str:
    """In one word of JSON Schema, or several when there is a choice."""
    if "anyOf" in schema:
        return " | ".join(_type(made, one) for one in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(str(one) for one in schema["enum"])
    if "$ref" in schema:
        return str(schema["$ref"].rsplit("/", 1)[1].removesuffix("Out"))
    kind: Any = schema.get("type", "any")
    if kind == "array":
        return f"{_type(made, schema.get('items', {}))}[]"
    return str(schema.get("format", kind))
