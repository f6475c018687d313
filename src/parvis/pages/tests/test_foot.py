"""The pages in the foot of every page: first written by the installation, then the operator's."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Page

from parvis.pages.blocks.words import words_of
from parvis.pages.domain.lay_footer import Operator, lay_footer
from parvis.pages.enums import FooterPlace
from parvis.pages.models import ArticlePage
from parvis.pages.queries import footer_articles, in_foot, incomplete_pages, to_complete
from parvis.pages.tests.factories import ArticleFactory, home_page

pytestmark = pytest.mark.django_db
FRENCH = ["/a-propos/", "/accessibilite/", "/mentions-legales/", "/donnees-personnelles/"]
ENGLISH = ["/en/about-this-site/", "/en/accessibility/", "/en/legal-notices/", "/en/personal-data/"]


def foot(client: Client, address: str) -> list[str]:
    """The addresses of the foot as this page shows it, but for the state of the site, always there."""
    page = client.get(address).content.decode()
    found = re.search(r'<ul class="site-footer__list">(.*?)</ul>', page, re.S)
    *links, state = re.findall(r'href="([^"]+)"', found[1]) if found else [""]
    assert state.endswith("/status/")
    return links


@pytest.mark.parametrize(("home", "addresses"), [("/", FRENCH), ("/en/", ENGLISH)])
def test_an_installation_begins_with_four_pages_in_each_language(
    client: Client, home: str, addresses: list[str]
) -> None:
    lay_footer(home=home_page())

    assert foot(client, home) == addresses
    for address in addresses:
        response = client.get(address)
        assert (response.status_code, address) == (200, address)
        assert response.content.decode().count("<h1") == 1


def test_without_pages_the_foot_lists_none(client: Client) -> None:
    home_page()

    assert foot(client, "/") == []


def test_the_language_switch_leads_to_the_same_page_in_the_other_language(client: Client) -> None:
    lay_footer(home=home_page())

    for french, english in zip(FRENCH, ENGLISH, strict=True):
        assert client.get(f"/en{french}").url == english
        assert client.get(english.removeprefix("/en")).url == french


def test_a_text_written_in_one_language_is_shown_to_both_and_says_which(client: Client) -> None:
    ArticleFactory(title="Mentions légales", slug="mentions", footer=FooterPlace.LEGAL, language="fr")

    assert foot(client, "/en/") == ["/en/mentions/"]
    english, french = (client.get(address).content.decode() for address in ("/en/mentions/", "/mentions/"))
    assert '<h1 lang="fr">' in english
    assert '<div class="blocks" lang="fr">' in english
    assert '<a href="/en/mentions/" lang="fr">' in client.get("/en/").content.decode()
    assert "<h1>" in french
    assert '<div class="blocks">' in french


def test_it_is_done_once_and_the_operators_choices_stay(client: Client) -> None:
    home = home_page()
    lay_footer(home=home)
    ArticlePage.objects.exclude(footer=FooterPlace.ABOUT).delete()
    ArticlePage.objects.update(title="Qui sommes-nous")

    lay_footer(home=home)

    assert foot(client, "/") == ["/a-propos/"]
    assert "Qui sommes-nous" in client.get("/").content.decode()


def test_an_address_already_taken_is_left_to_the_operator() -> None:
    ArticleFactory(title="Nos mentions", slug="mentions-legales")

    lay_footer(home=home_page())

    assert Page.objects.get(slug="mentions-legales").title == "Nos mentions"
    assert in_foot().count() == 7
    assert ArticlePage.objects.get(footer=FooterPlace.LEGAL).language == "en"


def test_what_only_the_operator_knows_is_marked_until_completed() -> None:
    lay_footer(home=home_page())

    counts = {(page.place, page.language): to_complete(page) for page in incomplete_pages()}
    assert len(counts) == 8
    for place in FooterPlace:
        assert counts[place, "fr"] == counts[place, "en"] > 0


def test_a_known_operator_leaves_nothing_to_complete_but_the_audit() -> None:
    operator = Operator(**dict.fromkeys(Operator.__dataclass_fields__, "Ville & agglomération"))
    lay_footer(home=home_page(), operators={"fr": operator, "en": operator})

    assert {page.place: to_complete(page) for page in incomplete_pages()} == {FooterPlace.ACCESSIBILITY: 1}
    legal = ArticlePage.objects.get(footer="legal", language="fr")
    assert "Ville &amp; agglomération" in words_of(legal.blocks)


def test_no_certification_is_claimed() -> None:
    lay_footer(home=home_page())

    french = ArticlePage.objects.get(footer=FooterPlace.ACCESSIBILITY, language="fr")
    assert french.title == "Accessibilité\u00a0: non conforme"
    assert "aucun audit n’a encore été mené" in words_of(french.blocks)


@pytest.mark.parametrize("cookie", ["sessionid", "csrftoken", "order"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_privacy_notice_names_every_cookie(cookie: str, language: str) -> None:
    lay_footer(home=home_page())

    written = {page.language: page for page in footer_articles() if page.place == FooterPlace.PRIVACY}
    body = words_of(written[language].blocks)
    assert f"<b>{cookie}</b>" in body


def test_a_draft_and_a_page_of_a_consultation_stay_out_of_the_foot(client: Client) -> None:
    ArticleFactory(slug="draft", footer=FooterPlace.LEGAL, live=False)
    deep = ArticleFactory(slug="folder")
    deep.add_child(instance=ArticlePage(title="Deep", slug="deep", footer=FooterPlace.ABOUT))

    assert foot(client, "/") == []


def test_one_page_a_place_and_what_translates_it_has_none_of_its_own() -> None:
    page = ArticleFactory(footer=FooterPlace.LEGAL)

    with pytest.raises(ValidationError, match=r"Une autre page occupe déjà cette place"):
        ArticleFactory(footer=FooterPlace.LEGAL, language="en")
    with pytest.raises(ValidationError, match=r"Une traduction est là où est son original"):
        ArticleFactory(footer=FooterPlace.ABOUT, language="en", translates=page)
    assert ArticleFactory(language="en", translates=page).place == FooterPlace.LEGAL


def test_a_copy_takes_no_place() -> None:
    page = ArticleFactory(footer=FooterPlace.LEGAL)

    copy = page.copy(update_attrs={"slug": "copy"})

    assert copy.specific.footer == ""
