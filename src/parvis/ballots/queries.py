"""Reads of the ballots floor: controls of a page, counts, ranking."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q, QuerySet, Sum, Value
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.accounts.models import Participant
from parvis.analysis import tally
from parvis.ballots.enums import Choice
from parvis.ballots.methods import Method, method_of
from parvis.ballots.models import SHARE_BYTES, Tally, TallyDelta, Vote
from parvis.ballots.permissions import Standing, closed, refusal
from parvis.consultations.enums import Moment, Source, Verb
from parvis.consultations.models import ConsultationPage, PhaseAction
from parvis.consultations.permissions import can
from parvis.contributions.enums import State
from parvis.contributions.models import CarriedContribution, Contribution
from parvis.ui.data import VoteChoice

Actor = Participant | AnonymousUser
WITHDRAW = "withdraw"
OWN_SIZE = 20


@dataclass(frozen=True, slots=True)
class Count:
    """People who made one choice: single votes, and those that were imported as a mere total."""

    live: int = 0
    imported: int = 0

    @property
    def total(self) -> int:
        return self.live + self.imported


@dataclass(frozen=True, slots=True)
class VoteControl:
    """What `ballots/_control.html` shows for one item. `closed_reason` empty means that one may vote."""

    id: str
    url: str
    ballot_id: int
    contribution_id: int
    method: str
    label: str
    explanation: str
    choices: tuple[VoteChoice, ...]
    chosen: Choice | None
    imported: int
    closed_reason: str

    @property
    def people(self) -> int:
        """How many people voted, all answers together."""
        return sum(choice.count or 0 for choice in self.choices)


@dataclass(frozen=True, slots=True)
class OwnVote:
    """One of somebody's votes, and its tracker, empty when the vote is older than the log; in hexadecimal."""

    pk: int
    contribution: Contribution
    answer: str
    tracker: str
    server_share: str
    browser_share: str


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A page of somebody's votes; `next` is empty at the end."""

    items: list[OwnVote]
    next: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """An item in its place: equals share a rank."""

    rank: int
    contribution: Contribution
    counts: Mapping[Choice, Count]
    net: int

    @property
    def people(self) -> int:
        return sum(count.total for count in self.counts.values())


@dataclass(frozen=True, slots=True)
class _Desk:
    """The ballots of one consultation, and what is common to every control of a page."""

    ballots: tuple[PhaseAction, ...]
    carried: frozenset[tuple[int, int]]
    standing: Standing


def controls(
    *, actor: Actor, consultation: ConsultationPage, contributions: Sequence[Contribution]
) -> dict[int, VoteControl]:
    """The vote control of each contribution that some ballot bears on, in a constant number of queries.

    The ballot is the one under way, else the last that closed (its counts stay), else the next. Counts
    include votes that no job folded yet: one's own is there on return.
    """
    desk = _desk(actor, consultation, [item.pk for item in contributions])
    pairs = {item.pk: ballot for item in contributions if (ballot := _ballot_of(item, desk)) is not None}
    counts = _counts({ballot.pk for ballot in pairs.values()}, pairs.keys(), fresh=True)
    mine = _choices_of(actor, pairs)
    return {
        item.pk: _control(item, pairs[item.pk], desk, counts[pairs[item.pk].pk, item.pk], mine.get(item.pk))
        for item in contributions
        if item.pk in pairs
    }


def _desk(actor: Actor, consultation: ConsultationPage, ids: Sequence[int]) -> _Desk:
    ballots = tuple(
        PhaseAction.objects.filter(verb=Verb.VOTE, phase__consultation=consultation)
        .select_related("phase")
        .annotate(now=Now())
    )
    phases = {ballot.phase_id for ballot in ballots if ballot.phase.source != Source.NOTHING}
    carried = CarriedContribution.objects.filter(phase__in=phases, contribution__in=ids)
    now = ballots[0].now if ballots else datetime.min
    return _Desk(
        ballots=ballots,
        carried=frozenset(carried.values_list("phase_id", "contribution_id")) if phases else frozenset(),
        standing=_standing(actor, consultation, now),
    )


def _standing(actor: Actor, consultation: ConsultationPage, now: datetime) -> Standing:
    if not isinstance(actor, Participant):
        return Standing(now=now)
    on_team = can(actor, "see_desk", consultation)
    return Standing(now=now, on_team=on_team, level=actor.identity_level, is_active=actor.is_active)


def _ballot_of(item: Contribution, desk: _Desk) -> PhaseAction | None:
    now = desk.standing.now
    fitting = [
        ballot for ballot in desk.ballots if ballot.kind_id == item.kind_id and _bears_on(ballot, item, desk)
    ]
    by_moment: dict[Moment, list[PhaseAction]] = defaultdict(list)
    for ballot in sorted(fitting, key=lambda ballot: (ballot.phase.starts_at, ballot.pk)):
        by_moment[ballot.phase.moment(now)].append(ballot)
    if found := by_moment[Moment.PRESENT] or by_moment[Moment.PAST]:
        return found[-1]
    return by_moment[Moment.FUTURE][0] if by_moment[Moment.FUTURE] else None


def _bears_on(ballot: PhaseAction, item: Contribution, desk: _Desk) -> bool:
    """The rule of `contributions.queries.votable`, on rows that are already here."""
    if ballot.phase.source == Source.NOTHING:
        return item.phase_id in (ballot.phase_id, None)
    return item.phase_id == ballot.phase_id or (ballot.phase_id, item.pk) in desk.carried


def _counts(
    ballots: Collection[int], items: Iterable[int], *, fresh: bool
) -> defaultdict[tuple[int, int], dict[int, Count]]:
    """Counts by (ballot, item), then choice. One query sees one moment: a fold in between changes nothing."""
    counts: defaultdict[tuple[int, int], dict[int, Count]] = defaultdict(dict)
    if not ballots:
        return counts
    here = Q(ballot__in=ballots, contribution__in=list(items))
    key = ("ballot_id", "contribution_id", "choice")
    rows = Tally.objects.filter(here).values_list(*key, "count", "imported_count")
    if fresh:
        waiting = TallyDelta.objects.filter(here).values_list(*key).annotate(Sum("amount"), none=Value(0))
        rows = rows.union(waiting, all=True)
    for ballot, item, choice, live, imported in rows:
        known = counts[ballot, item].get(choice, Count())
        counts[ballot, item][choice] = Count(known.live + live, known.imported + imported)
    return counts


def _choices_of(actor: Actor, pairs: Mapping[int, PhaseAction]) -> dict[int, int]:
    if not isinstance(actor, Participant) or not pairs:
        return {}
    ballots = {ballot.pk for ballot in pairs.values()}
    votes = Vote.objects.filter(voter=actor, ballot__in=ballots, contribution__in=list(pairs), is_live=True)
    rows = votes.values_list("ballot_id", "contribution_id", "choice")
    return {item: choice for ballot, item, choice in rows if pairs[item].pk == ballot}


def _control(
    item: Contribution, ballot: PhaseAction, desk: _Desk, counts: Mapping[int, Count], chosen: int | None
) -> VoteControl:
    method = method_of(ballot.ballot_method)
    held = next((answer.code for answer in method.answers if answer.choice == chosen), "")
    return VoteControl(
        id=f"vote-{item.pk}",
        url=control_url(ballot.pk, item.pk, held),
        ballot_id=ballot.pk,
        contribution_id=item.pk,
        method=ballot.ballot_method,
        label=str(method.question),
        explanation=str(method.explanation),
        choices=_vote_choices(method, counts, chosen),
        chosen=None if chosen is None else Choice(chosen),
        imported=sum(count.imported for count in counts.values()),
        closed_reason=str(_reason(item, ballot, desk.standing, is_known=chosen is not None)),
    )


def control_url(ballot_id: int, contribution_id: int, held: str = "") -> str:
    """Where a control posts.

    `held` names the answer that the page showed as pressed: pressing it again withdraws, whatever a double
    click or another tab did meanwhile.
    """
    url = reverse("ballots:cast", args=[ballot_id, contribution_id])
    return f"{url}?held={held}" if held else url


def _vote_choices(method: Method, counts: Mapping[int, Count], chosen: int | None) -> tuple[VoteChoice, ...]:
    return tuple(
        VoteChoice(
            value=answer.code,
            label=str(answer.label),
            sign=answer.sign,
            count=counts.get(answer.choice, Count()).total,
            chosen=answer.choice == chosen,
        )
        for answer in method.answers
    )


def _reason(item: Contribution, ballot: PhaseAction, standing: Standing, *, is_known: bool) -> object:
    """A visitor is led to sign in by pressing: only what would refuse anybody closes their control."""
    if item.state != State.PUBLISHED:
        return _("This contribution is no longer public: one cannot vote on it any more.")
    if standing.level or is_known or standing.on_team:
        return refusal(ballot, standing)
    return closed(ballot.phase, standing.now)


def cast_by(voter: Participant, *, after: str = "") -> OwnPage:
    """One page of somebody's votes that count, last first; one query."""
    rows = (
        Vote.objects.filter(voter=voter, is_live=True)
        .select_related("ballot", "contribution__consultation", "contribution__kind")
        .defer("contribution__search")
        .order_by("-pk")
    )
    if re.fullmatch(r"\d{1,18}", after):
        rows = rows.filter(pk__lt=int(after))
    found = list(rows[: OWN_SIZE + 1])
    shown = found[:OWN_SIZE]
    more = len(found) > OWN_SIZE
    return OwnPage([_own(vote) for vote in shown], str(shown[-1].pk) if more else "")


def _own(vote: Vote) -> OwnVote:
    answers = method_of(vote.ballot.ballot_method).answers
    shares = bytes(vote.shares or b"")
    return OwnVote(
        pk=vote.pk,
        contribution=vote.contribution,
        answer=next((str(answer.label) for answer in answers if answer.choice == vote.choice), ""),
        tracker=vote.tracker or "",
        server_share=shares[:SHARE_BYTES].hex(),
        browser_share=shares[SHARE_BYTES:].hex(),
    )


def votes_on(contribution_ids: Collection[int]) -> dict[int, int]:
    """How many votes each item has in all its ballots, imported ones included; one query."""
    here = Q(contribution__in=contribution_ids)
    tallied = Tally.objects.filter(here).values_list("contribution_id", F("count") + F("imported_count"))
    waiting = TallyDelta.objects.filter(here).values_list("contribution_id", "amount")
    found: defaultdict[int, int] = defaultdict(int)
    for item, count in tallied.union(waiting, all=True):
        found[item] += count
    return found


def tallies(ballot: PhaseAction, contribution_ids: Collection[int]) -> dict[int, dict[Choice, Count]]:
    """Folded counts of these items, every choice of the method present, in one query."""
    found = _counts({ballot.pk}, contribution_ids, fresh=False)
    choices = [answer.choice for answer in method_of(ballot.ballot_method).answers]
    return {
        item: {choice: found[ballot.pk, item].get(choice, Count()) for choice in choices}
        for item in contribution_ids
    }


def ranking(ballot: PhaseAction, limit: int) -> list[Ranked]:
    """The first `limit` public items on which somebody voted, best first, in three queries.

    Order: people for minus people against, then people for; equals share a rank, oldest first.
    """
    ids = [row["contribution_id"] for row in scored(ballot)[:limit]]
    items = Contribution.objects.select_related("kind", "theme", "author").defer("search").in_bulk(ids)
    counts = tallies(ballot, ids)
    method = method_of(ballot.ballot_method)
    totals = {pk: totals_of(counts[pk]) for pk in ids}
    places = tally.ranks([method.score(totals[pk]) for pk in ids])
    return [
        Ranked(rank=place, contribution=items[pk], counts=counts[pk], net=tally.net(totals[pk]))
        for pk, place in zip(ids, places, strict=True)
        if pk in items
    ]


def totals_of(counts: Mapping[Choice, Count]) -> dict[int, int]:
    """People by choice, as `analysis.tally` takes them."""
    return {int(choice): count.total for choice, count in counts.items()}


def scored(ballot: PhaseAction) -> QuerySet:
    """Public items of `ballot` with at least one vote, best first: `contribution_id`, `net`, `in_favour`."""
    votes = F("count") + F("imported_count")
    return (
        Tally.objects.filter(ballot=ballot, contribution__state=State.PUBLISHED)
        .values("contribution_id")
        .annotate(
            net=Sum(votes * F("choice")),
            in_favour=Sum(votes, filter=Q(choice=Choice.FOR), default=0),
            people=Sum(votes),
        )
        .filter(people__gt=0)
        .order_by("-net", "-in_favour", "contribution_id")
    )
