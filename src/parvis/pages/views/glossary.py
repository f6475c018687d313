"""The words that the whole site explains."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.pages.glossary import by_letter, glossary_of


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/glossary.html", {"letters": by_letter(glossary_of(None).terms)})
