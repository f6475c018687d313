"""What the editor keeps of the pages of the portal: bounds in order, one value as a range of one, twins."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import translation
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.pages.tests.factories import DocumentFactory
from parvis.portal import showing
from parvis.portal.enums import Quality, Values
from parvis.portal.models import ElsewhereIndexPage, MethodIndexPage, MethodPage
from parvis.portal.queries import held_elsewhere, method_at, methods, practice, twin_of
from parvis.portal.tests.factories import ElsewhereFactory, MethodFactory, PracticeFactory

pytestmark = pytest.mark.django_db


def test_one_value_is_a_range_of_one() -> None:
    method = MethodFactory(reach_low=4)
    assert method.grades == {Quality.REACH: (4, 4)}


@pytest.mark.parametrize("bounds", [{"reach_low": 4, "reach_high": 3}, {"reach_high": 3}])
def test_the_least_is_not_over_the_most(bounds: dict[str, int]) -> None:
    with pytest.raises(ValidationError, match="minimum"):
        MethodFactory(**bounds)


def test_the_database_holds_the_grades() -> None:
    method = MethodFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        MethodPage.objects.filter(pk=method.pk).update(reach_low=4, reach_high=6)


@pytest.mark.parametrize("name", ["seats", "concerned", "cost", "weeks"])
def test_bounds_are_in_order(name: str) -> None:
    with pytest.raises(ValidationError, match="maximum"):
        MethodFactory(**{f"{name}_least": 9, f"{name}_most": 8})


def test_a_consultation_held_elsewhere_does_not_close_before_it_opens() -> None:
    with pytest.raises(ValidationError, match="ferme avant"):
        ElsewhereFactory(opens_on="2026-05-02", closes_on="2026-05-01")


def test_one_method_a_code_and_a_language_and_a_copy_takes_none() -> None:
    method = MethodFactory(code="same")
    with pytest.raises(ValidationError, match="a ce code"):
        MethodFactory(code="same")
    assert method.copy(update_attrs={"slug": "copy"}).specific.code == ""
    assert twin_of(MethodFactory(code="same", language="en")) == method


def test_an_address_of_the_site_is_not_given_to_a_method() -> None:
    with pytest.raises(ValidationError, match="/methods/choose/"):
        MethodFactory(slug="choose")


def test_each_method_is_read_once_in_the_readers_language() -> None:
    french, english = MethodFactory(code="both"), MethodFactory(code="both", language="en")
    alone = MethodFactory(code="", language="en")
    MethodFactory(live=False)
    assert methods() == [french, alone]
    with translation.override("en"):
        assert methods() == [english, alone]


def test_good_practice_is_read_in_the_readers_language_or_in_another() -> None:
    assert practice() is None
    french = PracticeFactory()
    with translation.override("en"):
        assert practice() == french
        english = PracticeFactory(language="en")
        assert practice() == english
    assert practice() == french


@pytest.mark.parametrize(
    ("least", "most", "said"),
    [
        (None, None, ""),
        (15, 15, "15"),
        (15, 30, "15 à 30"),
        (15, None, "15 ou plus"),
        (None, 30, "30 au plus"),
        (0, 15000, "0 à 15\u00a0000"),
    ],
)
def test_bounds_are_said_in_words(least: int | None, most: int | None, said: str) -> None:
    method = MethodPage(seats_least=least, seats_most=most, cost_least=least, cost_most=most)
    method.values_from = Values.REFERENCE
    assert showing.seats(method) == said
    assert showing.cost(method).replace("\u00a0€", "") == said


def test_what_no_reference_gives_is_said_to_be_an_estimate() -> None:
    method = MethodPage(seats_least=15, seats_most=15, cost_least=9, cost_most=9, weeks_least=1, weeks_most=1)
    ours = " (notre estimation)"
    assert (showing.seats(method), showing.cost(method)) == (f"15{ours}", f"9\u00a0€{ours}")
    method.values_from = Values.REFERENCE
    assert (showing.seats(method), showing.cost(method)) == ("15", "9\u00a0€")
    assert showing.weeks(method) == f"1 semaine{ours}"


def test_the_picture_says_what_stands_highest_and_lowest() -> None:
    low_high = {f"{quality}_{end}": 3 for quality in Quality.values for end in ("low", "high")}
    method = MethodPage(**{**low_high, "reach_low": 5, "reach_high": 5, "panel_low": 0, "panel_high": 1})
    assert showing.chart(method, id="c").title == (
        "Au plus haut\u00a0: nombre de personnes touchées\u00a0; au plus bas\u00a0: qualité du panel"
    )
    assert showing.chart(MethodPage(**low_high), id="c").title == "Ses qualités sont toutes au même niveau"
    assert showing.chart(MethodPage(), id="c").title == "Ses qualités ne sont pas encore notées"


def test_a_folder_that_is_unpublished_takes_what_it_holds_away() -> None:
    method, elsewhere = MethodFactory(code="both"), ElsewhereFactory()
    english = MethodFactory(code="both", language="en")
    assert (methods(), list(held_elsewhere())) == ([method], [elsewhere])
    assert (method_at(method.slug), twin_of(english)) == (method, method)

    for folder in (MethodIndexPage, ElsewhereIndexPage):
        folder.objects.update(live=False)

    assert (methods(), list(held_elsewhere()), twin_of(english)) == ([], [], None)
    with pytest.raises(Http404):
        method_at(method.slug)


@pytest.mark.parametrize(("factory", "name"), [(MethodFactory, "documents"), (PracticeFactory, "body")])
def test_nobody_links_a_document_that_they_may_not_choose(factory: Any, name: str) -> None:
    document, page = DocumentFactory(), factory()
    link = f'<p><a linktype="document" id="{document.pk}">Le plan</a></p>'
    written = ContentstateConverter(features=["document-link"]).from_database_format(link)
    form_class = type(page).get_edit_handler().get_form_class()

    for person, is_refused in ((ParticipantFactory(), True), (ParticipantFactory(is_superuser=True), False)):
        form = form_class({name: written}, instance=page, for_user=person, parent_page=page.get_parent())
        assert (name in form.errors) is is_refused
