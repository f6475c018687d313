"""Comparison with a population, raking, weights and intervals."""

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from parvis.analysis import panel
from parvis.analysis.errors import AnalysisError
from parvis.analysis.panel import Margin

POPULATION = [0.18, 0.18, 0.22, 0.22, 0.20]
"""Five age bands; the last is over 60."""
PARTICIPANTS = [200, 220, 140, 90, 350]


def test_a_skewed_profile_has_the_figures_of_the_design():
    found = panel.compare(PARTICIPANTS, POPULATION)
    assert found.dissimilarity == pytest.approx(0.21)
    assert found.efficiency == pytest.approx(0.765, abs=5e-4)
    assert found.variation == pytest.approx(0.479, abs=5e-4)
    assert found.coverage == 1


def test_the_r_indicator_flatters_a_low_turnout_and_the_variation_does_not():
    found = panel.compare(PARTICIPANTS, POPULATION)
    assert found.r_indicator(0.01) == pytest.approx(0.990, abs=5e-4)
    assert found.r_indicator(0.60) == pytest.approx(0.425, abs=5e-4)


def test_the_divergence_says_which_stratum_makes_the_gap():
    found = panel.compare([30, 10], [1, 1])
    assert found.theil_parts.tolist() == pytest.approx([0.75 * np.log(1.5), 0.25 * np.log(0.5)])
    assert found.theil == pytest.approx(found.theil_parts.sum())


def test_small_strata_are_merged_until_ten_people_stand_in_each():
    found = panel.compare([3, 50, 4, 12, 40], [1, 1, 1, 1, 1])
    assert found.merged.tolist() == [0, 1, 0, 0, 2]
    assert found.people.tolist() == [19, 50, 40]
    assert (found.coverage, found.notes) == (0.6, ("cells_merged",))


@given(st.lists(st.integers(0, 60), min_size=2, max_size=8), st.integers(1, 30))
def test_no_stratum_under_the_minimum_is_ever_shown(people, minimum):
    large = sum(n >= minimum for n in people)
    small = sum(n for n in people if n < minimum)
    if large >= 2 and (large == len(people) or small >= minimum or large >= 3):
        merged = panel.merge(people, minimum=minimum)
        assert np.bincount(merged, people).min() >= minimum
    elif large < 1:
        with pytest.raises(AnalysisError, match="less than two strata"):
            panel.merge(people, minimum=minimum)


@given(st.lists(st.tuples(st.integers(10, 500), st.integers(1, 500)), min_size=2, max_size=8))
def test_measures_of_a_gap_stay_in_their_bounds_and_vanish_for_a_faithful_panel(strata):
    people, population = zip(*strata, strict=True)
    found = panel.compare(people, population)
    assert 0 <= found.dissimilarity < 1
    assert 0 < found.efficiency <= 1 + 1e-12
    assert found.theil > -1e-12
    faithful = panel.compare(people, people)
    assert (faithful.dissimilarity, faithful.variation) == pytest.approx((0, 0), abs=1e-7)
    assert faithful.efficiency == pytest.approx(1)


def test_crossed_variables_are_one_and_a_missing_answer_stays_missing():
    assert panel.cross([0, 1, 1, -1], [2, 0, 2, 1]).tolist() == [2, 3, 5, -1]


def panelists(seed, people=400):
    rng = np.random.default_rng(seed)
    levels = [rng.choice(size, people, p=rng.dirichlet(np.full(size, 5))) for size in (2, 3, 4)]
    return levels, [rng.dirichlet(np.full(size, 8)) for size in (2, 3, 4)]


def margins(levels, targets):
    return [Margin(f"v{n}", *pair) for n, pair in enumerate(zip(levels, targets, strict=True))]


def test_raking_reaches_every_margin_and_says_so():
    levels, targets = panelists(1)
    found = panel.rake(margins(levels, targets))
    for level, target in zip(levels, targets, strict=True):
        assert np.bincount(level, found.weights) / 400 == pytest.approx(target, rel=1e-8)
    assert found.converged
    assert (found.errors[-1] <= 1e-9, len(found.errors)) == (True, found.iterations)
    assert max(found.margin_errors.values()) == found.errors[-1]
    assert found.weights.mean() == pytest.approx(1)
    assert found.effective_size * found.design_effect == pytest.approx(400)


def test_one_margin_is_plain_weighting():
    found = panel.rake([Margin("sex", [0] * 30 + [1] * 10, [1, 1])])
    assert found.weights.tolist() == pytest.approx([2 / 3] * 30 + [2] * 10)
    assert found.design_effect == pytest.approx(40 * (30 * 4 / 9 + 40) / 1600)


@pytest.mark.parametrize("seed", range(5))
def test_raked_weights_are_those_of_another_implementation(seed):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from samplics.weighting import SampleWeight
    levels, targets = panelists(seed)
    start = np.random.default_rng(seed).uniform(0.5, 2, 400)
    ours = panel.rake(margins(levels, targets), weights=start).weights
    other = SampleWeight().rake(
        start.copy(),
        {f"v{n}": level for n, level in enumerate(levels)},
        control={f"v{n}": dict(enumerate(target * 400)) for n, target in enumerate(targets)},
        tol=1e-12,
        ctrl_tol=1e-12,
        max_iter=500,
    )
    assert ours == pytest.approx(np.asarray(other), rel=1e-8)


def test_margins_that_cannot_agree_are_told_with_the_gap_left():
    """Both variables part people alike, but are asked for opposite shares."""
    found = panel.rake([Margin("a", [0] * 20 + [1] * 20, [1, 3]), Margin("b", [0] * 20 + [1] * 20, [3, 1])])
    assert (found.converged, found.iterations, "not_converged" in found.notes) == (False, 1000, True)
    assert found.margin_errors["a"] == pytest.approx(2)
    assert np.isfinite(found.weights).all()


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=30))
def test_the_design_effect_is_one_plus_the_squared_variation_of_weights(weights):
    variation = np.std(weights) / np.mean(weights)
    assert panel.design_effect(weights) == pytest.approx(1 + variation**2)
    assert 1 - 1e-9 <= panel.effective_size(weights) <= len(weights) + 1e-9


@pytest.mark.parametrize(("successes", "people", "low"), [(9, 10, 0.60), (90, 100, 0.83)])
def test_small_samples_cannot_brag(successes, people, low):
    assert panel.wilson(successes, people).low == pytest.approx(low, abs=0.005)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_is_that_of_another_implementation(case):
    found = panel.wilson(*case)
    other = binomtest(*case).proportion_ci(method="wilson")
    assert (found.low, found.high) == pytest.approx((other.low, other.high), abs=1e-12)


def test_a_weighted_share_widens_with_unequal_weights():
    even = panel.proportion([1, 0, 1, 0], [1, 1, 1, 1])
    assert (even.share, even.low, even.high) == pytest.approx(
        (0.5, panel.wilson(2, 4).low, panel.wilson(2, 4).high)
    )
    uneven = panel.proportion([1, 0, 1, 0], [3, 3, 1, 1])
    assert (uneven.share, uneven.design_effect, uneven.base) == pytest.approx((0.5, 1.25, 3.2))
    assert uneven.low < even.low


@pytest.mark.parametrize(
    ("code", "call"),
    [
        ("too_few_people", lambda: panel.compare([5, 4], [1, 1])),
        ("unequal_lengths", lambda: panel.compare([50, 40], [1])),
        ("out_of_range", lambda: panel.compare([50, 40], [1, 0])),
        ("no_margin", lambda: panel.rake([])),
        ("too_few_people", lambda: panel.rake([Margin("a", [0] * 10, [1, 1])])),
        ("out_of_range", lambda: panel.rake([Margin("a", [0, 2], [1, 1])])),
        ("nobody", lambda: panel.wilson(0, 0)),
        ("out_of_range", lambda: panel.wilson(3, 2)),
        ("nobody", lambda: panel.effective_size([0, 0])),
        ("nobody", lambda: panel.proportion([], [])),
    ],
)
def test_what_cannot_be_compared_is_refused_by_name(code, call):
    with pytest.raises(AnalysisError) as refused:
        call()
    assert refused.value.code == code


HOSTILE = st.one_of(
    st.lists(st.integers(-2, 30), max_size=5),
    st.lists(st.floats(), max_size=5),
    st.lists(st.one_of(st.none(), st.text(max_size=2), st.integers()), max_size=4),
    st.none(),
    st.text(max_size=2),
)


@given(HOSTILE, HOSTILE)
@settings(max_examples=200, deadline=None)
def test_hostile_columns_are_compared_or_refused_never_a_traceback(one, other):
    calls = (
        lambda: panel.compare(one, other),
        lambda: panel.rake([Margin("a", one, other)], minimum=1, most_iterations=50),
        lambda: panel.proportion(one, other),
        lambda: panel.effective_size(one),
        lambda: panel.cross(one, other),
        lambda: panel.wilson(one, other),
    )
    for call in calls:
        try:
            found = call()
        except AnalysisError:
            continue
        if isinstance(found, panel.Comparison):
            assert np.isfinite([found.dissimilarity, found.efficiency, found.theil, found.variation]).all()
