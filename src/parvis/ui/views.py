"""The living style guide: every component in every state."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

THEMES = ("light", "dark")


@require_GET
def styleguide(request: HttpRequest) -> HttpResponse:
    theme = request.GET.get("theme", "")
    return render(request, "ui/styleguide.html", {"theme": theme if theme in THEMES else ""})
