"""What came out of the form of a kind."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from parvis.consultations.permissions import can
from parvis.consultations.queries import consultation_by_slug
from parvis.consultations.robots import hidden_from_search
from parvis.front.caching import public_page
from parvis.front.composition import questionnaire as composition


@require_safe
@public_page
def questionnaire(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The team sees the totals at any time, everybody once it is closed."""
    consultation = consultation_by_slug(slug, request.user)
    kind = get_object_or_404(consultation.kinds.all(), code=code)
    is_team = can(request.user, "see_figures", consultation)
    context = {"consultation": consultation, "view": composition.compose(kind, is_team=is_team)}
    return hidden_from_search(render(request, "front/questionnaire.html", context), consultation)
