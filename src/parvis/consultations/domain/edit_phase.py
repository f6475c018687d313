"""Change the line of time of a consultation, within what people were promised.

Before it opens, or while the consultation is still a draft, a phase may be changed at will. Once open, it may
only be given more time (its wording may be made clearer). Once closed, it stays as it was.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.utils.translation import gettext as _

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations import leaves
from parvis.consultations.domain.tell_rules import is_promised, tell_rules
from parvis.consultations.enums import WRITING, BallotMethod, DeskAct, Moment, Source, Verb
from parvis.consultations.guests import closed_to_guests
from parvis.consultations.journal import differences, note, written
from parvis.consultations.models import MOST_HOURS, ConsultationPage, Kind, Phase, PhaseAction
from parvis.consultations.options import NO_OPTIONS, BallotOptions
from parvis.consultations.permissions import can
from parvis.consultations.queries import database_now
from parvis.ledger.domain.append import append


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """What a phase opens on a kind of the same consultation; only a vote has a method and options.

    `allows_guests`: what is written may come without an address, and is read before it appears.
    `read_within`: everything written there is, within so many hours; None for texts that appear at once.
    """

    verb: Verb
    kind: Kind
    method: BallotMethod | None = None
    options: BallotOptions = NO_OPTIONS
    allows_guests: bool = False
    read_within: int | None = None


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
    note(actor=actor, consultation=consultation, act=DeskAct.PHASE_ADDED, about=phase.title)
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
    said = differences(draft_of(current), draft)
    if "actions" in said:
        said["actions"] = (_opens(actions_of(current)), _opens(draft.actions))
    _write(current, draft)
    _write_actions(current, draft.actions)
    _renumber(consultation)
    if is_held and former is not None and current.ends_at != former:
        append(leaves.extended(current, former=former))
    if said:
        note(
            actor=actor,
            consultation=consultation,
            act=DeskAct.PHASE_CHANGED,
            about=current.title,
            changes=said,
        )
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
    note(actor=actor, consultation=consultation, act=DeskAct.PHASE_REMOVED, about=current.title)
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
    if not _holds(actions_of(current), draft.actions):
        raise Refused(_("This phase is open: what it opens can no longer change."))
    if (draft.source, draft.source_phase, draft.source_count) != (
        current.source,
        current.source_phase,
        current.source_count,
    ):
        raise Refused(_("This phase is open: what it carries over can no longer change."))


def _holds(promised: frozenset[ActionDraft], asked: frozenset[ActionDraft]) -> bool:
    """Nothing changes, but that a flood must have an end: guests may no longer be let in, and what appeared
    at once may be read first. The other way round, and a longer delay, would change what was promised.
    """
    known = {_plain(action): action for action in promised}
    if {_plain(action) for action in asked} != known.keys():
        return False
    return all(
        action.allows_guests <= known[_plain(action)].allows_guests
        and known[_plain(action)].read_within in (None, action.read_within)
        for action in asked
    )


def _plain(action: ActionDraft) -> ActionDraft:
    return replace(action, allows_guests=False, read_within=None)


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


def _opens(actions: frozenset[ActionDraft]) -> str:
    """What is opened, for the journal."""
    return written([f"{one.verb} {one.kind.plural_name}" for one in actions])


def actions_of(phase: Phase) -> frozenset[ActionDraft]:
    """What a phase opens, as a draft."""
    return frozenset(
        ActionDraft(
            Verb(action.verb),
            action.kind,
            BallotMethod(action.ballot_method) if action.ballot_method else None,
            BallotOptions.of(action),
            action.allows_guests,
            action.read_within,
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
    for draft in wanted:
        _check_guests(draft)
        _check_reading(draft)
    held = {(action.verb, action.kind_id, action.ballot_method): action for action in phase.actions.all()}
    asked = {(draft.verb.value, draft.kind.pk, draft.method or ""): draft for draft in wanted}
    try:
        with transaction.atomic():
            for key, action in held.items():
                _settle(action, asked.get(key))
    except ProtectedError as error:
        raise Refused(_("People already voted in this phase: its vote stays as it is.")) from error
    PhaseAction.objects.bulk_create(
        PhaseAction(
            phase=phase,
            verb=verb,
            kind_id=kind_id,
            ballot_method=method,
            allows_guests=draft.allows_guests,
            read_within=draft.read_within,
            **draft.options.columns(),
        )
        for (verb, kind_id, method), draft in asked.items()
        if (verb, kind_id, method) not in held
    )


def _settle(action: PhaseAction, asked: ActionDraft | None) -> None:
    """Give an action the options that are asked, or remove it; what protects it from one does from both."""
    if asked is None:
        action.delete()
        return
    if asked.options != BallotOptions.of(action):
        Collector(using="default").collect([action])
        PhaseAction.objects.filter(pk=action.pk).update(**asked.options.columns())
    if asked.allows_guests and action.minimum_level > IdentityLevel.EMAIL:
        raise Refused(
            _("More than an address is asked for there: guests have none. Change who takes part first.")
        )
    if (asked.allows_guests, asked.read_within) != (action.allows_guests, action.read_within):
        rows = PhaseAction.objects.filter(pk=action.pk)
        rows.update(allows_guests=asked.allows_guests, read_within=asked.read_within)


def _check_reading(draft: ActionDraft) -> None:
    """What the team alone reads never appears, and what is not written has nothing to be read."""
    if draft.read_within is None:
        return
    if draft.verb not in WRITING:
        raise Refused(_("What people write is read before it appears, and nothing else."))
    if not 1 <= draft.read_within <= MOST_HOURS:
        raise Refused(_("Promise to read it within 1 to %(most)s hours.") % {"most": MOST_HOURS})
    if draft.kind.is_private:
        raise Refused(
            _("“%(kind)s” never appears: the team alone reads it.") % {"kind": draft.kind.plural_name}
        )


def _check_guests(draft: ActionDraft) -> None:
    """A guest answers no questionnaire, and says nothing that only one person may say once."""
    if not draft.allows_guests:
        return
    if draft.verb not in WRITING:
        raise Refused(_("Guests may write, and do nothing else."))
    if closed_to_guests(draft.kind):
        raise Refused(
            _(
                "Guests may not deposit “%(kind)s”: it is for the team alone, one for each person,"
                " or its form asks for something personal or for a file."
            )
            % {"kind": draft.kind.plural_name}
        )


def _renumber(consultation: ConsultationPage) -> None:
    """The place of a phase follows its start."""
    for place, phase in enumerate(consultation.phases.order_by("starts_at", "position", "id")):
        if phase.position != place:
            phase.position = place
            phase.save(update_fields=["position"])
