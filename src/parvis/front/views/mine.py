"""One's own space: my contributions, my arguments, my votes, what I follow. For the person alone."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.accounts.views.profile import me
from parvis.front.composition import mine


@never_cache
@login_required
@require_safe
def contributions(request: HttpRequest) -> HttpResponse:
    return _show(request, "front/my_contributions.html", mine.deposits)


@never_cache
@login_required
@require_safe
def arguments(request: HttpRequest) -> HttpResponse:
    return _show(request, "front/my_arguments.html", mine.said)


@never_cache
@login_required
@require_safe
def votes(request: HttpRequest) -> HttpResponse:
    return _show(request, "front/my_votes.html", mine.votes)


@never_cache
@login_required
@require_safe
def follows(request: HttpRequest) -> HttpResponse:
    return _show(request, "front/my_follows.html", mine.followed)


def _show(request: HttpRequest, template: str, read: Callable[..., tuple[list[Any], str]]) -> HttpResponse:
    after = request.GET.get("after", "")
    rows, following = read(me(request), after=after)
    context = {
        "rows": rows,
        "first_url": request.path if after else "",
        "next_url": f"{request.path}?{urlencode({'after': following})}" if following else "",
    }
    return render(request, template, context)
