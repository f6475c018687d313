"""What the links of a mail stop. Robots read mail before people do: looking changes nothing, a press does."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from parvis.following.domain import stop as domain
from parvis.following.tokens import read_token


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """RFC 8058: the program that reads the mail sends a POST, with neither cookie nor token of a form."""
    what = read_token(token)
    if what is None:
        raise Http404
    if request.method == "POST":
        domain.stop(what=what)
    context = {"is_done": request.method == "POST", "is_all": what.sort is None}
    return render(request, "following/stop.html", context)
