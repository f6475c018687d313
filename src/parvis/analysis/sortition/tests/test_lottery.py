"""The list of panels: of the right people, as often as their chances say."""

from collections import Counter
from functools import cache

import numpy as np
import pytest

from parvis.analysis.sortition import Lottery, Pool, fair_chances, lottery, pool_of
from parvis.analysis.sortition.tests.made import made_up

CASES = [(60, 10, 3, False), (50, 8, 4, True)]


@cache
def drawn_from(people: int, size: int, seed: int, homes: bool) -> tuple[Pool, Lottery]:
    made, home = made_up(people, size, seed=seed, homes=homes)
    pool = pool_of(made, size=size, home=home)
    return pool, lottery(pool, fair_chances(pool, most_levels=2), lines=1000, seed=7)


@pytest.mark.parametrize("case", CASES)
def test_a_panel_has_the_size_the_quotas_and_one_person_of_a_home(case: tuple[int, int, int, bool]) -> None:
    pool, found = drawn_from(*case)
    panels = np.array(found.panels)

    assert panels.shape == (1000, pool.size)
    assert all(len({pool.home[person] for person in panel}) == pool.size for panel in found.panels)
    for place, (low, high) in enumerate(zip(pool.low, pool.high, strict=True)):
        for value in range(len(low)):
            here = (pool.level[panels, place] == value).sum(axis=1)
            assert low[value] <= here.min()
            assert here.max() <= high[value]


@pytest.mark.parametrize("case", CASES)
def test_each_person_is_in_as_many_panels_as_their_chance_says(case: tuple[int, int, int, bool]) -> None:
    _pool, found = drawn_from(*case)
    counted = Counter(person for panel in found.panels for person in panel)

    assert [counted[person] for person in range(len(found.times))] == found.times.tolist()
    assert np.abs(found.times - found.wanted).max() < 2
    assert found.off <= len(found.times) // 10


def test_the_same_seed_makes_the_same_list() -> None:
    pool, found = drawn_from(50, 8, 4, True)
    chances = fair_chances(pool, most_levels=2)
    assert lottery(pool, chances, lines=1000, seed=7).panels == found.panels
    assert lottery(pool, chances, lines=1000, seed=8).panels != found.panels
