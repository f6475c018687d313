"""A page and the languages in which it is written."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.models import Page

from parvis.accounts.errors import Refused
from parvis.front.desk.access import actor_of
from parvis.pages.domain.translate import say_up_to_date, translate
from parvis.pages.languages import all_of
from parvis.pages.models import EditorialPage
from parvis.pages.permissions import can
from parvis.pages.sources import source_of


@require_http_methods(["GET", "HEAD", "POST"])
def languages(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the text is written already, and a button for each other language."""
    page = _page(request, pk)
    if request.method == "POST":
        try:
            made = translate(actor=actor_of(request), page=page, language=request.POST.get("language", ""))
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            return redirect("wagtailadmin_pages:edit", made.pk)
    written = all_of(page)
    there = {one.language for one in written}
    context = {
        "page": page,
        "written": written,
        "missing": [code for code, _name in settings.LANGUAGES if code not in there],
        "source": source_of(page),
    }
    return render(request, "front/desk/languages.html", context)


@require_POST
def checked(request: HttpRequest, pk: int) -> HttpResponse:
    page = _page(request, pk)
    try:
        say_up_to_date(actor=actor_of(request), page=page)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Noted: this translation is up to date."))
    return redirect("desk_languages", pk)


def _page(request: HttpRequest, pk: int) -> EditorialPage:
    page = get_object_or_404(Page, pk=pk).specific
    if not isinstance(page, EditorialPage) or not can(request.user, "translate", page):
        raise Http404
    return page
