"""The verifier in the browser: a page that sends nothing, and the sentences that it says."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from parvis.ledger.forms import VerifyForm
from parvis.merkle.verifier.texts import TEXTS, sentence_of


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Choose an export: it is checked where it is. Without scripts, how to do so with `verify.py`."""
    return render(request, "ledger/verify.html", {"form": VerifyForm(), "address": settings.PARVIS_ADDRESS})


@cache_control(public=True, max_age=3600)
@require_safe
def texts(request: HttpRequest) -> JsonResponse:
    """The sentences of `verify.py` in the language of the address, each with its facts between braces."""
    lang = "fr" if get_language() == "fr" else "en"
    return JsonResponse({"lang": lang, "sentences": {code: sentence_of(code, lang) for code in TEXTS}})
