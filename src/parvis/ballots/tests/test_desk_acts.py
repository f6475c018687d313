"""What a team does about a ballot: costs, and votes given on paper."""

import pytest

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.cast_paper import cast_paper
from parvis.ballots.domain.enter_paper import cancel_batch, enter_batch
from parvis.ballots.domain.set_costs import set_costs
from parvis.ballots.models import ItemCost, PaperBatch, PaperCount
from parvis.ballots.tests.factories import BallotFactory, items_of
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory

pytestmark = pytest.mark.django_db


def organiser(ballot, role=Role.ORGANISER):
    return TeamMemberFactory(consultation=ballot.phase.consultation, role=role).participant


def costs(ballot):
    return dict(ItemCost.objects.filter(ballot=ballot).values_list("contribution", "amount"))


def test_costs_are_set_changed_and_removed_until_somebody_chose():
    ballot = BallotFactory(budget=True)
    actor, (one, other) = organiser(ballot), items_of(ballot, 2)
    assert set_costs(actor=actor, ballot=ballot, costs={one.pk: 400, other.pk: 300}) == 2
    assert set_costs(actor=actor, ballot=ballot, costs={one.pk: 400, other.pk: None}) == 1
    assert costs(ballot) == {one.pk: 400}
    cast_paper(actor=ParticipantFactory(), ballot=ballot, choices={one.pk: 1})
    with pytest.raises(Refused):
        set_costs(actor=actor, ballot=ballot, costs={one.pk: 500})
    assert set_costs(actor=actor, ballot=ballot, costs={one.pk: 400, other.pk: 900}) == 1
    assert costs(ballot) == {one.pk: 400, other.pk: 900}


def test_costs_that_make_no_sense_are_refused():
    ballot, points = BallotFactory(budget=True), BallotFactory(points=True)
    (item,) = items_of(ballot, 1)
    (stranger,) = items_of(points, 1)
    for actor, on, asked in (
        (organiser(ballot), ballot, {item.pk: 0}),
        (organiser(ballot), ballot, {stranger.pk: 10}),
        (organiser(points), points, {stranger.pk: 10}),
        (organiser(ballot, Role.MODERATOR), ballot, {item.pk: 10}),
        (organiser(points), ballot, {item.pk: 10}),
    ):
        with pytest.raises(Refused):
            set_costs(actor=actor, ballot=on, costs=asked)
    assert ItemCost.objects.count() == 0


def batch(ballot, actor, counts, *, label="Mairie", sheets=20):
    return enter_batch(actor=actor, ballot=ballot, label=label, sheets=sheets, counts=counts)


def test_a_batch_is_entered_once_and_cancelled_once():
    ballot = BallotFactory()
    actor, (item,) = organiser(ballot), items_of(ballot, 1)
    made = batch(ballot, actor, {(item.pk, 1): 12, (item.pk, 0): 0, (item.pk, -1): 8})
    assert sorted(PaperCount.objects.values_list("choice", "count")) == [(-1, 8), (1, 12)]
    with pytest.raises(Refused):
        batch(ballot, actor, {(item.pk, 1): 1})
    cancel_batch(actor=actor, batch=made)
    with pytest.raises(Refused):
        cancel_batch(actor=actor, batch=made)
    batch(ballot, actor, {(item.pk, 1): 1})
    cancelled = PaperBatch.objects.exclude(cancelled_at=None)
    assert (list(cancelled), PaperBatch.objects.count()) == ([made], 2)


def test_a_batch_that_makes_no_sense_is_refused():
    ballot, hidden = BallotFactory(), BallotFactory(ballot_hides_counts=True)
    actor, (item,) = organiser(ballot), items_of(ballot, 1)
    (secret,) = items_of(hidden, 1)
    for on, who, counts, more in (
        (ballot, actor, {(item.pk, 1): 15, (item.pk, -1): 8}, {}),
        (ballot, actor, {(item.pk, 2): 1}, {}),
        (ballot, actor, {(item.pk, 1): -1}, {}),
        (ballot, actor, {(secret.pk, 1): 1}, {}),
        (ballot, actor, {(item.pk, 1): 1}, {"label": "  "}),
        (ballot, actor, {(item.pk, 1): 1}, {"sheets": 0}),
        (ballot, organiser(ballot, Role.ANALYST), {(item.pk, 1): 1}, {}),
        (ballot, ParticipantFactory(), {(item.pk, 1): 1}, {}),
        (hidden, organiser(hidden), {(secret.pk, 1): 1}, {}),
    ):
        with pytest.raises(Refused):
            batch(on, who, counts, **more)
    assert PaperBatch.objects.count() == 0
