"""The kit of a consultation, for its team: what there is to hand out, and what would make it better."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.consultations.queries import consultation_for
from parvis.front.composition import kit as composition


@require_safe
def kit(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "see_desk")
    view = composition.compose(consultation)
    context = {"consultation": consultation, "view": view, "to_mend": composition.to_mend(view)}
    return render(request, "front/desk/kit.html", context)
