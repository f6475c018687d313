"""Who took part, on the page of results; saying who one is; and what never leaves."""

import pytest
from django.urls import reverse
from django.utils import timezone

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import ConsultationFactory, TeamMemberFactory
from parvis.front.composition.leaving import leave
from parvis.front.composition.my_data import read_all
from parvis.panel.domain.state_who import state_who
from parvis.panel.models import SelfDescription, Survey
from parvis.panel.tests.factories import ReferenceFactory, SurveyFactory, crowd, open_consultation, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    made = open_consultation()
    SurveyFactory(consultation=made, traits=["age", "sex", "occupation"])
    return made


def results(client, place):
    return client.get(f"/en/consultations/{place.slug}/results/").content.decode()


def seventy(place):
    """Fifty-three women and seventeen men; seven farmers and four workers among them."""
    ReferenceFactory(consultation=place)
    population = {"farmer": 2.0, "employee": 50.0, "retired": 30.0, "worker": 18.0}
    ReferenceFactory(consultation=place, trait="occupation", population=population)
    works = ["farmer"] * 7 + ["worker"] * 4 + ["employee"] * 29 + ["retired"] * 30
    sexes = ["woman"] * 53 + ["man"] * 17
    crowd(place, [{"sex": sex, "occupation": work} for sex, work in zip(sexes, works, strict=True)])
    state_who(consultation=place)


def test_it_is_said_that_nobody_was_asked(client):
    page = results(client, ConsultationFactory())
    assert "People chose to take part: this is not a poll." in page
    assert "People were not asked who they are" in page


def test_it_is_said_what_is_missing_to_measure_it(client, place):
    ReferenceFactory(consultation=place)
    somebody(place, {"sex": "woman"})
    state_who(consultation=place)
    page = results(client, place)
    assert "1 of 1 person who took part answered" in page
    assert "Not measured: fifty answers are needed." in page
    assert "Not measured: there is no population to compare with." in page


def test_those_who_took_part_are_beside_the_population_with_the_caveat(client, place):
    seventy(place)
    page = results(client, place)
    assert "People chose to take part: this is not a poll." in page
    assert "Missing most: Man, 24% of those who took part and 50% of the population" in page
    assert "Population: Recensement d’essai, 2024." in page
    assert "70 of 70 people answered." in page


def test_answers_of_few_people_are_told_nowhere(client, place):
    seventy(place)
    page = results(client, place)
    sheet = client.get(reverse("front:who_csv", args=[place.slug])).content.decode()
    assert "Farmer and Worker" in page
    assert "occupation,farmer worker,11," in sheet
    assert ">7<" not in page
    assert not any(f",{count}," in sheet for count in range(1, 10))


def test_it_costs_the_same_whatever_is_asked(client, place, django_assert_max_num_queries):
    seventy(place)
    results(client, place)
    with django_assert_max_num_queries(30):
        results(client, place)


def address(place):
    return reverse("front:describe", args=[place.slug])


def test_whoever_took_part_is_asked_once_on_the_page_of_the_consultation(client, place):
    page = reverse("front:consultation", args=[place.slug])
    me = somebody(place)
    assert address(place) not in client.get(page).content.decode()
    client.force_login(me)
    assert address(place) in client.get(page).content.decode()
    client.post(address(place), {})
    assert address(place) not in client.get(page).content.decode()
    client.force_login(ParticipantFactory())
    assert address(place) not in client.get(page).content.decode()


def test_one_answers_changes_it_and_takes_it_back(client, place):
    me = somebody(place)
    client.force_login(me)
    assert client.post(address(place), {"age": "18-29", "sex": ""}).status_code == 302
    assert 'value="18-29"' in client.get(address(place)).content.decode()
    client.post(address(place), {"age": "30-44", "sex": "man"})
    assert SelfDescription.objects.get().said == {"age": "30-44", "sex": "man"}
    assert client.post(address(place), {"age": "young"}).status_code == 422
    client.post(reverse("front:take_description_back", args=[place.slug]))
    assert SelfDescription.objects.get().said == {}


def test_others_are_led_away_and_where_nobody_is_asked_there_is_nothing(client, place):
    for person in (
        ParticipantFactory(),
        TeamMemberFactory(consultation=place, role=Role.ANALYST).participant,
    ):
        client.force_login(person)
        assert client.get(address(place)).status_code == 302
    assert client.get(address(ConsultationFactory())).status_code == 404


def test_it_is_in_my_data_and_gone_with_the_account(place):
    me = somebody(place, {"age": "18-29"})
    assert read_all(me)["who-i-am"] == [
        {
            "consultation__title": place.title,
            "said": '{"age": "18-29"}',
            "changed_on": timezone.localdate().isoformat(),
        }
    ]
    leave(actor=me)
    assert (SelfDescription.objects.count(), Survey.objects.get().moves) == (0, 1)
