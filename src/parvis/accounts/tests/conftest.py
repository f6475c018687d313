"""What tests of sign-in share. The shared cache, which counts tries of a second factor, outlives tests."""

import re

import pytest
from django.core.cache import cache

from parvis.accounts.tests.knocking import typed
from parvis.jobs.models import Mail


@pytest.fixture(autouse=True)
def fresh_limits(db):
    cache.clear()


@pytest.fixture
def code_of():
    """Read the code in the last mail to an address, as its owner would."""

    def read(email):
        text = Mail.objects.filter(recipient=email).latest("pk").text
        return "".join(re.match(r"(\d{4}) (\d{4})\n", text).groups())

    return read


@pytest.fixture
def enter(code_of):
    """Sign a client in through the pages; return the last answer."""

    def sign_in(client, email, back=""):
        client.post("/account/login/", typed(email, next=back))
        return client.post("/account/login/code/", {"code": code_of(email)})

    return sign_in
