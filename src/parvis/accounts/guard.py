"""Limits and footprints, for a request: who asks, from where, to do what."""

from datetime import timedelta

from django.conf import settings
from django.db.models.functions import Now
from django.http import HttpRequest
from django.utils.translation import gettext

from parvis.accounts.canonical import COMMON, canonical, domain_of, is_below
from parvis.accounts.errors import Refused, TooMuch
from parvis.accounts.limits import Act, Scope, load, spend, spend_or_close, wait_of
from parvis.accounts.models import Footprint, Participant
from parvis.accounts.places import Place, place_of

# In the session: the place that the last footprint tells.
KEY = "accounts_place"
FORGOTTEN = timedelta(days=30)
"""How long a footprint is of use to whoever looks into a strange vote; see docs/howto/face-abuse.md."""


def guard(request: HttpRequest, actor: Participant, act: Act) -> None:
    """Count one act of somebody, and of their network. Raises Refused; what was typed stays on the page."""
    place = place_of(request)
    if spend(act, {Scope.PERSON: str(actor.pk), Scope.NETWORK: place.network, Scope.WIDE: place.wide}):
        raise Refused(
            gettext("This is a lot in a short time. Take a break, then send it again: nothing is lost.")
        )
    remember(request, actor)


def guard_program(request: HttpRequest, actor: Participant, act: Act, *, token: int) -> None:
    """Count one act that somebody's program does with this token: as theirs, then as the token's.

    No session is read or opened. Raises `TooMuch`.
    """
    place = place_of(request)
    networks = {Scope.NETWORK: place.network, Scope.WIDE: place.wide}
    for one, name in ((Act.PROGRAM, str(token)), (act, str(actor.pk))):
        refused = spend(one, {Scope.PERSON: name, **networks})
        if refused is not None:
            said = gettext("This is a lot in a short time. Wait, then send it again.")
            raise TooMuch(said, wait=wait_of(one, refused))
    _leave_footprint(actor, place)


def guard_guest(request: HttpRequest, *, consultation: int) -> None:
    """Count one text of somebody without an address, which leaves no footprint.

    By their network, and by consultation: a network that was declared open has no name to be counted under.
    """
    refused = spend(Act.GUEST, _of_guests(place_of(request), consultation))
    if refused == Scope.CONSULTATION:
        raise Refused(
            gettext(
                "Many texts without an address come to this consultation. Wait an hour, or confirm an"
                " address: your text is kept."
            )
        )
    if refused:
        raise Refused(
            gettext(
                "Many texts without an address come from your network. Wait an hour, or confirm an address:"
                " your text is kept."
            )
        )


def guard_notice(request: HttpRequest, *, email: str, consultation: int) -> None:
    """Count one report of somebody without an account, which leaves no footprint; `email` may be empty.

    The refusal does not tell what is used up: nor, then, whether others report with this address.
    """
    whose = _of_guests(place_of(request), consultation)
    if email:
        whose |= {Scope.PERSON: canonical(email), Scope.DOMAIN: counted_domain(email)}
    if spend_or_close(Act.NOTICE, whose):
        raise Refused(
            gettext(
                "Many reports without an account come at the moment. Wait an hour, or sign in: your choice is"
                " kept on this page."
            )
        )


def notice_load(request: HttpRequest, *, consultation: int) -> float:
    """How much of what may be reported without an account, from there or in it, is used."""
    return load(Act.NOTICE, _of_guests(place_of(request), consultation))


def guard_registration(request: HttpRequest, *, email: str, consultation: int) -> None:
    """Count one registration for an event, by somebody without an account; it leaves no footprint."""
    whose = _of_guests(place_of(request), consultation)
    whose |= {Scope.PERSON: canonical(email), Scope.DOMAIN: counted_domain(email)}
    if spend_or_close(Act.REGISTER, whose):
        raise Refused(
            gettext(
                "Many registrations come at the moment. Wait an hour, or sign in: what you typed is kept on"
                " this page."
            )
        )


def registration_load(request: HttpRequest, *, consultation: int) -> float:
    """How much of what may be registered without an account, from there or in it, is used."""
    return load(Act.REGISTER, _of_guests(place_of(request), consultation))


def counts_quiz(request: HttpRequest) -> bool:
    """Count one answered quiz of a network; tell whether it may weigh on the figures."""
    place = place_of(request)
    return spend(Act.QUIZ, {Scope.NETWORK: place.network, Scope.WIDE: place.wide}) is None


def guest_load(request: HttpRequest, *, consultation: int) -> float:
    """How much of what may be sent without an address, from there or to it, is used: the door is heavier."""
    return load(Act.GUEST, _of_guests(place_of(request), consultation))


def _of_guests(place: Place, consultation: int) -> dict[Scope, str]:
    """Never all empty."""
    return {Scope.NETWORK: place.network, Scope.WIDE: place.wide, Scope.CONSULTATION: str(consultation)}


def remember(request: HttpRequest, actor: Participant) -> None:
    """Leave the footprint of a place, once for each place of a session."""
    place = place_of(request)
    mark = f"{place.network}/{place.browser}"
    if request.session.get(KEY) == mark:
        return
    request.session[KEY] = mark
    _leave_footprint(actor, place)


def _leave_footprint(actor: Participant, place: Place) -> None:
    Footprint.objects.update_or_create(
        participant=actor, network=place.network, browser=place.browser, defaults={"seen_at": Now()}
    )


def spend_code(email: str, place: Place) -> Scope | None:
    """Count one mail with a code; say which scope refuses it."""
    whose = {
        Scope.PERSON: canonical(email),
        Scope.NETWORK: place.network,
        Scope.WIDE: place.wide,
        Scope.DOMAIN: counted_domain(email),
        Scope.SITE: "site",
    }
    return spend_or_close(Act.CODE, whose)


def code_load(place: Place) -> float:
    """How much of what the site or this network may ask for is used: it makes the door heavier."""
    return load(Act.CODE, {Scope.SITE: "site", Scope.NETWORK: place.network, Scope.WIDE: place.wide})


def counted_domain(email: str) -> str:
    """The domain of an address, unless everybody uses it or the installation knows it."""
    domain = domain_of(email)
    is_known = domain in COMMON or any(is_below(domain, known) for known in settings.PARVIS_KNOWN_DOMAINS)
    return "" if is_known else domain
