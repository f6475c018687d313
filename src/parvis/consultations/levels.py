"""How sure the platform is of somebody in one consultation: the one place where this is decided.

The level of an account is the same everywhere. An organiser may vouch for more people in their own
consultation: those who used a code that it sent, and those whose address is of a domain that it trusts. They
are invited there, and nowhere else. Votes, contributions and arguments keep the level of their moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.accounts.canonical import domain_of
from parvis.accounts.enums import IdentityLevel
from parvis.accounts.models import Participant
from parvis.accounts.providers import providers
from parvis.consultations.models import Admission, ConsultationPage, InvitationBatch, TrustedDomain
from parvis.ui import words


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a level means, in the words of the reader."""

    name: str
    words: str
    takes_codes: bool = False


def level_in(actor: Participant, consultation: int | ConsultationPage) -> IdentityLevel:
    """The level of `actor` in one consultation, now; one query, none when it cannot matter."""
    if not _may_rise(actor):
        return IdentityLevel(actor.identity_level)
    pk = consultation if isinstance(consultation, int) else consultation.pk
    here = OuterRef("pk")
    pages = ConsultationPage.objects.filter(pk=pk)
    pages = pages.annotate(is_admitted=admitted(actor.pk, here), domains=trusted(here))
    is_admitted, domains = pages.values_list("is_admitted", "domains").get()
    return level_of(actor, is_admitted=is_admitted, domains=domains)


def level_of(actor: Participant, *, is_admitted: bool, domains: Sequence[str]) -> IdentityLevel:
    """The same, for whoever asked `admitted` and `trusted` in a query of its own.

    The address is read only where some domain is trusted: most votes have no need of it.
    """
    if not _may_rise(actor):
        return IdentityLevel(actor.identity_level)
    is_trusted = bool(domains) and not set(domains).isdisjoint(patterns_of(actor.email or ""))
    return IdentityLevel.INVITED if is_admitted or is_trusted else IdentityLevel.EMAIL


def admitted(participant_id: int | None, consultation: OuterRef) -> Exists:
    """In SQL, whether somebody used a code of a consultation."""
    return Exists(
        Admission.objects.filter(
            participant=participant_id, batch__consultation=consultation, batch__is_void=False
        )
    )


def trusted(consultation: OuterRef) -> ArraySubquery:
    """In SQL, the domains that a consultation trusts."""
    return ArraySubquery(TrustedDomain.objects.filter(consultation=consultation).values("pattern"))


def patterns_of(email: str) -> list[str]:
    """Every pattern that covers an address, label by label: its domain, and a star before each parent."""
    if not email:
        return []
    labels = domain_of(email).split(".")
    parents = (".".join(labels[place:]) for place in range(1, len(labels)))
    return [".".join(labels), *(f"*.{parent}" for parent in parents)]


def _may_rise(actor: Participant) -> bool:
    return actor.identity_level == IdentityLevel.EMAIL


def meanings(consultation: ConsultationPage) -> list[Meaning]:
    """What each level means in this consultation, the surest last; without those that nobody can have."""
    found = [Meaning(str(IdentityLevel.EMAIL.label), _("an e-mail address that received a code"))]
    codes = _codes(consultation)
    for level in (IdentityLevel.INVITED, IdentityLevel.STATE):
        is_here = level == IdentityLevel.INVITED
        ways = [*(codes + _domains(consultation) if is_here else ()), *_recognising(level)]
        if ways:
            found.append(Meaning(str(level.label), _(" or ").join(ways), takes_codes=is_here and bool(codes)))
    return found


def reachable(consultation: ConsultationPage) -> IdentityLevel:
    """The highest level that somebody may have in this consultation; two queries, whatever is there."""
    ways = [*_codes(consultation), *_domains(consultation), *_recognising(IdentityLevel.INVITED)]
    if _recognising(IdentityLevel.STATE):
        return IdentityLevel.STATE
    return IdentityLevel.INVITED if ways else IdentityLevel.EMAIL


def _codes(consultation: ConsultationPage) -> list[str]:
    sent = InvitationBatch.objects.filter(consultation=consultation, is_void=False).aggregate(n=Sum("size"))[
        "n"
    ]
    if not sent:
        return []
    return [
        ngettext(
            "a code that the organiser sent by letter (%(count)s code made)",
            "a code that the organiser sent by letter (%(count)s codes made)",
            sent,
        )
        % {"count": words.number(sent)}
    ]


def _domains(consultation: ConsultationPage) -> list[str]:
    found = [domain.pattern for domain in consultation.trusted_domains.all()]
    return [_("an e-mail address at %(domains)s") % {"domains": ", ".join(found)}] if found else []


def _recognising(level: IdentityLevel) -> list[str]:
    return [
        "FranceConnect" if one.is_franceconnect else _("an account at %(name)s") % {"name": one.name}
        for one in providers()
        if one.level == level
    ]
