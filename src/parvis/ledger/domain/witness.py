"""What the page of the log tells: where it stands, who keeps a copy of that, since when."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.cache import caches
from django.db.models import Min
from django.utils import timezone

from parvis.ledger import queries
from parvis.ledger.domain.keys import first_key
from parvis.ledger.domain.outside import name_of
from parvis.ledger.models import Checkpoint, Deposit, Halt, Pending, Verification
from parvis.merkle.notes import Key, to_base64

DAYS = 30
KEY, SECONDS = "ledger:witness", 20


@dataclass(frozen=True, slots=True)
class Place:
    """An outside place, the last checkpoint that it took, and the last attempt when it has failed since."""

    name: str
    deposit: Deposit | None
    failure: Deposit | None


@dataclass(frozen=True, slots=True)
class Witness:
    """The log as it stands; `longest_wait` is in seconds, rounded up, over the last signatures."""

    key: Key
    last: Checkpoint | None
    since: datetime | None
    longest_wait: int | None
    waiting: int
    halt: Halt | None
    places: tuple[Place, ...]
    verification: Verification | None
    days: tuple[tuple[date, int], ...]

    @property
    def root(self) -> str:
        return to_base64(bytes(self.last.root)) if self.last else ""

    @property
    def lines_lately(self) -> int:
        return sum(lines for _, lines in self.days)


def witness() -> Witness:
    """Read some seconds ago at most: whoever looks, and however often, the database is asked little."""
    found: Witness | None = caches["local"].get(KEY)
    if found is None:
        found = read_witness(now=timezone.localtime())
        caches["local"].set(KEY, found, SECONDS)
    return found


def read_witness(*, now: datetime) -> Witness:
    wait = queries.longest_wait()
    return Witness(
        key=first_key(),
        last=queries.latest(),
        since=Checkpoint.objects.aggregate(first=Min("signed_at"))["first"],
        longest_wait=None if wait is None else -(-wait // 1000),
        waiting=Pending.objects.count(),
        halt=queries.halted(),
        places=_places(),
        verification=queries.last_verification(),
        days=_days(now),
    )


def _places() -> tuple[Place, ...]:
    places = settings.PARVIS_LEDGER_PUSH
    kept = queries.last_deposits(places) if places else {}
    failed = queries.last_failures(places) if places else {}
    return tuple(Place(name_of(place), kept.get(place), failed.get(place)) for place in places)


def _days(now: datetime) -> tuple[tuple[date, int], ...]:
    first = now - timedelta(days=DAYS - 1)
    return tuple(queries.leaves_by_day(first=first, last=now, zone=settings.TIME_ZONE))
