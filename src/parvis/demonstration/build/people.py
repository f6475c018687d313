"""The people of the town: those who write, those who only vote, and three whose place a visitor may take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

from django.contrib.auth.hashers import make_password

from parvis.accounts.domain.words import PLANTS
from parvis.accounts.enums import IdentityLevel, Origin
from parvis.accounts.models import Participant
from parvis.demonstration.content import Town
from parvis.demonstration.draw import Voter
from parvis.demonstration.drawing import Drawn

T = TypeVar("T")
DOMAIN = "demo.invalid"
LEVELS = ((IdentityLevel.EMAIL, 82), (IdentityLevel.INVITED, 12), (IdentityLevel.STATE, 6))
CHANNELS = ((Origin.WEB, 91), (Origin.PAPER, 4), (Origin.EVENT, 5))
BEFORE = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class People:
    """Participants, by the number of the voter and by the key of the author."""

    voters: tuple[Participant, ...]
    authors: dict[str, Participant]


@dataclass(frozen=True, slots=True)
class Hosts:
    """The three accounts of the demonstration."""

    organiser: Participant
    moderator: Participant
    participant: Participant


def address(name: str) -> str:
    """An address that can never be anybody's (RFC 2606)."""
    return f"{name}@{DOMAIN}"


HOSTS = {
    "organiser": (address("organisation"), "Service Mobilités"),
    "moderator": (address("moderation"), "Modération de la ville"),
    "participant": (address("camille"), "Camille D."),
}


def make_hosts(*, since: datetime) -> Hosts:
    rows = {
        key: Participant.objects.create_user(
            email,
            public_name=name,
            identity_level=IdentityLevel.EMAIL,
            created_at=since,
            confirmed_at=since,
        )
        for key, (email, name) in HOSTS.items()
    }
    return Hosts(**rows)


def make_people(*, town: Town, drawn: Drawn, now: datetime, rng: Random) -> People:
    """Every voter as a participant who arrived just before their first act."""
    arrivals = _arrivals(town, drawn, now)
    named = {number: key for key, number in drawn.authors.items()}
    persons = {person.key: person for person in town.people}
    rows = []
    for voter in drawn.voters:
        row = _passer_by(voter, rng)
        if voter.number in named:
            person = persons[named[voter.number]]
            row.email, row.public_name = address(person.key), person.name
            row.identity_level, row.origin = IdentityLevel(person.level), Origin.WEB
        row.created_at = row.confirmed_at = arrivals[voter.number]
        rows.append(row)
    made = tuple(Participant.objects.bulk_create(rows, batch_size=1000))
    return People(made, {key: made[number] for key, number in drawn.authors.items()})


def _passer_by(voter: Voter, rng: Random) -> Participant:
    """Somebody who votes under a pseudonym; nobody checked who filled a paper form."""
    origin = _weighted(rng, CHANNELS)
    on_line = origin == Origin.WEB
    return Participant(
        email=address(f"habitant-{voter.number:04}") if on_line else None,
        public_name=f"{rng.choice(PLANTS['fr'])} {rng.randint(1000, 9999)}",
        identity_level=_weighted(rng, LEVELS) if on_line else IdentityLevel.VISITOR,
        origin=origin,
        password=make_password(None),
    )


def _weighted(rng: Random, table: Sequence[tuple[T, int]]) -> T:
    values = [value for value, _weight in table]
    return rng.choices(values, [weight for _value, weight in table])[0]


def _arrivals(town: Town, drawn: Drawn, now: datetime) -> dict[int, datetime]:
    """The first act of each voter, less the time to sign in."""
    acts: list[tuple[int, datetime]] = []
    for plan in (town.main, *town.others):
        discussion = drawn.discussions[plan.slug]
        acts += [(vote.voter, vote.at) for vote in discussion.votes]
        acts += [(support.voter, support.at) for support in discussion.supports]
        acts += [(drawn.authors[entry.by], entry.at.on(now)) for entry in plan.entries]
        reasons = [reason for entry in plan.entries for reason in entry.arguments]
        acts += [(drawn.authors[r.by], at) for r, at in zip(reasons, discussion.moments, strict=True)]
    first: dict[int, datetime] = {}
    for number, moment in acts:
        first[number] = min(moment, first.get(number, moment))
    return {number: moment - BEFORE for number, moment in first.items()}
