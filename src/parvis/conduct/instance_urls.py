"""Addresses of the deployment API, below `api/deployment/`: nowhere unless the settings have a key."""

import json
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe
from ninja.openapi.schema import get_schema

from parvis.conduct.instance_api import answered, api, nowhere

app_name = "instances"


@require_safe
def openapi(_request: HttpRequest) -> HttpResponse:
    """The document, for programs and for whoever writes them."""
    made: dict[str, Any] = get_schema(api, "api/deployment")
    made["servers"] = [{"url": settings.PARVIS_ADDRESS}]
    words = json.dumps(made, cls=DjangoJSONEncoder, ensure_ascii=False)
    return HttpResponse(words.encode(), content_type="application/json; charset=utf-8")


def _operations() -> list[URLPattern]:
    found = []
    for pattern in api.urls[0]:
        if isinstance(pattern, URLPattern) and pattern.name != "api-root":
            pattern.callback = answered(pattern.callback)
            found.append(pattern)
    return found


urlpatterns: list[URLPattern] = [
    path("openapi.json", answered(openapi), name="openapi"),
    *_operations(),
    path("<path:rest>", answered(nowhere), name="nowhere"),
]
