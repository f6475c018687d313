"""Changing the line of time of a consultation."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.domain.edit_phase import (
    ActionDraft,
    PhaseDraft,
    add_phase,
    change_phase,
    draft_of,
    remove_phase,
)
from parvis.consultations.enums import BallotMethod, Role, Source, Verb
from parvis.consultations.models import Phase
from parvis.consultations.tests.factories import (
    KindFactory,
    PhaseActionFactory,
    PhaseFactory,
    TeamMemberFactory,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def member():
    return TeamMemberFactory()


def draft(**changes) -> PhaseDraft:
    now = timezone.now()
    values = {"title": "Vote", "summary": "", "starts_at": now + DAY, "ends_at": now + 8 * DAY} | changes
    return PhaseDraft(**values)


def test_an_added_phase_takes_its_place_in_time(member) -> None:
    late = PhaseFactory(consultation=member.consultation, future=True)
    kind = KindFactory(consultation=member.consultation)
    vote = ActionDraft(Verb.VOTE, kind, BallotMethod.SUPPORT)

    added = add_phase(
        actor=member.participant, consultation=member.consultation, draft=draft(actions=frozenset({vote}))
    )

    assert list(member.consultation.phases.all()) == [added, late]
    assert draft_of(added).actions == {vote}


def test_a_phase_to_come_changes_at_will(member) -> None:
    action = PhaseActionFactory(phase__consultation=member.consultation, phase__future=True)
    kept = ActionDraft(Verb.DEPOSIT, action.kind)
    wanted = replace(
        draft_of(action.phase),
        starts_at=action.phase.starts_at - DAY,
        actions=frozenset({kept, ActionDraft(Verb.ARGUE, action.kind)}),
    )

    changed = change_phase(actor=member.participant, phase=action.phase, draft=wanted)

    assert draft_of(changed) == wanted
    assert changed.actions.get(verb=Verb.DEPOSIT) == action


def test_an_open_phase_is_given_more_time_and_clearer_words(member) -> None:
    phase = PhaseFactory(consultation=member.consultation)
    wanted = replace(draft_of(phase), ends_at=phase.ends_at + DAY, title="Ideas, one more day")

    assert draft_of(change_phase(actor=member.participant, phase=phase, draft=wanted)) == wanted


@pytest.mark.parametrize(
    "change",
    [
        lambda phase: {"ends_at": phase.ends_at - DAY},
        lambda phase: {"starts_at": phase.starts_at - DAY},
        lambda phase: {
            "actions": frozenset({ActionDraft(Verb.ARGUE, KindFactory(consultation=phase.consultation))})
        },
        lambda phase: {
            "source": Source.EVERYTHING,
            "source_phase": PhaseFactory(consultation=phase.consultation, past=True),
        },
    ],
    ids=["less time", "start", "actions", "source"],
)
def test_an_open_phase_keeps_what_was_promised(member, change) -> None:
    phase = PhaseFactory(consultation=member.consultation)
    before = draft_of(phase)

    with pytest.raises(Refused):
        change_phase(actor=member.participant, phase=phase, draft=replace(before, **change(phase)))
    assert draft_of(Phase.objects.get(pk=phase.pk)) == before


def test_a_phase_that_is_over_stays_as_it_was(member) -> None:
    phase = PhaseFactory(consultation=member.consultation, past=True)

    with pytest.raises(Refused):
        change_phase(
            actor=member.participant,
            phase=phase,
            draft=replace(draft_of(phase), ends_at=timezone.now() + DAY),
        )
    assert Phase.objects.get(pk=phase.pk).ends_at == phase.ends_at


def test_dates_of_a_draft_are_nobodys_promise(member) -> None:
    member.consultation.live = False
    member.consultation.save(update_fields=["live"])
    phase = PhaseFactory(consultation=member.consultation, past=True)
    wanted = replace(draft_of(phase), starts_at=timezone.now(), ends_at=timezone.now() + DAY)

    assert draft_of(change_phase(actor=member.participant, phase=phase, draft=wanted)) == wanted


def test_an_endless_phase_may_be_given_an_end_to_come(member) -> None:
    phase = PhaseFactory(consultation=member.consultation, endless=True)
    wanted = replace(draft_of(phase), ends_at=timezone.now() + DAY)

    assert change_phase(actor=member.participant, phase=phase, draft=wanted).ends_at == wanted.ends_at
    with pytest.raises(Refused):
        change_phase(
            actor=member.participant, phase=phase, draft=replace(wanted, ends_at=timezone.now() - DAY)
        )


def test_a_phase_ends_after_it_starts(member) -> None:
    now = timezone.now()

    with pytest.raises(Refused):
        add_phase(
            actor=member.participant,
            consultation=member.consultation,
            draft=draft(starts_at=now + 2 * DAY, ends_at=now + DAY),
        )


def test_a_phase_carries_over_from_an_earlier_one_of_its_consultation(member) -> None:
    phase = PhaseFactory(consultation=member.consultation, future=True)
    foreign = PhaseFactory(past=True)
    later = PhaseFactory(consultation=member.consultation, starts_at=phase.starts_at + DAY, ends_at=None)

    for source in (foreign, later, phase):
        with pytest.raises(Refused):
            change_phase(
                actor=member.participant,
                phase=phase,
                draft=replace(draft_of(phase), source=Source.EVERYTHING, source_phase=source),
            )


def test_an_empty_phase_is_removed(member) -> None:
    action = PhaseActionFactory(phase__consultation=member.consultation)

    remove_phase(actor=member.participant, phase=action.phase)

    assert not member.consultation.phases.exists()


def test_a_phase_on_which_another_relies_stays(member) -> None:
    first = PhaseFactory(consultation=member.consultation, past=True)
    PhaseFactory(consultation=member.consultation, source=Source.EVERYTHING, source_phase=first)

    with pytest.raises(Refused):
        remove_phase(actor=member.participant, phase=first)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ANALYST, Role.GUARANTOR])
def test_a_teammate_who_is_no_organiser_changes_nothing(member, role: Role) -> None:
    teammate = TeamMemberFactory(consultation=member.consultation, role=role)

    with pytest.raises(Refused):
        add_phase(actor=teammate.participant, consultation=member.consultation, draft=draft())


@pytest.mark.parametrize("outsider", [ParticipantFactory, lambda: TeamMemberFactory().participant])
def test_an_outsider_changes_nothing(member, outsider) -> None:
    phase = PhaseFactory(consultation=member.consultation, future=True)

    with pytest.raises(Refused):
        change_phase(actor=outsider(), phase=phase, draft=replace(draft_of(phase), title="Mine"))
    with pytest.raises(Refused):
        remove_phase(actor=outsider(), phase=phase)
    assert Phase.objects.get().title == phase.title
