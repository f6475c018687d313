"""What the tests of rooms share: nothing is known of another test's room."""

import pytest

from parvis.room import live


@pytest.fixture(autouse=True)
def unknown_rooms():
    live.forget()
