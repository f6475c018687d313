"""Who is told what becomes of a text: one person, or those who lead the organisation that signs it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from parvis.accounts.models import Participant
from parvis.contributions.coauthors import CoAuthor
from parvis.contributions.models import Contribution
from parvis.organisations.enums import LIVE, Role
from parvis.organisations.models import Representative


def addressees_of(texts: Collection[Contribution]) -> dict[int, frozenset[int]]:
    """The people who are told, for each text; one query, and none when people sign them all.

    Its author. Once the author acts no longer for the organisation that signs it, those who lead it.
    """
    hands = _hands({text.organisation_id for text in texts if text.organisation_id is not None})
    return {text.pk: _told(text, hands) for text in texts}


def readers_of(contribution: Contribution) -> list[Participant]:
    """The same people for one text, those to whom a mail may go; two queries at most."""
    return reachable(addressees_of([contribution])[contribution.pk])


def reachable(people: Iterable[int]) -> list[Participant]:
    """Those of them whose account is open, and who have an address; one query."""
    rows = Participant.objects.filter(pk__in=people, is_active=True).order_by("pk")
    return [person for person in rows if person.email]


def cosigners_of(texts: Collection[Contribution]) -> dict[int, set[int]]:
    """Who signs each of them with its author; one query."""
    rows = CoAuthor.objects.accepted().filter(contribution__in=[text.pk for text in texts])
    found: dict[int, set[int]] = {text.pk: set() for text in texts}
    for contribution, person in rows.values_list("contribution_id", "participant_id"):
        found[contribution].add(person)
    return found


def _hands(organisations: Collection[int]) -> Mapping[int, dict[int, str]]:
    """Who acts for each of these that takes part, and how."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    if organisations:
        rows = Representative.objects.current().filter(
            organisation__in=organisations, organisation__standing__in=LIVE
        )
        for organisation, person, role in rows.values_list("organisation_id", "participant_id", "role"):
            found[organisation][person] = role
    return found


def _told(text: Contribution, hands: Mapping[int, dict[int, str]]) -> frozenset[int]:
    here = None if text.organisation_id is None else hands.get(text.organisation_id)
    if here is None or text.author_id in here:
        return frozenset() if text.author_id is None else frozenset({text.author_id})
    return frozenset(person for person, role in here.items() if role == Role.LEAD)
