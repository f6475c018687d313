"""The monitor that anybody runs, against the addresses of this log."""

from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from parvis.ledger.domain.keys import first_key
from parvis.ledger.models import Checkpoint, Head, Leaf, Tile
from parvis.ledger.tests.factories import grow
from parvis.merkle.monitor import FORKED, WELL, main

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_follows_the_log_and_sees_another_history(live_server: LiveServer, tmp_path: Path) -> None:
    def look() -> int:
        address, kept = f"{live_server.url}/ledger/", str(tmp_path / "log.txt")
        return main([address, "--vkey", first_key().vkey, "--keep", kept])

    grow(300)
    assert look() == WELL
    grow(400)
    assert look() == WELL
    for model in (Leaf, Checkpoint, Head, Tile):
        model.objects.all().delete()
    grow(900)
    assert look() == FORKED
