"""The figures of a quiz: luck taken away, nothing of too few people, the same number of queries for any."""

import pytest

from parvis.learning.enums import Reading
from parvis.learning.figures import computed
from parvis.learning.models import Quiz, QuizSheet
from parvis.learning.tests.factories import QuizFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz() -> Quiz:
    return QuizFactory(on_line=True)


def answered(
    quiz: Quiz, people: int, rights: list[bool], *, before: bool = False, has_read: bool = False
) -> None:
    reading = Reading.BEFORE if before else Reading.AFTER
    QuizSheet.objects.bulk_create(
        QuizSheet(quiz=quiz, reading=reading, has_read=has_read, rights=rights) for _each in range(people)
    )


def test_nothing_is_shown_of_fewer_than_five(quiz: Quiz) -> None:
    answered(quiz, 4, [True, True, True])
    answered(quiz, 4, [True, True, True], before=True)

    found = computed(quiz)
    assert (found.is_shown, found.knowledge) == (False, None)
    assert {(one.before, one.after) for one in found.questions} == {(None, None)}


def test_each_moment_waits_for_its_own_five(quiz: Quiz) -> None:
    answered(quiz, 5, [True, False, True])
    answered(quiz, 4, [False, False, False], before=True)

    found = computed(quiz)
    assert found.is_shown
    assert [(one.before, one.after) for one in found.questions] == [(None, 5), (None, 0), (None, 5)]
    assert found.knowledge is None


def test_luck_is_taken_away(quiz: Quiz) -> None:
    """Two thirds right with three answers a question: (2/3 - 1/3) / (1 - 1/3) is one half."""
    answered(quiz, 40, [True, True, False])

    known = computed(quiz).knowledge
    assert (round(known.value, 6), round(known.low, 6), round(known.high, 6)) == (50, 50, 50)


def test_gain_and_readers_are_differences_with_an_interval(quiz: Quiz) -> None:
    answered(quiz, 30, [True, True, True], has_read=True)
    answered(quiz, 15, [True, False, False])
    answered(quiz, 15, [False, False, False])
    answered(quiz, 30, [False, False, True], before=True)

    found = computed(quiz)
    assert (found.before, found.after, found.readers) == (30, 60, 30)
    assert round(found.gain.value, 6) == round(100 * (105 / 180 - 1 / 3), 6)
    assert found.gain.low < found.gain.value < found.gain.high
    assert round(found.reading.value, 6) == round(100 * (1 - (1 / 6 - 1 / 3) / (2 / 3)), 6)


def test_twenty_nine_readers_are_too_few_for_a_difference(quiz: Quiz) -> None:
    answered(quiz, 29, [True, True, True], has_read=True)
    answered(quiz, 31, [True, False, False])

    assert computed(quiz).reading is None


@pytest.mark.parametrize("people", [1, 50])
def test_the_number_of_queries_is_that_of_one(quiz: Quiz, people: int, django_assert_num_queries) -> None:
    answered(quiz, people, [True, True, True])
    with django_assert_num_queries(2):
        computed(quiz)


def test_figures_change_by_five_people_at_a_time(quiz: Quiz) -> None:
    answered(quiz, 5, [True, False, True])
    first = computed(quiz)

    for _each in range(4):
        answered(quiz, 1, [False, True, False], has_read=True)
        assert computed(quiz) == first

    answered(quiz, 1, [False, True, False], has_read=True)
    found = computed(quiz)
    assert (found.after, found.readers, [one.after for one in found.questions]) == (10, 5, [5, 5, 5])
