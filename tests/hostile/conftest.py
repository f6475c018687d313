"""What the hostile tests share: a site of one's own, made once for a file and rolled back at its end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings

from tests.hostile.world import World, build

PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture(scope="module")
def world(
    django_db_setup: None,
    django_db_blocker: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    """Nothing of it stays: each test that changes something does it within `undone`."""
    own = override_settings(
        MEDIA_ROOT=tmp_path_factory.mktemp("media"),
        ARCHIVES_ROOT=tmp_path_factory.mktemp("open-data"),
        STORAGES={**settings.STORAGES, "staticfiles": PLAIN},
    )
    with django_db_blocker.unblock(), own, transaction.atomic():
        cache.clear()
        yield build()
        transaction.set_rollback(True)
