"""Contributions before a commission: handed over, taken up, handed on, returned; each act is logged."""

import pytest

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.commissions.domain.edit_commission import close_commission
from parvis.commissions.domain.hand_over import give_back, hand_on, hand_over, take_up
from parvis.commissions.enums import Office, Outcome
from parvis.commissions.models import HandOver
from parvis.commissions.queries import counts_of
from parvis.commissions.tests.factories import (
    CommissionFactory,
    HandOverFactory,
    OpinionFactory,
    officer_of,
)
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import KindFactory, TeamMemberFactory
from parvis.contributions.enums import State
from parvis.contributions.tests.factories import ContributionFactory
from parvis.ledger.models import Pending

pytestmark = pytest.mark.django_db


@pytest.fixture
def commission():
    return CommissionFactory()


@pytest.fixture
def kind(commission):
    return KindFactory(consultation=commission.consultation)


def told() -> list[tuple[str, dict]]:
    """What the log was told, without the fingerprints of words."""
    found = Pending.objects.filter(kind__startswith="contribution.").order_by("pk")
    rows = found.values_list("kind", "public")
    return [(name, {key: value for key, value in public.items() if key != "sha256"}) for name, public in rows]


def test_several_are_handed_over_once_each(commission, kind) -> None:
    texts = ContributionFactory.create_batch(2, kind=kind)
    hidden = ContributionFactory(kind=kind, state=State.HIDDEN)
    chair = officer_of(commission)
    for _time in range(2):
        hand_over(
            actor=chair,
            commission=commission,
            contributions=[*texts, hidden, ContributionFactory()],
            reason="Sur les bus.",
        )

    assert sorted(HandOver.objects.values_list("contribution", flat=True)) == [text.pk for text in texts]
    assert told() == [
        ("contribution.handed_over", {"commission": commission.pk, "contribution": text.pk, "from": None})
        for text in texts
    ]


def test_nothing_public_is_refused(commission, kind) -> None:
    with pytest.raises(Refused, match="Aucune"):
        hand_over(
            actor=officer_of(commission),
            commission=commission,
            contributions=[ContributionFactory(kind=kind, state=State.WITHDRAWN)],
            reason="Sur les bus.",
        )
    with pytest.raises(Refused, match="Dites pourquoi"):
        hand_over(actor=officer_of(commission), commission=commission, contributions=[], reason=" ")


def test_it_is_handed_on_to_another_commission(commission) -> None:
    row = HandOverFactory(commission=commission)
    other = CommissionFactory(consultation=commission.consultation)
    made = hand_on(actor=officer_of(commission), row=row, commission=other, reason="Elle parle de l'eau.")
    row.refresh_from_db()

    assert (row.outcome, row.words, row.next, made.commission) == (
        Outcome.HANDED_ON, "Elle parle de l'eau.", made, other,
    )  # fmt: skip
    assert told() == [
        (
            "contribution.handed_over",
            {"commission": other.pk, "contribution": row.contribution_id, "from": commission.pk},
        )
    ]
    with pytest.raises(Refused, match="déjà été dit"):
        give_back(actor=officer_of(commission), row=row, reason="Encore.")


@pytest.mark.parametrize("where", ["itself", "elsewhere", "closed", "examining"])
def test_it_goes_to_another_open_commission_of_the_same_consultation(commission, where: str) -> None:
    row = HandOverFactory(commission=commission)
    place = commission.consultation
    to = {
        "itself": lambda: commission,
        "elsewhere": CommissionFactory,
        "closed": lambda: CommissionFactory(consultation=place, closed_at=row.handed_at),
        "examining": lambda: (
            HandOverFactory(
                commission=CommissionFactory(consultation=place), contribution=row.contribution
            ).commission
        ),
    }[where]()
    with pytest.raises(Refused):
        hand_on(actor=officer_of(commission), row=row, commission=to, reason="Ailleurs.")
    row.refresh_from_db()
    assert row.outcome == Outcome.WAITS


def test_it_is_returned_with_a_reason_then_may_come_back(commission) -> None:
    row, chair = HandOverFactory(commission=commission), officer_of(commission, Office.SECRETARY)
    with pytest.raises(Refused, match="Dites pourquoi"):
        give_back(actor=chair, row=row, reason="")
    give_back(actor=chair, row=row, reason="Hors du mandat.")
    assert told() == [
        (
            "contribution.settled",
            {"commission": commission.pk, "contribution": row.contribution_id, "outcome": "returned"},
        )
    ]
    hand_over(actor=chair, commission=commission, contributions=[row.contribution], reason="À revoir.")
    assert counts_of(commission) == {"waits": 1, "taken_up": 0, "handed_on": 0, "returned": 1}


def test_it_is_taken_up_in_an_opinion_of_this_commission(commission) -> None:
    row, chair = HandOverFactory(commission=commission), officer_of(commission)
    with pytest.raises(Refused, match="de cette commission"):
        take_up(actor=chair, row=row, opinion=OpinionFactory())
    opinion = OpinionFactory(commission=commission)
    take_up(actor=chair, row=row, opinion=opinion)
    row.refresh_from_db()
    assert (row.outcome, row.opinion, told()[0][1]["opinion"]) == (Outcome.TAKEN_UP, opinion, opinion.pk)


@pytest.mark.parametrize("who", ["member", "moderator", "elsewhere", "nobody"])
def test_nobody_else_acts_for_a_commission(commission, kind, who: str) -> None:
    row, other = HandOverFactory(commission=commission), CommissionFactory()
    actor = {
        "member": lambda: officer_of(commission, Office.MEMBER),
        "moderator": lambda: (
            TeamMemberFactory(consultation=commission.consultation, role=Role.MODERATOR).participant
        ),
        "elsewhere": lambda: officer_of(other),
        "nobody": ParticipantFactory,
    }[who]()
    text = ContributionFactory(kind=kind)
    for act in (
        lambda: hand_over(actor=actor, commission=commission, contributions=[text], reason="x"),
        lambda: hand_on(actor=actor, row=row, commission=other, reason="x"),
        lambda: give_back(actor=actor, row=row, reason="x"),
        lambda: take_up(actor=actor, row=row, opinion=OpinionFactory(commission=commission)),
    ):
        with pytest.raises(Refused, match="agissent pour une commission"):
            act()
    assert told() == []


def test_nothing_is_handed_to_a_closed_commission(commission, kind) -> None:
    organiser = TeamMemberFactory(consultation=commission.consultation).participant
    close_commission(actor=organiser, commission=commission)
    with pytest.raises(Refused, match="fermée"):
        hand_over(
            actor=organiser, commission=commission, contributions=[ContributionFactory(kind=kind)], reason="x"
        )
