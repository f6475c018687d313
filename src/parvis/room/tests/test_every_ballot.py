"""Every voting method in a room: its sheet on a phone, its rules, its count and its picture."""

import uuid
from collections import Counter

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from parvis.accounts.errors import Refused
from parvis.consultations.enums import BallotMethod
from parvis.room.domain.answer import Given, answer
from parvis.room.enums import METHODS
from parvis.room.figures import figures_of
from parvis.room.leaves import said_by
from parvis.room.models import MOST_CHOICES, MOST_COMPARED, Activity, Answer
from parvis.room.pictures import picture
from parvis.room.sheets import lines_of, pairs_of
from parvis.room.tests.factories import ActivityFactory

pytestmark = pytest.mark.django_db
ITEMS = ["Un kiosque", "Des bancs", "Un marché"]


def vote(method: BallotMethod, **given: object) -> Activity:
    return ActivityFactory(vote=True, started=True, method=method, items=ITEMS, **given)


@pytest.fixture
def budget() -> Activity:
    return vote(BallotMethod.BUDGET, limit=100_000, costs=[60_000, 30_000, 90_000])


@pytest.fixture
def pairs() -> Activity:
    return vote(BallotMethod.PAIRS)


def spaced(text: str) -> str:
    """With plain spaces alone."""
    return text.replace("\u202f", " ").replace("\xa0", " ")


def send(activity: Activity, *choices: int | None) -> None:
    answer(device=uuid.uuid4(), activity=activity, key=uuid.uuid4(), given=Given(choices=choices))


def phone(client, activity: Activity):
    return client.get(reverse("room:phone", args=[activity.room.code]))


def post(client, activity: Activity, **said: object):
    phone(client, activity)
    where = reverse("room:answer", args=[activity.room.code])
    return client.post(where, {"activity": activity.pk, "key": str(uuid.uuid4()), **said})


def test_a_room_holds_every_method_of_the_ballots() -> None:
    assert set(METHODS) == set(BallotMethod)


def test_a_budget_is_spent_by_a_plain_form(client, budget) -> None:
    assert "Des bancs (30" in phone(client, budget).content.decode()

    assert post(client, budget, item_1="on", item_2="on").status_code == 302
    assert Answer.objects.get().choices == [1, 1, None]


def test_what_costs_more_than_the_budget_is_refused_and_stays_ticked(client, budget) -> None:
    refused = post(client, budget, item_2="on", item_3="on")

    page = spaced(refused.content.decode())
    assert (refused.status_code, page.count(" checked"), "20 000 € de trop" in page) == (422, 2, True)
    assert Answer.objects.count() == 0


def test_a_budget_is_counted_in_the_two_ways_of_ballots(budget) -> None:
    send(budget, 1, 1, None)
    send(budget, 1, None, None)
    send(budget, None, 1, None)
    send(budget, None, None, 1)

    figures = figures_of(budget)
    assert [(one["item"], one["people"], one["cost"], one["greedy"]) for one in figures["lines"]] == [
        (1, 2, 60_000, True),
        (2, 2, 30_000, True),
        (3, 1, 90_000, False),
    ]
    drawn = picture(budget, figures)
    assert spaced(drawn.chart.title) == "Financé par nombre de votes : « Un kiosque » et « Des bancs »"
    assert [row[0] for row in drawn.rows] == ITEMS
    assert "90" in drawn.notes[0]


@pytest.mark.parametrize("count", [2, 3, 4, 5, 6])
def test_each_pair_comes_once_and_the_first_ones_compare_all(count: int) -> None:
    found = pairs_of(count)

    assert len({frozenset(pair) for pair in found}) == len(found) == count * (count - 1) // 2
    assert len(found) <= MOST_CHOICES or count > MOST_COMPARED
    assert {place for pair in found[: (count + 1) // 2 + 1] for place in pair} == set(range(1, count + 1))
    firsts = Counter(first for first, _second in found)
    assert {firsts[place] for place in range(1, count + 1)} <= {(count - 1) // 2, count // 2}


def test_pairs_are_answered_by_a_plain_form_and_one_is_enough(client, pairs) -> None:
    first, second = pairs_of(3)[0]
    page = phone(client, pairs).content.decode()
    assert (page.count("Pas de préférence"), "1 sur 3" in page) == (3, True)

    assert post(client, pairs, item_1="-1").status_code == 302
    assert Answer.objects.get().choices == [-1, None, None]
    (line, other) = figures_of(pairs)["lines"]
    assert ((line["item"], line["won"]), (other["item"], other["lost"])) == ((second, 1), (first, 1))


def test_pairs_are_counted_by_the_chance_of_being_preferred(pairs) -> None:
    best = 3
    for _phone in range(4):
        send(pairs, *(1 if first == best else -1 if second == best else 0 for first, second in pairs_of(3)))

    figures = figures_of(pairs)
    assert (figures["lines"][0]["item"], figures["facts"]["ties"], figures["phones"]) == (best, 4, 4)
    drawn = picture(pairs, figures)
    assert (drawn.chart.maximum, drawn.chart.bars[0].label) == (100, "1. Un marché")


def test_nobody_preferring_anything_is_no_result(pairs) -> None:
    send(pairs, 0, 0, 0)

    drawn = picture(pairs, figures_of(pairs))
    assert (drawn.chart, drawn.phones) == (None, "1 téléphone a répondu")


@pytest.mark.parametrize("choices", [(2, None, None), (1, None), (None, None, None)])
def test_a_sheet_of_pairs_is_held_to_its_rules(pairs, choices) -> None:
    with pytest.raises(Refused):
        send(pairs, *choices)
    assert (Answer.objects.count(), lines_of(pairs)) == (0, 3)


def test_the_file_of_results_tells_the_costs_of_a_budget_and_nothing_new_of_the_others(budget, pairs) -> None:
    told, other = said_by([budget, pairs])

    assert (told["costs"], "costs" in other) == ([60_000, 30_000, 90_000], False)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"method": "budget", "limit": 10}, "room_activity_budget_has_costs"),
        ({"method": "budget", "limit": 10, "costs": [1]}, "room_activity_budget_has_costs"),
        ({"method": "support", "costs": [1, 1, 1]}, "room_activity_budget_has_costs"),
        ({"method": "pairs", "items": ["Un"]}, "room_activity_few_are_compared"),
        ({"method": "pairs", "items": list("abcdefg")}, "room_activity_few_are_compared"),
    ],
)
def test_the_database_holds_costs_and_pairs_to_their_items(given, name) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ActivityFactory(**{"vote": True, "items": ITEMS, **given})
