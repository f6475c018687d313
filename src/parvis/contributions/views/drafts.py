"""Where the draft of a form is: with the account of who is signed in, else in the session of the browser."""

from django.http import HttpRequest, QueryDict

from parvis.accounts.models import Participant
from parvis.accounts.pending import MOST_CHARACTERS
from parvis.consultations.models import PhaseAction
from parvis.contributions.domain.keep_draft import forget_draft, keep_draft
from parvis.contributions.models import Draft

KEY = "contributions_drafts"
MOST_DRAFTS = 5
PAGE = "page"
"""In a draft, the page where its author was."""


def load(request: HttpRequest, action: PhaseAction) -> QueryDict | None:
    """What was typed so far. A visitor's draft becomes that of their account when they sign in."""
    typed = request.session.get(KEY, {}).get(str(action.pk))
    if isinstance(request.user, Participant):
        if typed is None:
            row = Draft.objects.filter(participant=request.user, action=action).first()
            typed = row.typed if row else None
        else:
            keep_draft(actor=request.user, action=action, typed=typed)
            _drop(request, action)
    return None if typed is None else QueryDict(typed)


def save(request: HttpRequest, action: PhaseAction, data: QueryDict) -> None:
    """Raises `Refused` when it is too long to be kept."""
    typed = _kept(data).urlencode()
    if isinstance(request.user, Participant):
        keep_draft(actor=request.user, action=action, typed=typed)
    elif len(typed) <= MOST_CHARACTERS:
        held = dict(request.session.get(KEY, {}))
        held.pop(str(action.pk), None)
        held[str(action.pk)] = typed
        request.session[KEY] = dict(list(held.items())[-MOST_DRAFTS:])


def _kept(data: QueryDict) -> QueryDict:
    """Without what was said of files that were not taken: it is said once."""
    kept = data.copy()
    for name in [name for name in kept if name.endswith("__refused")]:
        del kept[name]
    return kept


def forget(request: HttpRequest, action: PhaseAction) -> None:
    _drop(request, action)
    if isinstance(request.user, Participant):
        forget_draft(actor=request.user, action=action)


def _drop(request: HttpRequest, action: PhaseAction) -> None:
    held = dict(request.session.get(KEY, {}))
    if held.pop(str(action.pk), None) is not None:
        request.session[KEY] = held
