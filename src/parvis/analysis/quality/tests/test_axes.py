"""The six notes, on consultations small enough to count by hand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.analysis import quality
from parvis.analysis.errors import AnalysisError
from parvis.analysis.quality import (
    Arguments,
    Coding,
    Comments,
    Deliberation,
    Information,
    Learning,
    Openness,
    Quiz,
    Reach,
    TextSize,
    Transparency,
)

POPULATION = [0.18, 0.18, 0.22, 0.22, 0.20]
STRATUM = np.repeat(np.arange(5), [200, 220, 140, 90, 350])


def measured(note):
    return {part.key: part.value for part in note.scored if not part.missing}


def test_the_panel_of_the_design_is_noted():
    found = quality.who_took_part(STRATUM, POPULATION)
    efficiency = 1 / sum(p * p / q for p, q in zip(POPULATION, [0.20, 0.22, 0.14, 0.09, 0.35], strict=True))
    assert measured(found) == pytest.approx(
        {"closeness": 1 - 0.21 / 0.4, "efficiency": efficiency, "coverage": 1}
    )
    assert found.value == pytest.approx(5 * (0.4 * 0.475 + 0.4 * efficiency + 0.2))
    assert found.low < found.value < found.high
    assert found["dissimilarity"].value == pytest.approx(0.21)
    assert found["variation"].value == pytest.approx(0.479, abs=5e-4)
    assert found.notes == ("voluntary_participation",)


@pytest.mark.parametrize(
    ("stratum", "missing"),
    [
        ([0] * 30 + [1] * 19, "few_people"),
        ([0] * 30 + [1] * 30 + [-1] * 61, "few_demographics"),
        ([0] * 55 + [1] * 3, "small_strata"),
        ([], "few_people"),
    ],
)
def test_a_panel_is_not_measured_without_enough_people_who_tell(stratum, missing):
    found = quality.who_took_part(stratum, [1, 1])
    assert (found.value, found.low, found.missing) == (None, None, (missing,))


def test_half_of_the_participants_telling_is_enough():
    found = quality.who_took_part([0] * 30 + [1] * 30 + [-1] * 60, [1, 1])
    assert found.value == pytest.approx(5)
    assert found["answered"].value == 0.5


def test_strata_under_ten_do_not_count_as_covered():
    found = quality.who_took_part([0] * 40 + [1] * 40 + [2] * 4 + [3] * 8, [4, 4, 1, 1], resamples=0)
    assert found["coverage"].value == pytest.approx(0.8)


def quiz(people, right, choices=4):
    return Quiz(range(people), [1] * right + [0] * (people - right), [choices] * people)


LEARNED = Learning(
    people=100,
    after=quiz(40, 28),
    before=quiz(40, 20),
    contributor=range(60),
    informed=[1] * 45 + [0] * 15,
    felt_person=range(50),
    felt=[4] * 50,
)


def test_learning_by_hand():
    found = quality.learning(LEARNED)
    assert measured(found) == pytest.approx({"knowledge": 0.6, "informed": 0.75, "felt": 0.75})
    assert found.value == pytest.approx(5 * (0.4 * 0.6 + 0.3 * 0.75 + 0.3 * 0.75))
    assert found["gain"].value == pytest.approx(0.2)
    assert found["readers"].missing == "readers"


def test_readers_are_compared_with_those_who_opened_nothing():
    data = replace(LEARNED, after=quiz(60, 45), informed=[1] * 30 + [0] * 30)
    gap = quality.learning(data)["readers"]
    assert gap.value == pytest.approx(1 - (0.5 - 0.25) / 0.75)
    assert gap.low < gap.value < gap.high


def test_a_note_needs_sixty_percent_of_its_weight():
    without_quiz = quality.learning(replace(LEARNED, after=Quiz()))
    assert without_quiz.measured_weight == pytest.approx(0.6)
    assert without_quiz.value == pytest.approx(5 * 0.75)
    assert without_quiz.missing == ("quiz",)
    only_quiz = quality.learning(replace(LEARNED, felt_person=(), felt=(), contributor=(), informed=()))
    assert (only_quiz.value, only_quiz.low, only_quiz.missing) == (
        None,
        None,
        ("contributors", "felt_answers"),
    )


def test_worse_than_chance_is_no_knowledge():
    assert quality.learning(replace(LEARNED, after=quiz(40, 4)))["knowledge"].value == 0


def test_the_interval_is_that_of_sampling_and_the_same_every_time():
    data = Learning(people=400, contributor=range(400), informed=[1] * 100 + [0] * 300)
    found = quality.learning(data)["informed"]
    expected = 1.96 * np.sqrt(0.25 * 0.75 / 400)
    assert (found.high - found.low) / 2 == pytest.approx(expected, rel=0.1)
    assert quality.learning(data)["informed"] == found
    assert quality.learning(data, seed=1)["informed"].low != found.low


COMMENTS = Comments(
    author=[0, 1] * 20,
    answers=[1, 0] * 10 + [-1, 1] * 10,
    thread=[0] * 20 + [1] * 20,
    depth=[1, 1, 2, 2] * 5 + [1] * 20,
    attack=[1] * 4 + [0] * 36,
)
ARGUMENTS = Arguments(
    author=list(range(32)),
    item=[0] * 10 + [1] * 10 + [2] * 8 + [3] * 4,
    side=[1] * 5 + [-1] * 5 + [1] * 8 + [-1] * 2 + [1] * 8 + [1, 1, -1, -1],
)
CODES = np.tile([0, 1, 2, 3], 10)
DEBATE = Deliberation(
    people=100,
    comments=COMMENTS,
    arguments=ARGUMENTS,
    contributions=[*range(90), *np.repeat(np.arange(90, 99), 5), *[99] * 60],
    participant=range(50),
    exposed=[1] * 20 + [0] * 30,
    coding=Coding(author=range(40), justification=[CODES, CODES]),
)


def test_deliberation_by_hand():
    found = quality.deliberation(DEBATE)
    gini = quality.gini([1] * 90 + [5] * 9 + [60])
    assert measured(found) == pytest.approx(
        {
            "justification": 0.5,
            "reciprocity": 20 / 40,
            "depth": 1.5 / 4,
            "civility": 0.9,
            "two_sides": (1 + 0.4) / 2,
            "spread": 1 - gini,
            "exposure": 0.4,
        }
    )
    weighted = 0.25 * 0.5 + 0.15 * 0.5 + 0.1 * 0.375 + 0.1 * 0.9 + 0.15 * 0.7 + 0.15 * (1 - gini) + 0.1 * 0.4
    assert found.value == pytest.approx(5 * weighted)
    assert found.low < found.value < found.high
    assert found["effective_voices"].value == pytest.approx(9.7, abs=0.05)
    assert found["unopposed"].value == pytest.approx(1 / 3)
    assert (found["agreement"].value, found.notes) == (1, ())


def test_without_coders_the_note_says_that_it_speaks_of_structure_only():
    found = quality.deliberation(replace(DEBATE, coding=Coding()))
    assert (found.measured_weight, found.notes, found.missing) == (0.75, ("structure_only",), ("coding",))
    assert found.value is not None


def test_coders_who_disagree_are_not_used():
    apart = Coding(author=range(40), justification=[CODES, np.roll(CODES, 1)])
    found = quality.deliberation(replace(DEBATE, coding=apart))
    assert found["justification"].missing == "agreement"
    assert found["agreement"].value < 0.667


def test_a_debate_nobody_had_is_not_measured():
    found = quality.deliberation(Deliberation(people=0))
    assert found.value is None
    assert found.missing == ("coding", "comments", "arguments", "contributors", "exposure")


def test_items_without_opposition_are_left_out_of_two_sidedness():
    alone = Arguments(author=list(range(30)), item=[0] * 30, side=[1] * 30)
    found = quality.deliberation(replace(DEBATE, arguments=alone))
    assert (found["two_sides"].missing, found["unopposed"].value) == ("opposition", 1)


OPEN = Openness(True, True, True, True, False)
KEPT = Transparency(
    people=10,
    rules_applicable=20,
    rules_on_time=20,
    author=range(10),
    answered=[1] * 8 + [0] * 2,
    on_time=[1] * 5 + [0] * 5,
    days=[10] * 5 + [40] * 3 + [90] * 2,
    contributor=range(10),
    linked=[1] * 9 + [0],
    openness=OPEN,
    commitments_open=4,
    commitments_updated=3,
    commitments_accepted=5,
    commitments_done=1,
)


def test_transparency_by_hand():
    found = quality.transparency(KEPT)
    assert found.value == pytest.approx(
        5 * (0.25 + 0.2 * 0.8 + 0.15 * 0.5 + 0.15 * 0.8 + 0.15 * 0.9 + 0.1 * 0.75)
    )
    assert (found["wait"].value, found["kept"].value, found.caps) == (10, 0.2, ())
    assert found.low < found.value < found.high


def test_a_legal_failure_caps_the_note_at_two_and_a_late_synthesis_at_one():
    unlawful = quality.transparency(replace(KEPT, rules_on_time=19))
    assert (unlawful.value, unlawful.high, unlawful.caps) == (2, 2, ("legal_failure",))
    late = quality.transparency(replace(KEPT, rules_on_time=19, synthesis_late=True))
    assert (late.value, late.caps) == (1, ("legal_failure", "no_synthesis"))


def test_where_nothing_was_promised_the_other_weights_speak():
    found = quality.transparency(replace(KEPT, commitments_open=0, commitments_updated=0))
    assert (found.missing, found.measured_weight) == (("commitments",), pytest.approx(0.9))
    assert found.value == pytest.approx(5 * (0.25 + 0.16 + 0.075 + 0.12 + 0.135) / 0.9)


def test_silence_of_more_than_half_is_an_infinite_wait():
    found = quality.transparency(replace(KEPT, answered=[1] * 4 + [0] * 6, on_time=[1] * 4 + [0] * 6))
    assert found["wait"].value == np.inf
    assert np.isfinite(found.value)


INFORMED = Information(
    people=100,
    texts=[TextSize(100, 10, 150), TextSize(200, 5, 420), TextSize(100, 5, 186)],
    origins=[0, 0, 1, 1],
    blocks=10,
    blocks_sourced=8,
    documents=4,
    documents_accessible=3,
    resources=10,
    resources_at_opening=9,
    reader=range(10),
    useful=[1] * 9 + [0],
)


def test_information_by_hand():
    found = quality.information(INFORMED)
    ease = 207 - 1.015 * 20 - 73.6 * 1.86
    assert found["ease"].value == pytest.approx(ease)
    assert found["usefulness"].value == pytest.approx(0.596, abs=5e-4)
    expected = 0.2 * (ease - 30) / 40 + 0.2 * 0.5 + 0.15 * 0.8 + 0.2 * 0.75 + 0.1 * 0.9
    assert found.value == pytest.approx(5 * (expected + 0.15 * found["usefulness"].value))
    assert found.low < found.value < found.high


def test_late_documents_and_one_kind_of_source_weigh_on_the_note():
    found = quality.information(replace(INFORMED, origins=[2] * 6, resources_at_opening=0))
    assert (found["plurality"].value, found["timeliness"].value) == (0, 0)


def test_nothing_published_is_not_measured():
    found = quality.information(Information(people=0))
    assert (found.value, len(found.missing)) == (None, 6)


@pytest.mark.parametrize(
    ("acted", "target", "expected"),
    [
        (506_000, 50_000_000, 3.8),
        (2_000_000, 50_000_000, 4.5),
        (31_000, 50_000_000, 2.2),
        (21_330, 50_000_000, 2.0),
        (500, 10_000, 4.6),
        (1, 100_000, 0),
        (1, 1_000, 2.5),
        (1, 10, 5),
        (10, 10, 5),
        (0, 10, 0),
    ],
)
def test_reach_on_known_consultations(acted, target, expected):
    assert quality.reach(Reach(target=target, acted=acted, verified=0)).value == pytest.approx(
        expected, abs=0.05
    )


def test_reach_lies_between_verified_persons_and_accounts():
    found = quality.reach(
        Reach(target=10_000, acted=500, verified=80, paper=20, accounts=1_000, visitors=4_000)
    )
    assert (found.low, found.value, found.high) == pytest.approx((3.75, 4.624, 5), abs=1e-3)
    assert {part.key: part.value for part in found.shown} == {"visitors": 4000, "acted": 500, "verified": 80}


def test_reach_without_a_named_population_is_not_measured():
    found = quality.reach(Reach(target=None, acted=500, verified=0))
    assert (found.value, found.missing) == (None, ("target_population",))


@pytest.mark.parametrize(
    ("code", "call"),
    [
        ("out_of_range", lambda: quality.who_took_part([0, 5], [1, 1])),
        ("out_of_range", lambda: quality.learning(replace(LEARNED, felt=[6] * 50))),
        ("unequal_lengths", lambda: quality.learning(replace(LEARNED, felt=[4]))),
        ("out_of_range", lambda: quality.learning(replace(LEARNED, people=-1))),
        ("out_of_range", lambda: quality.deliberation(replace(DEBATE, coding=Coding([0], [[4]])))),
        ("out_of_range", lambda: quality.deliberation(replace(DEBATE, arguments=Arguments([0], [0], [0])))),
        ("out_of_range", lambda: quality.transparency(replace(KEPT, rules_on_time=21))),
        ("out_of_range", lambda: quality.transparency(replace(KEPT, answered=[0] * 10))),
        ("out_of_range", lambda: quality.information(replace(INFORMED, kinds=3))),
        ("out_of_range", lambda: quality.information(replace(INFORMED, documents=2))),
        ("out_of_range", lambda: quality.reach(Reach(target=10, acted=11, verified=0))),
        ("out_of_range", lambda: quality.reach(Reach(target=100, acted=5, verified=6))),
    ],
)
def test_what_contradicts_itself_is_refused_by_name(code, call):
    with pytest.raises(AnalysisError) as refused:
        call()
    assert refused.value.code == code


COLUMN = st.one_of(
    st.lists(st.integers(-1, 4), max_size=6),
    st.lists(st.floats(), max_size=3),
    st.lists(st.one_of(st.none(), st.text(max_size=1)), max_size=2),
)
NUMBER = st.one_of(st.integers(-2, 12), st.floats(), st.none(), st.text(max_size=1))


@given(columns=st.lists(COLUMN, min_size=6, max_size=6), numbers=st.lists(NUMBER, min_size=4, max_size=4))
@settings(max_examples=150, deadline=None)
def test_hostile_consultations_are_noted_or_refused_never_a_traceback(columns, numbers):
    a, b, c, d, e, f = columns
    n, m, o, p = numbers
    few = {"resamples": 3}
    calls = (
        lambda: quality.who_took_part(a, b, **few),
        lambda: quality.learning(Learning(n, Quiz(a, b, c), Quiz(), d, e, f, a), **few),
        lambda: quality.deliberation(
            Deliberation(n, Comments(a, b, c, d, e), Arguments(a, b, c), f, a, b), **few
        ),
        lambda: quality.deliberation(Deliberation(9, coding=Coding(a, [b, c])), **few),
        lambda: quality.transparency(Transparency(n, m, o, a, b, c, d, e, f, None, p, m), **few),
        lambda: quality.information(Information(n, [TextSize(n, m, o)], a, 4, m, o, p, n, m, o, b, c), **few),
        lambda: quality.reach(Reach(n, m, o, p)),
    )
    for call in calls:
        try:
            found = call()
        except AnalysisError:
            continue
        assert found.value is None or 0 <= found.value <= 5
