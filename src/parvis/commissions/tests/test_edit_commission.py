"""Setting up commissions: a tree without a cycle, three levels deep, closed once nothing waits."""

import pytest

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.commissions.domain.edit_commission import (
    CommissionDraft,
    add_commission,
    change_commission,
    close_commission,
    move_commission,
)
from parvis.commissions.models import Commission
from parvis.commissions.queries import tree_of
from parvis.commissions.tests.factories import CommissionFactory, HandOverFactory, officer_of
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import ConsultationFactory, PhaseFactory, TeamMemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> ConsultationPage:
    return ConsultationFactory()


@pytest.fixture
def organiser(place):
    return TeamMemberFactory(consultation=place).participant


def below(parent: Commission | None, place: ConsultationPage) -> Commission:
    return CommissionFactory(consultation=place, parent=parent)


def moved(row: Commission, parent: Commission | None) -> CommissionDraft:
    return CommissionDraft(name=row.name, mandate=row.mandate, parent=parent)


def test_a_commission_is_made_with_an_address_of_its_own(place, organiser) -> None:
    phase = PhaseFactory(consultation=place)
    first = add_commission(
        actor=organiser, consultation=place, draft=CommissionDraft("Mobilités", "Écouter.", phases=[phase])
    )
    second = add_commission(
        actor=organiser, consultation=place, draft=CommissionDraft("Mobilités", "", parent=first)
    )

    assert (first.slug, second.slug, list(first.phases.all())) == ("mobilites", "mobilites-2", [phase])
    ((branch,), below) = tree_of(place), tree_of(place)[0].below
    assert (branch.commission, [one.commission for one in below]) == (first, [second])


def test_the_same_name_at_the_same_place_is_refused(place, organiser) -> None:
    add_commission(actor=organiser, consultation=place, draft=CommissionDraft("Bus", ""))
    with pytest.raises(Refused, match="déjà"):
        add_commission(actor=organiser, consultation=place, draft=CommissionDraft("BUS", ""))


def test_no_commission_is_below_itself_nor_below_its_own(place, organiser) -> None:
    top = below(None, place)
    middle = below(top, place)
    low = below(middle, place)
    for parent in (top, middle, low):
        with pytest.raises(Refused, match="elle-même"):
            change_commission(actor=organiser, commission=top, draft=moved(top, parent))
    top.refresh_from_db()
    assert top.parent is None


def test_three_levels_at_most_counting_what_comes_with_it(place, organiser) -> None:
    low = below(below(below(None, place), place), place)
    with pytest.raises(Refused, match="3 niveaux"):
        add_commission(actor=organiser, consultation=place, draft=CommissionDraft("Trop", "", parent=low))

    pair = below(None, place)
    below(pair, place)
    with pytest.raises(Refused, match="3 niveaux"):
        change_commission(actor=organiser, commission=pair, draft=moved(pair, low.parent))
    change_commission(actor=organiser, commission=pair, draft=moved(pair, below(None, place)))
    pair.refresh_from_db()
    assert pair.parent is not None


def test_a_commission_of_another_consultation_is_not_above(place, organiser) -> None:
    with pytest.raises(Refused, match="de cette consultation"):
        add_commission(
            actor=organiser,
            consultation=place,
            draft=CommissionDraft("Bus", "", parent=CommissionFactory()),
        )


def test_it_closes_once_nothing_waits(place, organiser) -> None:
    top = below(None, place)
    low = below(top, place)
    HandOverFactory(commission=low)
    with pytest.raises(Refused, match="sous-commissions"):
        close_commission(actor=organiser, commission=top)
    with pytest.raises(Refused, match="encore à l’examen"):
        close_commission(actor=organiser, commission=low)

    low.hand_overs.all().delete()
    close_commission(actor=organiser, commission=low)
    close_commission(actor=organiser, commission=top)
    top.refresh_from_db()
    assert top.closed_at is not None


@pytest.mark.parametrize("who", ["somebody", "elsewhere", "moderator", "chair"])
def test_only_its_organisers_set_it_up(place, who: str) -> None:
    row = CommissionFactory(consultation=place)
    actor = {
        "somebody": ParticipantFactory,
        "elsewhere": lambda: TeamMemberFactory().participant,
        "moderator": lambda: TeamMemberFactory(consultation=place, role=Role.MODERATOR).participant,
        "chair": lambda: officer_of(row),
    }[who]()
    for act in (
        lambda: add_commission(actor=actor, consultation=place, draft=CommissionDraft("Bus", "")),
        lambda: change_commission(actor=actor, commission=row, draft=CommissionDraft("Bus", "")),
        lambda: close_commission(actor=actor, commission=row),
    ):
        with pytest.raises(Refused, match="Seul un organisateur"):
            act()
    assert list(place.commissions.values_list("name", "closed_at")) == [(row.name, None)]


def test_sisters_are_put_in_another_order_and_nothing_leaves_its_place_in_the_tree(place, organiser) -> None:
    first, second, third = (below(None, place) for _each in range(3))
    one, other = below(first, place), below(first, place)
    move_commission(actor=organiser, commission=third, places=-1)
    move_commission(actor=organiser, commission=first, places=-1)  # it is the first: it stays
    move_commission(actor=organiser, commission=one, places=1)
    tree = tree_of(place)
    assert [branch.commission for branch in tree] == [first, third, second]
    assert [branch.commission for branch in tree[0].below] == [other, one]
    with pytest.raises(Refused, match="Seul un organisateur"):
        move_commission(actor=ParticipantFactory(), commission=third, places=1)
