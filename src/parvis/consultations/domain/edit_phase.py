"""Change the line of time of a consultation, within what people were promised.

Before it opens, or while the consultation is still a draft, a phase may be changed at will. Once open, it may
only be given more time (its wording may be made clearer). Once closed, it stays as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations import leaves
from parvis.consultations.domain.tell_rules import is_promised, tell_rules
from parvis.consultations.enums import BallotMethod, Moment, Source, Verb
from parvis.consultations.models import ConsultationPage, Kind, Phase, PhaseAction
from parvis.consultations.permissions import can
from parvis.consultations.queries import database_now
from parvis.ledger.domain.append import append


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """What a phase opens on a kind of the same consultation."""

    verb: Verb
    kind: Kind
    method: BallotMethod | None = None


@dataclass(frozen=True, slots=True)
class PhaseDraft:
    """A phase as the organiser wants it; no end means that it never closes by itself."""

    title: str
    summary: str
    starts_at: datetime
    ends_at: datetime | None
    actions: frozenset[ActionDraft] = frozenset()
    source: Source = Source.NOTHING
    source_phase: Phase | None = None
    source_count: int | None = None


@transaction.atomic
def add_phase(*, actor: Participant, consultation: ConsultationPage, draft: PhaseDraft) -> Phase:
    """Add a phase to come, or one that opens at once."""
    _hold(actor, consultation.pk)
    _check_dates(draft)
    if draft.ends_at is not None and draft.ends_at <= database_now():
        raise Refused(_("A new phase cannot be over already: choose an end to come."))
    phase = Phase(consultation=consultation)
    _write(phase, draft)
    _write_actions(phase, draft.actions)
    _renumber(consultation)
    tell_rules(consultation=consultation)
    return phase


@transaction.atomic
def change_phase(*, actor: Participant, phase: Phase, draft: PhaseDraft) -> Phase:
    """Change a phase as far as its moment allows."""
    consultation = _hold(actor, phase.consultation_id)
    current = Phase.objects.get(pk=phase.pk)
    _check_dates(draft)
    now = database_now()
    is_held = is_promised(consultation) and current.moment(now) != Moment.FUTURE
    if is_held:
        _check_opened(current, draft, now)
    _check_source(current, draft)
    former = current.ends_at
    _write(current, draft)
    _write_actions(current, draft.actions)
    _renumber(consultation)
    if is_held and former is not None and current.ends_at != former:
        append(leaves.extended(current, former=former))
    tell_rules(consultation=consultation)
    return current


@transaction.atomic
def remove_phase(*, actor: Participant, phase: Phase) -> None:
    """Remove a phase in which nothing happened and on which no other phase relies."""
    consultation = _hold(actor, phase.consultation_id)
    current = Phase.objects.get(pk=phase.pk)
    if Phase.objects.filter(source_phase=current).exists():
        raise Refused(_("Another phase carries over from this one: change that first."))
    try:
        with transaction.atomic():
            current.delete()
    except ProtectedError as error:
        raise Refused(_("People already took part in this phase: it stays.")) from error
    tell_rules(consultation=consultation)


def _hold(actor: Participant, pk: int) -> ConsultationPage:
    """Edits of one line of time pass one after the other."""
    consultation: ConsultationPage = ConsultationPage.objects.select_for_update(of=("self",)).get(pk=pk)
    if not can(actor, "edit", consultation):
        raise Refused(_("Only an organiser of this consultation may change its phases."))
    return consultation


def _check_dates(draft: PhaseDraft) -> None:
    if draft.ends_at is not None and draft.ends_at <= draft.starts_at:
        raise Refused(_("The phase must end after it starts."))


def _check_opened(current: Phase, draft: PhaseDraft, now: datetime) -> None:
    if current.moment(now) == Moment.PAST:
        raise Refused(_("This phase is over: it stays as it was. Add another phase instead."))
    if draft.starts_at != current.starts_at:
        raise Refused(_("This phase is open: its start can no longer move."))
    if _closes_earlier(current, draft, now):
        raise Refused(_("This phase is open: it may be given more time, never less."))
    if draft.actions != actions_of(current):
        raise Refused(_("This phase is open: what it opens can no longer change."))
    if (draft.source, draft.source_phase, draft.source_count) != (
        current.source,
        current.source_phase,
        current.source_count,
    ):
        raise Refused(_("This phase is open: what it carries over can no longer change."))


def _closes_earlier(current: Phase, draft: PhaseDraft, now: datetime) -> bool:
    """A phase without an end may be given one, provided it is to come."""
    if current.ends_at is None:
        return draft.ends_at is not None and draft.ends_at <= now
    return draft.ends_at is not None and draft.ends_at < current.ends_at


def _check_source(current: Phase, draft: PhaseDraft) -> None:
    source = draft.source_phase
    if source is None:
        return
    if source.pk == current.pk or source.consultation_id != current.consultation_id:
        raise Refused(_("A phase carries over from another phase of the same consultation."))
    if source.starts_at >= draft.starts_at:
        raise Refused(_("A phase carries over from a phase that starts before it."))


def actions_of(phase: Phase) -> frozenset[ActionDraft]:
    """What a phase opens, as a draft."""
    return frozenset(
        ActionDraft(
            Verb(action.verb),
            action.kind,
            BallotMethod(action.ballot_method) if action.ballot_method else None,
        )
        for action in phase.actions.select_related("kind")
    )


def draft_of(phase: Phase) -> PhaseDraft:
    """A phase as it is, ready to be changed."""
    return PhaseDraft(
        title=phase.title,
        summary=phase.summary,
        starts_at=phase.starts_at,
        ends_at=phase.ends_at,
        actions=actions_of(phase),
        source=Source(phase.source),
        source_phase=phase.source_phase,
        source_count=phase.source_count,
    )


def _write(phase: Phase, draft: PhaseDraft) -> None:
    phase.title = draft.title
    phase.summary = draft.summary
    phase.starts_at = draft.starts_at
    phase.ends_at = draft.ends_at
    phase.source = draft.source
    phase.source_phase = draft.source_phase
    phase.source_count = draft.source_count
    phase.save()


def _write_actions(phase: Phase, wanted: frozenset[ActionDraft]) -> None:
    """Keep the rows that stay as they are: votes hang on them."""
    if any(action.kind.consultation_id != phase.consultation_id for action in wanted):
        raise Refused(_("A phase opens kinds of its own consultation."))
    held = {(action.verb, action.kind_id): action for action in phase.actions.all()}
    asked = {(action.verb.value, action.kind.pk): action.method or "" for action in wanted}
    try:
        with transaction.atomic():
            for key, action in held.items():
                if asked.get(key) != action.ballot_method:
                    action.delete()
    except ProtectedError as error:
        raise Refused(_("People already voted in this phase: its vote stays as it is.")) from error
    PhaseAction.objects.bulk_create(
        PhaseAction(phase=phase, verb=verb, kind_id=kind_id, ballot_method=method)
        for (verb, kind_id), method in asked.items()
        if _is_new(held, verb, kind_id, method)
    )


def _is_new(held: dict[tuple[str, int], PhaseAction], verb: str, kind_id: int, method: str) -> bool:
    action = held.get((verb, kind_id))
    return action is None or action.ballot_method != method


def _renumber(consultation: ConsultationPage) -> None:
    """The place of a phase follows its start."""
    for place, phase in enumerate(consultation.phases.order_by("starts_at", "position", "id")):
        if phase.position != place:
            phase.position = place
            phase.save(update_fields=["position"])
