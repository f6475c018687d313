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
from parvis.following.forms import RhythmForm
from parvis.following.queries import has_thread, rhythm_of
from parvis.front.composition import became as composition
from parvis.front.composition import mine
from parvis.front.composition.soon import soon_for


@never_cache
@login_required
@require_safe
def contributions(request: HttpRequest) -> HttpResponse:
    """Two lists, each with its pages."""
    person, after = me(request), request.GET.get("cosigned", "")
    cosigned, following = mine.cosigned(person, after=after)
    more = {
        "soon": soon_for(person),
        "drafts": mine.drafts(person),
        "shared_drafts": mine.shared_drafts(person),
        "waiting": mine.waiting(person),
        "cosigned": cosigned,
        "cosigned_first": request.path if after else "",
        "cosigned_next": f"{request.path}?{urlencode({'cosigned': following})}" if following else "",
    }
    return _show(request, "front/my_contributions.html", mine.deposits, **more)


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
    person = me(request)
    settings = {
        "form": RhythmForm(initial={"rhythm": rhythm_of(person)}),
        "person": person,
        "thread_is_open": has_thread(person),
    }
    return _show(request, "front/my_follows.html", mine.followed, **settings)


@never_cache
@login_required
@require_safe
def became(request: HttpRequest) -> HttpResponse:
    """What became of all that I said, by consultation."""
    page = composition.compose(me(request), after=request.GET.get("after", ""))
    context = {
        "view": page,
        "first_url": "" if page.is_first else request.path,
        "next_url": f"{request.path}?{urlencode({'after': page.next})}" if page.next else "",
    }
    return render(request, "front/became.html", context)


def _show(
    request: HttpRequest, template: str, read: Callable[..., tuple[list[Any], str]], **more: Any
) -> HttpResponse:
    after = request.GET.get("after", "")
    rows, following = read(me(request), after=after)
    context = {
        **more,
        "rows": rows,
        "first_url": request.path if after else "",
        "next_url": f"{request.path}?{urlencode({'after': following})}" if following else "",
    }
    return render(request, template, context)
