"""What the session of a reader holds of a quiz: whether a resource was opened, and what was answered.

It goes with the session, even that of somebody signed in, whom the session names. Each entry is dated: after
two weeks, or once its quiz is closed, it is no longer read, and the next page that asks takes it away. All
that leaves is a sheet of right and wrong answers, once before and once after reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from time import time
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from parvis.learning.enums import Reading
from parvis.learning.models import Quiz

READ, TRIED = "quiz_read", "quiz_tried"
MOST = 20
"""Consultations, and versions of quizzes, that one session remembers."""
KEPT = timedelta(days=14)
"""From the first entry on, whatever renews the session."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What was answered to one version: places of answers, before and after; `seen`: the right ones were."""

    before: tuple[int, ...] = ()
    after: tuple[int, ...] = ()
    seen: bool = False

    def counts(self, reading: Reading) -> bool:
        """The first time only, and as long as the right answers were not shown."""
        return not self.seen and not getattr(self, reading.value)


def has_read(session: SessionBase, consultation_pk: int) -> bool:
    return str(consultation_pk) in _held(session, READ)


def note_read(session: SessionBase, consultation_pk: int) -> None:
    """A resource of this consultation was opened that day; which one is not kept."""
    held = _held(session, READ)
    if str(consultation_pk) not in held:
        _write(session, READ, {**held, str(consultation_pk): {"at": _now()}})


def tried(session: SessionBase, quiz_pk: int) -> Tried:
    found = _held(session, TRIED).get(str(quiz_pk), {})
    return Tried(
        tuple(_list(found.get("before"))), tuple(_list(found.get("after"))), found.get("seen") is True
    )


def note_tried(session: SessionBase, quiz_pk: int, reading: Reading, chosen: Sequence[int]) -> None:
    """The last answers given; those after reading are shown with the right ones."""
    former = tried(session, quiz_pk)
    is_after = reading == Reading.AFTER
    _keep(
        session,
        quiz_pk,
        before=former.before if is_after else tuple(chosen),
        after=tuple(chosen) if is_after else former.after,
        seen=former.seen or is_after,
    )


def note_seen(session: SessionBase, quiz_pk: int) -> None:
    """The right answers were asked for: what is answered from now on says nothing."""
    former = tried(session, quiz_pk)
    _keep(session, quiz_pk, before=former.before, after=former.after, seen=True)


def _keep(session: SessionBase, quiz_pk: int, **said: Any) -> None:
    held = _held(session, TRIED)
    began = held.get(str(quiz_pk), {}).get("at", _now())
    _write(session, TRIED, {**held, str(quiz_pk): {**said, "at": began}})


def _held(session: SessionBase, name: str) -> dict[str, dict[str, Any]]:
    """What is still to be remembered: the rest leaves the session. One query when there is something."""
    held = session.get(name)
    if not held:
        return {}
    entries = held if isinstance(held, dict) else {}
    since = _now() - int(KEPT.total_seconds())
    fresh = {key: one for key, one in entries.items() if isinstance(one, dict) and _date(one) > since}
    open_now = _open(name, fresh)
    left = {key: one for key, one in fresh.items() if key in open_now}
    if left != held:
        _write(session, name, left)
    return left


def _write(session: SessionBase, name: str, held: dict[str, dict[str, Any]]) -> None:
    session[name] = dict(list(held.items())[-MOST:])


def _open(name: str, keys: Iterable[str]) -> set[str]:
    """Of these consultations, or of these quizzes, those that can be answered now."""
    column = "consultation" if name == READ else "pk"
    wanted = [int(key) for key in keys if key.isdecimal()]
    rows = Quiz.objects.filter(published_at__isnull=False, closed_at=None, **{f"{column}__in": wanted})
    return {str(pk) for pk in rows.values_list(column, flat=True)} if wanted else set()


def _date(entry: dict[str, Any]) -> int:
    at = entry.get("at")
    return at if isinstance(at, int) else 0


def _now() -> int:
    return int(time())


def _list(held: Any) -> list[int]:
    return [one for one in held if isinstance(one, int)] if isinstance(held, list | tuple) else []
