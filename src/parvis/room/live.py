"""The state of a room as phones and screens ask for it, all at once and again and again.

One answer is made for all, at most each half second in a process, when something has changed; the others take
it as it is. Who asks is never looked at: no session, no user, and no query but that of who renews it.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language

from parvis.ballots.methods import method_of
from parvis.room.enums import ActivityKind, Step
from parvis.room.figures import Figures, figures_of
from parvis.room.forms import AnswerForm
from parvis.room.models import Activity
from parvis.room.pictures import Picture, picture
from parvis.room.queries import Look, kept_in, look_at
from parvis.room.sheets import ballot_of

FRESH = 0.5
"""Seconds during which a state is given as it is."""
MOST_ROOMS = 200


@dataclass(frozen=True, slots=True)
class State:
    """What is sent: JSON, its mark for conditional requests."""

    body: bytes
    etag: str


@dataclass(slots=True)
class _Held:
    """What a process knows of a room. `made`: states by audience and language."""

    look: Look
    at: float
    figures: Figures | None = None
    made: dict[tuple[str, str], State] = field(default_factory=dict)


_rooms: dict[str, _Held] = {}
_renewing = threading.Lock()


def state_of(code: str, audience: str) -> State | None:
    """For `phone` or `screen`, in the language that is active; None for a room that is nowhere."""
    held = _held(code.upper())
    if held is None:
        return None
    asked = (audience, get_language() or "")
    found = held.made.get(asked)
    if found is None:
        found = held.made[asked] = _state(AUDIENCES[audience](held))
    return found


def forget() -> None:
    """What this process knows of rooms: tests begin with nothing."""
    _rooms.clear()


def _held(code: str) -> _Held | None:
    """Whoever finds it too old renews it; those who come meanwhile take what there is."""
    held = _rooms.get(code)
    if held is not None and time.monotonic() - held.at < FRESH:
        return held
    if not _renewing.acquire(blocking=held is None):
        return held
    try:
        return _renewed(code)
    finally:
        _renewing.release()


def _renewed(code: str) -> _Held | None:
    held, began = _rooms.get(code), time.monotonic()
    if held is not None and began - held.at < FRESH:
        return held
    look = look_at(code)
    if look is None:
        _rooms.pop(code, None)
        return None
    if held is not None and held.look.mark == look.mark:
        held.at = began
        return held
    if len(_rooms) >= MOST_ROOMS:
        _rooms.clear()
    _rooms[code] = _Held(look, began)
    return _rooms[code]


def _figures(held: _Held) -> Figures:
    if held.figures is None:
        assert held.look.activity is not None  # noqa: S101
        held.figures = figures_of(held.look.activity)
    return held.figures


def _state(said: dict[str, Any]) -> State:
    body = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    return State(body, f'"{hashlib.sha256(body).hexdigest()[:20]}"')


def _phone(held: _Held) -> dict[str, Any]:
    """`ask` is replaced when the activity or its step changes, `live` each time: nothing is typed in it."""
    look, context = held.look, phone_context(held.look)
    activity = look.activity
    if activity is not None and (activity.kind == "questions" or _is_told(look)):
        context["picture"] = _drawn(activity, _figures(held))
    return {
        **_common(look),
        "ask": render_to_string("room/_ask.html", context),
        "live": render_to_string("room/_live.html", context),
    }


def _screen(held: _Held) -> dict[str, Any]:
    look = held.look
    return {
        **_common(look),
        "answers": _figures(held)["phones"] if look.activity is not None else 0,
        "html": render_to_string("room/_stage.html", screen_context(look, held)),
    }


def _common(look: Look) -> dict[str, Any]:
    activity = look.activity
    ends = activity.ends_at if activity is not None and look.step == Step.OPEN else None
    return {
        "room": str(look.room.step),
        "activity": activity.pk if activity is not None else 0,
        "step": str(look.step),
        "ends": milliseconds(ends) if ends is not None else None,
    }


def milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def phone_context(look: Look) -> dict[str, Any]:
    """What the page of a phone shows, whoever holds it."""
    activity = look.activity
    found: dict[str, Any] = {"room": look.room, "activity": activity, "step": look.step}
    if activity is not None and look.step == Step.OPEN:
        found["form"] = AnswerForm(activity=activity)
        found["explanation"] = explained(look)
    return found


def explained(look: Look) -> str:
    activity = look.activity
    if activity is None or not activity.method:
        return ""
    return method_of(activity.method).explain(ballot_of(activity))


def screen_context(look: Look, held: _Held | None = None) -> dict[str, Any]:
    """What the screen shows; questions are always there, other results when the host shows them."""
    activity = look.activity
    found: dict[str, Any] = {"room": look.room, "activity": activity, "step": look.step}
    if activity is not None:
        figures = _figures(held) if held is not None else figures_of(activity)
        found["picture"] = _drawn(activity, figures)
        found["shows"] = activity.shows or activity.kind == "questions"
        found["explanation"] = explained(look)
    return found


def live_picture(look: Look) -> Picture | None:
    """What a phone shows below its form."""
    activity = look.activity
    if activity is None or not (activity.kind == "questions" or _is_told(look)):
        return None
    return _drawn(activity, figures_of(activity))


def _drawn(activity: Activity, figures: Figures) -> Picture:
    """With what its questions became, one query more."""
    is_asking = activity.kind == ActivityKind.QUESTIONS and figures["questions"]
    return picture(activity, figures, kept_in(activity.room) if is_asking else None)


def _is_told(look: Look) -> bool:
    """Phones show what came out once it no longer moves: they are many."""
    return look.step == Step.DONE and look.activity is not None and look.activity.shows


AUDIENCES: dict[str, Callable[[_Held], dict[str, Any]]] = {"phone": _phone, "screen": _screen}
