"""The home page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.front.caching import hold_until_announced, public_page
from parvis.front.composition.soon import soonest
from parvis.front.composition.summaries import at_stage, summaries_with_banners
from parvis.front.enums import Stage
from parvis.pages.models import HomePage
from parvis.pages.queries import news


@require_safe
@public_page
def home(request: HttpRequest) -> HttpResponse:
    """What one can do now, what waits for an answer, what was answered."""
    found, shown = summaries_with_banners()
    context = {
        "home": HomePage.objects.live().first(),
        "open": at_stage(found, Stage.OPEN, Stage.PAUSED, Stage.COMING),
        "awaiting": at_stage(found, Stage.AWAITING),
        "answered": at_stage(found, Stage.ANSWERED),
        "soon": soonest(),
        "news": news()[:3],
    }
    return hold_until_announced(render(request, "front/home.html", context), shown)
