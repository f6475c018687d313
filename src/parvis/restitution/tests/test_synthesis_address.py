"""A synthesis has one address, whatever the editor named its page."""

import pytest
from django.urls import reverse

from parvis.restitution.tests.factories import SynthesisFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_its_own_page_leads_to_it_for_good(client, prefix: str) -> None:
    synthesis = SynthesisFactory(slug="what-came-out")
    address = reverse("front:synthesis", args=[synthesis.get_parent().slug])

    answer = client.get(f"{prefix}{synthesis.get_url()}")

    assert (answer.status_code, answer["Location"]) == (301, f"{prefix}{address}")
