"""A glossary where it is read: on pages, at their foot, and as a list."""

import pytest
from django.template import Context, Template
from django.urls import reverse

from parvis.pages.glossary import Reading, acronyms, by_letter, glossary_of
from parvis.pages.terms import Term
from parvis.pages.tests.factories import ArticleFactory, NewsFactory, ResourceFactory, home_page

pytestmark = pytest.mark.django_db
PAGE = Template(
    "{% load glossary %}{% reading page as glossary %}"
    "{% explained glossary %}<p>{{ one }}</p>{% endexplained %}|"
    "{% explained glossary %}<p>{{ two }}</p>{% endexplained %}|{% definitions glossary %}"
)


def explain(word: str, *, host=None, definition: str = "Ce que cela veut dire.", variants: str = "") -> Term:
    return Term.objects.create(word=word, host=host, definition=definition, variants=variants)


def test_the_nearest_page_explains_a_word_that_the_site_explains_too() -> None:
    article = ArticleFactory()
    explain("ZAC", definition="Du site.")
    explain("zac", host=article, definition="D’ici.")
    explain("PLU")
    explain("SCOT", host=ArticleFactory())

    assert [(term.word, term.definition) for term in glossary_of(article).terms] == [
        ("PLU", "Ce que cela veut dire."),
        ("zac", "D’ici."),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_asks_for_its_words_once(count: int, django_assert_num_queries) -> None:
    article = ArticleFactory()
    for place in range(count):
        explain(f"mot{place}", host=article)

    with django_assert_num_queries(1):
        shown = PAGE.render(Context({"page": article, "one": "mot0 mot2", "two": "mot0"}))
    assert shown.count('class="term"') == (3 if count == 3 else 2)


def test_a_page_without_a_text_asks_for_nothing(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert Reading(None).explained == []


def test_marks_are_unique_and_what_is_linked_to_is_at_the_foot() -> None:
    explain("ZAC")
    explain("PLU")

    first, second, foot = PAGE.render(Context({"page": None, "one": "ZAC", "two": "ZAC"})).split("|")
    assert (first.count('id="use-'), second.count('id="use-'), second.count('class="term"')) == (1, 0, 1)
    assert foot.count('class="definition"') == 1


def test_what_an_author_types_is_still_escaped() -> None:
    explain("ZAC")
    shown = PAGE.render(Context({"page": None, "one": "<script>ZAC</script>", "two": ""}))

    assert "<script>" not in shown
    assert 'class="term"' in shown


@pytest.mark.parametrize("make", [ArticleFactory, NewsFactory, ResourceFactory])
def test_pages_explain_their_words(client, make: type) -> None:
    term = explain("ZAC", definition="Une zone.")
    page = make(parent=home_page(), title="La ZAC", html="<h2>La ZAC</h2><p>La ZAC du canal, la ZAC.</p>")
    told = client.get(page.url).content.decode()

    assert told.count('class="term"') == 1
    assert f'<p>La <a class="term" href="#term-{term.pk}"' in told
    assert "Une zone." in told.split('<aside class="definitions"')[1]


def test_the_words_of_the_site_are_listed_by_letter(client) -> None:
    for word in ("Évaluation", "ZAC", "État", "2050"):
        explain(word)
    explain("Caché", host=ArticleFactory())

    assert [
        (letter, [term.word for term in terms]) for letter, terms in by_letter(glossary_of(None).terms)
    ] == [
        ("#", ["2050"]),
        ("E", ["État", "Évaluation"]),
        ("Z", ["ZAC"]),
    ]
    told = client.get(reverse("pages:glossary")).content.decode()
    assert ("Évaluation" in told, "Caché" in told) == (True, False)


def test_acronyms_are_those_of_any_way_of_writing() -> None:
    explain("plan local d’urbanisme", variants="PLU")

    assert acronyms(home_page()) == {"PLU"}
