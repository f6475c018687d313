"""Reads of participants and of their open sessions."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Case, Q, When
from django.db.models.functions import Now

from parvis.accounts.canonical import canonical
from parvis.accounts.models import LinkedIdentity, Participant
from parvis.accounts.providers import Provider, name_of, providers


def by_email(email: str) -> Participant | None:
    """The participant of an address or, without one, of another writing of the same mailbox; one query."""
    address = Participant.objects.normalize_email(email)
    found = Participant.objects.filter(Q(email=address) | Q(canonical_email=canonical(address)))
    return found.order_by(Case(When(email=address, then=0), default=1)).first()


@dataclass(frozen=True, slots=True)
class Recognition:
    """An identity provider as one sees it in one's own account; `since` when it is linked."""

    code: str
    name: str
    since: datetime | None
    is_franceconnect: bool


def recognitions(participant: Participant) -> list[Recognition]:
    """Providers that are linked, even those that the site no longer has, then the others; one query."""
    rows = participant.identities.filter(unlinked_at=None).order_by("linked_at")
    linked = {row.provider: row.linked_at for row in rows}
    offered = {one.code: one for one in providers()}
    return [
        Recognition(
            code=code,
            name=name_of(code),
            since=linked.get(code),
            is_franceconnect=code in offered and offered[code].is_franceconnect,
        )
        for code in dict.fromkeys((*linked, *offered))
    ]


def identity(provider: Provider, mark: str) -> LinkedIdentity | None:
    """Whose this identity is, or was within a year."""
    rows = LinkedIdentity.objects.select_related("participant")
    return rows.filter(provider=provider.code, mark=mark).first()


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One browser in which a participant is signed in. `browser` and `system` are names, or empty."""

    id: int
    browser: str
    system: str
    address: str
    since: datetime
    is_this_one: bool


def open_sessions(participant: Participant, *, session_key: str | None) -> list[OpenSession]:
    """The living sessions of a participant, this one first, then the latest; two queries."""
    rows = list(UserSession.objects.filter(user=participant).order_by("-created_at"))
    living = set(
        Session.objects.filter(
            session_key__in=[row.session_key for row in rows], expire_date__gt=Now()
        ).values_list("session_key", flat=True)
    )
    sessions = [
        OpenSession(
            id=row.pk,
            browser=_first_known(row.user_agent, BROWSERS),
            system=_first_known(row.user_agent, SYSTEMS),
            address=row.ip,
            since=row.created_at,
            is_this_one=row.session_key == session_key,
        )
        for row in rows
        if row.session_key in living
    ]
    return sorted(sessions, key=lambda session: not session.is_this_one)


# Order matters: most browsers also claim to be the others.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def _first_known(user_agent: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for mark, name in names if mark in user_agent), "")
