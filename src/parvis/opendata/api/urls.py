"""Addresses of the API, below `api/v1/`. They say no language: a parameter does."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from parvis.opendata.api.answers import answered
from parvis.opendata.api.api import api
from parvis.opendata.api.openapi import openapi

app_name = "api"


def nowhere(_request: HttpRequest, rest: str) -> HttpResponse:
    raise Http404


def _operations() -> list[URLPattern]:
    """Those of the API, each surrounded by what they share; HEAD is answered where GET is."""
    for router in api._get_bound_routers():
        for view in router.path_operations.values():
            for operation in view.operations:
                if "GET" in operation.methods and "HEAD" not in operation.methods:
                    operation.methods.append("HEAD")
    found: list[URLPattern] = []
    for pattern in api.urls[0]:
        if isinstance(pattern, URLPattern) and pattern.name != "api-root":
            pattern.callback = answered(pattern.callback)
            found.append(pattern)
    return found


urlpatterns: list[URLPattern] = [
    path("openapi.json", answered(require_safe(openapi)), name="openapi"),
    *_operations(),
    path("<path:rest>", answered(nowhere), name="nowhere"),
]
