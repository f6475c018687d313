"""Closing a room: what came out is kept and told, which device answered what is forgotten."""

import hashlib
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.ledger.models import Pending
from parvis.merkle.canonical import canonical
from parvis.room.domain.close_room import close_left_rooms, close_room
from parvis.room.enums import Fate, Step
from parvis.room.models import Answer, Room, Support
from parvis.room.tests.factories import ActivityFactory, AnswerFactory, RoomFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    """A vote, words of which one is hidden, questions of which one is hidden too."""
    room = RoomFactory(opened=True)
    vote = ActivityFactory(room=room, vote=True, started=True)
    for choices in ([1, 0], [1, None], [-1, 1]):
        AnswerFactory(activity=vote, texts=[], choices=choices)
    stop(vote)
    words = ActivityFactory(room=room, words=True, started=True, hidden=["insulte"])
    for texts in (["calme", "insulte"], ["insultes"], ["Calme"]):
        AnswerFactory(activity=words, texts=texts)
    stop(words)
    questions = ActivityFactory(room=room, questions=True, started=True)
    asked = AnswerFactory(activity=questions, texts=["Quand ?"])
    asked.supports.create(device=uuid.uuid4())
    AnswerFactory(activity=questions, texts=["Secret ?"], fate=Fate.HIDDEN)
    ActivityFactory(room=room, title="Jamais posée")
    return room


def stop(activity) -> None:
    activity.stopped_at = activity.started_at
    activity.save()


def close(room: Room) -> None:
    close_room(actor=TeamMemberFactory(consultation=room.consultation).participant, room=room)


def test_results_are_kept_devices_and_hidden_words_are_not(room) -> None:
    close(room)

    vote, words, questions, never = room.activities.all()
    assert [(one["item"], one["rank"], one["counts"]) for one in vote.outcome["lines"]] == [
        (1, 1, [2, 0, 1]),
        (2, 2, [1, 1, 0]),
    ]
    assert words.outcome == {"phones": 3, "hidden": 2, "groups": [{"label": "calme", "count": 2}]}
    assert [(one["text"], one["supports"]) for one in questions.outcome["questions"]] == [("Quand ?", 1)]
    assert never.outcome is None
    rows = Answer.objects.filter(activity__room=room)
    assert not rows.exclude(device=None, key=None).exists()
    assert not Support.objects.exclude(device=None).exists()
    kept = [text for row in rows for text in row.texts] + [
        form for one in (vote, words) for form in one.hidden
    ]
    assert sorted(kept) == ["Calme", "Quand ?", "calme"]


def test_a_room_left_open_for_a_week_closes_by_itself(room) -> None:
    fresh = AnswerFactory(activity=ActivityFactory(started=True))
    assert close_left_rooms() == 0
    Room.objects.filter(pk=room.pk).update(opened_at=timezone.now() - timedelta(days=8))

    assert close_left_rooms() == 6
    room.refresh_from_db()
    fresh.refresh_from_db()
    assert (room.step, fresh.device is None) == (Step.DONE, False)
    assert Pending.objects.filter(kind="room.closed").count() == 1


def test_the_log_holds_the_fingerprint_of_the_file_of_results(room, client) -> None:
    close(room)

    leaf = Pending.objects.get(kind="room.closed")
    file = client.get(reverse("room:results_json", args=[room.code])).content
    assert leaf.public == {"room": room.code, "activities": 3, "sha256": hashlib.sha256(file).hexdigest()}
    assert canonical({"activities": []}) != file
    assert b"insulte" not in file
    assert b"Secret" not in file


def test_results_are_public_once_the_room_is_closed(room, client) -> None:
    address = reverse("room:results", args=[room.code])
    assert client.get(address).status_code == 404

    close(room)
    page = client.get(address).content.decode()
    assert ("calme" in page, "Quand ?" in page, "Une piste cyclable" in page) == (True, True, True)
    assert ("insulte" in page, "Secret" in page) == (False, False)
