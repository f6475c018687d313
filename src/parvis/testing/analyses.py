"""Plugin of pytest: one town whose texts were sorted into topics, for the tests of a file."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

if TYPE_CHECKING:
    from pytest_django.plugin import DjangoDbBlocker

    from parvis.understanding.models import Analysis


@pytest.fixture(scope="module")
def sorted_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Analysis]:
    """The engine runs once for a file, on some dozens of texts: each test undoes what it does."""
    from parvis.understanding.tests.runs import ran, town

    with django_db_blocker.unblock(), transaction.atomic():
        yield ran(town())
        transaction.set_rollback(True)


@pytest.fixture
def analysis(sorted_once: Analysis, db: None) -> Analysis:
    """A run that is done, with its three topics."""
    return deepcopy(sorted_once)
