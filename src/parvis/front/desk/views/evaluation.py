"""What those who took part say of it, for its team: the figures, and the words, without a name."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.conduct.evaluated import results_of, words_of
from parvis.conduct.evaluating import window_of
from parvis.consultations.permissions import can
from parvis.consultations.queries import consultation_for
from parvis.front.composition import evaluation as composition


@require_safe
def evaluation(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole team reads the figures, and who reads private answers the words, which wait for as many."""
    consultation = consultation_for(request.user, pk, "see_desk")
    after = request.GET.get("after", "")
    results = results_of(consultation)
    reads_words = can(request.user, "read_private", consultation)
    words = words_of(consultation, after=after) if results.is_shown and reads_words else None
    context = {
        "consultation": consultation,
        "window": window_of(consultation),
        "results": results,
        "sentences": composition.sentences(results),
        "table": composition.table(results),
        "words": words,
        "first_url": request.path if after else "",
        "next_url": f"{request.path}?{urlencode({'after': words.next})}" if words and words.next else "",
    }
    return render(request, "front/desk/evaluation.html", context)
