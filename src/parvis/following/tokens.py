"""Links by which whoever holds a mail stops it, without signing in: signed, and good for ever.

A mail is read, and its link pressed, months later. It says whom it is for and what it stops, and no more; it
lets nobody in.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing

from parvis.following.enums import Sort

SALT = "parvis.following.stop"


@dataclass(frozen=True, slots=True)
class Stop:
    """What a link stops, for whom: one thing that they follow, or, without `sort`, all the mails of news."""

    participant: int
    sort: Sort | None = None
    pk: int = 0


def write_token(stop: Stop) -> str:
    parts = [stop.participant] if stop.sort is None else [stop.participant, stop.sort.value, stop.pk]
    return signing.dumps(parts, salt=SALT)


def read_token(token: str) -> Stop | None:
    """What a link says; None for one that this site did not write."""
    try:
        parts = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Stop(parts[0]) if len(parts) == 1 else Stop(parts[0], Sort(parts[1]), parts[2])
