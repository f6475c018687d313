"""Publish what was said in a room: nobody's, in public, with its line in the log."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from parvis.accounts.enums import IdentityLevel, Origin
from parvis.accounts.errors import Refused
from parvis.consultations.models import ConsultationPage, Kind, Phase
from parvis.contributions import leaves
from parvis.contributions.domain.once import insert_once
from parvis.contributions.domain.wording import text_of, title_of
from parvis.contributions.models import Contribution
from parvis.contributions.said import SaidDraft, kinds_to_say, phases_to_say
from parvis.ledger.domain.append import append


def publish_said(*, consultation: ConsultationPage, draft: SaidDraft, key: UUID) -> Contribution:
    """Without an author, in the transaction of the caller, who says where it was said and who may.

    It stands in a phase that takes its kind, open or not: what is said at an event is written down later.
    What the form asks beside is not there, as in a quotation. Raises `Refused`.
    """
    if not consultation.live:
        raise Refused(_("This consultation is not published yet: nothing can be deposited in it."))
    kind = kinds_to_say(consultation).filter(pk=draft.kind.pk).first()
    if kind is None:
        raise Refused(_("Choose a kind that people write in public, in their own words."))
    if draft.theme is not None and draft.theme.consultation_id != consultation.pk:
        raise Refused(_("Choose a theme of this consultation."))
    made, is_new = insert_once(_contribution(consultation, kind, draft, key), key=key)
    if not is_new:
        raise Refused(_("This form has already been sent. Open a new one: your text is kept."))
    append(leaves.accepted(made))
    return made


def _contribution(consultation: ConsultationPage, kind: Kind, draft: SaidDraft, key: UUID) -> Contribution:
    return Contribution(
        consultation=consultation,
        phase=_phase_of(consultation, kind, draft),
        kind=kind,
        theme=draft.theme,
        title=title_of(kind, draft.title),
        text=text_of(kind, draft.text),
        origin=Origin.EVENT,
        identity_level=IdentityLevel.VISITOR,
        idempotency_key=key,
    )


def _phase_of(consultation: ConsultationPage, kind: Kind, draft: SaidDraft) -> Phase | None:
    """The one that was chosen, or the first that takes the kind."""
    phases = phases_to_say(consultation).get(kind.pk, [])
    if draft.phase is None:
        return phases[0] if phases else None
    if draft.phase not in phases:
        raise Refused(_("This phase does not take this kind: choose another one."))
    return draft.phase
