"""What Wagtail asks before it hands over a document or moves a page."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.documents.models import AbstractDocument
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from parvis.pages.address import check_address
from parvis.pages.domain.translate import BEGUN, CHECKED
from parvis.pages.models import ReachablePage


@hooks.register("before_serve_document", order=-1)
def hide_from_strangers(document: AbstractDocument, request: HttpRequest) -> None:
    """Whoever may not read finds nothing, signed in or not: to offer to sign in would tell that it exists."""
    restrictions = document.collection.get_view_restrictions()
    if not all(restriction.accept_request(request) for restriction in restrictions):
        raise Http404


@hooks.register("before_move_page")
def keep_reachable(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """A page does not move to where the site itself would hide it."""
    if not isinstance(page, ReachablePage):
        return None
    try:
        check_address(page.slug, below=destination, face=page.face)
    except ValidationError as error:
        messages.error(request, error.message)
        return redirect("wagtailadmin_pages:move", page.pk)
    return None


@hooks.register("register_log_actions")
def acts_of_translators(actions: LogActionRegistry) -> None:
    actions.register_action(BEGUN, _("Begin a translation"), _("Translation begun"))
    actions.register_action(CHECKED, _("Say up to date"), _("Translation said up to date"))
