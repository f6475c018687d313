"""A text in several languages: its reader gets it in theirs, and every list shows it once."""

import importlib
import re

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from parvis.pages.blocks.stream import one_text
from parvis.pages.enums import FooterPlace
from parvis.pages.languages import AS_WRITTEN, each_once
from parvis.pages.models import ArticlePage, NewsPage, ResourcePage
from parvis.pages.queries import articles, footer_links, news, resources
from parvis.pages.tests.factories import ArticleFactory, NewsFactory, ResourceFactory, home_page

pytestmark = pytest.mark.django_db
FACTORIES = pytest.mark.parametrize("factory", [ArticleFactory, NewsFactory, ResourceFactory])
LISTS = {
    ArticlePage: lambda: articles(below=home_page()),
    NewsPage: news,
    ResourcePage: resources,
}


def titles(pages, language: str) -> list[str]:
    with translation.override(language):
        return sorted(page.title for page in pages())


@FACTORIES
def test_a_reader_gets_the_text_in_their_language(client: Client, factory, settings) -> None:
    settings.PARVIS_ADDRESS = "https://parvis.example.org"
    french = factory(title="La digue", slug="digue")
    english = factory(title="The dyke", slug="dyke", language="en", translates=french)

    assert client.get("/en/digue/").url == "/en/dyke/"
    assert client.get("/dyke/").url == "/digue/"
    for page, own, other, words in (
        (french, "/digue/", "/en/dyke/", "Read in English"),
        (english, "/en/dyke/", "/digue/", "Lire en français"),
    ):
        text = client.get(own).content.decode()
        link = f'<a href="{other}" lang="{"en" if page is french else "fr"}"'
        assert re.search(f'{link} hreflang="[a-z]+">{words}</a>', text)
        assert '<link rel="alternate" hreflang="fr" href="https://parvis.example.org/digue/">' in text
        assert '<link rel="alternate" hreflang="en" href="https://parvis.example.org/en/dyke/">' in text
        assert 'class="blocks">' in text


@FACTORIES
def test_what_is_in_one_language_is_shown_to_all_and_says_which(client: Client, factory) -> None:
    page = factory(slug="digue")
    factory(slug="dyke", language="en", translates=page, live=False)

    text = client.get("/en/digue/").content.decode()

    assert '<h1 lang="fr">' in text
    assert '<p class="lede" lang="fr">' in text
    assert '<div class="blocks" lang="fr">' in text
    assert "alternate" not in text


@FACTORIES
def test_a_list_shows_each_text_once(factory) -> None:
    french = factory(title="La digue")
    factory(title="The dyke", language="en", translates=french)
    factory(title="Seulement en français")
    factory(title="Only in English", language="en")
    draft = factory(title="Avec un brouillon")
    factory(title="A draft", language="en", translates=draft, live=False)
    gone = factory(title="Plus en ligne", live=False)
    factory(title="Still here", language="en", translates=gone)
    pages = LISTS[type(french)]

    common = ["Avec un brouillon", "Only in English", "Seulement en français", "Still here"]
    assert titles(pages, "fr") == sorted(["La digue", *common])
    assert titles(pages, "en") == sorted(["The dyke", *common])


def test_of_many_translations_without_their_source_one_speaks_for_it() -> None:
    source = NewsFactory(live=False)
    first, second = (NewsFactory.build(title=code, language=code) for code in ("de", "it"))
    for page in (first, second):
        page.translates = source
        with translation.override("fr"):
            page.full_clean = lambda *_given, **_named: None
            home_page().add_child(instance=page)

    assert titles(news, "fr") == ["de"]
    assert titles(news, "it") == ["it"]
    assert [page.title for page in each_once(NewsPage.objects.live(), language=AS_WRITTEN)] == ["de"]


def test_a_page_moved_elsewhere_is_a_text_of_its_own(client: Client) -> None:
    french = NewsFactory(title="La digue", slug="digue")
    NewsFactory(title="The dyke", language="en", translates=french, parent=ArticleFactory(slug="folder"))

    assert titles(news, "en") == ["La digue", "The dyke"]
    assert client.get("/en/digue/").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_list_costs_the_same_however_many_translations(
    client: Client, count: int, language: str, django_assert_num_queries
) -> None:
    for factory in (NewsFactory, ResourceFactory):
        for _number in range(count):
            factory(language="en", translates=factory())
    with translation.override(language):
        lists = reverse("pages:news"), reverse("pages:resources")
    client.get(lists[0])

    for address, queries in zip(lists, (6, 5), strict=True):
        with django_assert_num_queries(queries):
            assert client.get(address).content.decode().count("<article") == count


def test_words_in_another_language_say_so_in_lists(client: Client) -> None:
    NewsFactory(title="La digue")
    ResourceFactory(title="Les plans")

    for address in ("/en/pages/news/", "/en/pages/resources/"):
        text = client.get(address).content.decode()
        assert re.search(r'<h\d class="card__title" lang="fr">', text)
        assert '<div lang="fr"><p>In a few words.</p></div>' in text
    french = client.get("/pages/news/").content.decode()
    assert 'class="card__title">' in french
    assert '<div lang="fr">' not in french


def test_the_foot_has_one_link_for_a_place(django_assert_num_queries) -> None:
    french = ArticleFactory(title="Mentions légales", slug="mentions", footer=FooterPlace.LEGAL)
    ArticleFactory(title="Legal notices", slug="legal", language="en", translates=french)

    for language, found in (("fr", "Mentions légales"), ("en", "Legal notices")):
        with translation.override(language), django_assert_num_queries(1) as queries:
            assert [(link.label, link.language) for link in footer_links()] == [(found, "")]
        assert '"blocks"' not in queries[0]["sql"]  # each page asks for these links, and none for the texts


@FACTORIES
def test_one_page_a_language_and_no_translation_of_a_translation(factory) -> None:
    french = factory()
    english = factory(language="en", translates=french)

    for wrong in (
        {"language": "fr", "translates": french},
        {"language": "en", "translates": french},
        {"language": "fr", "translates": english},
    ):
        with pytest.raises(ValidationError):
            factory(**wrong)
    french.language = "en"
    with pytest.raises(ValidationError, match=r"déjà une page dans cette langue"):
        french.full_clean()
    other = factory(language="en")
    with pytest.raises(IntegrityError), transaction.atomic():
        type(french).objects.filter(pk=other.pk).update(translates=french)


@FACTORIES
def test_when_the_source_is_deleted_its_translation_stands_alone(client: Client, factory) -> None:
    french = factory(plain=one_text("<p>En bref.</p>"))
    english = factory(slug="dyke", language="en", translates=french)

    french.delete()

    english.refresh_from_db()
    assert (english.translates, english.live) == (None, True)
    assert client.get("/en/dyke/").status_code == 200


def test_pages_of_one_place_in_the_foot_become_one_text() -> None:
    migration = importlib.import_module("parvis.pages.migrations.0007_translations")
    english, french = ArticleFactory(slug="a", language="en"), ArticleFactory(slug="b", language="fr")
    deep = ArticleFactory(slug="c", language="en", parent=ArticleFactory(slug="folder"))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("DROP INDEX article_footer_unique")
    ArticlePage.objects.exclude(slug="folder").update(footer=FooterPlace.LEGAL)

    with connection.schema_editor() as editor:
        migration.join_twins(apps, editor)

    pages = ArticlePage.objects.exclude(slug="folder")
    rows = {page.pk: (page.footer, page.translates_id) for page in pages}
    assert rows == {french.pk: ("legal", None), english.pk: ("", french.pk), deep.pk: ("", None)}
