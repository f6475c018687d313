"""What is told to the session when somebody opens a resource."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from parvis.learning import trying
from parvis.learning.queries import is_quizzed
from parvis.pages.models import HOME_DEPTH, ResourcePage


@hooks.register("before_serve_page")
def note_that_it_was_read(page: Page, request: HttpRequest, *_given: Any) -> None:
    """Only below a consultation whose quiz can be answered: no other reader gets a session by it."""
    if request.method != "GET" or not isinstance(page, ResourcePage) or page.depth <= HOME_DEPTH + 1:
        return
    host = page.get_parent()
    if not trying.has_read(request.session, host.pk) and is_quizzed(host.pk):
        trying.note_read(request.session, host.pk)
