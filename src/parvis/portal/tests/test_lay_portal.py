"""The first pages of the portal: laid once, in both languages, and the operator's from then on."""

import re
from collections import Counter

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission, Page

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.domain.appoint import SITE_GROUP, allow_site
from parvis.consultations.domain.prepare_site import prepare_site
from parvis.consultations.templates_catalogue import CATALOGUE
from parvis.pages.tests.factories import ArticleFactory, home_page
from parvis.portal.domain.lay_portal import lay_portal
from parvis.portal.enums import Quality, Values
from parvis.portal.models import ElsewhereIndexPage, MethodIndexPage, MethodPage, PracticePage

pytestmark = pytest.mark.django_db
COUNT = 15


def test_a_new_installation_opens_with_the_whole_portal() -> None:
    """One test, since each page laid has a price."""
    taken = ArticleFactory(title="Nos méthodes")
    Page.objects.filter(pk=taken.pk).update(slug="methods")  # from before the site had a page there

    lay_portal(home=home_page())

    pages = list(MethodPage.objects.live())
    assert Counter(page.language for page in pages) == {"fr": COUNT, "en": COUNT}
    assert len({page.code for page in pages}) == COUNT
    assert {page.template_code for page in pages} - {""} == set(CATALOGUE)
    assert [page.title for page in pages if set(page.grades) != set(Quality)] == []
    assert [page.title for page in pages for quality in Quality if not page.moves(quality)] == []
    assert [page.title for page in pages if not page.suits or not page.outline or not page.weaknesses] == []
    assert {page.language for page in PracticePage.objects.live()} == {"fr", "en"}
    twins = {page.code: page for page in pages if page.language == "en"}
    assert [
        page.title
        for page in pages
        if (page.grades, page.suits) != (twins[page.code].grades, twins[page.code].suits)
    ] == []
    assert Page.objects.get(pk=taken.pk).title == "Nos méthodes"
    assert MethodIndexPage.objects.get().slug == "methods-2"
    assert reference_values() == REFERENCE
    french = [page for page in pages if page.language == "fr"]
    assert [page.title for page in french if re.search(r" [:;?!»%€]|« ", texts_of(page))] == []


def test_nothing_is_written_over_what_the_operator_made_of_it() -> None:
    home = home_page()
    home.add_child(instance=MethodIndexPage(title="Méthodes", slug="methodes"))

    lay_portal(home=home)

    assert not MethodPage.objects.exists()
    assert not ElsewhereIndexPage.objects.exists()


def test_whoever_may_edit_the_site_edits_it_even_named_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parvis.portal.domain.lay_portal._read", lambda _name: {})
    lay_portal(home=prepare_site().get_parent())
    person = ParticipantFactory()

    allow_site(person=person)

    group = Group.objects.get(name=SITE_GROUP)
    assert group in person.groups.all()
    kinds = Counter(
        row.page.specific_class
        for row in GroupPagePermission.objects.filter(group=group).select_related("page")
    )
    assert kinds == {MethodIndexPage: 3, ElsewhereIndexPage: 3, PracticePage: 6}


def texts_of(page: MethodPage) -> str:
    moved = [page.moves(quality) for quality in Quality]
    written = (page.title, page.summary, page.objective, page.public, page.cost_note)
    return " ".join([*written, page.outline, page.strengths, page.weaknesses, *moved])


def reference_values() -> dict[str, list[tuple[int, int]]]:
    rows = MethodPage.objects.filter(values_from=Values.REFERENCE, language="fr")
    return {page.code: list(page.grades.values()) for page in rows}


REFERENCE = {
    "online-consultation": [(2, 2), (1, 3), (0, 2), (4, 4), (3, 3), (5, 5)],
    "citizens-workshop": [(4, 5), (4, 5), (4, 5), (2, 4), (4, 4), (3, 3)],
    "citizens-conference": [(4, 5), (4, 5), (4, 5), (2, 4), (4, 4), (3, 3)],
    "participatory-workshops": [(2, 4), (2, 3), (4, 4), (2, 4), (2, 4), (3, 3)],
    "collaborative-foresight": [(2, 4), (2, 3), (4, 4), (2, 4), (2, 4), (3, 3)],
    "workshop-of-the-future": [(3, 4), (3, 5), (5, 5), (4, 5), (2, 4), (3, 3)],
}
"""What the State's site publishes: panel, learning, deliberation, follow-up, information, people reached."""
