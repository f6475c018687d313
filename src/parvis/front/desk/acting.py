"""What forms of the desk do alike: read what was sent, act, and say what was refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict

from parvis.accounts.errors import Refused
from parvis.front.desk.access import actor_of


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, even nothing: that is refused, and says what is missing."""
    return request.POST if request.method == "POST" else None


def done(form: BaseForm, act: Callable[..., object], **given: Any) -> bool:
    """Act; what is refused is said on the form, which keeps what was typed."""
    try:
        act(**given)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def act_and_tell(request: HttpRequest, act: Callable[..., object], *, said: str = "", **given: Any) -> None:
    """Act as whoever sits at the desk; the next page says what was done, or why it was refused."""
    try:
        act(actor=actor_of(request), **given)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        if said:
            messages.success(request, said)
