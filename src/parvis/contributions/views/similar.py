"""What others already said, close to what somebody is typing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.accounts.limits import Act, Scope, spend
from parvis.accounts.places import place_of
from parvis.consultations.robots import hidden_from_search
from parvis.contributions.queries import deposit_action
from parvis.contributions.similar import similar_to


@never_cache
@require_safe
def similar(request: HttpRequest, action_id: int) -> HttpResponse:
    """The nearest contributions of the kind: the part that a form shows under the title, or a page of it."""
    action = deposit_action(request.user, action_id)
    title, place = request.GET.get("title", ""), place_of(request)
    refused = spend(Act.LOOK, {Scope.NETWORK: place.network, Scope.WIDE: place.wide})
    context = {
        "action": action,
        "title": title,
        "similar": [] if refused else similar_to(kind=action.kind, words=title),
    }
    template = (
        "contributions/_similar.html" if request.headers.get("HX-Request") else "contributions/similar.html"
    )
    page = render(request, template, context, status=429 if refused else 200)
    return hidden_from_search(page, action.phase.consultation)
