"""Weights and design effects beside another implementation: several margins, answers left out, a cap."""

import warnings

import numpy as np
import pytest

from parvis.analysis import panel
from parvis.analysis.errors import AnalysisError
from parvis.analysis.panel import Margin

SIZES = (2, 4, 6)
CAP = 2.5


@pytest.fixture(scope="module")
def sample_weight():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from samplics.weighting import SampleWeight
    return SampleWeight


def volunteers(seed, people=600):
    """Levels by question, -1 for an answer that was left out; populations that they are far from."""
    rng = np.random.default_rng(seed)
    levels = [rng.choice(size, people, p=rng.dirichlet(np.full(size, 4))) for size in SIZES]
    for level in levels:
        level[rng.random(people) < 0.1] = -1
    return levels, [rng.dirichlet(np.full(size, 6)) for size in SIZES]


def whole_answers(seed):
    """Those who left nothing out, small levels put together, as the panel does."""
    levels, targets = volunteers(seed)
    whole = np.all([level >= 0 for level in levels], axis=0)
    kept, sums = [], []
    for level, target in zip(levels, targets, strict=True):
        places = panel.merge(np.bincount(level[whole], minlength=len(target)))
        kept.append(places[level[whole]])
        sums.append(np.bincount(places, target))
    return kept, sums


def margins(levels, targets):
    return [Margin(f"v{n}", *pair) for n, pair in enumerate(zip(levels, targets, strict=True))]


def control(targets, people):
    return [dict(enumerate(target / target.sum() * people)) for target in targets]


@pytest.mark.parametrize("seed", range(8))
def test_weights_and_their_design_effect_are_those_of_samplics(sample_weight, seed):
    levels, targets = whole_answers(seed)
    people = len(levels[0])
    assert 250 < people < 600
    found = panel.rake(margins(levels, targets), tolerance=1e-12)
    names = [f"v{n}" for n in range(len(levels))]
    other = sample_weight().rake(
        np.ones(people),
        dict(zip(names, levels, strict=True)),
        control=dict(zip(names, control(targets, people), strict=True)),
        tol=1e-12,
        ctrl_tol=1e-12,
        max_iter=1000,
    )
    assert found.converged
    assert found.weights == pytest.approx(np.asarray(other), abs=1e-6)
    assert found.design_effect == pytest.approx(sample_weight().calculate_deff_weight(other), abs=1e-6)
    assert found.effective_size == pytest.approx(people / found.design_effect)


@pytest.mark.parametrize("seed", range(8))
def test_capped_weights_are_those_of_poststrata_of_samplics_brought_down(sample_weight, seed):
    levels, targets = whole_answers(seed)
    people, asked = len(levels[0]), control(targets, len(levels[0]))
    free = panel.rake(margins(levels, targets))
    found = panel.rake(margins(levels, targets), cap=CAP, tolerance=1e-10, most_iterations=100)
    other = np.ones(people)
    for _pass in range(found.iterations):
        for level, wanted in zip(levels, asked, strict=True):
            other = sample_weight().poststratify(samp_weight=other, control=wanted, domain=level)
        other = np.minimum(other, CAP)
    other = other * people / other.sum()
    assert found.weights == pytest.approx(other, abs=1e-6)
    assert found.design_effect == pytest.approx(sample_weight().calculate_deff_weight(other), abs=1e-6)
    assert free.greatest > CAP or "capped" not in found.notes
    if found.converged:
        assert found.greatest <= CAP + 1e-6
        for level, target in zip(levels, targets, strict=True):
            reached = np.bincount(level, found.weights) / people
            assert reached == pytest.approx(target / target.sum(), abs=1e-6)


def test_some_of_these_weights_are_capped_and_still_reach_every_margin():
    found = [panel.rake(margins(*whole_answers(seed)), cap=CAP, tolerance=1e-10) for seed in range(8)]
    assert any(one.converged and "capped" in one.notes for one in found)


def test_where_a_group_is_too_few_for_the_cap_it_does_not_converge():
    """Ten people for half of the population weigh five times the mean: no less will do."""
    few = [Margin("a", [0] * 10 + [1] * 90, [1, 1])]
    assert panel.rake(few, cap=5).converged
    found = panel.rake(few, cap=4)
    assert (found.converged, found.notes) == (False, ("not_converged", "capped"))
    assert found.margin_errors["a"] > 0.1


@pytest.mark.parametrize("given", [{"cap": 0.5}, {"cap": float("nan")}, {"cap": 2, "weights": [1.0] * 20}])
def test_a_cap_that_means_nothing_is_refused(given):
    with pytest.raises(AnalysisError):
        panel.rake([Margin("a", [0] * 10 + [1] * 10, [1, 1])], **given)


def test_weights_find_again_what_a_population_thinks_when_those_who_came_differ_by_what_is_asked():
    """Women agree four times in five and men once in five; three who came in four are women."""
    rng, inside = np.random.default_rng(7), 0
    for _draw in range(200):
        sex = (rng.random(400) < 0.25).astype(int)
        agrees = rng.random(400) < np.where(sex == 0, 0.8, 0.2)
        weights = panel.rake([Margin("sex", sex, [1, 1])]).weights
        found = panel.proportion(agrees.astype(float), weights)
        inside += found.low <= 0.5 <= found.high
    assert inside >= 190
