"""The letters that organisers sent to those who follow: public, each with its segment."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.consultations.queries import consultation_by_slug
from parvis.following.letter_words import page_path
from parvis.front.caching import public_page
from parvis.front.composition.letters import describe, sent_letter, sent_letters


@require_safe
@public_page
def letters(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_by_slug(slug, request.user)
    asked = request.GET.get("after", "")
    after = int(asked) if re.fullmatch(r"[0-9]{1,18}", asked) else None
    found, more = sent_letters(consultation, after=after)
    context = {"consultation": consultation, "letters": found, "next": more}
    return render(request, "front/letters.html", context)


@require_safe
@public_page
def letter(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    consultation = consultation_by_slug(slug, request.user)
    found = sent_letter(consultation, pk)
    context = {
        "consultation": consultation,
        "letter": describe(consultation, found),
        "link": page_path(found.link),
    }
    return render(request, "front/letter.html", context)
