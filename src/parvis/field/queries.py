"""Reads of the field floor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from parvis.accounts import permissions as accounts
from parvis.accounts.models import Participant
from parvis.accounts.secret_links import hash_link
from parvis.consultations.models import ConsultationPage, Phase, TeamMember
from parvis.consultations.permissions import ROLES
from parvis.consultations.queries import Actor, database_now
from parvis.contributions.models import Contribution
from parvis.field.enums import Fate
from parvis.field.models import FieldEntry, FieldKit
from parvis.field.permissions import Action, can
from parvis.paper import queries as paper
from parvis.paper.models import Batch

BATCH = ("batch__consultation", "batch__kind__responds_to", "batch__phase")


@dataclass(frozen=True, slots=True)
class Hours:
    """When a device may take new answers, as its own clock can tell, in milliseconds; 0: never ends."""

    opens: int
    ends: int


def kit_by_token(token: str) -> FieldKit:
    """For whoever has the link. Nothing is there while the consultation is not published."""
    rows = FieldKit.objects.select_related(*BATCH, "held_by").filter(batch__consultation__live=True)
    kit = rows.filter(token_hash=hash_link(token)).first()
    if kit is None:
        raise Http404
    return kit


def kits_of(batch: Batch) -> QuerySet[FieldKit]:
    """The devices of a batch, with how many of their answers came and how many are to look at; one query."""
    rows = batch.kits.select_related("held_by").order_by("pk")
    return rows.annotate(came=Count("entries"), kept=Count("entries", filter=Q(entries__fate=Fate.KEPT)))


def kit_for(actor: Actor, consultation_pk: int, batch_pk: int, pk: int, action: Action) -> FieldKit:
    """The device, for whoever may do this; nothing is there for others."""
    rows = FieldKit.objects.select_related(*BATCH, "held_by")
    kit = rows.filter(pk=pk, batch=batch_pk, batch__consultation=consultation_pk).first()
    if kit is None or not can(actor, action, kit.batch.consultation):
        raise Http404
    return kit


def entry_for(actor: Actor, consultation_pk: int, batch_pk: int, kit_pk: int, pk: int) -> FieldEntry:
    """An answer that somebody has to look at, for whoever may settle it."""
    kit = kit_for(actor, consultation_pk, batch_pk, kit_pk, "settle")
    entry = kit.entries.filter(pk=pk).first()
    if entry is None:
        raise Http404
    entry.kit = kit
    return entry


def figures_of(kit: FieldKit) -> dict[str, int]:
    """How many answers came, by what became of them; one query."""
    found: dict[str, int] = dict.fromkeys(Fate.values, 0)
    found.update(kit.entries.values_list("fate").annotate(n=Count("pk")).order_by())
    return found


def kept_in(kit: FieldKit) -> list[FieldEntry]:
    """The answers of a device that somebody has to look at, the oldest first."""
    return list(kit.entries.filter(fate=Fate.KEPT).order_by("received_at", "pk"))


def kept_among(actor: Actor, consultations: Sequence[int]) -> dict[int, int]:
    """How many answers of devices this person has to look at, by consultation; one query."""
    rows = FieldEntry.objects.filter(fate=Fate.KEPT, kit__batch__consultation__in=consultations)
    if not accounts.can(actor, "administer"):
        team = TeamMember.objects.filter(participant=actor.pk, role__in=ROLES["moderate"])
        rows = rows.filter(kit__batch__consultation__in=team.values("consultation"))
    return dict(rows.values_list("kit__batch__consultation").annotate(n=Count("pk")).order_by())


def holders_of(consultation: ConsultationPage) -> QuerySet[Participant]:
    """The members of the team who may answer for a device: those who may enter what comes in."""
    rows = TeamMember.objects.filter(consultation=consultation, role__in=ROLES["moderate"])
    return Participant.objects.filter(pk__in=rows.values("participant"), is_active=True).order_by("pk")


def hours_of(phase: Phase) -> Hours:
    ends = 0 if phase.ends_at is None else int(phase.ends_at.timestamp() * 1000)
    return Hours(int(phase.starts_at.timestamp() * 1000), ends)


def is_in_time(phase: Phase) -> bool:
    """Whether new answers may be written now."""
    now = database_now()
    return phase.starts_at <= now and (phase.ends_at is None or now < phase.ends_at)


def is_over(phase: Phase) -> bool:
    return phase.ends_at is not None and database_now() >= phase.ends_at


def entry_by_code(code: str) -> FieldEntry | None:
    """What whoever answered holds the code of, on a published consultation."""
    rows = FieldEntry.objects.select_related(
        *(f"kit__{name}" for name in BATCH), "sheet", "waiting__contribution"
    )
    rows = rows.defer("waiting__contribution__search")
    return rows.filter(code=code, kit__batch__consultation__live=True).first()


def source_of(contribution: Contribution) -> str:
    """By which way an answer of a device came, in words that everybody reads. Two queries at most."""
    said = paper.source_of(contribution)
    if not said and FieldEntry.objects.filter(waiting__contribution=contribution).exists():
        return _("Written on site, on a device of the organiser; read by a moderator before it appeared.")
    return said


def answered(entry: FieldEntry) -> dict[str, Any]:
    """What a device is told of an answer that is here: it then erases its own copy."""
    return {"key": str(entry.key), "code": entry.code, "outcome": entry.fate}
