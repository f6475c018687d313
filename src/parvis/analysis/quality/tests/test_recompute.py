"""What is found again from the numbers that a site published."""

from dataclasses import replace

import pytest

from parvis.analysis.quality import Comments, Deliberation, Transparency, deliberation, transparency
from parvis.analysis.quality.recompute import draws_for, recompute
from parvis.analysis.quality.who_took_part import AskedOf, over_questions


def test_the_panel_is_noted_from_what_was_published_of_each_question():
    """The mean of the questions that are measured, and of each end of their intervals."""
    sex = AskedOf((0.1, 0.05, 0.15), (0.96, 0.9, 0.98), (1, 1, 1))
    age = AskedOf((0.2, 0.15, 0.25), (0.8, 0.7, 0.9), (0.9, 0.9, 0.9))
    found = over_questions([sex, age, AskedOf(missing="no_reference")], people=200, answered=150)
    assert found.value == pytest.approx(5 * (0.4 * (0.75 + 0.5) / 2 + 0.4 * 0.88 + 0.2 * 0.95))
    assert found.low == pytest.approx(5 * (0.4 * (0.625 + 0.375) / 2 + 0.4 * 0.8 + 0.2 * 0.95))
    assert found["answered"].value == 0.75
    assert over_questions([], people=9, answered=0).missing == ("not_asked",)


def test_comments_hidden_for_an_attack_count_among_all():
    said = Comments(range(30), [-1] * 30, [0] * 30, [1] * 30, [0] * 30)
    found = deliberation(Deliberation(people=30, comments=said, attacks=10), resamples=0)
    assert found["civility"].value == pytest.approx(0.75)


def test_a_question_whose_day_has_not_come_is_in_no_share_of_those_on_time():
    owed = Transparency(
        3, author=[0, 1, 2], answered=[1, 0, 0], on_time=[1, 0, 0], days=[1, 9, 1], due=[1, 1, 0]
    )
    found = transparency(owed, resamples=0)
    assert (found["on_time"].value, found["answered"].value) == pytest.approx((0.5, 1 / 3))
    assert transparency(replace(owed, on_time=[0] * 3, due=[0] * 3), resamples=0)["on_time"].missing == "due"


def test_inputs_of_another_version_are_not_noted():
    with pytest.raises(KeyError):
        recompute({"format": "parvis/quality/0"})


def test_a_resample_of_very_many_people_is_drawn_less_often():
    assert (draws_for(0), draws_for(1000), draws_for(40_000), draws_for(10**6)) == (1000, 1000, 500, 200)
