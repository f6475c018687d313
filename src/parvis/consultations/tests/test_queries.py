"""Reading consultations, their phases and what is open now."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations import permissions, queries
from parvis.consultations.enums import Role, Verb
from parvis.consultations.tests.factories import (
    ConsultationFactory,
    PhaseActionFactory,
    PhaseFactory,
    TeamMemberFactory,
)

pytestmark = pytest.mark.django_db


def test_a_published_consultation_is_found_by_its_slug() -> None:
    consultation = ConsultationFactory()

    assert queries.consultation_by_slug(consultation.slug) == consultation


def test_a_draft_is_not_found() -> None:
    with pytest.raises(Http404):
        queries.consultation_by_slug(ConsultationFactory(live=False).slug)


@pytest.mark.parametrize("count", [1, 3])
def test_phases_come_with_their_actions_in_two_queries(count: int, django_assert_num_queries) -> None:
    consultation = ConsultationFactory()
    for _number in range(count):
        PhaseActionFactory(phase__consultation=consultation)

    with django_assert_num_queries(2):
        found = [
            (phase.source_phase, [a.kind.name for a in phase.actions.all()])
            for phase in queries.phases_of(consultation)
        ]

    assert found == [(None, ["idea"])] * count


def test_only_what_is_under_way_is_open() -> None:
    consultation = ConsultationFactory()
    now = PhaseActionFactory(phase__consultation=consultation)
    PhaseActionFactory(phase__consultation=consultation, phase__past=True, kind=now.kind)
    PhaseActionFactory(phase__consultation=consultation, phase__future=True, kind=now.kind)

    assert queries.opened_actions(consultation) == [now]
    assert queries.open_action(consultation=consultation, verb=Verb.DEPOSIT, kind=now.kind) == now
    assert queries.open_action(consultation=consultation, verb=Verb.VOTE, kind=now.kind) is None


def test_a_draft_opens_nothing() -> None:
    action = PhaseActionFactory(phase__consultation__live=False)

    assert queries.opened_actions(action.phase.consultation) == []


def test_of_two_phases_under_way_the_newest_wins() -> None:
    consultation = ConsultationFactory()
    newest = PhaseActionFactory(phase__consultation=consultation)
    oldest = PhaseActionFactory(
        phase=PhaseFactory(
            consultation=consultation, starts_at=newest.phase.starts_at.replace(year=2020), ends_at=None
        ),
        kind=newest.kind,
    )

    assert queries.opened_actions(consultation) == [newest, oldest]
    assert queries.open_action(consultation=consultation, verb=Verb.DEPOSIT, kind=newest.kind) == newest


SEES = {"see", "see_desk", "see_figures"}
READS = SEES | {"read_private", "vouch"}
EXPECTED = {
    Role.ORGANISER: READS
    | {"edit", "animate", "moderate", "read_hidden", "answer", "export", "analyse", "read_journal"},
    Role.MODERATOR: READS | {"moderate", "read_hidden"},
    Role.ANALYST: READS | {"export", "analyse"},
    Role.ANIMATOR: SEES | {"animate", "vouch"},
    Role.GUARANTOR: READS | {"read_hidden", "export", "read_journal"},
    Role.OBSERVER: SEES,
}


@pytest.mark.parametrize("role", Role)
def test_each_role_does_what_its_place_allows(role: Role) -> None:
    member = TeamMemberFactory(role=role, consultation__live=False)

    allowed = {
        action
        for action in permissions.ROLES
        if permissions.can(member.participant, action, member.consultation)
    }

    assert allowed == EXPECTED[role]


@pytest.mark.parametrize(
    "outsider", [AnonymousUser, ParticipantFactory, lambda: TeamMemberFactory().participant]
)
def test_an_outsider_only_sees_what_is_published(outsider) -> None:
    actor, draft, published = outsider(), ConsultationFactory(live=False), ConsultationFactory()

    assert [action for action in permissions.ROLES if permissions.can(actor, action, draft)] == []
    assert [action for action in permissions.ROLES if permissions.can(actor, action, published)] == ["see"]


def test_a_desk_lists_its_own_consultations() -> None:
    member = TeamMemberFactory()
    TeamMemberFactory()

    assert list(queries.consultations_of(member.participant)) == [member.consultation]
    assert list(queries.consultations_of(AnonymousUser())) == []
