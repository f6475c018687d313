"""What a browser that nobody knows does before the site writes to an address: some work, or a short wait.

The work is a proof of work (altcha, version 2): the browser looks for a number while the address is being
typed, and nobody sees it. It costs whoever asks for thousands of codes. A browser without scripts, or too old
for it, waits instead: the form may be sent some seconds after it was shown, which most people need to type.
Neither says that somebody is human, and neither locks anybody out.
"""

import json
import secrets
import time
from dataclasses import dataclass
from datetime import timedelta

from altcha import Challenge, Payload, Solution, create_challenge, verify_solution
from django.conf import settings
from django.core import signing
from django.http import QueryDict
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext, ngettext

from parvis.accounts import limits

SALT = "parvis.accounts.door"
ALGORITHM, ITERATIONS, NUMBERS = "PBKDF2/SHA-256", 5_000, 200
LEAST_SECONDS, WAIT_SECONDS = 2, 4
GOOD_FOR = timedelta(hours=1)
# The field that nobody sees and that programs fill in.
TRAP = "topic"


@dataclass(frozen=True, slots=True)
class Door:
    """What the form carries: a signed ticket, the work to do (JSON), and the seconds that replace it."""

    ticket: str
    challenge: str
    wait: int
    least: int = LEAST_SECONDS
    trap: str = TRAP


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket that this site signed, read back."""

    challenge: Challenge
    issued_at: float
    wait: int

    @property
    def nonce(self) -> str:
        return self.challenge.parameters.nonce

    @property
    def age(self) -> float:
        return time.time() - self.issued_at


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether the form may go through; when not, why, and whether the same ticket is good again."""

    is_open: bool
    message: str = ""
    keeps_ticket: bool = False


OPEN = Answer(True)


def make_door(*, load: float, now: float | None = None) -> Door:
    """A new door; `load` (0 to 1) is how much of what the site may mail is used, and multiplies the cost."""
    steps = cost(load)
    challenge = create_challenge(
        ALGORITHM,
        ITERATIONS,
        counter=(NUMBERS // 2 + secrets.randbelow(NUMBERS // 2)) * steps,
        hmac_secret=_secret("challenge"),
        hmac_key_secret=_secret("key"),
    ).to_dict()
    issued_at, wait = time.time() if now is None else now, WAIT_SECONDS * steps
    ticket = signing.dumps({"at": issued_at, "wait": wait, "challenge": challenge}, salt=SALT)
    return Door(ticket, json.dumps(challenge["parameters"]), wait)


def same_door(ticket: str) -> Door | None:
    """The door of a ticket that is still good, to be shown again."""
    read = read_ticket(ticket)
    if read is None:
        return None
    return Door(ticket, json.dumps(read.challenge.parameters.to_dict()), read.wait)


def cost(load: float) -> int:
    """1 as a rule; 2, 4, then 8 as the allowance of the site or of a network is used up."""
    return 1 << min(int(load * 4), 3)


def read_ticket(ticket: str) -> Ticket | None:
    """What the site signed; None for anything else, and for what is too old."""
    try:
        found = signing.loads(ticket, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    return Ticket(Challenge.from_dict(found["challenge"]), found["at"], found["wait"])


def knock(data: QueryDict, *, email: str) -> Answer:
    """Decide on a form that was sent. A ticket is good once, or again for one address (a double click).

    Where no address is asked for, `email` is the key of the form.
    """
    if settings.PARVIS_DEMO:
        return OPEN  # nothing leaves a demonstration
    ticket = read_ticket(data.get("ticket", ""))
    if ticket is None or data.get(TRAP):
        return _again()
    needed = LEAST_SECONDS if _is_done(ticket, data.get("work", "")) else max(ticket.wait, LEAST_SECONDS)
    left = int(needed - ticket.age) + 1
    if ticket.age < needed:
        return Answer(False, _patience(left), keeps_ticket=True)
    return OPEN if _use(ticket, email) else _again()


def _again() -> Answer:
    return Answer(False, gettext("Send the form once more: what you typed is kept."))


def _patience(left: int) -> str:
    """Without scripts, the machine that asks cannot be made to work: it waits."""
    return ngettext(
        "This was quick. To keep robots out, the site waits a little: in %(left)s second, press the button"
        " again. What you typed is kept.",
        "This was quick. To keep robots out, the site waits a little: in %(left)s seconds, press the button"
        " again. What you typed is kept.",
        left,
    ) % {"left": left}


def _is_done(ticket: Ticket, work: str) -> bool:
    """`work` is the number, a dot, and the key that it leads to, as the script of the form writes them."""
    counter, _, key = work.partition(".")
    if not (counter.isascii() and counter.isdigit() and len(counter) < 10):
        return False
    payload = Payload(ticket.challenge, Solution(int(counter), key))
    return verify_solution(payload, _secret("challenge"), hmac_key_secret=_secret("key")).verified


def _use(ticket: Ticket, email: str) -> bool:
    if limits.spend_once(f"door {ticket.nonce}", within=GOOD_FOR):
        limits.spend_once(f"door {ticket.nonce} {email}", within=GOOD_FOR)
        return True
    return limits.was_spent(f"door {ticket.nonce} {email}")


def _secret(purpose: str) -> str:
    return salted_hmac(f"{SALT}.{purpose}", "", algorithm="sha256").hexdigest()
