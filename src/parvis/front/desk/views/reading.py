"""How easy a text is to read, asked by the editor while it is written: nothing is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from parvis.front.desk.reading import look_at


@require_POST
def reading(request: HttpRequest) -> HttpResponse:
    found = look_at(request.POST.get("text", ""))
    return render(request, "front/desk/_reading.html", {"reading": found})
