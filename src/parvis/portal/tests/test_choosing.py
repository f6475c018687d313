"""Which methods fit: what the ranking never does, whatever the methods and the needs."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.portal.choosing import Candidate, Limit, Needs, advise, broken, merit
from parvis.portal.enums import BEST, Openness, Priority, Quality

PATIENT = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
OPEN = [openness for openness in Openness if openness != Openness.NOTHING]
bound = st.none() | st.integers(0, 1_000_000)
grade = st.tuples(st.integers(0, BEST), st.integers(0, BEST)).map(lambda pair: tuple(sorted(pair)))
candidates = st.lists(
    st.builds(
        Candidate,
        code=st.text("abcdef", min_size=1, max_size=3),
        openness=st.frozensets(st.sampled_from(OPEN), min_size=1),
        concerned_least=bound,
        concerned_most=bound,
        cost_least=bound,
        weeks_least=bound,
        priority=st.none() | st.sampled_from(list(Priority)),
        grades=st.dictionaries(st.sampled_from(list(Quality)), grade, max_size=3),
    ),
    unique_by=lambda one: one.code,
    max_size=5,
)
needs = st.builds(
    Needs,
    openness=st.sampled_from(list(Openness)),
    concerned=bound,
    money=bound,
    weeks=bound,
    priority=st.none() | st.sampled_from(list(Priority)),
    qualities=st.frozensets(st.sampled_from(list(Quality))),
)
ONE = Candidate(code="one", openness=frozenset({Openness.WAYS}), cost_least=1000, weeks_least=8)
SOME = Needs(openness=Openness.WAYS)


def relaxed(asked: Needs, candidate: Candidate, limits: frozenset[Limit]) -> Needs:
    """The same needs, once each of these constraints is given up."""
    changes = {
        Limit.OPENNESS: {"openness": min(candidate.openness)},
        Limit.CONCERNED: {"concerned": None},
        Limit.MONEY: {"money": candidate.cost_least},
        Limit.WEEKS: {"weeks": candidate.weeks_least},
    }
    for limit in limits:
        asked = replace(asked, **changes[limit])
    return asked


@PATIENT
@given(candidates, needs)
def test_a_method_that_breaks_a_limit_is_never_proposed_and_no_other_is_left_out(given_, asked) -> None:
    fitting = advise(given_, asked).fitting
    for one in fitting:
        assert asked.openness in one.openness
        assert asked.money is None or one.cost_least is None or one.cost_least <= asked.money
        assert asked.weeks is None or one.weeks_least is None or one.weeks_least <= asked.weeks
        if asked.concerned is not None:
            assert one.concerned_least is None or one.concerned_least <= asked.concerned
            assert one.concerned_most is None or asked.concerned <= one.concerned_most
    assert {one.code for one in fitting} == {one.code for one in given_ if not broken(one, asked)}


@PATIENT
@given(candidates, needs)
def test_the_best_come_first(given_, asked) -> None:
    merits = [merit(one, asked) for one in advise(given_, asked).fitting]
    assert merits == sorted(merits, reverse=True)
    assert all(0 <= one <= BEST for one in merits)


@PATIENT
@given(candidates, needs)
def test_what_is_said_to_be_relaxed_is_enough(given_, asked) -> None:
    advice = advise(given_, asked)
    assert not (advice.fitting and advice.close)
    for one in advice.close:
        assert one.limits == broken(one.candidate, asked) != frozenset()
        assert not broken(one.candidate, relaxed(asked, one.candidate, one.limits))


@PATIENT
@given(candidates.filter(len), needs)
def test_when_nothing_fits_something_is_said_unless_nothing_can_change(given_, asked) -> None:
    advice = advise(given_, asked)
    is_silent = not advice.fitting and not advice.close
    assert is_silent == (asked.openness == Openness.NOTHING)


@PATIENT
@given(candidates, needs)
def test_asking_for_less_only_adds(given_, asked) -> None:
    looser = replace(asked, money=None, weeks=None, concerned=None)
    before = {one.code for one in advise(given_, asked).fitting}
    assert before <= {one.code for one in advise(given_, looser).fitting}


@PATIENT
@given(candidates, needs, st.randoms(use_true_random=False))
def test_the_order_of_the_catalogue_changes_no_merit(given_, asked, rng) -> None:
    shuffled = list(given_)
    rng.shuffle(shuffled)
    assert [merit(one, asked) for one in advise(shuffled, asked).fitting] == [
        merit(one, asked) for one in advise(given_, asked).fitting
    ]


def test_each_limit_is_named() -> None:
    asked = Needs(openness=Openness.DRAFT, concerned=10, money=999, weeks=7)
    one = replace(ONE, concerned_least=11)
    assert broken(one, asked) == set(Limit)
    assert broken(replace(one, concerned_least=None, concerned_most=9), asked) == set(Limit)
    assert broken(ONE, Needs(openness=Openness.WAYS, money=1000, weeks=8)) == set()


def test_the_chosen_qualities_and_the_priority_make_the_merit() -> None:
    one = replace(ONE, priority=Priority.REACH, grades={Quality.REACH: (5, 5), Quality.DELIBERATION: (0, 2)})
    both = frozenset({Quality.REACH, Quality.DELIBERATION})
    assert merit(one, SOME) == 1  # (5 + 1) / 6
    assert merit(one, replace(SOME, qualities=both)) == 3
    assert merit(one, replace(SOME, qualities=frozenset({Quality.REACH}), priority=Priority.SHARE)) == 2.5
    assert merit(one, replace(SOME, priority=Priority.REACH)) == 5


def test_equals_come_by_cost_then_by_time() -> None:
    dear, slow = replace(ONE, code="dear", cost_least=2000), replace(ONE, code="slow", weeks_least=9)
    assert [one.code for one in advise([dear, slow, ONE], SOME).fitting] == ["one", "slow", "dear"]


def test_the_nearest_break_the_fewest_limits() -> None:
    far = replace(ONE, code="far", cost_least=9000, weeks_least=90)
    advice = advise([far, ONE], Needs(openness=Openness.WAYS, money=500, weeks=8))
    assert [(one.candidate.code, one.limits) for one in advice.close] == [("one", {Limit.MONEY})]
