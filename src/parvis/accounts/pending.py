"""What someone was about to do when sign-in stepped in: kept in the session, given back once."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

KEY = "accounts_pending"
MOST_FORMS = 5
MOST_CHARACTERS = 200_000


def hold(request: HttpRequest, *, to: str) -> HttpResponse:
    """Keep what was typed for the address `to`, and lead to sign-in, which comes back there.

    Contract: `to` is a path of this site. A text too long to be kept is left out; sign-in happens all the
    same.
    """
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    text = typed.urlencode()
    if text and len(text) <= MOST_CHARACTERS:
        kept = dict(request.session.get(KEY, {}))
        kept.pop(to, None)
        kept[to] = text
        request.session[KEY] = dict(list(kept.items())[-MOST_FORMS:])
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': to})}")


def held(request: HttpRequest, path: str) -> QueryDict | None:
    """Give back, once, what was kept for `path`."""
    kept = dict(request.session.get(KEY, {}))
    text = kept.pop(path, None)
    if text is None:
        return None
    request.session[KEY] = kept
    return QueryDict(text)


def is_holding(request: HttpRequest, path: str) -> bool:
    """Say whether a text waits for `path`, without taking it."""
    return path in request.session.get(KEY, {})


def safe_path(request: HttpRequest, address: str | None) -> str:
    """The address to go back to when it is on this site, else nothing."""
    if address and url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return address
    return ""
