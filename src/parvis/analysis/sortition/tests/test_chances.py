"""Fair chances: the smallest is the greatest possible, as another program finds it too."""

import numpy as np
import pytest
from sortition_algorithms.committee_generation import maximin

from parvis.analysis.errors import AnalysisError
from parvis.analysis.sortition import Feature, conflict, fair_chances, pool_of
from parvis.analysis.sortition.tests.made import made_up
from parvis.analysis.sortition.tests.peer import smallest_chance


@pytest.mark.parametrize("case", [(40, 8, 1, 3, False), (40, 6, 4, 2, True), (120, 20, 2, 2, False)])
def test_the_smallest_chance_is_that_of_another_program(
    monkeypatch: pytest.MonkeyPatch, case: tuple[int, int, int, int, bool]
) -> None:
    """Which is told not to stop half a thousandth short."""
    people, size, seed, features, homes = case
    monkeypatch.setattr(maximin, "EPS", 1e-7)
    made, home = made_up(people, size, seed=seed, features=features, homes=homes)
    found = fair_chances(pool_of(made, size=size, home=home), most_levels=1)

    assert found.smallest == pytest.approx(smallest_chance(made, size, home), abs=1e-6)
    assert found.ceiling - found.smallest <= 1e-6


@pytest.mark.parametrize("homes", [False, True])
def test_every_panel_keeps_the_quotas_and_the_size(homes: bool) -> None:
    made, home = made_up(60, 10, seed=5, homes=homes)
    pool = pool_of(made, size=10, home=home)
    found = fair_chances(pool)

    assert (found.panels.sum(axis=1) == 10).all()
    for place, (low, high) in enumerate(zip(pool.low, pool.high, strict=True)):
        for value in range(len(low)):
            here = found.panels[:, pool.profile[:, place] == value].sum(axis=1)
            assert low[value] <= here.min()
            assert here.max() <= high[value]


def test_chances_sum_to_the_size_and_the_smallest_is_reached() -> None:
    made, _home = made_up(60, 10, seed=3)
    pool = pool_of(made, size=10)
    found = fair_chances(pool)

    assert found.share.sum() == pytest.approx(1)
    assert found.chance @ pool.people == pytest.approx(10)
    assert found.chance.min() == pytest.approx(found.smallest, abs=1e-6)


def test_the_second_smallest_chance_is_raised_too() -> None:
    """Two of three women are wanted and two of six men or others: nobody of these waits for the last."""
    sex = [0, 0, 0, 1, 1, 1, 2, 2, 2]
    pool = pool_of([Feature("sex", ("w", "m", "o"), sex, [2, 0, 0], [2, 2, 2])], size=4)
    found = fair_chances(pool)

    assert found.levels == 2
    assert found.chance == pytest.approx([2 / 3, 1 / 3, 1 / 3], abs=1e-6)


def test_whoever_no_panel_can_have_is_told_apart() -> None:
    pool = pool_of([Feature("age", ("young", "old"), [0, 0, 0, 1], [2, 0], [2, 0])], size=2)
    found = fair_chances(pool)

    assert [pool.profile[kind, 0] for kind in found.left_out] == [1]
    assert found.smallest == pytest.approx(2 / 3)


def test_quotas_that_cannot_be_kept_have_no_chances() -> None:
    pool = pool_of([Feature("age", ("young", "old"), [0, 0, 1], [0, 2], [2, 2])], size=2)
    with pytest.raises(AnalysisError) as raised:
        fair_chances(pool)
    assert (raised.value.code, len(conflict(pool))) == ("no_panel", 1)


def test_progress_never_goes_back_and_may_stop_everything() -> None:
    made, _home = made_up(60, 10, seed=3)
    pool, told = pool_of(made, size=10), []
    fair_chances(pool, tell=told.append)
    assert (told, told[-1]) == (sorted(told), 1)

    def stop(_done: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fair_chances(pool, tell=stop)


def test_the_same_pool_gives_the_same_chances() -> None:
    made, _home = made_up(60, 10, seed=3)
    first, second = (fair_chances(pool_of(made, size=10)) for _again in range(2))
    assert np.array_equal(first.panels, second.panels)
    assert np.array_equal(first.share, second.share)
