"""The days of a template: one phase after the other, stretched or shortened up to a last day."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.consultations.calendar import SHORTEST, closing, lay, shortest, spread, whole_days
from parvis.consultations.templates_catalogue import BUDGET, CATALOGUE, ENVIRONMENT, FIVE_PHASES, IDEA_BOX

FIRST = date(2027, 3, 1)
TEMPLATES = st.sampled_from(list(CATALOGUE.values()))
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A machine that is busy elsewhere is slow, and no proof of anything."""


@patient
@given(days=st.lists(st.integers(1, 400), min_size=1, max_size=8), more=st.integers(0, 1000))
def test_days_are_shared_whole_in_proportion_and_none_is_lost(days: list[int], more: int) -> None:
    total = SHORTEST * len(days) + more
    shared = spread(days, total)
    assert (sum(shared), len(shared)) == (total, len(days))
    assert min(shared) >= SHORTEST
    for given_days, got in zip(days, shared, strict=True):
        assert abs(got - SHORTEST - more * given_days / sum(days)) <= 1


@pytest.mark.parametrize("count", [1, 3])
def test_too_few_days_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match=str(SHORTEST * count - 1)):
        spread([10] * count, SHORTEST * count - 1)


@patient
@given(template=TEMPLATES, least=st.integers(0, 200), start=st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_phases_follow_each_other_and_leave_people_their_days(template, least: int, start: date) -> None:
    slots = lay(template, start, least=least)
    assert [slot.plan for slot in slots] == list(template.phases)
    assert slots[0].first == start
    assert [slot.after for slot in slots[:-1]] == [slot.first for slot in slots[1:]]
    assert all(slot.days >= 1 for slot in slots)
    assert whole_days(slots) >= least


@patient
@given(template=TEMPLATES, more=st.integers(0, 400), least=st.integers(0, 60))
def test_with_a_last_day_people_take_part_until_then(template, more: int, least: int) -> None:
    last = FIRST + timedelta(days=shortest(template) - 1 + more)
    slots = lay(template, FIRST, least=least, closes_on=last)
    assert closing(slots) == last
    assert all(slot.days >= SHORTEST for slot in slots if slot.plan.actions)


def test_the_day_before_the_first_that_would_do_is_refused() -> None:
    with pytest.raises(ValueError, match="7"):
        lay(FIVE_PHASES, FIRST, closes_on=FIRST + timedelta(days=6))
    assert closing(lay(FIVE_PHASES, FIRST, closes_on=FIRST + timedelta(days=7))) == FIRST + timedelta(days=7)


def test_the_opening_day_is_no_whole_day() -> None:
    slots = lay(ENVIRONMENT, FIRST, least=21)
    assert (slots[0].days, slots[0].whole_days) == (22, 21)
    assert (slots[0].last, slots[1].days) == (date(2027, 3, 22), 4)
    assert lay(ENVIRONMENT, FIRST, least=15)[0].days == 16


def test_without_a_least_each_phase_lasts_what_it_is_made_for() -> None:
    assert [slot.days for slot in lay(IDEA_BOX, FIRST)] == [42, 30]
    assert [slot.days for slot in lay(IDEA_BOX, FIRST, least=60)] == [61, 30]


def test_the_check_of_a_budget_is_shortened_with_the_rest_and_its_end_is_not() -> None:
    slots = lay(BUDGET, FIRST, closes_on=FIRST + timedelta(days=54))
    assert [slot.days for slot in slots] == [20, 22, 13, 30, 365]
