"""What happened in public, read where it is written anyway: the public log, the phases, the checkpoints.

Nobody who votes or writes pays for it: this is read by a job, when a webhook is to be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Q

from parvis.consultations.enums import Verb, Visibility
from parvis.consultations.models import PhaseAction
from parvis.contributions.models import Contribution, Version
from parvis.ledger.enums import LeafKind
from parvis.ledger.models import Checkpoint, Leaf
from parvis.merkle.verifier.leaf import LoggedLeaf, read_leaf
from parvis.opendata.enums import WebhookEvent
from parvis.restitution.models import Answer

ROWS = 2_000
VOTE = b'"kind":"vote.'
"""By which a vote is passed over without being read: there may be millions."""
TOLD = {
    LeafKind.CONTRIBUTION_ACCEPTED: WebhookEvent.CONTRIBUTION_PUBLISHED,
    LeafKind.QUESTION_ACCEPTED: WebhookEvent.CONTRIBUTION_PUBLISHED,
    LeafKind.CONTRIBUTION_REVISED: WebhookEvent.CONTRIBUTION_REVISED,
    LeafKind.CONTRIBUTION_WITHDRAWN: WebhookEvent.CONTRIBUTION_WITHDRAWN,
    LeafKind.MODERATION_HIDE: WebhookEvent.CONTRIBUTION_HIDDEN,
    LeafKind.MODERATION_RESTORE: WebhookEvent.CONTRIBUTION_RESTORED,
    LeafKind.ANSWER_PUBLISHED: WebhookEvent.ANSWER_PUBLISHED,
    LeafKind.COMMITMENT_PUBLISHED: WebhookEvent.COMMITMENT_PUBLISHED,
    LeafKind.COMMITMENT_MILESTONE: WebhookEvent.COMMITMENT_UPDATED,
    LeafKind.COMMITMENT_UPDATED: WebhookEvent.COMMITMENT_UPDATED,
    LeafKind.ANALYSIS_PUBLISHED: WebhookEvent.TOPICS_PUBLISHED,
    LeafKind.SYNTHESIS_PUBLISHED: WebhookEvent.SYNTHESIS_PUBLISHED,
    LeafKind.TALLY_FINAL: WebhookEvent.RESULT_PUBLISHED,
    LeafKind.EXPORT_PUBLISHED: WebhookEvent.ARCHIVE_PUBLISHED,
}
NUMBERED = {
    LeafKind.COMMITMENT_PUBLISHED: "number",
    LeafKind.COMMITMENT_MILESTONE: "number",
    LeafKind.COMMITMENT_UPDATED: "number",
    LeafKind.ANALYSIS_PUBLISHED: "analysis",
    LeafKind.SYNTHESIS_PUBLISHED: "version",
    LeafKind.TALLY_FINAL: "ballot",
}
"""Kinds of leaves whose public facts say what they are about, and under which name."""
REFERRING = {LeafKind.CONTRIBUTION_WITHDRAWN, LeafKind.MODERATION_HIDE, LeafKind.MODERATION_RESTORE}
"""Those that are about what an earlier leaf told."""
WHOLE = {LeafKind.EXPORT_PUBLISHED}
"""Those that are about their consultation."""


@dataclass(frozen=True, slots=True)
class Happening:
    """`source`: by which it is told once. `consultation` is None for what concerns all of them."""

    event: WebhookEvent
    source: str
    at: datetime
    consultation: int | None
    subject: int | None


def in_the_log(start: int, end: int) -> list[Happening]:
    """What leaves `start` to `end` - 1 tell, in order, of what everybody may read about."""
    found = [
        (entry, leaf)
        for entry, leaf in _leaves(start, end)
        if leaf.kind in TOLD and leaf.space.startswith("c") and not leaf.public.get("private")
    ]
    referred = _referred(leaf for _entry, leaf in found)
    numbers = _numbers(
        {_entry_of(entry, leaf, referred) for entry, leaf in found if leaf.kind not in NUMBERED},
        {int(leaf.space[1:]) for _entry, leaf in found},
    )
    told = []
    for entry, leaf in found:
        subject = _subject(leaf, numbers.get(_entry_of(entry, leaf, referred)))
        if subject is not None or leaf.kind in WHOLE:
            told.append(_happening(entry, leaf, subject))
    return told


def by_the_clock(since: datetime, until: datetime) -> list[Happening]:
    """Votes that opened or closed meanwhile, and the last signature of the log if there was one.

    A vote that is under way when its consultation is published opens then.
    """
    rows = PhaseAction.objects.filter(verb=Verb.VOTE, phase__consultation__live=True)
    rows = rows.select_related("phase__consultation").order_by("pk")
    started = Q(phase__starts_at__gt=since, phase__starts_at__lte=until)
    appeared = Q(
        phase__consultation__first_published_at__gt=since,
        phase__consultation__first_published_at__lte=until,
        phase__starts_at__lte=since,
    )
    running = Q(phase__ends_at=None) | Q(phase__ends_at__gt=until)
    opened = rows.filter(running, started | appeared)
    closed = rows.filter(phase__ends_at__gt=since, phase__ends_at__lte=until)
    return [
        *(_vote(one, WebhookEvent.VOTE_OPENED, one.phase.starts_at) for one in opened),
        *(_vote(one, WebhookEvent.VOTE_CLOSED, one.phase.ends_at) for one in closed if one.phase.ends_at),
        *_signed(since, until),
    ]


def _leaves(start: int, end: int) -> Iterable[tuple[UUID, LoggedLeaf]]:
    rows = Leaf.objects.filter(seq__gte=start, seq__lt=end).order_by("seq").values_list("entry", "data")
    for entry, data in rows.iterator(chunk_size=ROWS):
        line = bytes(data)
        if VOTE not in line:
            yield entry, read_leaf(line)


def _referred(leaves: Iterable[LoggedLeaf]) -> dict[int, UUID]:
    """The entries of leaves that others refer to, by place."""
    places = {leaf.ref for leaf in leaves if leaf.kind in REFERRING and leaf.ref is not None}
    return dict(Leaf.objects.filter(seq__in=places).values_list("seq", "entry")) if places else {}


def _entry_of(entry: UUID, leaf: LoggedLeaf, referred: Mapping[int, UUID]) -> UUID | None:
    if leaf.kind in REFERRING:
        return None if leaf.ref is None else referred.get(leaf.ref)
    return entry


def _numbers(entries: set[UUID | None], consultations: set[int]) -> dict[UUID | None, int]:
    """Of the contributions and the answers that the log tells of under these entries, by entry.

    Nothing of what is written for the team alone. An entry of something else is not among them.
    """
    if not entries - {None}:
        return {}
    public = ~Q(kind__visibility=Visibility.PRIVATE)
    texts = Contribution.objects.filter(public, consultation__in=consultations)
    now = texts.filter(entry__in=entries).values_list("entry", "pk")
    before = Version.objects.filter(entry__in=entries, contribution__consultation__in=consultations)
    before = before.exclude(contribution__kind__visibility=Visibility.PRIVATE)
    answers = Answer.objects.filter(entry__in=entries).values_list("entry", "pk")
    return {**dict(now), **dict(before.values_list("entry", "contribution")), **dict(answers)}


def _subject(leaf: LoggedLeaf, number: int | None) -> int | None:
    name = NUMBERED.get(LeafKind(leaf.kind))
    if name is None:
        return number
    told = leaf.public.get(name)
    return told if isinstance(told, int) else None


def _happening(entry: UUID, leaf: LoggedLeaf, subject: int | None) -> Happening:
    return Happening(
        event=TOLD[LeafKind(leaf.kind)],
        source=str(entry),
        at=datetime.fromtimestamp(leaf.time, UTC),
        consultation=int(leaf.space[1:]),
        subject=subject,
    )


def _vote(ballot: PhaseAction, event: WebhookEvent, at: datetime) -> Happening:
    source = f"{event}-{ballot.pk}-{int(at.timestamp())}"
    return Happening(event, source, at, ballot.phase.consultation_id, ballot.pk)


def _signed(since: datetime, until: datetime) -> list[Happening]:
    """The last one alone: under a crowd, the log is signed each second."""
    rows = Checkpoint.objects.filter(signed_at__gt=since, signed_at__lte=until)
    last = rows.order_by("-size").values_list("size", "signed_at").first()
    if last is None:
        return []
    size, at = last
    return [Happening(WebhookEvent.CHECKPOINT_SIGNED, f"checkpoint-{size}", at, None, size)]
