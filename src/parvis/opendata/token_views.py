"""Tokens of the API, in one's own space."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from parvis.accounts.errors import Refused
from parvis.accounts.views.profile import me
from parvis.consultations.queries import database_now
from parvis.opendata.domain.make_token import make_token, revoke_token
from parvis.opendata.models import ApiToken
from parvis.opendata.token_forms import SCOPES, TokenForm


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """One's tokens, and the form that makes another; the token itself is on the page that made it, once."""
    form, word = TokenForm(request.POST if request.method == "POST" else None), ""
    if request.method == "POST" and form.is_valid():
        try:
            _row, word = make_token(actor=me(request), **form.cleaned_data)
            form = TokenForm()
        except Refused as refused:
            form.add_error(None, str(refused.message))
    context = {"form": form, "word": word, "tokens": _listed(request)}
    return render(request, "opendata/tokens.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    if not revoke_token(actor=me(request), token_id=pk):
        raise Http404
    messages.success(request, _("The token is revoked: it opens nothing any more."))
    return redirect("api_tokens:tokens")


def _listed(request: HttpRequest) -> list[dict[str, object]]:
    now = database_now()
    return [
        {
            "token": token,
            "scopes": [str(words) for scope, words in SCOPES.items() if scope in token.scopes],
            "is_over": token.expires_at <= now,
        }
        for token in ApiToken.objects.filter(participant=me(request))
    ]
