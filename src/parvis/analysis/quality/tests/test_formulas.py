"""Formulas one by one, on figures published or counted by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.analysis import quality
from parvis.analysis.errors import AnalysisError
from parvis.analysis.quality import TextSize

NAN = float("nan")
REFERENCE = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
    [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
]
"""Krippendorff (2011), four observers and twelve units."""


@pytest.mark.parametrize(("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_alpha_is_that_of_the_published_example(level, alpha):
    assert quality.krippendorff(REFERENCE, level) == pytest.approx(alpha, abs=5e-4)


def test_alpha_of_two_coders_by_hand():
    """Ten codes, 6 zeros and 4 ones, one pair apart: 1 - (2 / 10) / (2 x 6 x 4 / (10 x 9))."""
    assert quality.krippendorff([[0, 0, 0, 1, 1], [0, 0, 0, 1, 1]], "nominal") == 1
    assert quality.krippendorff([[0, 0, 0, 0, 1], [0, 0, 1, 1, 1]], "nominal") == pytest.approx(
        1 - (4 / 10) / (2 * 6 * 4 / 90)
    )


@given(st.lists(st.lists(st.sampled_from([0, 1, 2, NAN]), min_size=6, max_size=6), min_size=2, max_size=4))
def test_alpha_does_not_depend_on_who_codes_nor_on_the_order_of_units(codes):
    try:
        alpha = quality.krippendorff(codes)
    except AnalysisError:
        return
    turned = [row[::-1] for row in reversed(codes)]
    assert quality.krippendorff(turned) == pytest.approx(alpha)
    assert alpha <= 1


def test_unequal_voices_by_hand():
    acts = [1] * 90 + [5] * 9 + [60]
    assert quality.gini(acts) == pytest.approx(0.46, abs=0.005)
    assert quality.effective_voices(acts) == pytest.approx(9.7, abs=0.05)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=20), st.integers(1, 4))
def test_drawing_everybody_several_times_leaves_inequality_as_it_is(acts, times):
    if any(acts):
        repeated = quality.gini(np.repeat(acts, times))
        assert quality.gini(acts, np.full(len(acts), times)) == pytest.approx(repeated)
        assert 0 <= repeated < 1
        assert 1 - 1e-9 <= quality.effective_voices(acts) <= len(acts) + 1e-9


def test_a_thread_is_as_tall_as_it_has_comments_at_that_depth():
    thread = ["a"] * 7 + ["b"] * 2 + ["c"] * 3
    depth = [1, 1, 2, 2, 2, 3, 3, 1, 2, 1, 2, 2]
    numbers = [ord(name) for name in thread]
    assert quality.thread_index(numbers[:7], depth[:7]) == 2
    assert quality.thread_index(numbers[7:9], depth[7:9]) == 1
    assert quality.thread_index(numbers, depth) == 2
    assert np.isnan(quality.thread_index([], []))


def test_silence_counts_in_the_time_to_an_answer():
    """Remission times of 21 leukaemia patients on 6-MP, a textbook example: the median is 23."""
    weeks = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
    ended = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
    assert quality.median_wait(weeks, ended) == 23
    assert quality.median_wait([2, 3, 3, 5, 8], [1, 1, 0, 1, 0]) == 5
    assert quality.median_wait([2, 90, 90], [1, 0, 0]) == np.inf
    assert np.isnan(quality.median_wait([], []))


@given(st.lists(st.integers(0, 20), min_size=1, max_size=15))
def test_when_all_are_answered_the_wait_is_the_plain_lower_median(days):
    expected = sorted(days)[(len(days) - 1) // 2]
    assert quality.median_wait(days, [1] * len(days)) == expected


def test_readability_by_hand():
    assert quality.kandel_moles(TextSize(words=100, sentences=10, syllables=150)) == pytest.approx(86.45)
    assert quality.kandel_moles(TextSize(words=200, sentences=5, syllables=420)) == pytest.approx(11.84)


def test_a_french_text_is_measured():
    size = quality.text_size("Le maire répond. Les rues étroites seront fermées aux camions !\n\nMerci")
    assert (size.words, size.sentences) == (11, 3)
    assert size.syllables == sum([1, 1, 2, 1, 1, 3, 1, 2, 1, 2, 2])
    easy = quality.text_size("Le chat dort. Il fait beau. La mer est bleue.")
    hard = quality.text_size(
        "L'approbation préalable des modalités de financement complémentaire conditionne "
        "l'opérationnalisation du dispositif expérimental intercommunal."
    )
    assert quality.kandel_moles(easy) > 90
    assert quality.kandel_moles(hard) < 30


def test_a_guess_is_not_knowledge():
    assert quality.corrected_for_guessing(0.70, 4) == pytest.approx(0.60)
    assert quality.corrected_for_guessing(0.25, 4) == pytest.approx(0)


def test_sources_of_one_kind_are_not_plural():
    assert quality.evenness([0, 1, 2, 3], 4) == pytest.approx(1)
    assert quality.evenness([2, 2, 2], 4) == 0
    assert quality.evenness([0, 0, 1, 1], 4) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("code", "call"),
    [
        ("too_few_codes", lambda: quality.krippendorff([[1, 2]])),
        ("too_few_codes", lambda: quality.krippendorff([[NAN], [NAN]])),
        ("no_variation", lambda: quality.krippendorff([[1, 1], [1, 1]])),
        ("unknown_level", lambda: quality.krippendorff([[1, 2], [1, 2]], "ratio")),
        ("wrong_shape", lambda: quality.krippendorff([1, 2])),
        ("not_numbers", lambda: quality.krippendorff([["a"], ["b"]])),
        ("empty_text", lambda: quality.kandel_moles(quality.text_size("... !"))),
        ("out_of_range", lambda: quality.kandel_moles(TextSize(10, 1, 5))),
        ("out_of_range", lambda: quality.gini([-1, 2])),
        ("out_of_range", lambda: quality.corrected_for_guessing(0.5, 1)),
        ("unequal_lengths", lambda: quality.median_wait([1, 2], [1])),
    ],
)
def test_what_cannot_be_measured_is_refused_by_name(code, call):
    with pytest.raises(AnalysisError) as refused:
        call()
    assert refused.value.code == code


HOSTILE = st.one_of(
    st.lists(st.integers(-2, 5), max_size=5),
    st.lists(st.floats(), max_size=5),
    st.lists(st.one_of(st.none(), st.text(max_size=2), st.integers()), max_size=4),
    st.lists(st.lists(st.floats(), max_size=3), max_size=3),
    st.none(),
)


@given(HOSTILE, HOSTILE)
@settings(max_examples=200, deadline=None)
def test_hostile_columns_are_measured_or_refused_never_a_traceback(one, other):
    calls = (
        lambda: quality.gini(one),
        lambda: quality.effective_voices(one),
        lambda: quality.thread_index(one, other),
        lambda: quality.median_wait(one, other),
        lambda: quality.evenness(one, 4),
        lambda: quality.krippendorff(one),
        lambda: quality.corrected_for_guessing(one, other),
    )
    for call in calls:
        try:
            assert isinstance(call(), float)
        except AnalysisError:
            continue


@given(st.text(max_size=60))
def test_any_text_has_a_size(text):
    size = quality.text_size(text)
    assert size.syllables >= size.words >= size.sentences >= 0


def test_an_interval_of_alpha_draws_units_again():
    """As drawing units and counting alpha afresh would give, one resample after the other."""
    codes = np.array([[0, 0, 1, 1, 2, 2, 0, 1, 2, 0, 1, 2], [0, 0, 1, 1, 2, 0, 0, 1, 1, 0, 1, 2]], float)
    taken = np.random.default_rng(7).multinomial(12, np.full(12, 1 / 12), size=200)
    alphas = [quality.krippendorff(np.repeat(codes, times, axis=1), "nominal") for times in taken]
    low, high = quality.nominal_interval(codes, seed=7, resamples=200)
    assert (low, high) == pytest.approx(tuple(np.quantile(alphas, [0.025, 0.975])))
    assert low < quality.krippendorff(codes, "nominal") < high
    assert quality.nominal_interval(codes, seed=7) == quality.nominal_interval(codes, seed=7)


def test_an_interval_holds_alpha_when_some_did_not_code_and_is_a_point_when_all_agree():
    low, high = quality.nominal_interval(REFERENCE, seed=1)
    assert low < 0.743 < high
    assert quality.nominal_interval([[0, 1, 0, 1, 1], [0, 1, 0, 1, 1]]) == (1, 1)
    with pytest.raises(AnalysisError) as refused:
        quality.nominal_interval([[1, 1], [1, 1]])
    assert refused.value.code == "no_variation"
