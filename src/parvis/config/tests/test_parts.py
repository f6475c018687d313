"""A file asked for in parts, as players of videos do."""

import pytest
from django.test import Client

from parvis.pages.tests.factories import DocumentFactory

pytestmark = pytest.mark.django_db
DATA = bytes(range(200))


@pytest.fixture
def address(settings, tmp_path) -> str:
    settings.MEDIA_ROOT = tmp_path
    return DocumentFactory(file__filename="film.mp4", file__data=DATA).url


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-", 0, 199), ("bytes=10-19", 10, 19), ("bytes=190-900", 190, 199), ("bytes=-5", 195, 199)],
)
def test_a_part_is_given_with_its_place(
    client: Client, address: str, asked: str, start: int, end: int
) -> None:
    answer = client.get(address, headers={"range": asked})

    assert answer.status_code == 206
    assert answer.getvalue() == DATA[start : end + 1]
    assert answer["Content-Range"] == f"bytes {start}-{end}/200"
    assert answer["Content-Length"] == str(end + 1 - start)
    assert answer["Content-Type"] == "video/mp4"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("asked", ["", "bytes=", "bytes=0-1,4-5", "lines=0-1", "bytes=٣-"])
def test_anything_else_gets_the_whole(client: Client, address: str, asked: str) -> None:
    answer = client.get(address, headers={"range": asked})

    assert (answer.status_code, answer.getvalue()) == (200, DATA)
    assert answer["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("asked", ["bytes=200-", "bytes=5-4", "bytes=-0", "bytes=-"])
def test_a_part_that_is_nowhere_is_refused(client: Client, address: str, asked: str) -> None:
    answer = client.get(address, headers={"range": asked})

    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */200")


def test_of_a_file_that_has_changed_the_whole_is_given(client: Client, address: str) -> None:
    tag = client.get(address)["ETag"]

    assert client.get(address, headers={"range": "bytes=0-1", "if-range": tag}).status_code == 206
    assert client.get(address, headers={"range": "bytes=0-1", "if-range": '"other"'}).status_code == 200
