"""The words that a consultation explains."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.consultations.queries import consultation_by_slug
from parvis.front.caching import public_page
from parvis.pages.glossary import by_letter, glossary_of


@require_safe
@public_page
def glossary(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_by_slug(slug, request.user)
    letters = by_letter(glossary_of(consultation).terms)
    return render(request, "front/glossary.html", {"consultation": consultation, "letters": letters})
