"""Saying what the items of a budget cost."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.ballots import paper_leaves
from parvis.ballots.acts import NOT_IN_THIS_VOTE
from parvis.ballots.models import ItemCost, Vote
from parvis.consultations.enums import BallotMethod, DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import PhaseAction
from parvis.consultations.permissions import can
from parvis.contributions.queries import votable
from parvis.ledger.domain.append import append


def set_costs(*, actor: Participant, ballot: PhaseAction, costs: Mapping[int, int | None]) -> int:
    """Set the cost of these items, None for none yet; returns how many changed.

    An item in somebody's budget keeps its cost: their basket would no longer be what they chose. Items left
    out stay as they were.
    """
    with transaction.atomic():
        held = PhaseAction.objects.select_for_update(of=("self",)).select_related("phase__consultation")
        current = held.get(pk=ballot.pk)
        if not can(actor, "edit", current.phase.consultation):
            raise Refused(_("Only an organiser of this consultation may say what projects cost."))
        if current.ballot_method != BallotMethod.BUDGET:
            raise Refused(_("This vote is not a budget: its items have no cost."))
        known = dict(ItemCost.objects.filter(ballot=current).values_list("contribution_id", "amount"))
        changed = {item: amount for item, amount in costs.items() if known.get(item) != amount}
        if not changed:
            return 0
        _check(current, changed)
        ItemCost.objects.filter(ballot=current, contribution__in=changed).delete()
        ItemCost.objects.bulk_create(
            ItemCost(ballot=current, contribution_id=item, amount=amount)
            for item, amount in changed.items()
            if amount is not None
        )
        said = {
            f"C-{item}": (str(known.get(item) or ""), str(amount or "")) for item, amount in changed.items()
        }
        note(actor=actor, consultation=current.phase.consultation, act=DeskAct.COSTS, changes=said)
        told = {**known, **changed}
        append(paper_leaves.priced(current, {item: cost for item, cost in told.items() if cost}))
        return len(changed)


def _check(ballot: PhaseAction, changed: Mapping[int, int | None]) -> None:
    if any(amount is not None and amount < 1 for amount in changed.values()):
        raise Refused(_("A cost is a whole amount, 1 or more; leave it empty while it is not known."))
    if votable(ballot).filter(pk__in=changed).count() < len(changed):
        raise Refused(NOT_IN_THIS_VOTE)
    if Vote.objects.filter(ballot=ballot, is_live=True, contribution__in=changed).exists():
        raise Refused(_("People already put one of these projects in their budget: its cost stays."))
