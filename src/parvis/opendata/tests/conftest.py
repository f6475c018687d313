"""A town whose consultation has a webhook."""

import pytest

from parvis.opendata.models import Webhook
from parvis.opendata.tests.hooked import TEXTS, hook_of
from parvis.opendata.tests.town import Town, found_town
from parvis.testing.receiver import Receiver


@pytest.fixture
def town() -> Town:
    return found_town()


@pytest.fixture
def hook(town: Town, receiver: Receiver) -> Webhook:
    made, _secret = hook_of(town, receiver.address, TEXTS)
    return made
