"""What is read of organisations: by those who act for them, by who reviews them, by everybody."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404

from parvis.accounts.canonical import COMMON, domain_of, is_below
from parvis.accounts.models import Participant
from parvis.organisations.enums import LIVE, Role, Standing
from parvis.organisations.models import IS_LIVE, Organisation, Representative
from parvis.organisations.permissions import Action, can

Actor = Participant | AnonymousUser
PAGE_SIZE = 50
"""Organisations of one standing on one page of the desk."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the site can say by itself of one that is declared.

    `at_domain` of its `people` have a confirmed address at the domain of its web address; `is_common` when
    that domain gives addresses to everybody, and so proves nothing.
    """

    organisation: Organisation
    people: int
    at_domain: int
    is_common: bool


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """One page of those in one standing; the numbers of its neighbours are 0 where there is none."""

    items: list[Evidence]
    previous: int
    next: int


def organisations_of(actor: Actor) -> list[Representative]:
    """The live organisations for which somebody acts, with their part in each; one query."""
    rows = Representative.objects.filter(participant=actor.pk, organisation__standing__in=LIVE)
    return list(rows.select_related("organisation").order_by("organisation__name", "pk"))


def signable_by(actor: Actor) -> list[Organisation]:
    """In whose name somebody may sign now; none for who is not signed in."""
    if not actor.is_authenticated:
        return []
    return [row.organisation for row in organisations_of(actor)]


def signed_as(actor: Actor, typed: str) -> Organisation | None:
    """The organisation of this number in whose name they may sign."""
    return next((one for one in signable_by(actor) if str(one.pk) == typed), None)


def organisation_for(actor: Actor, pk: int, action: Action) -> Organisation:
    """The organisation on which the actor may do this; forbidden and non-existent are both `Http404`."""
    found = get_object_or_404(Organisation.objects.select_related("declared_by"), pk=pk)
    if not can(actor, action, found):
        raise Http404
    return found


def representative_in(organisation: Organisation, pk: int) -> Representative:
    """One of its representatives, or an invitation of its own, or `Http404`."""
    rows = organisation.representatives.select_related("participant", "organisation")
    found: Representative = get_object_or_404(rows, pk=pk)
    return found


def hands_of(organisation: Organisation) -> list[Representative]:
    """Its representatives, leads first, then in the order in which they came; one query."""
    rows = organisation.representatives.current().select_related("participant")
    return sorted(rows.order_by("accepted_at", "pk"), key=lambda row: row.role != Role.LEAD)


def leads_of(organisation: Organisation) -> list[Participant]:
    """Who leads it; one query."""
    rows = organisation.representatives.current().filter(role=Role.LEAD).select_related("participant")
    return [row.participant for row in rows.order_by("accepted_at", "pk") if row.participant is not None]


def invitations_of(organisation: Organisation) -> list[Representative]:
    """What waits for an answer, the last first; one query."""
    return list(organisation.representatives.invited().order_by("-pk"))


def asked_to_lead(organisation: Organisation) -> Representative | None:
    """Whom the team of the site asked to lead it, as long as they have not answered; one query."""
    asked: Representative | None = organisation.representatives.invited().filter(role=Role.LEAD).first()
    return asked


def declared(*, standing: str, page: str = "") -> EvidencePage:
    """One page, the nearest to the number typed, of those in one standing with what the site knows; three
    queries.

    Of those that are declared, the ones that wait for a decision first, in the order in which they came; of
    the others, the last declared first.
    """
    rows = Organisation.objects.filter(standing=standing).select_related("declared_by", "decided_by")
    waits = standing == Standing.DECLARED
    rows = rows.order_by(F("decided_at").asc(nulls_first=True), "pk") if waits else rows.order_by("-pk")
    shown = Paginator(rows, PAGE_SIZE).get_page(page)
    people: dict[int, list[str]] = {row.pk: [] for row in shown}
    held = Representative.objects.current().filter(organisation__in=list(people))
    for organisation, email in held.values_list("organisation_id", "participant__email"):
        people[organisation].append(email or "")
    return EvidencePage(
        items=[_evidence(row, people[row.pk]) for row in shown],
        previous=shown.previous_page_number() if shown.has_previous() else 0,
        next=shown.next_page_number() if shown.has_next() else 0,
    )


def evidence_on(organisation: Organisation) -> Evidence:
    """The same for one; one query."""
    held = organisation.representatives.current().values_list("participant__email", flat=True)
    return _evidence(organisation, [email or "" for email in held])


def _evidence(organisation: Organisation, emails: list[str]) -> Evidence:
    domain = organisation.domain
    at_domain = sum(bool(domain) and "@" in email and is_below(domain_of(email), domain) for email in emails)
    return Evidence(organisation, len(emails), at_domain, domain in COMMON)


def waiting() -> int:
    """How many wait for somebody to verify or refuse them."""
    return Organisation.objects.filter(IS_LIVE, standing=Standing.DECLARED, decided_at=None).count()
