"""How much anybody may do in a while: bursts and sustained rates, kept in PostgreSQL.

A row says until when an allowance is in use. Each act moves that moment on by the time that one act takes to
be forgiven, and is refused when the moment would lie further away than the burst allows. One upsert decides
under the lock of its row: parallel requests are no way around a limit, and a row of the past is as good as
none. Keys are keyed hashes: the table names nobody.
"""

import logging
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Max, TextChoices
from django.utils.crypto import salted_hmac

from parvis.accounts.models import Allowance
from parvis.accounts.refusals import COUNT

log = logging.getLogger(__name__)


class Act(TextChoices):
    """What is limited."""

    CODE = "code"
    DEPOSIT = "deposit"
    ARGUE = "argue"
    VOTE = "vote"
    REPORT = "report"
    LOOK = "look"
    IDENTITY = "identity"
    INVITATION = "invitation"
    GUEST = "guest"
    FILE = "file"
    DRAFT = "draft"
    QUIZ = "quiz"
    NOTICE = "notice"
    ROOM = "room"
    REGISTER = "register"
    FIELD = "field"
    READ = "read"
    PROGRAM = "program"


class Scope(TextChoices):
    """Whose allowance it is."""

    PERSON = "person"
    NETWORK = "network"
    WIDE = "wide"
    DOMAIN = "domain"
    CONSULTATION = "consultation"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` acts at once; then as many an hour as `hourly`."""

    burst: int
    hourly: float

    @property
    def every(self) -> timedelta:
        return timedelta(hours=1 / self.hourly)

    @property
    def room(self) -> timedelta:
        return self.every * self.burst


# With a burst of 3 and one more an hour, no hour sees more than 3 mails to one address.
RATES: dict[Act, dict[Scope, Rate]] = {
    Act.CODE: {
        Scope.PERSON: Rate(3, 1),
        Scope.NETWORK: Rate(60, 240),
        Scope.WIDE: Rate(300, 1200),
        Scope.DOMAIN: Rate(500, 1000),
    },
    Act.DEPOSIT: {Scope.PERSON: Rate(10, 20), Scope.NETWORK: Rate(150, 600), Scope.WIDE: Rate(600, 2400)},
    Act.ARGUE: {Scope.PERSON: Rate(20, 60), Scope.NETWORK: Rate(300, 1200), Scope.WIDE: Rate(1200, 4800)},
    Act.VOTE: {
        Scope.PERSON: Rate(300, 1200),
        Scope.NETWORK: Rate(3000, 30_000),
        Scope.WIDE: Rate(9000, 90_000),
    },
    Act.LOOK: {Scope.NETWORK: Rate(600, 18_000), Scope.WIDE: Rate(1800, 54_000)},
    Act.REPORT: {Scope.PERSON: Rate(10, 20), Scope.NETWORK: Rate(100, 300), Scope.WIDE: Rate(300, 900)},
    Act.IDENTITY: {Scope.NETWORK: Rate(60, 240), Scope.WIDE: Rate(300, 1200)},
    Act.INVITATION: {Scope.PERSON: Rate(10, 20), Scope.NETWORK: Rate(100, 300), Scope.WIDE: Rate(300, 900)},
    # What a guest sends is read by a person: a network of many readers' pace, not of many writers'. Whatever
    # the network, be it one that was declared open, a consultation takes no more than a team can read.
    Act.GUEST: {
        Scope.NETWORK: Rate(15, 30),
        Scope.WIDE: Rate(45, 90),
        Scope.CONSULTATION: Rate(200, 400),
    },
    Act.FILE: {Scope.PERSON: Rate(20, 60), Scope.NETWORK: Rate(100, 300), Scope.WIDE: Rate(300, 900)},
    Act.DRAFT: {Scope.PERSON: Rate(30, 120), Scope.NETWORK: Rate(300, 1200), Scope.WIDE: Rate(1200, 4800)},
    Act.QUIZ: {Scope.NETWORK: Rate(60, 240), Scope.WIDE: Rate(300, 1200)},
    # A whole room shares one address, and answers in the same ten seconds.
    Act.ROOM: {
        Scope.PERSON: Rate(60, 600),
        Scope.NETWORK: Rate(6000, 60_000),
        Scope.WIDE: Rate(18_000, 180_000),
    },
    # A report without an account is read by a person, and writes to an address that nobody has confirmed.
    Act.NOTICE: {
        Scope.PERSON: Rate(5, 2),
        Scope.NETWORK: Rate(15, 30),
        Scope.WIDE: Rate(45, 90),
        Scope.DOMAIN: Rate(100, 200),
        Scope.CONSULTATION: Rate(200, 400),
    },
    # Registering for an event writes to an address that nobody has confirmed; many do after an announcement.
    Act.REGISTER: {
        Scope.PERSON: Rate(5, 5),
        Scope.NETWORK: Rate(60, 240),
        Scope.WIDE: Rate(300, 1200),
        Scope.DOMAIN: Rate(300, 600),
        Scope.CONSULTATION: Rate(2000, 6000),
    },
    # A device comes back with what it collected in a day; several come back to the same office.
    Act.FIELD: {
        Scope.PERSON: Rate(200, 600),
        Scope.NETWORK: Rate(1000, 3000),
        Scope.WIDE: Rate(3000, 9000),
    },
    # Answers of the API that have to be made; those that are kept are not counted.
    Act.READ: {Scope.NETWORK: Rate(600, 36_000), Scope.WIDE: Rate(1800, 108_000)},
    # What is sent with a token of the API, under its number; acts count beside, as those of the person.
    Act.PROGRAM: {
        Scope.PERSON: Rate(60, 600),
        Scope.NETWORK: Rate(600, 6000),
        Scope.WIDE: Rate(1800, 18_000),
    },
}
ALERTS = frozenset({Scope.DOMAIN, Scope.SITE})
QUIET = Rate(1, 6)
"""One line in ten minutes says that a limit of the whole site is reached."""

SPEND = """
INSERT INTO accounts_allowance AS known (key, full_at, room)
SELECT key, statement_timestamp() + every, room
FROM unnest(%s::text[], %s::interval[], %s::interval[]) AS asked (key, every, room) ORDER BY key
ON CONFLICT (key) DO UPDATE SET
    full_at = greatest(known.full_at, statement_timestamp()) + (EXCLUDED.full_at - statement_timestamp()),
    room = EXCLUDED.room
WHERE greatest(known.full_at, statement_timestamp()) + (EXCLUDED.full_at - statement_timestamp())
    <= statement_timestamp() + EXCLUDED.room
RETURNING key
"""


def rate_of(act: Act, scope: Scope) -> Rate | None:
    """The rate of a scope; that of the whole site bears on mails, and comes from the settings."""
    if scope == Scope.SITE:
        hourly = settings.PARVIS_CODES_PER_HOUR
        return Rate(max(hourly // 4, 1), hourly) if act == Act.CODE else None
    return RATES[act].get(scope)


def wait_of(act: Act, scope: Scope) -> int:
    """Seconds after which one more act is surely allowed, to whoever this scope has just refused."""
    rate = rate_of(act, scope)
    return 1 if rate is None else math.ceil(rate.every.total_seconds())


def spend(act: Act, whose: Mapping[Scope, str]) -> Scope | None:
    """Count one act for each of `whose` (empty names are left out), or for none; say which scope refused."""
    asked = {
        key_of(act, scope, name): (scope, rate)
        for scope, name in whose.items()
        if name and (rate := rate_of(act, scope)) is not None
    }
    refused = _spend({key: rate for key, (_scope, rate) in asked.items()})
    if not refused:
        return None
    scope = next(scope for key, (scope, _rate) in asked.items() if key in refused)
    _count(act)
    if scope in ALERTS:
        _alert(act, scope)
    return scope


def spend_or_close(act: Act, whose: Mapping[Scope, str]) -> Scope | None:
    """The same for what costs others, such as mail: when nothing can be counted, nothing leaves."""
    try:
        return spend(act, whose)
    except DatabaseError:
        log.exception("limits cannot be counted: nothing is sent")
        return Scope.SITE


def spend_once(name: str, *, within: timedelta) -> bool:
    """Use something that is good once, for as long as it could be used again; False if it was used before."""
    key = key_of("once", "", name)
    return not _spend({key: Rate(1, timedelta(hours=1) / within)})


def was_spent(name: str) -> bool:
    return Allowance.objects.filter(pk=key_of("once", "", name)).exists()


def load(act: Act, whose: Mapping[Scope, str]) -> float:
    """How full the fullest of these allowances is, from 0 to 1."""
    keys = [key_of(act, scope, name) for scope, name in whose.items() if name]
    used = Allowance.objects.in_use().filter(pk__in=keys)
    return float(used.aggregate(most=Max("share"))["most"] or 0.0)


def key_of(act: str, scope: str, name: str) -> str:
    words = f"{act}\n{scope}\n{name}"
    return salted_hmac("parvis.accounts.limits", words, algorithm="sha256").hexdigest()[:32]


class _Refused(Exception):
    """Undoes the statement: what one scope refuses costs the others nothing."""


def _spend(rates: Mapping[str, Rate]) -> frozenset[str]:
    """The keys that refused; rows are taken in one order, so that no two requests wait in a ring."""
    if not rates:
        return frozenset()
    every, room = ([getattr(rate, name) for rate in rates.values()] for name in ("every", "room"))
    refused: frozenset[str] = frozenset()
    is_alone = not connection.in_atomic_block
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if is_alone:  # a crash may forget the last counts: nobody waits for the disk
                cursor.execute("SET LOCAL synchronous_commit TO off")
            cursor.execute(SPEND, (list(rates), every, room))
            refused = frozenset(rates) - {key for (key,) in cursor.fetchall()}
            if refused:
                raise _Refused
    except _Refused:
        pass
    return refused


def _count(act: Act) -> None:
    """How often it happens is public: `/consultations/.../rules/` says it by the week."""
    is_alone = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if is_alone:  # as above
            cursor.execute("SET LOCAL synchronous_commit TO off")
        cursor.execute(COUNT, [settings.TIME_ZONE, act.value])


def _alert(act: Act, scope: Scope) -> None:
    if not _spend({key_of("alert", scope, act): QUIET}):
        log.error("limit reached: %s, %s", act.value, scope.value)
