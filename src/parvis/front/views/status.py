"""The state of the site, for people and for what looks at it from elsewhere."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.availability.queries import database_now, last_signs
from parvis.front.caching import public_page
from parvis.front.composition.status import compose


@require_safe
@public_page
def status(request: HttpRequest) -> HttpResponse:
    return render(request, "front/status.html", {"view": compose()})


@require_safe
@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """200 while pages, database and jobs work; 503 once jobs give no sign of life. Without words."""
    signs = last_signs(now=database_now())
    return JsonResponse({"alive": signs.is_fresh}, status=200 if signs.is_fresh else 503)
