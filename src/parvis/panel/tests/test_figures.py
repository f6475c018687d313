"""From answers to figures: what is measured, what is not and why, and what is never told."""

import json

import pytest

from parvis.panel.comparing import Known, panel_of
from parvis.panel.enums import Trait, categories
from parvis.panel.figures import SCALE, Panel

AGES = Known(Trait.AGE, "Essai", 2024, {"18-29": 20.0, "30-44": 30.0, "45-59": 30.0, "60-74": 20.0})
SEXES = Known(Trait.SEX, "Essai", 2024, {"woman": 52.0, "man": 48.0})


def people(**counts):
    """As many people as said, for each sex and age band: `woman_18=12`."""
    bands = {"18": "18-29", "30": "30-44", "45": "45-59", "60": "60-74", "75": "75-"}
    found = []
    for name, count in counts.items():
        sex, _, age = name.partition("_")
        found += [{"sex": sex, "age": bands[age]} if age else {"sex": sex}] * count
    return found


EVEN = people(woman_18=15, woman_30=15, woman_45=15, woman_60=15, man_18=10, man_30=10, man_45=10, man_60=10)


def measured(said, *, people=100, known=(AGES, SEXES)):
    return panel_of(said, {one.trait: one for one in known}, [one.trait for one in known], people=people)


def test_each_question_has_its_measures_and_groups():
    panel = measured(EVEN)
    age, sex = panel.traits
    assert (panel.people, panel.answered, age.told, sex.told) == (100, 100, 100, 100)
    assert [(group.categories, group.people, group.share.value, group.expected) for group in sex.groups] == [
        (("woman",), 60, 6000, 5200),
        (("man",), 40, 4000, 4800),
    ]
    assert sex.dissimilarity is not None
    assert sex.dissimilarity.value == 800
    assert sex.groups[0].share.low < 6000 < sex.groups[0].share.high
    assert age.dissimilarity is not None
    assert age.dissimilarity.value == round(0.5 * SCALE * (0.05 + 0.05 + 0.05 + 0.05))
    assert age.note is not None
    assert 0 < age.note.low <= age.note.value <= age.note.high <= 5 * SCALE
    assert age.coverage is not None
    assert age.coverage.value == SCALE


@pytest.mark.parametrize(
    ("said", "count", "why"),
    [
        (people(woman_18=25, man_30=24), 49, "few_people"),
        (people(woman_18=30, man_30=30), 121, "few_demographics"),
        (people(woman_18=55, man_30=9), 64, "small_strata"),
    ],
)
def test_what_cannot_be_measured_says_why_and_shows_no_share(said, count, why):
    sex = measured(said, people=count, known=(SEXES,)).traits[0]
    assert (sex.missing, sex.groups, sex.note) == (why, (), None)


def test_half_of_those_who_took_part_is_enough_and_fifty_too():
    assert measured(people(woman_18=30, man_30=30), people=120, known=(SEXES,)).traits[0].is_measured
    assert measured(people(woman_18=25, man_30=25), people=50, known=(SEXES,)).traits[0].is_measured


def test_without_a_population_nothing_is_measured():
    panel = panel_of(EVEN, {}, [Trait.AGE], people=100)
    assert panel.traits[0].missing == "no_reference"


def test_answers_of_fewer_than_ten_people_are_put_together():
    age = measured(people(woman_18=40, woman_30=30, man_45=7, man_60=4), people=81, known=(AGES,)).traits[0]
    assert [(group.categories, group.people) for group in age.groups] == [
        (("18-29",), 40),
        (("30-44",), 30),
        (("45-59", "60-74"), 11),
    ]
    assert age.coverage is not None
    assert age.coverage.value == SCALE // 2


@pytest.mark.parametrize(("apart", "groups"), [(3, [33, 31]), (9, [39, 31]), (10, [30, 31]), (0, [30, 31])])
def test_answers_without_a_population_are_ten_people_or_more_or_join_the_smallest_group(apart, groups):
    """Less the groups, those who answered would else be found again."""
    said = people(woman_18=30, man_18=31) + [{"sex": "other"}] * apart
    panel = measured(said, people=61 + apart, known=(SEXES,))
    sex = panel.traits[0]
    assert [group.people for group in sex.groups] == groups
    assert (sex.told, sex.told - sum(groups)) == (61 + apart, apart if apart >= 10 else 0)
    assert sex.groups[0].categories == (("woman", "other") if 0 < apart < 10 else ("woman",))


def test_weights_are_not_told_beside_answers_without_a_population():
    said = people(woman_18=30, man_18=30)
    assert measured(said, people=60, known=(SEXES,)).weights is not None
    assert measured(said + [{"sex": "other"}] * 12, people=72, known=(SEXES,)).weights is None


def test_weights_are_told_where_each_combination_has_ten_people():
    weights = measured(EVEN).weights
    assert weights is not None
    assert sum(cell.people for cell in weights.cells) == 100
    total = sum(cell.people * cell.weight for cell in weights.cells)
    assert total == pytest.approx(100 * SCALE, rel=1e-3)
    women = sum(cell.people * cell.weight for cell in weights.cells if cell.categories["sex"] == ("woman",))
    assert women / total == pytest.approx(0.52, abs=1e-3)


def test_one_combination_of_few_people_hides_all_weights():
    few = people(
        woman_18=15, woman_30=15, woman_45=15, woman_60=15, man_18=10, man_30=10, man_45=17, man_60=3
    )
    panel = measured(few)
    assert (all(one.is_measured for one in panel.traits), panel.weights) == (True, None)


def test_figures_are_whole_numbers_and_come_back_as_they_were():
    panel = measured(EVEN)
    stored = json.loads(json.dumps(panel.to_json()))
    assert Panel.from_json(stored) == panel
    assert not any(isinstance(value, float) for value in _leaves(stored))


def _leaves(value):
    if isinstance(value, dict):
        value = list(value.values())
    return [leaf for one in value for leaf in _leaves(one)] if isinstance(value, list) else [value]


def test_each_question_has_answers_of_its_own():
    for trait in Trait:
        codes = [code for code, _label in categories(trait)]
        assert len(codes) == len(set(codes)) > 1
