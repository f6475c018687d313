"""Stores a plan: adds what is new, updates what the files changed, leaves the rest alone."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from parvis.accounts.enums import IdentityLevel, Origin
from parvis.accounts.models import Participant
from parvis.ballots.domain.fold import fold
from parvis.ballots.domain.tell_tally import tell_final
from parvis.ballots.models import Tally, TallyDelta, Vote
from parvis.consultations.domain.prepare_site import prepare_site
from parvis.consultations.domain.tell_rules import tell_rules
from parvis.consultations.enums import Verb
from parvis.consultations.models import ConsultationPage, Kind, Phase, PhaseAction
from parvis.contributions.models import Contribution
from parvis.ledger.domain.append import space_of
from parvis.opendata.imports import told
from parvis.opendata.imports.batches import BATCH, Progress, batches, upsert
from parvis.opendata.imports.plan import ImportedKind, ImportedVote, Plan
from parvis.opendata.imports.write_arguments import write_arguments
from parvis.opendata.imports.write_contributions import Frame, write_contributions


def write(plan: Plan, *, slug: str, progress: Progress) -> ConsultationPage:
    """Store the plan under the consultation `slug`, made if need be. The caller owns the transaction."""
    consultation = ConsultationPage.objects.filter(slug=slug).first() or _make_consultation(plan, slug)
    frame = _prepare(plan, consultation)
    people = _write_participants(plan, consultation, progress)
    contributions = write_contributions(
        plan.contributions,
        frame,
        people=people,
        arguments=Counter(argument.contribution for argument in plan.arguments if argument.side),
        progress=progress,
    )
    write_arguments(plan.arguments, frame.phase, contributions, progress)
    _write_votes(plan.votes, frame, people, contributions, progress)
    _write_totals(plan, frame, contributions)
    fold()
    for ballot in frame.ballots.values():
        tell_final(ballot=ballot)
    tell_rules(consultation=consultation)
    return consultation


def _make_consultation(plan: Plan, slug: str) -> ConsultationPage:
    page = ConsultationPage(title=plan.title, slug=slug, organiser=plan.organiser, summary=plan.summary)
    prepare_site().add_child(instance=page)
    return page


def _prepare(plan: Plan, consultation: ConsultationPage) -> Frame:
    """Make the one phase of an imported consultation, over as soon as its last act."""
    starts_at, last_act = plan.period()
    phase, _made = Phase.objects.update_or_create(
        consultation=consultation,
        position=0,
        defaults={
            "title": plan.title[:120],
            "starts_at": starts_at,
            "ends_at": last_act + timedelta(seconds=1),
        },
    )
    present = {item.kind for item in plan.contributions}
    kinds = {
        kind.code: _make_kind(kind, plan, consultation, position)
        for position, kind in enumerate(plan.kinds)
        if kind.code in present
    }
    ballots = {}
    for imported in plan.kinds:
        if imported.code in kinds:
            ballots.update(_open(imported, phase, kinds[imported.code]))
    return Frame(phase, kinds, ballots)


def _make_kind(imported: ImportedKind, plan: Plan, consultation: ConsultationPage, position: int) -> Kind:
    kind, _made = Kind.objects.get_or_create(
        consultation=consultation,
        code=imported.code,
        defaults={
            "name": imported.name,
            "plural_name": imported.plural,
            "call": imported.name,
            "position": position,
            "is_titled": any(item.title for item in plan.contributions if item.kind == imported.code),
        },
    )
    return kind


def _open(imported: ImportedKind, phase: Phase, kind: Kind) -> dict[str, PhaseAction]:
    """What the phase opened on this kind; its ballot, if it had one."""
    for verb in (Verb.DEPOSIT, Verb.ARGUE, Verb.COMMENT):
        PhaseAction.objects.get_or_create(phase=phase, verb=verb, kind=kind)
    if imported.ballot_method is None:
        return {}
    ballot, _made = PhaseAction.objects.get_or_create(
        phase=phase, verb=Verb.VOTE, kind=kind, defaults={"ballot_method": imported.ballot_method}
    )
    return {imported.code: ballot}


def _write_participants(
    plan: Plan, consultation: ConsultationPage, progress: Progress
) -> dict[str, Participant]:
    def key(external_id: str) -> str:
        return f"{consultation.pk}:{external_id}"

    upsert(
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


def _write_votes(
    votes: Sequence[ImportedVote],
    frame: Frame,
    people: dict[str, Participant],
    contributions: dict[str, Contribution],
    progress: Progress,
) -> None:
    """Add the votes that are new; end the live ones that the files have changed since the last import."""
    kinds = {kind.pk: code for code, kind in frame.kinds.items()}
    live = {
        (vote.voter_id, vote.contribution_id): vote
        for vote in Vote.objects.filter(ballot__in=frame.ballots.values(), origin=Origin.IMPORT, is_live=True)
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
        added.append((_vote(vote, frame.ballots[kinds[contribution.kind_id]], voter, contribution), former))
    Vote.objects.filter(pk__in=[vote.pk for vote in ended]).update(
        is_live=False, ended_at=timezone.now(), salt=None, shares=None
    )
    for batch in batches(Vote, added, progress):
        Vote.objects.bulk_create([vote for vote, _former in batch])
        told.tell_votes(batch, space=space_of(frame.phase.consultation_id))
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


def _write_totals(plan: Plan, frame: Frame, contributions: dict[str, Contribution]) -> None:
    totals = [
        Tally(
            ballot=frame.ballots[item.kind],
            contribution=contributions[item.external_id],
            choice=choice,
            imported_count=total,
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
