"""From votes and profiles to weighted shares: what they are, when there are none, and what is never told."""

import json

import numpy as np
import pytest

from parvis.panel.comparing import Known
from parvis.panel.enums import Trait
from parvis.panel.weighing import Cast, weigh
from parvis.panel.weighted import Share, Weighted

SEXES = Known(Trait.SEX, "Essai", 2024, {"woman": 50.0, "man": 50.0})
AGES = Known(Trait.AGE, "Essai", 2024, {"18-29": 30.0, "30-44": 70.0})
YOUNG, OLD = "18-29", "30-44"


def said(sex, age=None):
    return {"sex": sex, **({"age": age} if age else {})}


def vote(*groups, items=1, answers=(1, 0, -1)):
    """Each group: what people say of themselves, then how many gave each answer, the same to each item."""
    rows, who, voter = [], {}, 0
    for told, *counts in groups:
        for place, count in enumerate(counts):
            for _one in range(count):
                voter += 1
                rows += [(voter, item, place) for item in range(items)]
                if told:
                    who[voter] = told
    cast = Cast(answers, tuple(range(100, 100 + items)), np.array(rows), np.arange(1, voter + 1))
    return cast, who


WOMEN, MEN = (said("woman"), 100, 20, 30), (said("man"), 15, 10, 25)


def weighed(*groups, known=(SEXES,), **options):
    return weigh(*vote(*groups, **options), list(known))


def test_shares_are_those_of_the_population_with_their_interval():
    found = weighed(WOMEN, MEN)
    item = found.items[0]
    assert (found.voters, found.people, found.effective, found.greatest) == (200, 200, 150, 200)
    assert (item.raw, item.people, item.effective, item.step) == ((115, 30, 55), 200, 150, 1)
    assert [share.value for share in item.shares] == [48, 17, 35]
    assert item.shares[0] == Share(48, 39, 57)
    assert [one.trait for one in found.sources] == ["sex"]


def test_it_comes_back_as_it_was_and_holds_whole_numbers_alone():
    found = weighed(WOMEN, MEN)
    stored = json.loads(json.dumps(found.to_json()))
    assert Weighted.from_json(stored) == found
    assert "." not in json.dumps({**stored, "sources": []})


def test_those_who_said_nothing_are_in_the_raw_total_alone():
    item = weighed(WOMEN, MEN, (None, 50, 0, 0)).items[0]
    assert (item.raw, item.people, item.shares[0].value) == ((165, 30, 55), 200, 48)


@pytest.mark.parametrize(
    ("groups", "known", "missing"),
    [
        ((WOMEN, MEN), (), "no_reference"),
        (((said("woman"), 10, 5, 10), (said("man"), 9, 5, 10)), (SEXES,), "few_people"),
        ((WOMEN, MEN, (None, 201, 0, 0)), (SEXES,), "few_demographics"),
        (((said("woman"), 100, 20, 30), (said("man"), 3, 3, 3)), (SEXES,), "small_strata"),
        (((said("woman"), 150, 30, 20), (said("man"), 5, 5, 5)), (SEXES,), "heavy_weights"),
    ],
)
def test_what_cannot_be_weighted_says_why_and_tells_no_share(groups, known, missing):
    found = weighed(*groups, known=known)
    assert (found.missing, found.items) == (missing, ())


def test_populations_that_cannot_be_reached_at_once_are_said_not_to_be():
    """All women are young and all men are not, while the populations part them otherwise."""
    groups = ((said("woman", YOUNG), 40, 20, 40), (said("man", OLD), 40, 20, 40))
    found = weighed(*groups, known=(SEXES, AGES))
    assert (found.missing, found.about in ("sex", "age"), found.items) == ("not_converged", True, ())


def test_two_questions_are_brought_to_their_populations_at_once():
    groups = [
        (said(sex, age), *counts)
        for sex, age, counts in (
            ("woman", YOUNG, (40, 10, 10)), ("woman", OLD, (30, 15, 20)),
            ("man", YOUNG, (12, 11, 15)), ("man", OLD, (10, 12, 15)),
        )
    ]  # fmt: skip
    found = weighed(*groups, known=(SEXES, AGES))
    assert [one.trait for one in found.sources] == ["sex", "age"]
    assert found.items[0].shares[0].value < round(100 * 92 / 200)


def test_a_question_that_few_voters_answered_is_left_out_and_said_to_be():
    groups = [(said("woman", YOUNG), 30, 10, 10), WOMEN, MEN]
    found = weighed(*groups, known=(SEXES, AGES))
    assert ([one.trait for one in found.sources], found.left_out, found.people) == (["sex"], ("age",), 250)


def test_an_item_on_which_few_voted_has_no_weighted_share():
    cast, who = vote(WOMEN, MEN, items=2)
    few = cast.rows[(cast.rows[:, 1] == 0) | (cast.rows[:, 0] <= 29)]
    found = weigh(Cast(cast.answers, cast.items, few, cast.voters), who, [SEXES])
    assert [(item.people, item.missing, bool(item.shares)) for item in found.items] == [
        (200, "", True),
        (29, "few_people", False),
    ]


def test_a_share_that_would_tell_of_a_few_people_is_left_out():
    """Four men said no: with the weights of two groups, anybody would find that again."""
    item = weighed((said("woman"), 40, 0, 20), (said("man"), 26, 0, 4)).items[0]
    assert (item.missing, item.shares, item.effective) == ("could_tell", (), 0)


def test_no_more_shares_are_told_than_one_for_ten_people():
    """Many shares together would tell of each person, however they are rounded."""
    assert len(weighed(WOMEN, MEN, items=12).items) == 10
    groups = ((said("woman"), 20, 0, 15), (said("man"), 11, 0, 14))
    assert len(weighed(*groups, items=10).items) == 3


def test_rounding_is_in_the_interval():
    """The first step that hides the few is told; the interval is wider by what it hides."""
    item = weighed((said("woman"), 240, 0, 60), (said("man"), 238, 0, 2)).items[0]
    assert item.step == 2
    told = [share for share in item.shares if 0 < share.value < 100]
    assert all(share.low < share.value < share.high and share.value % item.step == 0 for share in told)
