"""What webhooks are sent, in the OpenAPI document: its part `webhooks`, and the schemas that it needs."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from pydantic.json_schema import models_json_schema

from parvis.opendata.api.hook_schemas import DATA
from parvis.opendata.enums import WebhookEvent

Document = dict[str, Any]
REFERENCE = "#/components/schemas/{model}"
HEADERS = ("webhook-id", "webhook-timestamp", "webhook-signature")


def hook_schemas() -> Document:
    """By name, those of every message; the same as the API's where they are shared."""
    asked = [(model, "serialization") for model in dict.fromkeys(DATA.values())]
    _keys, made = models_json_schema(asked, ref_template=REFERENCE)  # type: ignore[arg-type]
    found: Document = made["$defs"]
    return found


def hooks() -> Document:
    """One entry for each event, in the language that is on."""
    return {str(event): {"post": _operation(event)} for event in WebhookEvent}


def _operation(event: WebhookEvent) -> Document:
    return {
        "operationId": str(event).replace(".", "_"),
        "summary": str(event.label),
        "parameters": [_header(name) for name in HEADERS],
        "requestBody": {"required": True, "content": {"application/json": {"schema": _message(event)}}},
        "responses": {
            "2XX": {"description": _("Received. Anything else is tried again later.")},
            "410": {"description": _("The address is told no more.")},
        },
    }


def _header(name: str) -> Document:
    words = {
        "webhook-id": _("the number of the message, the same at each try"),
        "webhook-timestamp": _("seconds since 1970, of this try"),
        "webhook-signature": _("one signature by each secret: v1, then base64 of an HMAC-SHA256"),
    }
    return {
        "name": name,
        "in": "header",
        "required": True,
        "description": words[name],
        "schema": {"type": "string"},
    }


def _message(event: WebhookEvent) -> Document:
    """The frame, which is the same for all, around what happened."""
    return {
        "type": "object",
        "required": ["type", "timestamp", "consultation", "data"],
        "properties": {
            "type": {"const": str(event), "description": _("what happened")},
            "timestamp": {"type": "string", "format": "date-time", "description": _("when it did")},
            "consultation": {
                "anyOf": [{"type": "integer"}, {"type": "null"}],
                "description": _("its number; null for what concerns all of them"),
            },
            "data": {"$ref": REFERENCE.format(model=DATA[event].__name__)},
        },
    }
