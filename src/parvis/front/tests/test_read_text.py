"""A text put to consultation, its passages, and the amendments to them."""

import pytest
from django.urls import reverse

from parvis.ballots.models import Tally
from parvis.consultations.tests.factories import ConsultationFactory
from parvis.contributions.enums import State
from parvis.debate.tests.factories import ArgumentFactory
from parvis.front.composition.text import SIZE
from parvis.opendata.exports.articles import articles_in_markdown
from parvis.restitution.domain.count import count_figures
from parvis.texts.lines import Line
from parvis.texts.tests.factories import amended, amendment_action, drafted, opened, passage, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    return published(ConsultationFactory())


def address(document):
    return reverse("front:text", args=[document.consultation.slug, document.slug])


def compared(item, **asked):
    return f"{reverse('front:compared', args=[item.pk])}?" + "&".join(f"{k}={v}" for k, v in asked.items())


def test_the_text_is_read_in_order_with_its_contents_and_what_each_passage_drew(client, document):
    phase = opened(document)
    item = passage(document, 1)
    ballot = phase.actions.get(verb="vote", kind=item.kind)
    Tally.objects.create(ballot=ballot, contribution=item, choice=1, count=3)
    ArgumentFactory(contribution=item, comment=True)
    amended(item, "Des bancs bleus.")
    page = client.get(address(document)).content.decode()
    order = [
        "TITRE Ier – Ce que",
        "Article 1er – L’eau",
        "Une fontaine coule<br>de mars",
        "Article 2",
        "Un budget",
    ]
    places = [page.index(words, page.index('class="text"')) for words in order]
    assert places == sorted(places)
    assert [words in page for words in ("3 votes", "1 commentaire", "1 amendement")] == [True, True, True]
    assert '<a href="#p2">Article 1er – L’eau</a>' in page


@pytest.mark.parametrize("trait", [{}, {"past": True}, {"future": True}])
def test_one_is_invited_to_take_part_while_one_may(client, document, trait):
    opened(document, **trait)
    page = client.get(address(document)).content.decode()
    assert ("Participer" in page, "Voir ce passage" in page) == (not trait, bool(trait))
    assert ("Ouvrez un passage" in page, "à présent" in page) == (not trait, bool(trait))


def test_the_consultation_leads_to_the_text_first(client, document):
    opened(document)
    page = client.get(reverse("front:consultation", args=[document.consultation.slug])).content.decode()
    acts = page[page.index("question__acts") :]
    assert acts.index(address(document)) < acts.index("/contributions/")
    assert "/contributions/new/" not in acts[: acts.index("</header>")]


def test_passages_are_not_among_the_contributions_of_people(client, document):
    item = passage(document, 1)
    amended(item, "Des bancs bleus.", title="Du bleu")
    page = client.get(reverse("front:contributions", args=[document.consultation.slug])).content.decode()
    shown = page[page.index('id="contributions"') :]
    assert shown.count("<article") == 1
    assert "Du bleu" in shown


def test_the_page_of_a_passage_says_where_it_stands_and_lets_one_amend(client, document):
    phase = opened(document)
    item = passage(document, 1)
    page = client.get(reverse("front:contribution", args=[item.pk])).content.decode()
    assert f"{address(document)}#p3" in page
    assert "Article 1er – L’eau" in page
    action = amendment_action(phase)
    assert f"{reverse('contributions:submit', args=[action.pk])}?responds_to={item.pk}" in page
    assert reverse("front:compared", args=[item.pk]) not in page
    amended(item, "Des bancs bleus.")
    page = client.get(reverse("front:contribution", args=[item.pk])).content.decode()
    assert reverse("front:compared", args=[item.pk]) in page


def test_the_page_of_an_amendment_marks_what_it_changes(client, document):
    item = passage(document, 1)
    made = amended(item, item.text.replace("50 m", "30 m"))
    page = client.get(reverse("front:contribution", args=[made.pk])).content.decode()
    assert "<del>50 </del><ins>30 </ins>m" in page
    item.state = State.HIDDEN
    item.save(update_fields=["state"])
    page = client.get(reverse("front:contribution", args=[made.pk])).content.decode()
    assert "<del>" not in page
    assert "30 m" in page


def test_two_amendments_are_compared_with_the_words_as_they_stand_and_with_one_another(client, document):
    item = passage(document, 1)
    one = amended(item, item.text.replace("50", "30"), title="Plus près")
    other = amended(item, item.text.replace("50", "80"), title="Plus loin")
    third = amended(item, item.text.replace("bancs", "fauteuils"), title="Assis")
    page = client.get(compared(item, one=other.pk, other=third.pk)).content.decode()
    assert "<del>50 </del><ins>80 </ins>" in page
    assert "<del>bancs </del><ins>fauteuils </ins>" in page
    assert "<del>80 </del><ins>50 </ins>" in page
    assert page.count("Parce que.") == 2
    plain = client.get(compared(item)).content.decode()
    assert (f"/contributions/{one.pk}/" in plain, "<del>30 </del><ins>80 </ins>" in plain) == (True, True)


@pytest.mark.parametrize("asked", [{"one": "x"}, {"one": "9" * 40, "other": ""}, {"one": "1", "other": "1"}])
def test_what_is_asked_of_no_amendment_shows_the_first_ones(client, document, asked):
    item = passage(document, 1)
    page = client.get(compared(item, **asked)).content.decode()
    assert "Aucun amendement pour l’instant" in page
    amended(item, "Rien.")
    assert client.get(compared(item, **asked)).status_code == 200


def test_a_hidden_passage_keeps_its_place_and_not_its_words(client, document):
    item = passage(document, 1)
    item.state = State.HIDDEN
    item.save(update_fields=["state"])
    page = client.get(address(document)).content.decode()
    assert "Des bancs sont posés" not in page
    assert client.get(reverse("front:compared", args=[item.pk])).status_code == 404
    file = client.get(reverse("front:text_markdown", args=[document.consultation.slug, document.slug]))
    assert "Des bancs sont posés" not in file.content.decode()
    assert "Des bancs sont posés" not in articles_in_markdown(document, lambda row: row.state == "published")


def test_a_text_that_is_not_published_has_no_page(client):
    document = drafted(ConsultationFactory())
    assert client.get(address(document)).status_code == 404


def test_a_long_text_is_read_by_pages_that_say_under_what_they_are(client):
    lines = [Line(1, "Plan"), Line(2, "Titre I"), Line(3, "Chapitre I")]
    lines += [
        part for n in range(1, SIZE + 50) for part in (Line(4, f"Article {n}"), Line(0, f"Mesure {n}."))
    ]
    document = published(ConsultationFactory(), lines)
    first, second = (client.get(f"{address(document)}?page={n}").content.decode() for n in (1, 2))
    assert [f"Mesure {SIZE}." in page for page in (first, second)] == [False, True]
    assert "Chapitre I (suite)" in second
    assert f'href="?page=2#p{SIZE + 1}"' in first
    place = client.get(reverse("front:contribution", args=[passage(document, SIZE).pk])).content.decode()
    assert f"?page=2#p{SIZE + 3}" in place
    for typed in ("0", "99", "x", "-1", "²"):
        assert client.get(f"{address(document)}?page={typed}").status_code == 200


def test_the_number_of_queries_does_not_depend_on_the_passages(client, cost):
    short = published(ConsultationFactory(), [Line(1, "Article 1"), Line(0, "Un.")])
    many = [part for n in range(300) for part in (Line(1, f"Article {n}"), Line(0, f"Mesure {n}."))]
    long = published(ConsultationFactory(), many)
    for document in (short, long):
        for place in range(1 if document is short else 3):
            amended(passage(document, place), "Autre.")
            ArgumentFactory(contribution=passage(document, place), comment=True)
    assert cost(client, address(short)) == cost(client, address(long))


def test_the_number_of_queries_does_not_depend_on_the_amendments(client, cost, document):
    one, many = passage(document, 0), passage(document, 1)
    for place in range(2):
        amended(one, f"Autre {place}.")
    for place in range(6):
        amended(many, f"Autre {place}.")
    assert cost(client, compared(one)) == cost(client, compared(many))


def test_passages_are_counted_neither_as_contributions_nor_as_people(document):
    item = passage(document, 1)
    amended(item, "Des bancs bleus.")
    ArgumentFactory(contribution=item, comment=True)
    figures = count_figures(consultation=document.consultation)
    assert (figures.people, figures.contributions) == (2, 1)
    assert [(heap.label, heap.contributions) for heap in figures.by_kind] == [("amendements", 1)]
