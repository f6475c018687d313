"""The desk's one answer to what does not exist and to what is not for you: nothing is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.defaults import page_not_found
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from parvis.accounts.middleware import is_desk
from parvis.accounts.models import Participant
from parvis.accounts.permissions import can as can_in_installation
from parvis.consultations.queries import Actor
from parvis.front.desk import choosers
from parvis.front.permissions import can

PAGES = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")
IMAGES = ("image_id",)
DOCUMENTS = ("document_id", "doc_id")
# The chooser of pages has a rule of its own, larger: public pages are chosen too.
CHOOSERS = ("wagtailadmin_choose_page_child",)
CHOSEN = "wagtailadmin_choose_page_chosen_multiple"
BULK = "wagtail_bulk_action"
# Wagtail shows these to whoever has a desk.
ADMINISTRATION = ("desk/workflows/",)


class DeskObjectsMiddleware:
    """Ask the policy about every page, picture and document named in an address of the desk.

    Wagtail asks too, nearly everywhere. Where it refuses, it leads home with a message, which tells that
    the thing exists: that answer, and its own page for what does not exist, become the same 404.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_desk(request) and (response.status_code == 404 or _is_turned_away(response)):
            return _nothing(request)
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],  # noqa: ARG002
        args: Any,  # noqa: ARG002
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        if not is_desk(request) or not isinstance(request.user, Participant):
            return None
        if _may_administer(request) and _may_open(request, kwargs) and _may_choose(request):
            return None
        return _nothing(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if is_desk(request) and isinstance(exception, PermissionDenied):
            return _nothing(request)
        return None


def _named(request: HttpRequest, kwargs: dict[str, Any]) -> Iterator[tuple[type[Model], Any]]:
    """What the address names: a model, and the number of a row that may not exist."""
    match = request.resolver_match
    name = match.url_name if match else ""
    if name in CHOOSERS:
        return
    models = ((PAGES, Page), (IMAGES, get_image_model()), (DOCUMENTS, get_document_model()))
    for words, model in models:
        yield from ((model, kwargs[word]) for word in words if word in kwargs)
    if name == BULK:
        bulk = {model._meta.model_name: model for _words, model in models}
        model = bulk.get(kwargs["model_name"])
        yield from ((model, pk) for pk in request.GET.getlist("id") if model)


def _may_administer(request: HttpRequest) -> bool:
    match = request.resolver_match
    if match is None or not match.route.startswith(ADMINISTRATION):
        return True
    return can_in_installation(request.user, "administer")


def _may_open(request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    return all(_opens(request.user, model, pk) for model, pk in _named(request, kwargs))


def _opens(actor: Actor, model: type[Model], pk: Any) -> bool:
    try:
        found = model._default_manager.filter(pk=pk).first()
    except ValueError:
        return True  # not a number: Wagtail has its own answer, which names nothing
    return found is not None and can(actor, "open", found)


def _may_choose(request: HttpRequest) -> bool:
    """The titles of pages chosen together are given back by number: only those of pages one may choose."""
    match = request.resolver_match
    if match is None or match.url_name != CHOSEN:
        return True
    asked = {pk for pk in request.GET.getlist("id") if pk.isdecimal()}
    found = choosers.choosable(Page.objects.filter(pk__in=asked), request.user)
    return bool(found.count() == len(asked))


def _is_turned_away(response: HttpResponse) -> bool:
    return response.status_code == 302 and response.headers["Location"] == reverse("wagtailadmin_home")


def _nothing(request: HttpRequest) -> HttpResponse:
    list(get_messages(request))  # read, so that the refusal is not told on the next page either
    answer: HttpResponse = page_not_found(request, Http404())
    return answer
