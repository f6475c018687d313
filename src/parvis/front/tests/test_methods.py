"""The catalogue of methods: read, compared two or three at a time, in one's language."""

import pytest
from django.urls import reverse

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.domain.appoint import allow_creation
from parvis.portal.enums import Priority, Values
from parvis.portal.tests.factories import MethodFactory

pytestmark = pytest.mark.django_db
LIST, COMPARE = "/methods/", "/methods/compare/"


def titles(response):
    return [card.method.title for card in response.context["view"].cards]


def test_methods_are_listed_with_their_six_qualities_and_narrowed_by_priority(client):
    first = MethodFactory(graded=True, deliberation_low=0, deliberation_high=2, cost_least=3000)
    second = MethodFactory(priority=Priority.SHARE)

    response = client.get(LIST)

    page = response.content.decode()
    assert titles(response) == [first.title, second.title]
    assert page.count('class="chart chart--small"') == 2
    assert "0 à 2" in page
    assert "3\u00a0000\u00a0€ ou plus" in page
    assert page.count("sans note") == 6
    assert titles(client.get(f"{LIST}?priority=share")) == [second.title]
    assert titles(client.get(f"{LIST}?priority=nonsense")) == [first.title, second.title]
    assert titles(client.get(f"{LIST}?priority=law")) == []


def test_an_empty_catalogue_says_what_will_be_there(client):
    assert "seront décrites ici" in client.get(LIST).content.decode()


def test_the_list_costs_the_same_with_one_method_or_three(client, cost):
    MethodFactory(graded=True)
    one = cost(client, LIST)
    MethodFactory.create_batch(2, graded=True)
    assert cost(client, LIST) == one
    assert cost(client, f"{COMPARE}?method=code-1") == one


def test_a_method_says_where_its_grades_come_from_and_what_moves_them(client):
    method = MethodFactory(graded=True, reach_moves="Avec le papier.", weeks_least=8, weeks_most=12)

    page = client.get(reverse("front:method", args=[method.slug])).content.decode()

    assert "Notre estimation." in page
    assert "(notre estimation)" in page
    assert "consultation-gouv" not in page
    assert "Avec le papier." in page
    assert "8 à 12 semaines" in page
    assert page.count("<h1") == 1


def test_a_method_of_the_reference_names_where_its_values_are(client):
    method = MethodFactory(graded=True, values_from=Values.REFERENCE, cost_least=80_000, cost_most=80_000)

    page = client.get(reverse("front:method", args=[method.slug])).content.decode()

    assert "80\u00a0000\u00a0€<" in page
    assert 'href="https://github.com/consultation-gouv/consultation.gouv.fr"' in page


def test_only_whoever_may_create_is_led_to_the_start_with_its_template(client):
    method = MethodFactory(template_code="budget")
    address, start = reverse("front:method", args=[method.slug]), reverse("desk:begin", args=["budget"])
    person = ParticipantFactory()
    assert start not in client.get(address).content.decode()

    client.force_login(person)
    assert start not in client.get(address).content.decode()

    allow_creation(person=person)
    assert start in client.get(address).content.decode()


def test_a_method_without_a_template_says_what_to_do(client):
    method = MethodFactory()
    page = client.get(reverse("front:method", args=[method.slug])).content.decode()
    assert "Aucun modèle ne la porte en entier" in page


def test_the_language_switch_leads_to_the_same_method(client):
    french = MethodFactory(code="both", slug="en-ligne")
    MethodFactory(code="both", slug="online", language="en")
    assert client.get("/en/methods/en-ligne/").url == "/en/methods/online/"
    assert client.get("/methods/online/").url == "/methods/en-ligne/"
    assert client.get("/methods/en-ligne/").context["view"].method == french


def test_a_method_of_another_language_says_so(client):
    MethodFactory(slug="online", language="en")
    assert '<article lang="en">' in client.get("/methods/online/").content.decode()


@pytest.mark.parametrize("slug", ["draft", "unknown"])
def test_a_draft_and_what_does_not_exist_are_alike(client, slug):
    MethodFactory(slug="draft", live=False)
    assert client.get(f"/methods/{slug}/").status_code == 404


def compared(client, *codes):
    query = "&".join(f"method={code}" for code in codes)
    return client.get(f"{COMPARE}?{query}").context["view"]


def test_two_or_three_methods_stand_side_by_side(client):
    one, two, three, four = MethodFactory.create_batch(4, graded=True)

    pair = compared(client, two.code, one.code, "nonsense")

    assert pair.methods == [one, two]
    assert [[bar.row.low for bar in line.bars] for line in pair.lines if line.bars] == [[3, 3]] * 6
    assert not pair.is_cut
    more = compared(client, *(method.code for method in (one, two, three, four)))
    assert (more.methods, more.is_cut) == ([one, two, three], True)
    assert (
        "Trois méthodes sont montrées au plus"
        in client.get(COMPARE, {"method": [one.code, two.code, three.code, four.code]}).content.decode()
    )


def test_one_method_alone_is_not_compared(client):
    one = MethodFactory()
    view = compared(client, one.code)
    assert (view.is_shown, view.lines) == (False, [])
    assert view.choices == [(one.code, one, True)]


def test_a_comparison_keeps_its_address_in_the_other_language(client):
    MethodFactory(code="a"), MethodFactory(code="b")
    english = MethodFactory(code="a", language="en"), MethodFactory(code="b", language="en")
    view = client.get("/en/methods/compare/?method=a&method=b").context["view"]
    assert tuple(view.methods) == english
