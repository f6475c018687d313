"""What organisers ask of those who take part, what they compare it with, and who is missing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from parvis.accounts.tests.factories import StaffFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.panel.domain.state_who import state_who
from parvis.panel.models import Reference, Survey
from parvis.panel.tests.factories import ReferenceFactory, SurveyFactory, crowd, open_consultation

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return open_consultation()


@pytest.fixture
def organiser(desk, place):
    made = TeamMemberFactory(consultation=place, role=Role.ORGANISER, participant__language="en")
    return desk(made.participant)


def address(name, place, *args):
    return reverse(f"desk:{name}", args=[place.pk, *args])


def test_one_click_asks_four_questions(organiser, place):
    asked = organiser.get(address("panel", place)).context["form"].initial["traits"]
    assert asked == ("age", "sex", "territory", "occupation")
    sent = organiser.post(address("panel", place), {"traits": ["age", "sex", "territory", "occupation"]})
    assert sent.status_code == 302
    assert Survey.objects.get().traits == ["age", "sex", "territory", "occupation"]
    assert "Choose one question at least." in organiser.post(address("panel", place), {}).content.decode()


def test_a_teammate_reads_and_an_outsider_sees_nothing(desk, place):
    SurveyFactory(consultation=place)
    client = desk(TeamMemberFactory(consultation=place, role=Role.ANALYST).participant)
    assert client.get(address("panel", place)).status_code == 200
    assert client.post(address("panel", place), {"traits": ["age"]}).status_code == 404
    assert client.get(address("reference", place, "age")).status_code == 404
    assert desk(StaffFactory()).get(address("panel", place)).status_code == 404


def test_a_population_is_given_by_hand_with_its_source(organiser, place):
    SurveyFactory(consultation=place)
    typed = {"source": "Insee, recensement, Valmont", "year": "2022", "n_woman": "5200.5", "n_man": "4800"}
    assert organiser.post(address("reference", place, "sex"), typed).status_code == 302
    row = Reference.objects.get()
    assert (row.trait, row.year, row.population) == ("sex", 2022, {"woman": 5200.5, "man": 4800.0})
    assert "Insee, recensement, Valmont, 2022" in organiser.get(address("panel", place)).content.decode()
    page = organiser.post(address("reference", place, "sex"), {**typed, "n_man": ""}).content.decode()
    assert "give the figures of two answers at least" in page
    assert organiser.get(address("reference", place, "occupation")).status_code == 404


def test_the_file_is_taken_filled_in_and_brought(organiser, place):
    SurveyFactory(consultation=place)
    blank = organiser.get(address("references_csv", place)).content.decode()
    filled = blank.replace("sex,woman,Woman,", "sex,woman,Woman,52").replace("sex,man,Man,", "sex,man,Man,48")
    typed = {"source": "Insee", "year": "2022"}
    file = SimpleUploadedFile("population.csv", filled.encode())
    assert organiser.post(address("references", place), {**typed, "file": file}).status_code == 302
    assert Reference.objects.get().population == {"woman": 52.0, "man": 48.0}
    wrong = SimpleUploadedFile("population.csv", filled.replace(",52", ",many").encode())
    again = organiser.post(address("references", place), {**typed, "file": wrong})
    assert (again.status_code, "is no number above 0" in again.content.decode()) == (422, True)


def test_the_home_of_the_desk_says_who_is_missing(organiser, place):
    SurveyFactory(consultation=place)
    ReferenceFactory(consultation=place)
    crowd(place, [{"sex": "woman"}] * 45 + [{"sex": "man"}] * 15)
    state_who(consultation=place)
    page = organiser.get("/desk/").content.decode()
    assert "Missing most: Man, 25% of those who took part and 50% of the population." in page


def told(place, women, men):
    SurveyFactory(consultation=place)
    ReferenceFactory(consultation=place)
    crowd(place, [{"sex": "woman"}] * women + [{"sex": "man"}] * men)
    state_who(consultation=place)


def test_the_groups_that_are_missing_are_listed_with_their_gap_and_what_to_do(organiser, place):
    """Fifteen men and forty-five women: thirty men more would make as many."""
    told(place, 45, 15)
    found = organiser.get(address("panel", place))
    row = found.context["missing"][0]
    assert len(found.context["missing"]) == 1
    assert (row.label, row.share, row.interval, row.expected, row.more) == (
        "Man", "25%", "16% to 37%", "50%", "30",
    )  # fmt: skip
    assert address("kit", place) in found.content.decode()


def test_a_gap_that_chance_may_have_made_is_not_said_to_be_one(organiser, place):
    told(place, 33, 27)
    assert organiser.get(address("panel", place)).context["missing"] == []
    assert "Missing most" not in organiser.get("/desk/").content.decode()


def test_nobody_is_to_be_looked_for_once_the_figures_are_final(organiser, place):
    told(place, 45, 15)
    place.phases.update(ends_at=timezone.now())
    state_who(consultation=place)
    assert organiser.get(address("panel", place)).context["missing"] is None
    assert "Missing most" not in organiser.get("/desk/").content.decode()


def test_it_costs_the_same_however_many_are_missing(organiser, place):
    SurveyFactory(consultation=place)
    ReferenceFactory(consultation=place)
    young, old = {"sex": "man", "age": "18-29"}, {"sex": "woman", "age": "30-44"}
    crowd(place, [old] * 45 + [young] * 15)
    state_who(consultation=place)
    organiser.get(address("panel", place))
    counts = []
    for groups in (1, 2):
        with CaptureQueriesContext(connection) as found:
            assert len(organiser.get(address("panel", place)).context["missing"]) == groups
        counts.append(len(found))
        if groups == 1:
            ages = {"18-29": 60.0, "30-44": 40.0}
            ReferenceFactory(consultation=place, trait="age", population=ages)
            state_who(consultation=place)
    assert counts[0] == counts[1]
