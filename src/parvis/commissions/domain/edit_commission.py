"""Set up the commissions of a consultation: a tree, without a cycle, not too deep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.commissions.models import DEEPEST, Commission, CommissionDocument
from parvis.commissions.queries import sources_of
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage, Phase
from parvis.consultations.permissions import can as can_consult
from parvis.consultations.slugs import free_slug, stem_of
from parvis.contributions.texts import clean_line, clean_text
from parvis.pages.models import ResourcePage

SLUG = 60


@dataclass(frozen=True, slots=True)
class CommissionDraft:
    """A commission as its organiser wants it."""

    name: str
    mandate: str
    parent: Commission | None = None
    opened_on: date | None = None
    phases: Sequence[Phase] = ()
    resources: Sequence[ResourcePage] = ()


@transaction.atomic
def add_commission(
    *, actor: Participant, consultation: ConsultationPage, draft: CommissionDraft
) -> Commission:
    """Open a commission, of the consultation or of another commission of it. Raises `Refused`."""
    held = _hold(actor, consultation.pk)
    name = _name_of(draft)
    others = Commission.objects.filter(consultation=held)
    if others.filter(parent=draft.parent, name__iexact=name).exists():
        raise Refused(_("A commission of this name is already there: give this one another name."))
    last = others.aggregate(last=Max("position"))["last"]
    made = Commission(
        consultation=held,
        slug=free_slug(stem_of(name, SLUG, "commission"), others.values_list("slug", flat=True)),
        position=0 if last is None else last + 1,
    )
    _write(made, draft, name)
    note(actor=actor, consultation=held, act=DeskAct.COMMISSION, about=name)
    return made


@transaction.atomic
def change_commission(*, actor: Participant, commission: Commission, draft: CommissionDraft) -> None:
    """Its address stays the same, whatever its name becomes. Raises `Refused`."""
    held = _hold(actor, commission.consultation_id)
    row = Commission.objects.get(pk=commission.pk, consultation=held)
    _write(row, draft, _name_of(draft))
    note(actor=actor, consultation=held, act=DeskAct.COMMISSION, about=row.name)


@transaction.atomic
def move_commission(*, actor: Participant, commission: Commission, places: int) -> None:
    """Up (negative) or down among those beside it: of the consultation, or below the same one.

    Raises `Refused`.
    """
    held = _hold(actor, commission.consultation_id)
    row = Commission.objects.get(pk=commission.pk, consultation=held)
    sisters = list(Commission.objects.filter(consultation=held, parent=row.parent_id))
    here = sisters.index(row)
    sisters.insert(max(here + places, 0), sisters.pop(here))
    for place, one in enumerate(sisters):
        if one.position != place:
            Commission.objects.filter(pk=one.pk).update(position=place)
    note(actor=actor, consultation=held, act=DeskAct.COMMISSION, about=row.name)


@transaction.atomic
def close_commission(*, actor: Participant, commission: Commission) -> None:
    """It ends: what it said stays; what it still examines has to be settled first. Raises `Refused`."""
    held = _hold(actor, commission.consultation_id)
    row = Commission.objects.select_for_update(of=("self",)).get(pk=commission.pk, consultation=held)
    if row.closed_at is not None:
        raise Refused(_("This commission is already closed."))
    if row.subcommissions.filter(closed_at=None).exists():
        raise Refused(_("Close its sub-commissions first."))
    if row.hand_overs.filter(settled_at=None).exists():
        raise Refused(
            _("Contributions are still under examination: take them up, hand them on or return them first.")
        )
    Commission.objects.filter(pk=row.pk).update(closed_at=Now())
    note(actor=actor, consultation=held, act=DeskAct.COMMISSION, about=row.name)


def _hold(actor: Participant, pk: int) -> ConsultationPage:
    """Whoever changes the tree waits for whoever does: no two changes make a cycle together."""
    held: ConsultationPage = ConsultationPage.objects.select_for_update(of=("self",)).get(pk=pk)
    if not can_consult(actor, "edit", held):
        raise Refused(_("Only an organiser of this consultation sets up its commissions."))
    return held


def _name_of(draft: CommissionDraft) -> str:
    name = clean_line(draft.name)
    if not name:
        raise Refused(_("Give the commission a name."))
    return name


def _write(row: Commission, draft: CommissionDraft, name: str) -> None:
    _check_parent(row, draft.parent)
    if any(phase.consultation_id != row.consultation_id for phase in draft.phases):
        raise Refused(_("Choose a phase of this consultation."))
    row.name, row.mandate = name, clean_text(draft.mandate)
    row.parent, row.opened_on = draft.parent, draft.opened_on
    row.save()
    row.phases.set(draft.phases)
    _write_documents(row, draft.resources)


def _check_parent(row: Commission, parent: Commission | None) -> None:
    """Above: of the same consultation, open, not the row nor below it, and high enough for all of it."""
    if parent is None or parent.pk == row.parent_id:
        return
    parents = dict(Commission.objects.filter(consultation=row.consultation_id).values_list("pk", "parent_id"))
    if parent.pk not in parents or parent.closed_at is not None:
        raise Refused(_("Choose an open commission of this consultation."))
    above = _above(parent.pk, parents)
    if row.pk in above:
        raise Refused(_("A commission cannot be below itself, nor below one of its own sub-commissions."))
    if len(above) + _height(row.pk, parents) > DEEPEST:
        raise Refused(
            _("Commissions go %(most)s levels deep at most: choose one that is higher.") % {"most": DEEPEST}
        )


def _above(pk: int | None, parents: Mapping[int, int | None]) -> list[int]:
    """A commission and all those above it."""
    found: list[int] = []
    while pk is not None:
        found.append(pk)
        pk = parents[pk]
    return found


def _height(pk: int | None, parents: Mapping[int, int | None]) -> int:
    """How many levels a commission holds, itself among them."""
    below = [one for one, parent in parents.items() if pk is not None and parent == pk]
    return 1 + max((_height(one, parents) for one in below), default=0)


def _write_documents(row: Commission, resources: Sequence[ResourcePage]) -> None:
    wanted = {page.pk for page in resources}
    known = {page.pk for page in sources_of(row.consultation)}
    row.documents.exclude(resource__in=wanted).delete()
    CommissionDocument.objects.bulk_create(
        [CommissionDocument(commission=row, resource_id=pk) for pk in sorted(wanted & known)],
        ignore_conflicts=True,
    )
