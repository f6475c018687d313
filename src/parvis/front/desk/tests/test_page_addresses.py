"""A page of the editor never takes an address that the site answers itself."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Page

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.front.desk.tests.test_editor import TYPED
from parvis.pages.models import ArticlePage, HomePage, NewsPage
from parvis.pages.tests.factories import NewsFactory
from parvis.restitution.models import SynthesisPage

pytestmark = pytest.mark.django_db
REFUSED = "The site has a page of its own at {}. Choose another slug."


def add(client, consultation, **typed: str):
    return client.post(
        reverse("wagtailadmin_pages:add", args=["pages", "newspage", consultation.pk]), TYPED | typed
    )


@pytest.mark.parametrize(
    "typed",
    [
        {"slug": "results"},
        {"slug": "contributions"},
        {"slug": "synthesis", "action-publish": "1"},
    ],
)
def test_news_do_not_take_an_address_of_the_consultation(desk, organiser, typed: dict[str, str]) -> None:
    response = add(desk(organiser.participant), organiser.consultation, **typed)

    address = f"/consultations/{organiser.consultation.slug}/{typed['slug']}/"
    assert response.context["form"].errors == {"slug": [REFUSED.format(address)]}
    assert not NewsPage.objects.exists()


def test_an_editor_who_speaks_french_is_told_so_in_french(desk, organiser) -> None:
    organiser.participant.wagtail_userprofile.preferred_language = "fr"
    organiser.participant.wagtail_userprofile.save()

    response = add(desk(organiser.participant), organiser.consultation, slug="results")

    assert response.context["form"].errors["slug"][0].startswith("Le site a déjà une page à lui")


def test_nor_when_their_slug_changes(desk, organiser) -> None:
    page = NewsFactory(parent=organiser.consultation)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])

    response = desk(organiser.participant).post(url, TYPED | {"slug": "results"})

    assert list(response.context["form"].errors) == ["slug"]


def test_nor_when_they_are_copied(desk, organiser) -> None:
    page = NewsFactory(parent=organiser.consultation)
    asked = {"new_title": "Copy", "new_slug": "results", "new_parent_page": organiser.consultation.pk}

    response = desk(organiser.participant).post(reverse("wagtailadmin_pages:copy", args=[page.pk]), asked)

    assert list(response.context["form"].errors) == ["new_slug"]
    assert NewsPage.objects.get() == page


def test_nor_when_they_move(desk, organiser) -> None:
    home = HomePage.objects.get()
    page = NewsFactory(parent=home, slug="results")
    administrator = ParticipantFactory(is_superuser=True, language="en")
    url = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, organiser.consultation.pk])

    response = desk(administrator).post(url)

    assert response.url == reverse("wagtailadmin_pages:move", args=[page.pk])
    assert Page.objects.get(pk=page.pk).get_parent().specific == home


@pytest.mark.parametrize("slug", ["en", "desk"])
def test_an_article_of_the_site_takes_neither_a_language_nor_the_desk(organiser, slug: str) -> None:
    with pytest.raises(ValidationError) as refused:
        HomePage.objects.get().add_child(instance=ArticlePage(title="About", slug=slug))
    assert list(refused.value.message_dict) == ["slug"]


def test_a_synthesis_may_be_named_after_its_own_address(organiser) -> None:
    page = SynthesisPage(title="Synthesis", slug="synthesis", summary="In short.", body="<p>At length.</p>")

    assert organiser.consultation.add_child(instance=page).pk


def test_any_other_slug_is_free(desk, organiser, client) -> None:
    response = add(desk(organiser.participant), organiser.consultation, **{"action-publish": "1"})

    assert response.status_code == 302
    assert client.get(NewsPage.objects.get().get_url()).status_code == 200
