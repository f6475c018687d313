"""Tie an account to the person whom an identity provider recognised, or untie it: one person, one account."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.accounts.models import LinkedIdentity, Participant
from parvis.accounts.permissions import can
from parvis.accounts.providers import Provider
from parvis.ui import words

KEPT = timedelta(days=365)
"""How long an identity that was unlinked is held back from any other account."""


def link_identity(*, actor: Participant, provider: Provider, mark: str) -> LinkedIdentity:
    """Raise the account to what the provider's word is worth; again changes nothing.

    Refuses when this person has, or had within a year, another account, and when this account is another
    person's. Acts already done keep the level that they had.
    """
    with transaction.atomic():
        person = Participant.objects.select_for_update().get(pk=actor.pk)
        if not can(person, "act"):
            raise Refused(
                gettext("Confirm your e-mail address first: sign in with the code that we send you.")
            )
        if person.identities.filter(provider=provider.code, unlinked_at=None).exclude(mark=mark).exists():
            raise Refused(
                gettext("Your account is already linked to another %(name)s identity. Unlink it first.")
                % {"name": provider.name}
            )
        linked = _hold(person, provider, mark)
        _raise(person)
        return linked


def unlink_identity(*, actor: Participant, code: str) -> None:
    """Let the level fall back. The identity stays held back, so that nobody takes part under two accounts."""
    with transaction.atomic():
        person = Participant.objects.select_for_update().get(pk=actor.pk)
        if not can(actor, "edit", person):
            raise Refused(gettext("This account is closed."))
        person.identities.filter(provider=code, unlinked_at=None).update(unlinked_at=Now())
        _raise(person)


def release_identities(*, participant: Participant) -> None:
    """In the transaction that erases an account: its identities open nothing, and are held back a while."""
    participant.identities.filter(unlinked_at=None).update(unlinked_at=Now())


def forgettable() -> QuerySet[LinkedIdentity]:
    """Identities held back for long enough."""
    return LinkedIdentity.objects.filter(unlinked_at__lt=Now() - KEPT)


def taken(held: LinkedIdentity, name: str) -> str:
    """Why an identity cannot be that of one more account."""
    if held.unlinked_at is None:
        return gettext("This %(name)s identity is already that of another account of this site.") % {
            "name": name
        }
    return gettext(
        "This %(name)s identity was that of another account until %(day)s. So that one person takes part"
        " once, it can be linked to this one from %(then)s."
    ) % {"name": name, "day": words.day(held.unlinked_at), "then": words.day(held.unlinked_at + KEPT)}


def _hold(person: Participant, provider: Provider, mark: str) -> LinkedIdentity:
    """The identity, this person's from now on; of two accounts that ask at once, the first has it."""
    rows = LinkedIdentity.objects.select_for_update(of=("self",))
    values = {"participant": person, "level": provider.level}
    held, made = rows.get_or_create(provider=provider.code, mark=mark, defaults=values)
    if held.participant_id != person.pk:
        raise Refused(taken(held, provider.name))
    if not made:
        held.level, held.unlinked_at = provider.level, None
        held.save(update_fields=["level", "unlinked_at"])
    return held


def _raise(person: Participant) -> None:
    """The level is the highest of what the account holds: its address, and its identities."""
    least = IdentityLevel.EMAIL if person.confirmed_at else IdentityLevel.VISITOR
    levels = person.identities.filter(Q(unlinked_at=None)).values_list("level", flat=True)
    person.identity_level = max([least, *levels])
    person.save(update_fields=["identity_level"])
