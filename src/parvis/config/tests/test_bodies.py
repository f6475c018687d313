"""How much one may send where files are taken, and what is said beyond."""

import pytest
from django.test import Client

from parvis.config.bodies import most_at
from parvis.consultations.models import PhaseAction
from parvis.consultations.tests.factories import PhaseActionFactory

pytestmark = pytest.mark.django_db
MEGABYTE = 1024**2


@pytest.fixture
def address() -> str:
    action: PhaseAction = PhaseActionFactory.create()
    return f"/contributions/new/{action.pk}/"


@pytest.mark.parametrize(("megabytes", "most"), [(1, 5), (10, 50), (20, 60)])
def test_five_photos_of_the_heaviest_are_let_in_and_more_are_told_how_much(
    client: Client, address: str, settings, megabytes: int, most: int
) -> None:
    settings.PARVIS_FILE_MEGABYTES = megabytes
    assert most * MEGABYTE < most_at(address) < (most + 3) * MEGABYTE
    form, length = "multipart/form-data; boundary=x", str((most + 3) * MEGABYTE)
    answer = client.post(address, b"--x--", content_type=form, CONTENT_LENGTH=length)
    assert answer.status_code == 413
    assert f"pèsent ensemble {most} Mo au plus" in answer.content.decode().replace("\xa0", " ")
