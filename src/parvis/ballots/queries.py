"""Reads of the ballots floor: controls of a page, counts, one's own votes."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, OuterRef, Q, Sum, Value
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parvis.accounts.models import Participant
from parvis.ballots.gathered import Groups, counted_twice, groups_of
from parvis.ballots.methods import Answer, method_of
from parvis.ballots.models import SHARE_BYTES, Tally, TallyDelta, Vote
from parvis.ballots.permissions import Standing, closed, refusal
from parvis.ballots.secrecy import hidden_ballots, hides_counts
from parvis.consultations.enums import Moment, Source, Verb
from parvis.consultations.levels import admitted, level_of, trusted
from parvis.consultations.models import ConsultationPage, PhaseAction
from parvis.consultations.permissions import can
from parvis.contributions.enums import State
from parvis.contributions.models import CarriedContribution, Contribution
from parvis.ui import words
from parvis.ui.data import VoteChoice

Actor = Participant | AnonymousUser
WITHDRAW = "withdraw"
OWN_SIZE = 20
PAGE_LABELS = {
    "paper": gettext_lazy("Vote on all of them together"),
    "next": gettext_lazy("Vote on one after another"),
}


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
    """What `ballots/_control.html` shows for one item. `closed_reason` empty means that one may vote.

    Counts are None while they are hidden. `page_url` is where one votes on all items together, or on one
    after another; `held` is one's own vote in words, for methods without a button beside each item.
    """

    id: str
    url: str
    ballot_id: int
    contribution_id: int
    method: str
    label: str
    explanation: str
    choices: tuple[VoteChoice, ...]
    chosen: int | None
    imported: int
    closed_reason: str
    page_url: str = ""
    page_label: str = ""
    held: str = ""
    progress: str = ""
    is_public: bool = False
    voters_url: str = ""

    @property
    def people(self) -> int:
        """How many people voted, all answers together."""
        return sum(choice.count or 0 for choice in self.choices)


@dataclass(frozen=True, slots=True)
class OwnVote:
    """One of somebody's votes, and its tracker, empty when the vote is older than the log; in hexadecimal.

    `other`: of two items, the one that was not preferred.
    """

    pk: int
    contribution: Contribution
    other: Contribution | None
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
    groups = groups_of([item for item in contributions if item.pk in pairs])
    counts = counts_of({ballot.pk for ballot in pairs.values()}, pairs.keys(), fresh=True, groups=groups)
    mine = _choices_of(actor, pairs, groups)
    return {
        item.pk: _control(item, pairs[item.pk], desk, counts[pairs[item.pk].pk, item.pk], mine.get(item.pk))
        for item in contributions
        if item.pk in pairs
    }


def _desk(actor: Actor, consultation: ConsultationPage, ids: Sequence[int]) -> _Desk:
    here = OuterRef("phase__consultation")
    ballots = tuple(
        PhaseAction.objects.filter(verb=Verb.VOTE, phase__consultation=consultation)
        .select_related("phase")
        .annotate(now=Now(), is_admitted=admitted(actor.pk, here), domains=trusted(here))
    )
    phases = {ballot.phase_id for ballot in ballots if ballot.phase.source != Source.NOTHING}
    carried = CarriedContribution.objects.filter(phase__in=phases, contribution__in=ids)
    for ballot in ballots:
        ballot.phase.consultation = consultation
    standing = Standing(now=ballots[0].now if ballots else datetime.min)
    if ballots and isinstance(actor, Participant):
        level = level_of(actor, is_admitted=ballots[0].is_admitted, domains=ballots[0].domains)
        on_team = can(actor, "see_desk", consultation)
        standing = Standing(ballots[0].now, on_team, level, actor.is_active)
    return _Desk(
        ballots=ballots,
        carried=frozenset(carried.values_list("phase_id", "contribution_id")) if phases else frozenset(),
        standing=standing,
    )


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


def counts_of(
    ballots: Collection[int], items: Iterable[int], *, fresh: bool, groups: Groups
) -> defaultdict[tuple[int, int], dict[int, Count]]:
    """Counts by (ballot, item), then choice. One query sees one moment: a fold in between changes nothing.

    An item that stands for others has their votes, each person once; totals on paper and imported ones are
    added up, since nobody can tell whose they are.
    """
    counts: defaultdict[tuple[int, int], dict[int, Count]] = defaultdict(dict)
    if not ballots:
        return counts
    here = Q(ballot__in=ballots, contribution__in=groups.with_merged(items))
    key = ("ballot_id", "contribution_id", "choice")
    rows = Tally.objects.filter(here).values_list(*key, "count", "imported_count")
    if fresh:
        waiting = TallyDelta.objects.filter(here).values_list(*key).annotate(Sum("amount"), none=Value(0))
        rows = rows.union(waiting, all=True)
    for ballot, text, choice, live, imported in rows:
        for item in groups.shown_as(text):
            known = counts[ballot, item].get(choice, Count())
            counts[ballot, item][choice] = Count(known.live + live, known.imported + imported)
    for (ballot, item, choice), twice in counted_twice(ballots, groups).items():
        known = counts[ballot, item].get(choice, Count())
        counts[ballot, item][choice] = Count(known.live - twice, known.imported)
    return counts


def _choices_of(actor: Actor, pairs: Mapping[int, PhaseAction], groups: Groups) -> dict[int, int]:
    """One's own answer on each item; the latest one when it stands for others."""
    if not isinstance(actor, Participant) or not pairs:
        return {}
    ballots = {ballot.pk for ballot in pairs.values()}
    texts = groups.with_merged(pairs)
    mine = Vote.objects.filter(voter=actor, ballot__in=ballots, contribution__in=texts)
    votes = mine.filter(is_live=True, other=None).order_by("pk")
    return {
        item: choice
        for ballot, text, choice in votes.values_list("ballot_id", "contribution_id", "choice")
        for item in groups.shown_as(text)
        if item in pairs and pairs[item].pk == ballot
    }


def _control(
    item: Contribution, ballot: PhaseAction, desk: _Desk, counts: Mapping[int, Count], chosen: int | None
) -> VoteControl:
    method = method_of(ballot.ballot_method)
    answers = method.answers_of(ballot)
    held = next((answer.code for answer in answers if answer.choice == chosen), "")
    is_hidden = not method.shows_counts or hides_counts(ballot, desk.standing.now)
    closed_reason = str(_reason(item, ballot, desk.standing, is_known=chosen is not None))
    elsewhere = method.page != "item" and not closed_reason
    return VoteControl(
        id=f"vote-{item.pk}",
        url=control_url(ballot.pk, item.pk, held),
        ballot_id=ballot.pk,
        contribution_id=item.pk,
        method=ballot.ballot_method,
        label=str(method.question),
        explanation=method.explain(ballot),
        choices=_vote_choices(answers, {} if is_hidden else counts, chosen, is_hidden=is_hidden),
        chosen=chosen,
        imported=0 if is_hidden else sum(count.imported for count in counts.values()),
        closed_reason=closed_reason,
        page_url=reverse("ballots:ballot", args=[ballot.pk]) if elsewhere else "",
        page_label=str(PAGE_LABELS.get(method.page, "")) if elsewhere else "",
        held=method.said(ballot, chosen) if chosen is not None and not answers else "",
        progress="" if is_hidden else progress_of(ballot, counts),
        is_public=ballot.ballot_is_public,
        voters_url=_voters_url(ballot, item, desk.standing.now),
    )


def _voters_url(ballot: PhaseAction, item: Contribution, now: datetime) -> str:
    """Where who voted what is read, in a public vote whose counts are not hidden."""
    if not ballot.ballot_is_public or hides_counts(ballot, now):
        return ""
    return reverse("ballots:voters", args=[ballot.pk, item.pk])


def progress_of(ballot: PhaseAction, counts: Mapping[int, Count]) -> str:
    """How far an item is from the threshold of its ballot, in people in favour; empty without one."""
    asked = ballot.ballot_threshold
    if asked is None:
        return ""
    found = sum(count.total for choice, count in counts.items() if choice > 0)
    values = {"found": words.number(found), "asked": words.number(asked)}
    if found >= asked:
        return _("Threshold reached: %(found)s people in favour, out of the %(asked)s needed.") % values
    return (
        ngettext(
            "%(found)s person in favour, out of the %(asked)s needed.",
            "%(found)s people in favour, out of the %(asked)s needed.",
            found,
        )
        % values
    )


def control_url(ballot_id: int, contribution_id: int, held: str = "") -> str:
    """Where a control posts.

    `held` names the answer that the page showed as pressed: pressing it again withdraws, whatever a double
    click or another tab did meanwhile.
    """
    url = reverse("ballots:cast", args=[ballot_id, contribution_id])
    return f"{url}?held={held}" if held else url


def _vote_choices(
    answers: Sequence[Answer], counts: Mapping[int, Count], chosen: int | None, *, is_hidden: bool
) -> tuple[VoteChoice, ...]:
    return tuple(
        VoteChoice(
            value=answer.code,
            label=str(answer.label),
            sign=answer.sign,
            count=None if is_hidden else counts.get(answer.choice, Count()).total,
            chosen=answer.choice == chosen,
        )
        for answer in answers
    )


def _reason(item: Contribution, ballot: PhaseAction, standing: Standing, *, is_known: bool) -> object:
    """A visitor is led to sign in by pressing: only what would refuse anybody closes their control."""
    if item.state != State.PUBLISHED:
        return _("This contribution is no longer public: one cannot vote on it any more.")
    if item.merged_into_id is not None:
        return _("This text was brought together with others: one votes on the text that stands for them.")
    if standing.level or is_known or standing.on_team:
        return refusal(ballot, standing)
    return closed(ballot.phase, standing.now)


def cast_by(voter: Participant, *, after: str = "") -> OwnPage:
    """One page of somebody's votes that count, last first; one query."""
    rows = (
        Vote.objects.filter(voter=voter, is_live=True)
        .select_related(
            "ballot",
            "contribution__consultation",
            "contribution__kind",
            "contribution__gathering",
            "other__kind",
            "other__gathering",
        )
        .defer("contribution__search", "other__search")
        .order_by("-pk")
    )
    if re.fullmatch(r"\d{1,18}", after):
        rows = rows.filter(pk__lt=int(after))
    found = list(rows[: OWN_SIZE + 1])
    shown = found[:OWN_SIZE]
    more = len(found) > OWN_SIZE
    return OwnPage([_own(vote) for vote in shown], str(shown[-1].pk) if more else "")


def _own(vote: Vote) -> OwnVote:
    method, shares = method_of(vote.ballot.ballot_method), bytes(vote.shares or b"")
    return OwnVote(
        pk=vote.pk,
        contribution=vote.contribution,
        other=vote.other,
        answer=method.said(vote.ballot, vote.choice),
        tracker=vote.tracker or "",
        server_share=shares[:SHARE_BYTES].hex(),
        browser_share=shares[SHARE_BYTES:].hex(),
    )


def votes_on(contribution_ids: Collection[int]) -> dict[int, int]:
    """How many votes each item has in all its ballots, imported ones included; one query.

    Those of a ballot whose counts are hidden are left out.
    """
    here = Q(contribution__in=contribution_ids) & ~Q(ballot__in=hidden_ballots())
    tallied = Tally.objects.filter(here).values_list("contribution_id", F("count") + F("imported_count"))
    waiting = TallyDelta.objects.filter(here).values_list("contribution_id", "amount")
    found: defaultdict[int, int] = defaultdict(int)
    for item, count in tallied.union(waiting, all=True):
        found[item] += count
    return found
