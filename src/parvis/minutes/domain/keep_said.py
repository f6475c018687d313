"""Make a contribution of what was said in the room: nobody's, in public, with its line in the log."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from parvis.accounts.enums import IdentityLevel, Origin
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct, KindRole, Source, Visibility
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage, Kind, Phase, Theme
from parvis.consultations.queries import kinds_apart
from parvis.contributions import leaves
from parvis.contributions.domain.once import insert_once
from parvis.contributions.domain.wording import text_of, title_of
from parvis.contributions.models import Contribution
from parvis.ledger.domain.append import append
from parvis.minutes.domain.write import hold_passage
from parvis.minutes.models import Passage, PassageLink


@dataclass(frozen=True, slots=True)
class SaidDraft:
    """What was said, as it will stand among contributions."""

    kind: Kind
    title: str
    text: str
    theme: Theme | None = None


def kinds_to_say(consultation: ConsultationPage) -> QuerySet[Kind]:
    """What may be said aloud: public kinds that people write in their own words, and that answer nothing."""
    rows = consultation.kinds.filter(
        role=KindRole.PLAIN, visibility=Visibility.PUBLIC, one_per_person=False, responds_to=None
    )
    found: QuerySet[Kind] = rows.exclude(pk__in=kinds_apart(consultation).values("pk"))
    return found


@transaction.atomic
def keep_said(*, actor: Participant, passage: Passage, draft: SaidDraft, key: UUID) -> Contribution:
    """Publish it without an author, linked to the passage; the same key twice gives the same row.

    It stands in the phase that takes its kind, open or not: what is said at an event is written down later.
    What the form asks beside is not there, as in a quotation. Raises `Refused`.
    """
    minutes, row = hold_passage(actor, passage)
    known = Contribution.objects.filter(idempotency_key=key, passages__passage=row).first()
    if known is not None:
        return known
    consultation = minutes.event.consultation
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
    PassageLink.objects.create(passage=row, contribution=made, was_said=True)
    append(leaves.accepted(made))
    note(actor=actor, consultation=consultation, act=DeskAct.SAID_KEPT, about=f"C-{made.pk}")
    return made


def _contribution(consultation: ConsultationPage, kind: Kind, draft: SaidDraft, key: UUID) -> Contribution:
    return Contribution(
        consultation=consultation,
        phase=_phase_of(consultation, kind),
        kind=kind,
        theme=draft.theme,
        title=title_of(kind, draft.title),
        text=text_of(kind, draft.text),
        origin=Origin.EVENT,
        identity_level=IdentityLevel.VISITOR,
        idempotency_key=key,
    )


def _phase_of(consultation: ConsultationPage, kind: Kind) -> Phase | None:
    """The first phase that opens the kind and carries nothing over."""
    rows = consultation.phases.filter(actions__kind=kind, source=Source.NOTHING)
    found: Phase | None = rows.order_by("starts_at", "position", "pk").first()
    return found
