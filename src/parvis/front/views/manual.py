"""The manual of organisers, open to everybody: one reads it before choosing the software."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.front.caching import public_page
from parvis.front.manual import BY_CODE, CHAPTERS


@require_safe
@public_page
def contents(request: HttpRequest) -> HttpResponse:
    return render(request, "front/manual.html", {"chapters": CHAPTERS})


@require_safe
@public_page
def chapter(request: HttpRequest, code: str) -> HttpResponse:
    if code not in BY_CODE:
        raise Http404
    number = CHAPTERS.index(BY_CODE[code])
    around = {
        "before": CHAPTERS[number - 1] if number else None,
        "after": CHAPTERS[number + 1] if number + 1 < len(CHAPTERS) else None,
    }
    context = {"chapter": CHAPTERS[number], "number": number + 1, "of": len(CHAPTERS), **around}
    return render(request, "front/manual_chapter.html", context)
