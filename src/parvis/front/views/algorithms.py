"""The public register of algorithms."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.conduct.algorithms import in_use
from parvis.front.caching import public_page


@require_safe
@public_page
def algorithms(request: HttpRequest) -> HttpResponse:
    return render(request, "front/algorithms.html", {"register": in_use()})
