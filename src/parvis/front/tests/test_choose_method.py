"""From five answers to a method, its reasons and its template; or to what to relax."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.domain.appoint import allow_creation
from parvis.front.composition.choosing import choose
from parvis.portal.choosing import Needs
from parvis.portal.enums import Openness, Priority
from parvis.portal.tests.factories import MethodFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/methods/choose/"


def chosen(client, **answers):
    return client.get(ADDRESS, answers).context["chosen"]


def test_the_questions_are_asked_before_anything_is_proposed(client):
    response = client.get(ADDRESS)
    assert response.context["chosen"] is None
    assert "1. Qu’est-ce qui peut encore changer" in response.content.decode()
    assert client.get(f"{ADDRESS}?utm=1").context["form"].is_bound is False


def test_methods_that_fit_come_with_their_reasons_and_their_template(client):
    one = MethodFactory(
        graded=True, priority=Priority.DELIBERATE, cost_least=9000, weeks_least=8, weeks_most=10,
        panel_low=0, panel_high=2, deliberation_low=4, deliberation_high=5, template_code="panel",
    )  # fmt: skip
    MethodFactory(graded=True, cost_least=90_000)
    MethodFactory(graded=True, suits_ways=False)

    found = chosen(
        client, openness="ways", money="30000", weeks="12", concerned="1000", priority="deliberate",
        qualities=["deliberation"],
    )  # fmt: skip

    assert [(one_.method, one_.url) for one_ in found.proposals] == [
        (one, reverse("front:method", args=[one.slug]))
    ]
    assert found.proposals[0].reasons == [
        "Elle sert quand le but est fixé et que les moyens sont ouverts.",
        "Elle convient à ce nombre de personnes.",
        "Elle prend 8 à 10 semaines (notre estimation)\u00a0: le temps suffit.",
        "Elle coûte 9\u00a0000\u00a0€ ou plus (notre estimation)\u00a0: le budget suffit.",
        "Elle sert d’abord ce que vous mettez en premier\u00a0: "
        "délibérer\u00a0: apprendre, s’entendre, conclure.",
        "Qualité de la délibération\u00a0: 4 à 5 sur 5.",
    ]
    assert found.proposals[0].caution == "Moins forte sur\u00a0: qualité du panel."
    assert found.proposals[0].start.template.code == "panel"
    assert found.proposals[0].start.url == ""


def test_whoever_may_create_starts_from_there(client):
    MethodFactory(template_code="panel")
    person = ParticipantFactory()
    allow_creation(person=person)
    client.force_login(person)
    found = chosen(client, openness="draft")
    assert found.proposals[0].start.url == reverse("desk:begin", args=["panel"])


def test_the_best_on_what_matters_comes_first(client):
    reach = MethodFactory(graded=True, reach_low=5, reach_high=5)
    panel = MethodFactory(graded=True, panel_low=5, panel_high=5)
    for quality, first in (("reach", reach), ("panel", panel)):
        found = chosen(client, openness="subject", qualities=[quality])
        assert found.proposals[0].method == first
        assert found.count == 2


def test_when_nothing_fits_the_page_says_what_to_relax(client):
    MethodFactory(title="Atelier", cost_least=80_000, weeks_least=13, suits_draft=False)
    MethodFactory(title="Panel", cost_least=80_000, concerned_least=5000)

    response = client.get(ADDRESS, {"openness": "draft", "money": "30000", "concerned": "5000000"})

    found = response.context["chosen"]
    assert found.proposals == []
    assert [(one.method.title, one.relaxing) for one in found.nearest] == [
        ("Panel", ["avec 80\u00a0000\u00a0€ au moins"])
    ]
    assert "Rien ne convient en l’état" in response.content.decode()


def test_each_limit_is_said_in_words(client):
    MethodFactory(
        cost_least=80_000, weeks_least=13, concerned_least=500, suits_draft=False, suits_legal=False
    )
    found = chosen(client, openness="draft", money="3000", weeks="4", concerned="30")
    assert found.nearest[0].relaxing == [
        "si ce qui peut changer est\u00a0: le sujet lui-même ou les moyens",
        "si elle concerne 500 personnes au moins",
        "avec 80\u00a0000\u00a0€ au moins",
        "avec 13 semaines au moins",
    ]


@pytest.mark.parametrize(
    ("concerned", "said"), [(30, "500 personnes au moins"), (9000, "5\u00a0000 personnes au plus")]
)
def test_the_bound_of_people_that_is_broken_is_the_one_that_is_named(concerned, said):
    MethodFactory(concerned_least=500, concerned_most=5000)
    [near] = choose(Needs(openness=Openness.DRAFT, concerned=concerned), AnonymousUser()).nearest
    assert near.relaxing == [f"si elle concerne {said}"]


def test_one_week_is_one(client):
    MethodFactory(weeks_least=1)
    needs = Needs(openness=Openness.DRAFT, weeks=0)
    assert choose(needs, AnonymousUser()).nearest[0].relaxing == ["avec 1 semaine au moins"]


def test_where_nothing_can_change_the_page_says_not_to_consult(client):
    MethodFactory()
    response = client.get(ADDRESS, {"openness": "nothing"})
    assert "Ne consultez pas\u00a0: informez" in response.content.decode()
    assert response.context["chosen"].proposals == []


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"openness": "nonsense"}, "openness"),
        ({"weeks": "4"}, "openness"),
        ({"openness": "ways", "money": "-1"}, "money"),
        ({"openness": "ways", "qualities": ["panel", "reach", "learning", "information"]}, "qualities"),
    ],
)
def test_answers_that_make_no_sense_are_told_and_kept(client, answers, field):
    response = client.get(ADDRESS, answers)
    assert list(response.context["form"].errors) == [field]
    assert response.context["chosen"] is None
    assert response.status_code == 200


def test_it_costs_the_same_with_one_method_or_three(client, cost):
    MethodFactory(graded=True)
    one = cost(client, f"{ADDRESS}?openness=ways")
    MethodFactory.create_batch(2, graded=True)
    assert cost(client, f"{ADDRESS}?openness=ways") == one
