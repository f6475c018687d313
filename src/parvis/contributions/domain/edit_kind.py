"""Change what people may deposit in a consultation, as long as nobody's words depend on it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from django.db import transaction
from django.db.models import Model, ProtectedError
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.domain.tell_rules import tell_rules
from parvis.consultations.enums import DeskAct, KindRole, Visibility
from parvis.consultations.journal import differences, note
from parvis.consultations.models import ConsultationPage, Kind, PhaseAction
from parvis.consultations.permissions import can
from parvis.consultations.slugs import free_slug, stem_of

CODE_LENGTH = 30


@dataclass(frozen=True, slots=True)
class KindDraft:
    """A kind as the organiser wants it; `responds_to` is another kind of the same consultation."""

    name: str
    plural_name: str
    call: str
    help_text: str = ""
    is_titled: bool = True
    responds_to: Kind | None = None
    has_text: bool = True
    text_limit: int = 5000
    visibility: Visibility = Visibility.PUBLIC
    one_per_person: bool = False
    role: KindRole = KindRole.PLAIN


@transaction.atomic
def add_kind(*, actor: Participant, consultation: ConsultationPage, draft: KindDraft) -> Kind:
    """Add a kind after the others; a phase must open it before anybody deposits one."""
    held = hold(actor, consultation.pk)
    others = list(held.kinds.all())
    _check_form(draft)
    _check_response(None, draft, held)
    last = max((kind.position for kind in others), default=-1)
    kind = Kind(consultation=held, code=_free_code(draft.name, others), position=last + 1)
    _write(kind, draft)
    note(actor=actor, consultation=held, act=DeskAct.KIND_ADDED, about=kind.plural_name)
    tell_rules(consultation=held)
    return kind


@transaction.atomic
def change_kind(*, actor: Participant, kind: Kind, draft: KindDraft) -> Kind:
    """Rename a kind or change what its form asks; what it responds to is settled by the first deposit."""
    held = hold(actor, kind.consultation_id)
    current: Kind = held.kinds.get(pk=kind.pk)
    if draft.responds_to != current.responds_to and _is_written(current):
        raise Refused(
            _("People already wrote contributions of this kind: what it responds to can no longer change.")
        )
    _check_form(draft)
    _check_promises(current, draft)
    _check_response(current, draft, held)
    if said := differences(draft_of(current), draft):
        note(
            actor=actor,
            consultation=held,
            act=DeskAct.KIND_CHANGED,
            about=current.plural_name,
            changes=said,
        )
    _write(current, draft)
    tell_rules(consultation=held)
    return current


@transaction.atomic
def move_kind(*, actor: Participant, kind: Kind, places: int) -> None:
    """Move a kind up (negative) or down in the order in which lists and forms show them."""
    held = hold(actor, kind.consultation_id)
    order = [other for other in held.kinds.all() if other.pk != kind.pk]
    here = list(held.kinds.values_list("pk", flat=True)).index(kind.pk)
    order.insert(max(here + places, 0), kind)
    for place, moved in enumerate(order):
        if moved.position != place:
            Kind.objects.filter(pk=moved.pk).update(position=place)
    note(actor=actor, consultation=held, act=DeskAct.KIND_MOVED, about=kind.plural_name)
    tell_rules(consultation=held)


@transaction.atomic
def remove_kind(*, actor: Participant, kind: Kind) -> None:
    """Remove a kind that no phase opens, to which no other responds, and of which nobody wrote anything."""
    held = hold(actor, kind.consultation_id)
    current = held.kinds.get(pk=kind.pk)
    if _is_written(current):
        raise Refused(_("People already wrote contributions of this kind: it stays. You may rename it."))
    try:
        with transaction.atomic():
            current.delete()
    except ProtectedError as error:
        raise Refused(_why_it_stays(error.protected_objects)) from error
    note(actor=actor, consultation=held, act=DeskAct.KIND_REMOVED, about=current.plural_name)
    tell_rules(consultation=held)


def _why_it_stays(users: set[Model]) -> str:
    phases = sorted({user.phase.title for user in users if isinstance(user, PhaseAction)})
    if phases:
        names = ", ".join(f"“{title}”" for title in phases)
        return _("Phases open this kind (%(phases)s): take it out of them first.") % {"phases": names}
    answers = ", ".join(sorted(f"“{user.name}”" for user in users if isinstance(user, Kind)))
    return _("Another kind responds to this one (%(kinds)s): change that first.") % {"kinds": answers}


def hold(actor: Participant, pk: int) -> ConsultationPage:
    """Edits of one consultation pass one after the other."""
    consultation: ConsultationPage = ConsultationPage.objects.select_for_update(of=("self",)).get(pk=pk)
    if not can(actor, "edit", consultation):
        raise Refused(_("Only an organiser of this consultation may change its kinds of contribution."))
    return consultation


def _check_form(draft: KindDraft) -> None:
    if draft.visibility == Visibility.PUBLIC and not (draft.is_titled or draft.has_text):
        raise Refused(_("What everybody reads needs a title or a text, by which it is known in lists."))
    if draft.role == KindRole.AMENDMENT and not (draft.responds_to and draft.has_text):
        raise Refused(_("An amendment responds to another kind, and has a text: the words that it proposes."))


def _check_promises(kind: Kind, draft: KindDraft) -> None:
    """Who reads what one writes, and how many times one may write, are settled by the first deposit."""
    promised = (draft.visibility, draft.one_per_person)
    written = _is_written(kind)
    if promised != (kind.visibility, kind.one_per_person) and written:
        raise Refused(
            _("People already wrote: who reads it, and how many times one answers, can no longer change.")
        )
    if draft.role != kind.role and written:
        raise Refused(_("There are contributions of this kind: what it is for can no longer change."))


def _is_written(kind: Kind) -> bool:
    """Whether somebody wrote one, be it a guest whose text still waits."""
    return kind.contributions.filter(quotation=None).exists() or kind.waiting_texts.exists()


def _check_response(kind: Kind | None, draft: KindDraft, consultation: ConsultationPage) -> None:
    asked = draft.responds_to
    if asked is None:
        return
    if asked.is_private or draft.visibility == Visibility.PRIVATE:
        raise Refused(_("What only the team reads answers nothing, and nothing answers it."))
    if asked.consultation_id != consultation.pk:
        raise Refused(_("A kind responds to another kind of the same consultation."))
    leads_to = {other.pk: other.responds_to_id for other in consultation.kinds.all()}
    step: int | None = asked.pk
    while step is not None:
        if kind is not None and step == kind.pk:
            raise Refused(_("A kind cannot respond to itself, even through others."))
        step = leads_to[step]


def draft_of(kind: Kind) -> KindDraft:
    """A kind as it is, ready to be changed."""
    values: dict[str, Any] = {held.name: getattr(kind, held.name) for held in fields(KindDraft)}
    return KindDraft(**values)


def _free_code(name: str, others: list[Kind]) -> str:
    """The part of addresses that names the kind: it never changes, so that links hold."""
    return free_slug(stem_of(name, CODE_LENGTH, "kind"), [kind.code for kind in others])


def _write(kind: Kind, draft: KindDraft) -> None:
    kind.name = draft.name
    kind.plural_name = draft.plural_name
    kind.call = draft.call
    kind.help_text = draft.help_text
    kind.is_titled = draft.is_titled
    kind.responds_to = draft.responds_to
    kind.has_text = draft.has_text
    kind.text_limit = draft.text_limit
    kind.visibility = draft.visibility
    kind.one_per_person = draft.one_per_person
    kind.role = draft.role
    kind.save()
