"""What became of what a guest sent, for whoever holds the secret link; and taking it back."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.contributions import leaves, waiting_leaves
from parvis.contributions.enums import State
from parvis.contributions.guest_links import text_of
from parvis.contributions.waiting import WaitingText
from parvis.jobs.forgetting import GUESTS, UNREAD
from parvis.ledger.domain.receipt import Receipt, receipt_of
from parvis.moderation.domain.forget_guests import take_back
from parvis.moderation.queries import hidden_contributions
from parvis.moderation.waiting_texts import screening_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guest(request: HttpRequest, token: str) -> HttpResponse:
    """The link is the only proof: it is neither indexed nor told to the site that a reader goes to next."""
    text = text_of(token)
    if request.method == "POST":
        return _withdraw(request, text)
    item = text.contribution
    context = {
        "text": text,
        "item": item,
        "screening": screening_of(text),
        "hidden": hidden_contributions([item.pk]).get(item.pk) if item else None,
        "receipt": _receipt(text),
        "may_withdraw": text.has_words or bool(item and item.state != State.WITHDRAWN),
        "kept_until": text.settled_at + GUESTS if text.has_words and text.settled_at else None,
        "days": UNREAD.days,
        "address": f"{settings.PARVIS_ADDRESS}{request.path}",
        "is_new": "sent" in request.GET,
    }
    response = render(request, "moderation/guest.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _withdraw(request: HttpRequest, text: WaitingText) -> HttpResponse:
    take_back(text=text)
    messages.success(request, _("Your text is withdrawn: it is no longer shown."))
    return redirect(request.path)


def _receipt(text: WaitingText) -> Receipt | None:
    """What proves that it came; once it is public, what proves that it is."""
    item = text.contribution
    if item is not None and item.entry is not None and item.state == State.PUBLISHED:
        return receipt_of(item.entry, item.salt, leaves.payload(item))
    if text.entry is None:
        return None
    return receipt_of(text.entry, text.salt, waiting_leaves.payload(text) if text.has_words else None)
