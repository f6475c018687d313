"""Who acts: the token in the header `Authorization`, and nothing else. Cookies are never read."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from parvis.accounts.errors import Refused, TooMuch
from parvis.accounts.guard import guard_program
from parvis.accounts.limits import Act
from parvis.accounts.secret_links import hash_link
from parvis.consultations.models import ConsultationPage
from parvis.opendata.api.answers import guard_reading
from parvis.opendata.api.problems import Refusal
from parvis.opendata.domain.make_token import note_use
from parvis.opendata.enums import TokenScope
from parvis.opendata.models import ApiToken
from parvis.opendata.permissions import may_send

ACTS = {TokenScope.CONTRIBUTE: Act.DEPOSIT, TokenScope.VOTE: Act.VOTE}


class Token(HttpBearer):
    """A token that is unknown, expired or of a closed account is no token."""

    openapi_description = "A token that a participant made in their account."

    def __call__(self, request: HttpRequest) -> Any:
        scheme, _space, word = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not word:
            raise Refusal(401)
        return self.authenticate(request, word.strip())

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken:
        """Tries are counted with what is read from the same network. Raises `Refusal`."""
        found: ApiToken | None = None
        if token.isascii():
            rows = ApiToken.objects.good()
            found = rows.select_related("participant").filter(digest=hash_link(token)).first()
        if found is None:
            guard_reading(request)
            raise Refusal(401)
        return found


def allow(request: HttpRequest, scope: TokenScope, consultation: ConsultationPage) -> ApiToken:
    """The token of the request, which may do that here; one act is counted. Raises `Refusal`."""
    token: ApiToken = request.auth  # type: ignore[attr-defined]
    if not may_send(token, scope, consultation):
        raise Refusal(403)
    try:
        guard_program(request, token.participant, ACTS[scope], token=token.pk)
    except TooMuch as refused:
        raise Refusal(429, refused.message, wait=refused.wait) from refused
    note_use(token=token)
    return token


def refusal_of(refused: Refused) -> Refusal:
    """What the rules of a consultation refuse, in their own words."""
    return Refusal(409, refused.message)
