"""Take contributions over from an earlier phase."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.consultations.enums import Source
from parvis.consultations.models import Kind, Phase, PhaseAction
from parvis.consultations.tests.factories import KindFactory, PhaseActionFactory, PhaseFactory
from parvis.contributions.domain.carry import carry
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.queries import answerable, phases_to_carry, votable
from parvis.contributions.tasks import carry_over
from parvis.contributions.tests.factories import ContributionFactory


@pytest.fixture
def kind(db: None) -> Kind:
    return KindFactory.create()


@pytest.fixture
def first(kind: Kind) -> Phase:
    return PhaseFactory.create(consultation=kind.consultation, past=True)


def next_phase(first: Phase, source: Source, **fields: object) -> Phase:
    return PhaseFactory.create(consultation=first.consultation, source=source, source_phase=first, **fields)


def carried(phase: Phase) -> list[tuple[int, int | None]]:
    return list(phase.carried.order_by("pk").values_list("contribution_id", "rank"))


def test_everything_is_what_is_published_in_the_earlier_phase(kind: Kind, first: Phase) -> None:
    one, two, hidden = ContributionFactory.create_batch(3, kind=kind, phase=first)
    Contribution.objects.filter(pk=hidden.pk).update(state=State.HIDDEN)
    ContributionFactory.create(kind=kind)
    phase = next_phase(first, Source.EVERYTHING)

    assert (carry(phase=phase), carry(phase=phase)) == (2, 0)

    assert {pk for pk, _ in carried(phase)} == {one.pk, two.pk}
    phase.refresh_from_db()
    assert phase.carried_at is not None


def test_everything_includes_what_the_earlier_phase_carried_itself(kind: Kind, first: Phase) -> None:
    contribution = ContributionFactory.create(kind=kind, phase=first)
    second = next_phase(first, Source.EVERYTHING)
    third = next_phase(second, Source.EVERYTHING)

    carry(phase=second)
    carry(phase=third)

    assert carried(third) == [(contribution.pk, None)]


def test_the_best_keep_their_rank_and_the_first_harvest_stands(kind: Kind, first: Phase) -> None:
    one, two, three = ContributionFactory.create_batch(3, kind=kind, phase=first)
    phase = next_phase(first, Source.BEST, source_count=2)

    assert carry(phase=phase) == 0
    assert carry(phase=phase, contribution_ids=[two.pk, one.pk]) == 2
    assert carry(phase=phase, contribution_ids=[three.pk]) == 0

    assert carried(phase) == [(two.pk, 1), (one.pk, 2)]


def test_a_hand_made_list_is_completed_without_doubles(kind: Kind, first: Phase) -> None:
    one, two = ContributionFactory.create_batch(2, kind=kind, phase=first)
    phase = next_phase(first, Source.CHOSEN)

    assert carry(phase=phase, contribution_ids=[one.pk]) == 1
    assert carry(phase=phase, contribution_ids=[one.pk, two.pk]) == 1

    assert carried(phase) == [(one.pk, None), (two.pk, None)]


def test_the_job_carries_for_started_phases_alone(kind: Kind, first: Phase) -> None:
    ContributionFactory.create(kind=kind, phase=first)
    started, future = next_phase(first, Source.EVERYTHING), next_phase(first, Source.EVERYTHING, future=True)

    assert (carry_over(timestamp=0), carry_over(timestamp=0)) == (1, 0)

    assert (len(carried(started)), len(carried(future))) == (1, 0)


def test_the_job_follows_an_earlier_phase_that_still_runs(kind: Kind, first: Phase) -> None:
    first.ends_at = timezone.now() + timedelta(days=1)
    first.save()
    phase = next_phase(first, Source.EVERYTHING)
    carry_over(timestamp=0)

    late = ContributionFactory.create(kind=kind, phase=first)
    carry_over(timestamp=0)

    assert carried(phase) == [(late.pk, None)]


def test_the_n_best_wait_for_the_floor_of_ballots(first: Phase) -> None:
    phase = next_phase(first, Source.BEST)

    assert phases_to_carry(Source.EVERYTHING, Source.CHOSEN) == []
    assert phases_to_carry(Source.BEST) == [phase]
    carry(phase=phase, contribution_ids=[])
    assert phases_to_carry(Source.BEST) == []


def test_a_ballot_bears_on_its_kind_in_its_phase(kind: Kind, first: Phase) -> None:
    own = ContributionFactory.create(kind=kind, phase=first)
    imported = ContributionFactory.create(kind=kind)
    ContributionFactory.create(kind=KindFactory.create(consultation=kind.consultation), phase=first)
    ContributionFactory.create(kind=kind, phase=first, state=State.WITHDRAWN)
    ContributionFactory.create(kind=kind, phase=PhaseFactory.create(consultation=kind.consultation))
    ballot = PhaseActionFactory.create(phase=first, kind=kind, vote=True)

    assert set(votable(ballot)) == {own, imported}


def test_a_ballot_on_a_harvest_bears_on_it_alone(kind: Kind, first: Phase) -> None:
    chosen, _ = ContributionFactory.create_batch(2, kind=kind, phase=first)
    phase = next_phase(first, Source.CHOSEN)
    ballot: PhaseAction = PhaseActionFactory.create(phase=phase, kind=kind, vote=True)
    carry(phase=phase, contribution_ids=[chosen.pk])

    assert list(votable(ballot)) == [chosen]


def test_without_harvest_a_deposit_responds_to_anything_of_the_kind_asked(kind: Kind, first: Phase) -> None:
    pain = ContributionFactory.create(kind=kind, phase=first)
    solution = KindFactory.create(consultation=kind.consultation, responds_to=kind)
    action = PhaseActionFactory.create(
        phase=PhaseFactory.create(consultation=kind.consultation), kind=solution
    )

    assert list(answerable(action)) == [pain]
