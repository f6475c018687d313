"""The public page of an organisation: there as long as it takes part, or as what it signed is read."""

import pytest
from django.test import Client
from django.urls import reverse

from parvis.accounts.tests.factories import StaffFactory
from parvis.contributions.enums import State
from parvis.contributions.tests.factories import ContributionFactory
from parvis.organisations.domain import part
from parvis.organisations.domain.verify import refuse
from parvis.organisations.models import Organisation
from parvis.organisations.tests.factories import organisation

pytestmark = pytest.mark.django_db


def closed(row: Organisation) -> None:
    part.close(actor=row.declared_by, organisation=row)


def refused(row: Organisation) -> None:
    refuse(actor=StaffFactory(is_superuser=True), organisation=row, words="Ce nom insulte quelqu’un.")


def refused_and_left(row: Organisation) -> None:
    refused(row)
    part.forget(actor=row.declared_by)


def status_of(row: Organisation, query: str = "") -> int:
    return Client().get(reverse("front:organisation", args=[row.pk]) + query).status_code


@pytest.mark.parametrize("ended", [closed, refused, refused_and_left])
def test_one_that_takes_part_no_longer_and_published_nothing_has_no_page(ended) -> None:
    row = organisation()
    ContributionFactory(organisation=row, state=State.HIDDEN)
    assert status_of(row) == 200
    ended(row)
    assert (status_of(row), status_of(row, "?after=x"), status_of(row, "?after=MX4y")) == (404, 404, 404)


@pytest.mark.parametrize(
    ("ended", "said"), [(closed, "fermée"), (refused, "refusée"), (refused_and_left, "refusée")]
)
def test_what_it_published_keeps_its_page_which_says_the_truth(ended, said) -> None:
    row = organisation()
    ContributionFactory(organisation=row, title="Un banc")
    ended(row)
    page = Client().get(reverse("front:organisation", args=[row.pk])).content.decode()
    assert "Un banc" in page
    assert f"{said} par" in page
