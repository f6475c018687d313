"""Changing what people may deposit: add, rename, order, remove."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage, Kind, TeamMember
from parvis.consultations.tests.factories import KindFactory, PhaseActionFactory, TeamMemberFactory
from parvis.contributions.domain.edit_kind import KindDraft, add_kind, change_kind, move_kind, remove_kind
from parvis.contributions.tests.factories import ContributionFactory, WaitingTextFactory

pytestmark = pytest.mark.django_db
QUESTION = KindDraft(name="question", plural_name="questions", call="Ask a question", text_limit=800)


@pytest.fixture
def organiser() -> TeamMember:
    return TeamMemberFactory()


@pytest.fixture
def kind(organiser: TeamMember) -> Kind:
    return KindFactory(consultation=organiser.consultation, code="idea")


def codes(consultation: ConsultationPage) -> list[str]:
    return list(consultation.kinds.values_list("code", flat=True))


def test_a_kind_is_added_after_the_others(organiser: TeamMember, kind: Kind) -> None:
    added = add_kind(actor=organiser.participant, consultation=organiser.consultation, draft=QUESTION)

    assert codes(organiser.consultation) == ["idea", "question"]
    assert (added.name, added.text_limit, added.is_titled) == ("question", 800, True)


def test_two_kinds_of_one_name_have_each_their_code(organiser: TeamMember) -> None:
    for _time in range(2):
        add_kind(actor=organiser.participant, consultation=organiser.consultation, draft=QUESTION)

    assert codes(organiser.consultation) == ["question", "question-2"]


def test_a_name_in_another_alphabet_has_a_code(organiser: TeamMember) -> None:
    draft = KindDraft(name="ιδέα", plural_name="ιδέες", call="Προτείνω")

    assert (
        add_kind(actor=organiser.participant, consultation=organiser.consultation, draft=draft).code == "kind"
    )


def test_a_kind_in_use_is_renamed_and_keeps_its_address(organiser: TeamMember, kind: Kind) -> None:
    ContributionFactory(kind=kind)

    change_kind(actor=organiser.participant, kind=kind, draft=QUESTION)

    kind.refresh_from_db()
    assert (kind.name, kind.call, kind.code) == ("question", "Ask a question", "idea")


def test_what_a_kind_responds_to_is_settled_by_the_first_deposit(organiser: TeamMember, kind: Kind) -> None:
    solution = KindFactory(consultation=organiser.consultation)
    draft = KindDraft(name="solution", plural_name="solutions", call="Propose", responds_to=kind)
    change_kind(actor=organiser.participant, kind=solution, draft=draft)
    ContributionFactory(kind=solution)

    with pytest.raises(Refused, match=r"can no longer change|ne peut plus changer"):
        change_kind(actor=organiser.participant, kind=solution, draft=QUESTION)
    solution.refresh_from_db()
    assert solution.responds_to == kind


def test_what_a_kind_responds_to_is_settled_by_the_text_of_a_guest_that_waits(
    organiser: TeamMember, kind: Kind
) -> None:
    other = KindFactory(consultation=organiser.consultation)
    WaitingTextFactory(kind=kind)
    with pytest.raises(Refused, match=r"can no longer change|ne peut plus changer"):
        change_kind(actor=organiser.participant, kind=kind, draft=replace(QUESTION, responds_to=other))
    kind.refresh_from_db()
    assert kind.responds_to is None


def test_kinds_respond_in_no_circle(organiser: TeamMember, kind: Kind) -> None:
    solution = KindFactory(consultation=organiser.consultation, responds_to=kind)
    remark = KindFactory(consultation=organiser.consultation, responds_to=solution)
    for circle in (kind, solution, remark):
        draft = KindDraft(name="idea", plural_name="ideas", call="Propose", responds_to=circle)
        with pytest.raises(Refused):
            change_kind(actor=organiser.participant, kind=kind, draft=draft)


def test_a_kind_responds_to_none_of_another_consultation(organiser: TeamMember) -> None:
    draft = KindDraft(name="idea", plural_name="ideas", call="Propose", responds_to=KindFactory())

    with pytest.raises(Refused):
        add_kind(actor=organiser.participant, consultation=organiser.consultation, draft=draft)
    assert codes(organiser.consultation) == []


@pytest.mark.parametrize(
    ("moved", "places", "order"),
    [("b", -1, "bac"), ("b", 1, "acb"), ("a", -1, "abc"), ("c", 1, "abc"), ("a", 5, "bca")],
)
def test_kinds_change_places(organiser: TeamMember, moved: str, places: int, order: str) -> None:
    for code in "abc":
        KindFactory(consultation=organiser.consultation, code=code)
    kind = organiser.consultation.kinds.get(code=moved)

    move_kind(actor=organiser.participant, kind=kind, places=places)

    assert codes(organiser.consultation) == list(order)


def test_a_kind_that_nobody_uses_is_removed(organiser: TeamMember, kind: Kind) -> None:
    remove_kind(actor=organiser.participant, kind=kind)

    assert codes(organiser.consultation) == []


def _opened(kind: Kind) -> str:
    PhaseActionFactory(phase__consultation=kind.consultation, phase__title="Tell us", kind=kind)
    return "Tell us"


def _answered(kind: Kind) -> str:
    KindFactory(consultation=kind.consultation, name="solution", responds_to=kind)
    return "solution"


def _used(kind: Kind) -> str:
    ContributionFactory(kind=kind)
    return "(rename|renommer)"


@pytest.mark.parametrize("use", [_opened, _answered, _used])
def test_a_kind_in_use_stays_and_the_reason_is_said(
    organiser: TeamMember, kind: Kind, use: Callable[[Kind], str]
) -> None:
    said = use(kind)

    with pytest.raises(Refused, match=said):
        remove_kind(actor=organiser.participant, kind=kind)
    assert Kind.objects.filter(pk=kind.pk).exists()


def _stranger(kind: Kind) -> Participant:
    return TeamMemberFactory().participant


def _moderator(kind: Kind) -> Participant:
    return TeamMemberFactory(consultation=kind.consultation, role=Role.MODERATOR).participant


@pytest.mark.parametrize("somebody", [_stranger, _moderator])
def test_nobody_else_changes_them(kind: Kind, somebody: Callable[[Kind], Participant]) -> None:
    actor = somebody(kind)
    for attempt in (
        lambda: add_kind(actor=actor, consultation=kind.consultation, draft=QUESTION),
        lambda: change_kind(actor=actor, kind=kind, draft=QUESTION),
        lambda: move_kind(actor=actor, kind=kind, places=1),
        lambda: remove_kind(actor=actor, kind=kind),
    ):
        with pytest.raises(Refused):
            attempt()
    assert list(kind.consultation.kinds.values_list("name", flat=True)) == ["idea"]
