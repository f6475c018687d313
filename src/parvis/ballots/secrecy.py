"""What is hidden of a vote until it closes, and what is public of one that is not secret."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.ballots.gathered import groups_of
from parvis.ballots.methods import method_of
from parvis.ballots.models import COUNTED, Vote
from parvis.consultations.enums import Moment
from parvis.consultations.models import PhaseAction
from parvis.contributions.models import Contribution

SIZE = 20


@dataclass(frozen=True, slots=True)
class PublicVote:
    """One vote of a public ballot, under the name that its voter chose."""

    name: str
    answer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class VotersPage:
    """A page of public votes; `next` is empty at the end."""

    items: list[PublicVote]
    next: str


def hides_counts(ballot: PhaseAction, now: datetime) -> bool:
    """Whether nobody sees the counts of this ballot, whose phase is loaded, at `now`."""
    return ballot.ballot_hides_counts and ballot.phase.moment(now) != Moment.PAST


def hidden_ballots(ballots: Q | None = None) -> QuerySet[PhaseAction]:
    """The ballots whose counts nobody sees now, by the database's clock."""
    running = Q(phase__ends_at=None) | Q(phase__ends_at__gt=Now())
    return PhaseAction.objects.filter(running, ballots or Q(), ballot_hides_counts=True)


def voters_of(ballot: PhaseAction, contribution: Contribution, *, after: str = "") -> VotersPage:
    """One page of who voted what on an item of a public vote, the last first; one query.

    Two when it stands for others: each person is there once, with the vote that counts.
    """
    texts = groups_of([contribution]).with_merged([contribution.pk])
    rows = Vote.objects.filter(COUNTED, ballot=ballot, contribution__in=texts)
    if len(texts) > 1:
        same = Vote.objects.filter(COUNTED, ballot=ballot, contribution__in=texts, voter=OuterRef("voter"))
        rows = rows.exclude(Exists(same.filter(pk__gt=OuterRef("pk"))))
    if re.fullmatch(r"\d{1,18}", after):
        rows = rows.filter(pk__lt=int(after))
    found = list(rows.select_related("voter").order_by("-pk")[: SIZE + 1])
    shown, method = found[:SIZE], method_of(ballot.ballot_method)
    lines = [
        PublicVote(vote.voter.public_name or _("Somebody"), method.said(ballot, vote.choice), vote.created_at)
        for vote in shown
    ]
    return VotersPage(lines, str(shown[-1].pk) if len(found) > SIZE else "")
