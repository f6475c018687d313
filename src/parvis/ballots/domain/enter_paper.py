"""Entering votes given on paper, as totals of a batch of sheets; and cancelling a batch entered wrongly."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.ballots import paper_leaves
from parvis.ballots.acts import NOT_IN_THIS_VOTE
from parvis.ballots.methods import method_of
from parvis.ballots.models import PaperBatch, PaperCount
from parvis.ballots.secrecy import hides_counts
from parvis.consultations.enums import BallotMethod
from parvis.consultations.models import ConsultationPage, PhaseAction
from parvis.consultations.permissions import can
from parvis.consultations.queries import database_now
from parvis.contributions.queries import votable
from parvis.ledger.domain.append import append

Counts = Mapping[tuple[int, int], int]
"""Sheets by item and choice."""
ONE_ANSWER = (
    BallotMethod.SUPPORT, BallotMethod.FOR_MIXED_AGAINST, BallotMethod.STATEMENTS, BallotMethod.APPROVAL,
    BallotMethod.GRADE, BallotMethod.MAJORITY_JUDGMENT,
)  # fmt: skip
"""Methods where one sheet gives an item one choice at most."""


def enter_batch(
    *, actor: Participant, ballot: PhaseAction, label: str, sheets: int, counts: Counts
) -> PaperBatch:
    """Record the totals of a batch of `sheets` sheets. They stand apart from single votes, for ever.

    Refuses a batch of the same name, an item that is not in the vote, a choice that it does not offer, and
    more answers on an item than there are sheets.
    """
    with transaction.atomic():
        current = _held(actor, ballot)
        if hides_counts(current, database_now()):
            raise Refused(_("Counts of this vote are hidden until it closes: enter votes on paper then."))
        label = label.strip()
        if not label or sheets < 1:
            raise Refused(_("Give the batch a name, and say how many sheets it has."))
        if PaperBatch.objects.filter(ballot=current, label=label, cancelled_at=None).exists():
            raise Refused(
                _("A batch of this name is already entered: cancel it first, or choose another name.")
            )
        given = {key: count for key, count in counts.items() if count}
        _check(current, sheets, given)
        batch = PaperBatch.objects.create(ballot=current, label=label, sheets=sheets, entered_by=actor)
        PaperCount.objects.bulk_create(
            PaperCount(batch=batch, contribution_id=item, choice=choice, count=count)
            for (item, choice), count in given.items()
        )
        append(paper_leaves.entered(batch))
        return batch


def cancel_batch(*, actor: Participant, batch: PaperBatch) -> PaperBatch:
    """Take a batch out of the totals; it stays, said to be cancelled."""
    with transaction.atomic():
        _held(actor, batch.ballot)
        held = PaperBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if held.cancelled_at is not None:
            raise Refused(_("This batch was already cancelled: nothing was changed."))
        held.cancelled_at, held.cancelled_by = Now(), actor
        held.save(update_fields=["cancelled_at", "cancelled_by"])
        append(paper_leaves.cancelled(held))
        return held


def _held(actor: Participant, ballot: PhaseAction) -> PhaseAction:
    """The ballot, one entry at a time."""
    held = PhaseAction.objects.select_for_update(of=("self",)).select_related("phase__consultation")
    current = held.get(pk=ballot.pk)
    consultation: ConsultationPage = current.phase.consultation
    if not can(actor, "edit", consultation):
        raise Refused(_("Only an organiser of this consultation may enter votes given on paper."))
    return current


def _check(ballot: PhaseAction, sheets: int, counts: Counts) -> None:
    items = {item for item, _choice in counts}
    if votable(ballot).filter(pk__in=items).count() < len(items):
        raise Refused(NOT_IN_THIS_VOTE)
    method = method_of(ballot.ballot_method)
    for (_item, choice), count in counts.items():
        method.check(ballot, choice)
        if count < 0 or count > sheets:
            raise Refused(_("More answers than sheets: check the numbers of this batch."))
    if ballot.ballot_method in ONE_ANSWER:
        for item in items:
            if sum(count for (each, _choice), count in counts.items() if each == item) > sheets:
                raise Refused(_("More answers than sheets: check the numbers of this batch."))
