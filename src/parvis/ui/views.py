"""The living style guide: every component in every state, in both themes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from parvis.ui import examples

THEMES = ("light", "dark")


@require_GET
def styleguide(request: HttpRequest) -> HttpResponse:
    theme = request.GET.get("theme", "")
    context = {**examples.context(), "theme": theme if theme in THEMES else "", "themes": THEMES}
    return render(request, "ui/styleguide.html", context)
