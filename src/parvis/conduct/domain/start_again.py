"""Start again from a consultation, with what the rules ask for: its charter, its record of personal data."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from parvis.accounts.models import Participant
from parvis.conduct.domain.keep_record import keep_record
from parvis.conduct.models import RECORD, DataRecord
from parvis.consultations.domain.duplicate import duplicate
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage
from parvis.debate.domain.promise import promise
from parvis.debate.models import AnswerPromise
from parvis.moderation.domain.promise_appeals import promise_appeals
from parvis.moderation.models import AppealPromise

SAID_ANEW = frozenset({"assessment"})
"""Parts of the record that are of one consultation: an impact assessment has its date and its object."""


@transaction.atomic
def start_again(
    *,
    actor: Participant,
    source: ConsultationPage,
    title: str,
    starts_on: date,
    act: DeskAct = DeskAct.STARTED_AGAIN,
) -> ConsultationPage:
    """As `duplicate`, with the delays that were promised last, and the record of personal data to read again.

    What was declared under a name is not: somebody has to declare it of the new one. `act` is what the
    journal of the former one says. Raises `Refused`.
    """
    made = duplicate(actor=actor, source=source, title=title, starts_on=starts_on)
    note(actor=actor, consultation=source, act=act, about=title)
    if record := DataRecord.objects.filter(consultation=source).first():
        said = {name: "" if name in SAID_ANEW else getattr(record, name) for name in RECORD}
        keep_record(actor=actor, consultation=made, said=said)
    if appeals := AppealPromise.objects.filter(consultation=source).order_by("pk").last():
        promise_appeals(actor=actor, consultation=made, days=appeals.days)
    if answers := AnswerPromise.objects.filter(consultation=source).order_by("pk").last():
        promise(actor=actor, consultation=made, days=answers.days)
    return made
