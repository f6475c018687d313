"""Stores a plan: adds what is new, updates what the files changed, leaves the rest alone."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import TypeVar

from django.db.models import Model
from django.utils import timezone

from parvis.accounts.enums import IdentityLevel, Origin
from parvis.accounts.models import Participant
from parvis.ballots.domain.fold import fold
from parvis.ballots.models import Tally, TallyDelta, Vote
from parvis.consultations.domain.prepare_site import prepare_site
from parvis.consultations.enums import Verb
from parvis.consultations.models import ConsultationPage, Kind, Phase, PhaseAction, Theme
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.debate.models import Argument
from parvis.opendata.imports.plan import ImportedVote, Plan

M = TypeVar("M", bound=Model)
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
    themes = _make_themes(plan, consultation)
    arguments: dict[str, int] = {}
    for argument in plan.arguments:
        arguments[argument.contribution] = arguments.get(argument.contribution, 0) + 1
    _upsert(
        Contribution,
        [
            Contribution(
                consultation=consultation,
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
                argument_count=arguments.get(item.external_id, 0),
                external_id=item.external_id,
            )
            for item in plan.contributions
        ],
        unique=["consultation", "external_id"],
        update=["title", "text", "theme", "author", "created_at", "argument_count"],
        progress=progress,
    )
    stored = Contribution.objects.filter(consultation=consultation, external_id__isnull=False)
    return {item.external_id: item for item in stored if item.external_id is not None}


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
    _upsert(
        Argument,
        [
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
        ],
        unique=["contribution", "external_id"],
        update=["side", "text", "created_at", "imported_support_count"],
        progress=progress,
    )


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
    ended, added = [], []
    for vote in votes:
        voter, contribution = people[vote.voter], contributions[vote.contribution]
        former = live.get((voter.pk, contribution.pk))
        if former is not None and former.choice == vote.choice:
            continue
        if former is not None:
            ended.append(former)
        added.append(_vote(vote, ballot, voter, contribution))
    Vote.objects.filter(pk__in=[vote.pk for vote in ended]).update(is_live=False, ended_at=timezone.now())
    for batch in _batches(Vote, added, progress):
        Vote.objects.bulk_create(batch)
    deltas = [_delta(vote, -1) for vote in ended] + [_delta(vote, 1) for vote in added]
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


def _batches(model: type[M], rows: Sequence[M], progress: Progress) -> Iterator[Sequence[M]]:
    stage = str(model._meta.verbose_name_plural)
    for start in range(0, len(rows), BATCH):
        progress(stage, start / len(rows))
        yield rows[start : start + BATCH]
    if rows:
        progress(stage, 1)
