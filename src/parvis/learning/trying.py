"""What the session of a reader holds of a quiz: whether a resource was opened, and what was answered.

It stays there: nothing of it is tied to an account, nor kept beyond the session. All that leaves is a sheet
of right and wrong answers, once before and once after reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from parvis.learning.enums import Reading

READ, TRIED = "quiz_read", "quiz_tried"
MOST = 20
"""Consultations, and versions of quizzes, that one session remembers."""


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
    return consultation_pk in _list(session.get(READ))


def note_read(session: SessionBase, consultation_pk: int) -> None:
    """A resource of this consultation was opened; which one, and when, is not kept."""
    held = _list(session.get(READ))
    if consultation_pk not in held:
        session[READ] = [*held, consultation_pk][-MOST:]


def tried(session: SessionBase, quiz_pk: int) -> Tried:
    held = _dict(session.get(TRIED)).get(str(quiz_pk))
    found = _dict(held)
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
    held = {**_dict(session.get(TRIED)), str(quiz_pk): said}
    session[TRIED] = dict(list(held.items())[-MOST:])


def _list(held: Any) -> list[int]:
    return [one for one in held if isinstance(one, int)] if isinstance(held, list | tuple) else []


def _dict(held: Any) -> dict[str, Any]:
    return held if isinstance(held, dict) else {}
