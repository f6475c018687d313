"""Tokens of the API: made, shown once, revoked, forgotten."""

import secrets
from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.permissions import can
from parvis.accounts.secret_links import hash_link
from parvis.jobs.forgetting import API_TOKENS
from parvis.opendata.enums import TokenScope
from parvis.opendata.models import ApiToken

PREFIX = "parvis_"
"""By which a token is known where it should not be, such as in published code."""
BYTES = 32
MOST = 10
"""Tokens of one person at once."""
DAYS = (30, 90, 365)
"""How long a token may be good."""


def make_token(
    *, actor: Participant, name: str, scopes: Collection[TokenScope], days: int
) -> tuple[ApiToken, str]:
    """The row, and the token itself, which is never shown again. Raises `Refused`."""
    if not can(actor, "act"):
        raise Refused(_("Confirm your e-mail address first: a token acts under your account."))
    if not scopes or days not in DAYS or not name.strip():
        raise Refused(_("Say what the token is for, what it allows, and for how long."))
    with transaction.atomic():
        Participant.objects.select_for_update(of=("self",)).get(pk=actor.pk)
        held = ApiToken.objects.filter(participant=actor)
        if held.count() >= MOST:
            raise Refused(
                _("You have %(count)s tokens, the most there may be: revoke one.") % {"count": MOST}
            )
        if held.filter(name=name.strip()).exists():
            raise Refused(_("You have a token of this name already: choose another name."))
        word = PREFIX + secrets.token_urlsafe(BYTES)
        made = ApiToken.objects.create(
            participant=actor,
            name=name.strip(),
            digest=hash_link(word),
            scopes=sorted(TokenScope(scope).value for scope in scopes),
            expires_at=timezone.now() + timedelta(days=days),
        )
    return made, word


def revoke_token(*, actor: Participant, token_id: int) -> bool:
    """Take one of the actor's own away, at once and for good; say whether it was there."""
    return bool(ApiToken.objects.filter(participant=actor, pk=token_id).delete()[0])


def note_use(*, token: ApiToken) -> None:
    """Write down the day, once a day."""
    today = timezone.localdate()
    if token.used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(used_on=today)


def forget_tokens_of(*, actor: Participant) -> None:
    """Whoever leaves leaves no way in."""
    ApiToken.objects.filter(participant=actor).delete()


def forget_tokens() -> int:
    """Erase those that expired some time ago; return how many."""
    return ApiToken.objects.filter(expires_at__lt=Now() - API_TOKENS).delete()[0]
