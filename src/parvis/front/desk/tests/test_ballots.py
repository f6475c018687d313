"""How a team sets a ballot, says what projects cost, and enters votes on paper."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.cast import cast
from parvis.ballots.models import ItemCost, PaperBatch, PaperCount
from parvis.ballots.tests.factories import BallotFactory, items_of
from parvis.consultations.models import PhaseAction
from parvis.consultations.options import BallotOptions
from parvis.consultations.tests.factories import KindFactory, PhaseFactory

pytestmark = pytest.mark.django_db
MOMENT = "%Y-%m-%dT%H:%M"


def posted(phase, kind, **options):
    times = {
        name: timezone.localtime(getattr(phase, name)).strftime(MOMENT) for name in ("starts_at", "ends_at")
    }
    fields = {f"{name}_{kind.pk}": value for name, value in options.items()}
    return {"title": phase.title, "summary": "", "source": "nothing", **times, **fields}


SET = [
    ({"vote": "points", "limit": "10", "limit_each": "4"}, BallotOptions(limit=10, limit_each=4)),
    ({"vote": "support", "quorum": "30", "hides_counts": "on"}, BallotOptions(quorum=30, hides_counts=True)),
    ({"vote": "grade", "scale": "10", "limit": "3"}, BallotOptions(scale=10)),
    (
        {"vote": "budget", "limit": "90000", "threshold": "5", "is_public": "on"},
        BallotOptions(limit=90000, threshold=5, is_public=True),
    ),
]


@pytest.mark.parametrize(("options", "kept"), SET)
def test_a_ballot_is_set_with_its_phase(desk, organiser, options, kept):
    phase = PhaseFactory(consultation=organiser.consultation, future=True)
    kind = KindFactory(consultation=organiser.consultation)
    address = reverse("desk:phase", args=[organiser.consultation.pk, phase.pk])
    done = desk(organiser.participant).post(address, posted(phase, kind, **options))
    assert done.status_code == 302
    assert BallotOptions.of(phase.actions.get()) == kept


@pytest.mark.parametrize(
    "options",
    [
        {"vote": "ranking"},
        {"vote": "budget", "limit": "0"},
        {"vote": "points", "limit": "3", "limit_each": "4"},
    ],
)
def test_a_ballot_without_what_it_needs_is_refused(desk, organiser, options):
    phase = PhaseFactory(consultation=organiser.consultation, future=True)
    kind = KindFactory(consultation=organiser.consultation)
    address = reverse("desk:phase", args=[organiser.consultation.pk, phase.pk])
    page = desk(organiser.participant).post(address, posted(phase, kind, **options))
    assert (page.status_code, phase.actions.count()) == (200, 0)
    assert '<details class="desk-ballot" open>' in page.content.decode()


def test_options_change_in_place_until_somebody_voted(desk, organiser):
    organiser.consultation.live = False
    organiser.consultation.save()
    phase = PhaseFactory(consultation=organiser.consultation)
    kind = KindFactory(consultation=organiser.consultation)
    ballot = BallotFactory(phase=phase, kind=kind, points=True)
    address = reverse("desk:phase", args=[organiser.consultation.pk, phase.pk])
    client = desk(organiser.participant)
    assert client.post(address, posted(phase, kind, vote="points", limit="6")).status_code == 302
    ballot.refresh_from_db()
    assert ballot.ballot_limit == 6
    (item,) = items_of(ballot, 1)
    organiser.consultation.live = True
    organiser.consultation.save()
    cast(actor=ParticipantFactory(), ballot=ballot, contribution=item, choice=6)
    organiser.consultation.live = False
    organiser.consultation.save()
    assert client.post(address, posted(phase, kind, vote="points", limit="5")).status_code == 200
    ballot.refresh_from_db()
    assert ballot.ballot_limit == 6


@pytest.mark.parametrize(
    "fields",
    [
        {"ballot_method": "points"},
        {"ballot_method": "points", "ballot_limit": 3, "ballot_limit_each": 4},
        {"ballot_method": "statements", "ballot_limit": 3},
        {"ballot_method": "grade"},
        {"ballot_method": "grade", "ballot_scale": 7},
        {"ballot_method": "support", "ballot_scale": 5},
        {"ballot_method": "support", "ballot_quorum": 0},
        {"verb": "argue", "ballot_method": "", "ballot_is_public": True},
    ],
)
def test_the_database_refuses_options_that_the_method_does_not_have(fields):
    ballot = BallotFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        PhaseAction.objects.filter(pk=ballot.pk).update(**fields)


def test_costs_and_sheets_are_typed_at_the_desk(desk, organiser):
    ballot = BallotFactory(phase__consultation=organiser.consultation, budget=True)
    (item,) = items_of(ballot, 1)
    client, args = desk(organiser.participant), [organiser.consultation.pk, ballot.pk]
    costs, sheets = reverse("desk:costs", args=args), reverse("desk:sheets", args=args)
    page = client.get(reverse("desk:consultation", args=args[:1])).content.decode()
    assert (costs in page, sheets in page) == (True, True)
    assert client.post(costs, {f"cost-{item.pk}": "many"}).status_code == 200
    assert client.post(costs, {f"cost-{item.pk}": "400"}).status_code == 302
    assert ItemCost.objects.get().amount == 400
    assert 'value="400"' in client.get(costs).content.decode()
    batch = {"label": "Mairie", "sheets": "12", f"count-{item.pk}-1": "9"}
    assert client.post(sheets, {**batch, "sheets": "8"}).status_code == 200
    assert client.post(sheets, batch).status_code == 302
    assert PaperCount.objects.get().count == 9
    made = PaperBatch.objects.get()
    client.post(reverse("desk:cancel_batch", args=[*args, made.pk]))
    made.refresh_from_db()
    assert made.cancelled_by == organiser.participant


def test_a_ballot_without_costs_or_sheets_has_no_page_for_them(desk, organiser):
    ballot = BallotFactory(phase__consultation=organiser.consultation, pairs=True)
    client, args = desk(organiser.participant), [organiser.consultation.pk, ballot.pk]
    assert client.get(reverse("desk:costs", args=args)).status_code == 404
    assert client.get(reverse("desk:sheets", args=args)).status_code == 404
