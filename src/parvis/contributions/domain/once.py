"""What is sent twice is kept once, and a form of one answer for each person takes one."""

from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.models import Kind
from parvis.contributions.enums import WaitingState
from parvis.contributions.models import Contribution
from parvis.contributions.waiting import WaitingText

Row = TypeVar("Row", bound=Model)
Text = TypeVar("Text", Contribution, WaitingText)


def insert_once(row: Row, *, key: UUID) -> tuple[Row, bool]:
    """Insert, or wait for the twin that was sent at the same moment; the row, and whether it is this one.

    `key`: the idempotency key of the row.
    """
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        twin: Row | None = type(row)._default_manager.filter(idempotency_key=key).first()
        if twin is None:
            raise
        return twin, False
    return row, True


def same_author(text: Text, actor: Participant) -> Text:
    """What has this key already, if the actor sent it. Raises `Refused`."""
    if text.author_id != actor.pk:
        raise Refused(_("This form has already been sent. Open a new one: your text is kept."))
    return text


def only_of(kind: Kind, author_id: int | None) -> QuerySet[Contribution]:
    """What somebody has of a kind that takes one a person."""
    return Contribution.objects.filter(kind=kind, author=author_id, is_only=True)


def refuse_second(actor: Participant, kind: Kind, *, key: UUID) -> None:
    """One answer for each person, whether it is public or waits; two sent at once come one after the other.

    What waits is looked at first: a moderator may publish it between the two. Raises `Refused`.
    """
    Participant.objects.select_for_update(of=("self",)).get(pk=actor.pk)
    waiting = WaitingText.objects.filter(kind=kind, author=actor, state=WaitingState.WAITING)
    if any(rows.exclude(idempotency_key=key).exists() for rows in (waiting, only_of(kind, actor.pk))):
        raise Refused(_("You have already answered: you may change your answers, or withdraw them."))
