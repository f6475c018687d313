"""Take votes out of the counts by what they have in common, and put them back; nothing is deleted."""

import hashlib
from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.ballots import aside_leaves
from parvis.ballots.aside import figures_of
from parvis.ballots.criteria import Criterion, matching
from parvis.ballots.domain.tell_tally import tell_moved
from parvis.ballots.domain.weigh import weigh
from parvis.ballots.models import SetAside, Vote
from parvis.consultations.models import ConsultationPage
from parvis.consultations.permissions import can
from parvis.contributions.merging import lasting_in
from parvis.ledger.domain.append import append

LOT = 10_000

# Only a vote that counted leaves a tally, and only a live one comes back to it.
MOVE = """
WITH moved AS (
    UPDATE ballots_vote SET set_aside_id = %(act)s WHERE id = ANY(%(votes)s)
    RETURNING ballot_id, contribution_id, choice, is_live
)
INSERT INTO ballots_tallydelta (ballot_id, contribution_id, choice, amount)
SELECT ballot_id, contribution_id, choice, %(sign)s * count(*) FROM moved WHERE is_live
GROUP BY contribution_id, ballot_id, choice ORDER BY contribution_id, ballot_id, choice
"""


def set_aside(
    *,
    actor: Participant,
    consultation: ConsultationPage,
    criterion: Criterion,
    reason: str,
    note: str = "",
) -> SetAside:
    """Set aside every vote that counts now and answers the criterion, for a reason of the charter.

    Those who cast them are locked first, so that nobody's vote changes between the choice and the count.
    """
    with transaction.atomic():
        _check(actor, consultation)
        if criterion.is_empty:
            raise Refused(_("Say what these votes have in common: a domain, a network, a period or a group."))
        _lock(matching(consultation, criterion).values_list("voter", flat=True))
        votes = Vote.objects.filter(
            pk__in=list(matching(consultation, criterion).values_list("pk", flat=True))
        )
        found = figures_of(votes)
        if not found.votes:
            raise Refused(_("No vote that counts answers these criteria: nothing was changed."))
        act = SetAside.objects.create(
            consultation=consultation,
            criterion=criterion.to_json(),
            reason=reason,
            note=note.strip(),
            figures=found.figures,
            moderator=actor,
        )
        append(aside_leaves.set_aside(act, trackers=_digest(votes)))
        _move(list(votes.values_list("pk", flat=True)), act=act.pk, sign=-1)
        weigh(merges=lasting_in(consultation))
        tell_moved(consultation=consultation)
        return act


def put_back(*, actor: Participant, act: SetAside) -> SetAside:
    """Make the votes of an act count again; those that their voters ended meanwhile stay ended."""
    with transaction.atomic():
        _check(actor, act.consultation)
        held = SetAside.objects.select_for_update(of=("self",)).get(pk=act.pk)
        if held.put_back_at is not None:
            raise Refused(_("These votes were already put back: nothing was changed."))
        votes = Vote.objects.filter(set_aside=held)
        _lock(votes.values_list("voter", flat=True))
        counted = votes.filter(is_live=True).count()
        _move(list(votes.values_list("pk", flat=True)), act=None, sign=1)
        weigh(merges=lasting_in(held.consultation))
        held.put_back_at, held.put_back_by = Now(), actor
        held.save(update_fields=["put_back_at", "put_back_by"])
        append(aside_leaves.put_back(held, votes=counted))
        tell_moved(consultation=held.consultation)
        return held


def _check(actor: Participant, consultation: ConsultationPage) -> None:
    if not can(actor, "moderate", consultation):
        raise Refused(_("You cannot decide on the votes of this consultation."))


def _lock(voters: Iterable[int]) -> None:
    """The lock that casting takes, in the order of numbers: two acts at once do not wait in a ring."""
    people = Participant.objects.filter(pk__in=list(voters)).order_by("pk")
    list(people.select_for_update(no_key=True).values_list("pk", flat=True))


def _move(votes: list[int], *, act: int | None, sign: int) -> None:
    with connection.cursor() as cursor:
        for start in range(0, len(votes), LOT):
            cursor.execute(MOVE, {"act": act, "votes": votes[start : start + LOT], "sign": sign})


def _digest(votes: Iterable[Vote]) -> str:
    """SHA-256 of the trackers, sorted, one a line: tells which votes to whoever has them, and nobody else."""
    trackers = sorted(vote.tracker for vote in votes if vote.tracker)
    return hashlib.sha256("\n".join(trackers).encode()).hexdigest()
