"""What the tests of this floor start from."""

import pytest

from parvis.consultations.domain.prepare_site import prepare_site


@pytest.fixture(autouse=True)
def site(db: None) -> None:
    """A site that was set up: it has the key of pseudonyms."""
    prepare_site()
