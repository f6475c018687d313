"""The portal and the manual in the search: methods, good practice, what is held elsewhere, chapters."""

import pytest
from django.test import Client
from django.urls import reverse

from parvis.consultations.tests.factories import PhaseActionFactory, ThemeFactory
from parvis.front.composition.searching.guides import CHAPTER, _chapters
from parvis.front.manual import CHAPTERS
from parvis.front.tests.test_search import SEARCH, found
from parvis.pages.tests.factories import home_page
from parvis.portal.domain.lay_portal import lay_portal
from parvis.portal.models import ElsewhereIndexPage, MethodIndexPage
from parvis.portal.tests.factories import ElsewhereFactory, MethodFactory, PracticeFactory

pytestmark = pytest.mark.django_db
WORD = "zanzibar"


def results(client: Client, path: str = SEARCH, **asked: str) -> dict[str, object]:
    """What was found, by title."""
    view = client.get(path, asked).context["view"]
    return {result.title: result for part in view.parts for result in part.results}


def test_methods_and_good_practice_are_found_in_all_their_words(client: Client) -> None:
    method = MethodFactory(
        title="Une marche", language="fr", outline="<ul><li>On part du <b>Zanzibar</b></li></ul>"
    )
    MethodFactory(title="Autre chose", language="fr")
    PracticeFactory(title="Bien faire", language="fr", body="<p>Dire.</p><p>Zanzibar l’été.</p>")

    shown = results(client, q="zanzibars")

    assert {title: (one.sort, one.url) for title, one in shown.items()} == {
        "Une marche": ("Méthode", reverse("front:method", args=[method.slug])),
        "Bien faire": ("Bonnes pratiques", reverse("front:good_practice")),
    }
    page = client.get(SEARCH, {"q": WORD}).content.decode()
    assert page.count("<mark>Zanzibar</mark>") == 2
    assert "&lt;li" not in page
    assert 'id="guides"' in page


def test_a_title_comes_before_a_text(client: Client) -> None:
    MethodFactory(title="Une marche", language="fr", outline="<p>Zanzibar</p>")
    MethodFactory(title="Zanzibar", language="fr")
    assert found(client, q=WORD) == {"guides": ["Zanzibar", "Une marche"]}


def test_each_is_read_in_the_language_of_the_reader_and_the_other_is_not_found(client: Client) -> None:
    for title, language in (("Zanzibar à pied", "fr"), ("Zanzibar on foot", "en")):
        MethodFactory(title=title, language=language, code="walk")
        PracticeFactory(title=f"{title} !", language=language)
    MethodFactory(title="Zanzibar alone", language="en", code="alone")
    french, english = results(client, q=WORD), results(client, path=f"/en{SEARCH}", q=WORD)
    assert set(french) == {"Zanzibar à pied", "Zanzibar à pied !", "Zanzibar alone"}
    assert set(english) == {"Zanzibar on foot", "Zanzibar on foot !", "Zanzibar alone"}
    assert [french[title].language for title in ("Zanzibar à pied", "Zanzibar alone")] == ["", "en"]


def test_what_is_held_elsewhere_leads_straight_to_the_other_site(client: Client) -> None:
    page = ElsewhereFactory(
        title="Les trains de Zanzibar", organiser="La région", language="fr", summary="Oui."
    )
    ElsewhereFactory(title="Les bateaux", organiser="Zanzibar", language="fr")
    assert found(client, q=WORD) == {"consultations": ["Les trains de Zanzibar", "Les bateaux"]}
    shown = results(client, q=WORD)[page.title]
    assert (shown.sort, shown.url, shown.place, shown.host) == (
        "Consultation tenue ailleurs",
        page.address,
        "La région",
        "participer.example.org",
    )
    words = client.get(SEARCH, {"q": WORD}).content.decode()
    assert f'href="{page.address}" rel="noopener external"' in words
    assert "(participer.example.org)" in words


def test_what_is_not_published_and_what_an_unpublished_folder_holds_are_not_found(client: Client) -> None:
    for factory in (MethodFactory, PracticeFactory, ElsewhereFactory):
        factory(title="Zanzibar", live=False)
    assert found(client, q=WORD) == {}
    MethodFactory(title="Zanzibar")
    ElsewhereFactory(title="Zanzibar")
    assert set(found(client, q=WORD)) == {"consultations", "guides"}
    for folder in (MethodIndexPage, ElsewhereIndexPage):
        folder.objects.get().unpublish()
    assert found(client, q=WORD) == {}


@pytest.mark.parametrize(("prefix", "language"), [("", "fr"), ("/en", "en")])
def test_every_chapter_of_the_manual_is_found_by_its_title(
    client: Client, prefix: str, language: str
) -> None:
    titles = [guide.title for guide in _chapters(language)]
    assert len(set(titles)) == len(CHAPTERS)
    for number, title in enumerate(titles):
        shown = results(client, path=f"{prefix}{SEARCH}", q=title, **{"in": "guides"})
        assert shown[title].url == f"{prefix}/manual/{CHAPTERS[number].code}/"


def test_a_chapter_is_found_by_a_word_of_its_text_in_the_language_read(client: Client) -> None:
    asked = {"q": "corbeille ouverte", "in": "guides"}
    [chapter] = [one for one in _chapters("fr") if "corbeille ouverte" in one.body]
    shown = results(client, **asked)
    assert shown[chapter.title].sort == "Chapitre du manuel"
    assert chapter.source == CHAPTER
    assert [piece.text.lower() for piece in shown[chapter.title].pieces if piece.is_found][:1] == [
        "corbeille"
    ]
    assert not any("<" in guide.body for language in ("fr", "en") for guide in _chapters(language))
    assert results(client, path=f"/en{SEARCH}", **asked) == {}


def test_under_a_filter_none_is_found_since_they_belong_to_no_consultation(client: Client) -> None:
    ThemeFactory(consultation=PhaseActionFactory().phase.consultation, name="A")
    for factory in (MethodFactory, PracticeFactory, ElsewhereFactory):
        factory(title="Zanzibar")
    for name, value in (
        ("state", "open"),
        ("theme", "A"),
        ("area", "48.0000,1.0000,50.0000,3.0000"),
        ("consultation", "x"),
    ):
        assert found(client, q=WORD, **{name: value}) == {}
    assert found(client, state="open").keys() == {"consultations"}


@pytest.mark.parametrize("part", ["", "guides", "consultations"])
def test_the_cost_does_not_depend_on_how_many_there_are(client: Client, cost: object, part: str) -> None:
    def add() -> None:
        for factory in (MethodFactory, PracticeFactory, ElsewhereFactory):
            factory(title="Zanzibar et la modération")

    add()
    address = f"{SEARCH}?q=modération&in={part}"
    before = cost(client, address)
    add()
    add()
    assert cost(client, address) == before


def test_the_portal_as_it_is_laid_down_is_found(client: Client) -> None:
    lay_portal(home=home_page())
    sorts = {one.sort for one in results(client, q="budget participatif").values()}
    assert "Méthode" in sorts
