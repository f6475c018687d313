"""Stores a plan: adds what is new, updates what the files changed, leaves the rest alone."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import TypeVar

from django.db.models import Model
from django.utils import timezone

from parvis.accounts.enums import IdentityLevel, Origin
from parvis.accounts.models import Participant
from parvis.ballots.domain.fold import fold
from parvis.ballots.domain.tell_tally import tell_final
from parvis.ballots.models import Tally, TallyDelta, Vote
from parvis.consultations.domain.prepare_site import prepare_site
from parvis.consultations.domain.tell_rules import tell_rules
from parvis.consultations.enums import Verb
from parvis.consultations.models import ConsultationPage, Kind, Phase, PhaseAction, Theme
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.debate.models import Argument
from parvis.ledger.domain.append import space_of
from parvis.opendata.imports import told
from parvis.opendata.imports.plan import ImportedContribution, ImportedVote, Plan

M = TypeVar("M", bound=Model)
R = TypeVar("R")
Progress = Callable[[str, float], None]
"""Called with a stage, and the share of it that is done, 0 to 1."""
BATCH = 2_000


def write(plan: Plan, *, slug: str, progress: Progress) -> ConsultationPage:
    """Store the plan under the consultation `slug`, made if need be. The caller owns the transaction."""
    consultation = ConsultationPage.objects.filter(slug=slug).first() or _make_consultation(plan, slug)
    ballot = _prepare_phase(plan, consultation)
    people = _write_participants(plan, consultation, progress)
    contributions = _write_contributions(plan, ballot, people, progress)
    _write_arguments(plan, ballot.phase, contributions, progress)
    _write_votes(plan.votes, ballot, people, contributions, progress)
    _write_totals(plan, ballot, contributions)
    fold()
    tell_final(ballot=ballot)
    tell_rules(consultation=consultation)
    return consultation


def _make_consultation(plan: Plan, slug: str) -> ConsultationPage:
    page = ConsultationPage(title=plan.title, slug=slug, organiser=plan.organiser, summary=plan.summary)
    prepare_site().add_child(instance=page)
    return page


def _prepare_phase(plan: Plan, consultation: ConsultationPage) -> PhaseAction:
    """Make the one phase of an imported consultation, over as soon as its last act; return its ballot."""
    starts_at, last_act = plan.period()
    kind, _made = Kind.objects.get_or_create(
        consultation=consultation,
        code=plan.kind_name,
        defaults={
            "name": plan.kind_name.capitalize(),
            "plural_name": plan.kind_plural.capitalize(),
            "call": plan.kind_name.capitalize(),
            "is_titled": any(item.title for item in plan.contributions),
        },
    )
    phase, _made = Phase.objects.update_or_create(
        consultation=consultation,
        position=0,
        defaults={
            "title": plan.title[:120],
            "starts_at": starts_at,
            "ends_at": last_act + timedelta(seconds=1),
        },
    )
    for verb in (Verb.DEPOSIT, Verb.ARGUE):
        PhaseAction.objects.get_or_create(phase=phase, verb=verb, kind=kind)
    ballot, _made = PhaseAction.objects.get_or_create(
        phase=phase, verb=Verb.VOTE, kind=kind, defaults={"ballot_method": plan.ballot_method}
    )
    return ballot


def _write_participants(
    plan: Plan, consultation: ConsultationPage, progress: Progress
) -> dict[str, Participant]:
    def key(external_id: str) -> str:
        return f"{consultation.pk}:{external_id}"

    _upsert(
        Participant,
        [
            Participant(
                external_id=key(person),
                origin=Origin.IMPORT,
                public_name=f"Participant {person}",
                identity_level=IdentityLevel.VISITOR,
                is_active=False,
                password="!",  # noqa: S106 - an imported participant cannot sign in
            )
            for person in plan.participants
        ],
        unique=["origin", "external_id"],
        update=[],
        progress=progress,
    )
    stored = Participant.objects.filter(
        origin=Origin.IMPORT, external_id__in=[key(person) for person in plan.participants]
    )
    by_key = {person.external_id: person for person in stored}
    return {person: by_key[key(person)] for person in plan.participants}


def _write_contributions(
    plan: Plan, ballot: PhaseAction, people: dict[str, Participant], progress: Progress
) -> dict[str, Contribution]:
    consultation = ballot.phase.consultation
    known = _imported(consultation)
    rows = _contributions(plan, ballot, people)
    told.keep_contributions(rows, known)
    _upsert(
        Contribution,
        rows,
        unique=["consultation", "external_id"],
        update=["title", "text", "theme", "author", "created_at", "argument_count", "entry", "salt"],
        progress=progress,
    )
    stored = _imported(consultation)
    told.tell_contributions((stored[item.external_id] for item in plan.contributions), known)
    return stored


def _imported(consultation: ConsultationPage) -> dict[str, Contribution]:
    rows = Contribution.objects.filter(consultation=consultation, external_id__isnull=False).defer("search")
    return {item.external_id: item for item in rows if item.external_id is not None}


def _contributions(plan: Plan, ballot: PhaseAction, people: dict[str, Participant]) -> list[Contribution]:
    themes = _make_themes(plan, ballot.phase.consultation)
    arguments = Counter(argument.contribution for argument in plan.arguments)
    return [
        _contribution(item, ballot, people, themes, arguments[item.external_id])
        for item in plan.contributions
    ]


def _contribution(
    item: ImportedContribution,
    ballot: PhaseAction,
    people: dict[str, Participant],
    themes: dict[str, Theme],
    arguments: int,
) -> Contribution:
    return Contribution(
        consultation=ballot.phase.consultation,
        phase=ballot.phase,
        kind=ballot.kind,
        theme=themes[item.theme] if item.theme else None,
        author=people[item.author] if item.author is not None else None,
        title=item.title,
        text=item.text,
        state=State.HIDDEN if item.is_hidden else State.PUBLISHED,
        origin=Origin.IMPORT,
        created_at=item.created_at,
        reacted_at=item.created_at,
        argument_count=arguments,
        external_id=item.external_id,
    )


def _make_themes(plan: Plan, consultation: ConsultationPage) -> dict[str, Theme]:
    names = dict.fromkeys(item.theme for item in plan.contributions if item.theme)
    themes = {}
    for place, name in enumerate(names):
        themes[name], _made = Theme.objects.get_or_create(
            consultation=consultation, name=name[:80], defaults={"position": place}
        )
    return themes


def _write_arguments(
    plan: Plan, phase: Phase, contributions: dict[str, Contribution], progress: Progress
) -> None:
    known = {
        (row.contribution_id, row.external_id or ""): row
        for row in Argument.objects.filter(
            contribution__consultation=phase.consultation, external_id__isnull=False
        )
    }
    rows = [
        Argument(
            contribution=contributions[item.contribution],
            phase=phase,
            side=item.side,
            text=item.text,
            origin=Origin.IMPORT,
            created_at=item.created_at,
            imported_support_count=item.supports,
            external_id=item.external_id,
        )
        for item in plan.arguments
    ]
    told.keep_arguments(rows, known)
    _upsert(
        Argument,
        rows,
        unique=["contribution", "external_id"],
        update=["side", "text", "created_at", "imported_support_count", "entry", "salt"],
        progress=progress,
    )
    told.tell_arguments(rows, known)


def _write_votes(
    votes: Sequence[ImportedVote],
    ballot: PhaseAction,
    people: dict[str, Participant],
    contributions: dict[str, Contribution],
    progress: Progress,
) -> None:
    """Add the votes that are new; end the live ones that the files have changed since the last import."""
    live = {
        (vote.voter_id, vote.contribution_id): vote
        for vote in Vote.objects.filter(ballot=ballot, origin=Origin.IMPORT, is_live=True)
    }
    ended: list[Vote] = []
    added: list[tuple[Vote, Vote | None]] = []
    for vote in votes:
        voter, contribution = people[vote.voter], contributions[vote.contribution]
        former = live.get((voter.pk, contribution.pk))
        if former is not None and former.choice == vote.choice:
            continue
        if former is not None:
            ended.append(former)
        added.append((_vote(vote, ballot, voter, contribution), former))
    Vote.objects.filter(pk__in=[vote.pk for vote in ended]).update(
        is_live=False, ended_at=timezone.now(), salt=None, shares=None
    )
    for batch in _batches(Vote, added, progress):
        Vote.objects.bulk_create([vote for vote, _former in batch])
        told.tell_votes(batch, space=space_of(ballot.phase.consultation_id))
    deltas = [_delta(vote, -1) for vote in ended] + [_delta(vote, 1) for vote, _former in added]
    TallyDelta.objects.bulk_create(deltas, batch_size=BATCH)


def _delta(vote: Vote, amount: int) -> TallyDelta:
    return TallyDelta(
        ballot_id=vote.ballot_id, contribution_id=vote.contribution_id, choice=vote.choice, amount=amount
    )


def _vote(vote: ImportedVote, ballot: PhaseAction, voter: Participant, contribution: Contribution) -> Vote:
    return Vote(
        ballot=ballot,
        voter=voter,
        contribution=contribution,
        choice=vote.choice,
        origin=Origin.IMPORT,
        identity_level=IdentityLevel.VISITOR,
        created_at=vote.created_at,
    )


def _write_totals(plan: Plan, ballot: PhaseAction, contributions: dict[str, Contribution]) -> None:
    totals = [
        Tally(
            ballot=ballot, contribution=contributions[item.external_id], choice=choice, imported_count=total
        )
        for item in plan.contributions
        for choice, total in item.totals.items()
    ]
    Tally.objects.bulk_create(
        totals,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["contribution", "ballot", "choice"],
        update_fields=["imported_count"],
    )


def _upsert(
    model: type[M], rows: Sequence[M], *, unique: list[str], update: list[str], progress: Progress
) -> None:
    for batch in _batches(model, rows, progress):
        if update:
            model._default_manager.bulk_create(
                batch, update_conflicts=True, unique_fields=unique, update_fields=update
            )
        else:
            model._default_manager.bulk_create(batch, ignore_conflicts=True)


def _batches(model: type[Model], rows: Sequence[R], progress: Progress) -> Iterator[Sequence[R]]:
    stage = str(model._meta.verbose_name_plural)
    for start in range(0, len(rows), BATCH):
        progress(stage, start / len(rows))
        yield rows[start : start + BATCH]
    if rows:
        progress(stage, 1)
