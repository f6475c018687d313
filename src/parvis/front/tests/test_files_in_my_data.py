"""The files that somebody joined are in the zip of their data: those of their texts, those not sent yet."""

import io
import json
import zipfile
from weakref import WeakSet

import pytest
from django.test import Client

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.contributions.attachments import Attachment
from parvis.contributions.tests.factories import AttachmentFactory
from parvis.front.composition import my_data_file
from parvis.front.composition.my_files import file_name

pytestmark = pytest.mark.django_db


@pytest.fixture
def person_with_files() -> Participant:
    person = ParticipantFactory.create()
    for number in range(6):
        AttachmentFactory.create(contribution=None, owner=person, content=bytes([number]))
    return person


def test_my_data_holds_my_files_and_nobody_elses(client: Client) -> None:
    person = ParticipantFactory.create()
    sent = AttachmentFactory.create(contribution__author=person, content=b"sent")
    unsent = AttachmentFactory.create(contribution=None, owner=person, content=b"unsent")
    AttachmentFactory.create(content=b"of somebody else")
    client.force_login(person)

    pack = zipfile.ZipFile(io.BytesIO(client.get("/me/data/file/").getvalue()))

    names = [f"files/{row.pk}-notes.txt" for row in (sent, unsent)]
    assert [name for name in pack.namelist() if name.startswith("files/")] == names
    assert [pack.read(name) for name in names] == [b"sent", b"unsent"]
    told = json.loads(pack.read("my-data.json"))["data"]["files"]
    assert [(row["file"], row["contribution_id"]) for row in told] == [
        (names[0], sent.contribution_id),
        (names[1], None),
    ]


def test_my_files_are_read_one_at_a_time(person_with_files: Participant, monkeypatch) -> None:
    """However many they are: each is gone from memory once it is in the zip."""
    living, most = WeakSet(), 0

    def count(file: Attachment) -> str:
        nonlocal most
        living.add(file)
        most = max(most, len(living))
        return file_name(file)

    monkeypatch.setattr(my_data_file, "file_name", count)
    stream = io.BytesIO()
    my_data_file.write_my_data(person_with_files, stream)
    assert len([name for name in zipfile.ZipFile(stream).namelist() if name.startswith("files/")]) == 6
    assert most <= 2


def test_my_data_holds_what_i_joined_to_the_text_of_others() -> None:
    person, stream = ParticipantFactory.create(), io.BytesIO()
    AttachmentFactory.create(sent_by=person, content=b"theirs and mine")
    my_data_file.write_my_data(person, stream)
    pack = zipfile.ZipFile(stream)
    assert [pack.read(name) for name in pack.namelist() if name.startswith("files/")] == [b"theirs and mine"]
