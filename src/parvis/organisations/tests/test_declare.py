"""Declaring: a name that fits, and leads nowhere."""

import pytest

from parvis.accounts.errors import Refused
from parvis.organisations.models import LONGEST_NAME, Organisation
from parvis.organisations.tests.factories import organisation


@pytest.mark.parametrize("name", ["ß" * LONGEST_NAME, "é" * (LONGEST_NAME + 1), "ﷺ" * 20])
def test_a_name_that_is_too_long_once_folded_is_refused_and_breaks_nothing(name: str) -> None:
    with pytest.raises(Refused, match="150"):
        organisation(name=name)
    assert organisation(name="é" * LONGEST_NAME).name == "é" * LONGEST_NAME


@pytest.mark.parametrize(
    "name", ["Gagnez sur https://example.org", "WWW.example.org", "ecrivez@example.org", "http://x"]
)
def test_a_name_is_no_address(name: str) -> None:
    with pytest.raises(Refused):
        organisation(name=name)
    assert not Organisation.objects.exists()
