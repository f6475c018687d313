"""Keeping questions of a room at the desk: several at once, one in other words, its receipt, taken back."""

from uuid import uuid4

import pytest
from django.urls import reverse

from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import PhaseActionFactory, TeamMemberFactory
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.room.models import Answer, Room
from parvis.room.tests.factories import ActivityFactory, AnswerFactory, RoomFactory

pytestmark = pytest.mark.django_db


def url(name: str, room: Room, **given: int) -> str:
    return reverse(f"desk:{name}", kwargs={"pk": room.consultation_id, "room_pk": room.pk, **given})


@pytest.fixture
def room(organiser) -> Room:
    room = RoomFactory(consultation=organiser.consultation, opened=True)
    ActivityFactory(room=room, questions=True, started=True)
    return room


@pytest.fixture
def kind(room):
    return PhaseActionFactory(phase__consultation=room.consultation).kind


def ask(room: Room, text: str, backing: int = 0) -> Answer:
    asked = AnswerFactory(activity=room.activities.get(), texts=[text])
    for _phone in range(backing):
        asked.supports.create(device=uuid4())
    return asked


def test_those_supported_enough_are_ticked_and_kept_at_once(desk, organiser, room, kind) -> None:
    few, many, most = ask(room, "Few?", 1), ask(room, "Many?", 3), ask(room, "Most?", 5)
    host, where = desk(organiser.participant), url("keep_room_questions", room)
    page = host.get(where, {"least": "3"}).content.decode()
    assert page.count(" checked") == 2
    assert page.index("Most? (5 supports)") < page.index("Few? (1 support)")

    form = {"questions": [many.pk, most.pk], "kind": kind.pk, "key": str(uuid4())}
    for _time in range(2):
        host.post(where, form)
    assert sorted(Contribution.objects.values_list("title", flat=True)) == ["Many?", "Most?"]
    page = host.get(where).content.decode()
    assert (page.count("Take back"), "Few? (1 support)" in page, "Many? (3" in page) == (2, True, False)
    few.refresh_from_db()
    assert few.contribution is None


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_with_more_questions(
    desk, organiser, kind, number, django_assert_max_num_queries
) -> None:
    room = kind.consultation.rooms.get()
    for at in range(number):
        ask(room, f"When ({at})?")
    host, where = desk(organiser.participant), url("keep_room_questions", room)
    host.get(where)

    with django_assert_max_num_queries(21):
        host.get(where)


def test_one_is_put_right_kept_and_its_receipt_is_shown(desk, organiser, room, kind) -> None:
    asked = ask(room, "wen does the bus pass")
    host, where = desk(organiser.participant), url("keep_room_question", room, answer_pk=asked.pk)
    assert "wen does the bus pass" in host.get(where).content.decode()
    said = {"kind": kind.pk, "title": "When does the bus pass?", "text": "When?", "key": str(uuid4())}
    there = host.post(where, said).url

    made = Contribution.objects.get()
    assert (made.title, there) == (said["title"], url("room_question_receipt", room, answer_pk=asked.pk))
    assert f"C-{made.pk}" in host.get(there).content.decode()
    assert host.get(where).url == there


def test_what_is_refused_keeps_what_was_typed(desk, organiser, room, kind) -> None:
    asked = ask(room, "When?")
    host, where = desk(organiser.participant), url("keep_room_question", room, answer_pk=asked.pk)
    page = host.post(where, {"kind": kind.pk, "title": " ", "text": "My words", "key": str(uuid4())})

    assert (page.status_code, "My words" in page.content.decode()) == (422, True)
    assert host.post(url("keep_room_questions", room), {"kind": kind.pk}).status_code == 422
    assert Contribution.objects.count() == 0


def test_it_is_taken_back(desk, organiser, room, kind) -> None:
    asked, host = ask(room, "When?"), desk(organiser.participant)
    where = url("keep_room_questions", room)
    host.post(where, {"questions": [asked.pk], "kind": kind.pk, "key": str(uuid4())})
    host.post(url("undo_room_question", room, answer_pk=asked.pk))

    assert Contribution.objects.get().state == State.WITHDRAWN
    assert "When? (0 supports)" in host.get(where).content.decode()


@pytest.mark.parametrize("role", [Role.ANIMATOR, Role.MODERATOR, Role.OBSERVER])
def test_animators_and_moderators_keep_and_others_find_nothing(desk, room, role) -> None:
    member = TeamMemberFactory(consultation=room.consultation, role=role).participant
    expected = 404 if role == Role.OBSERVER else 200

    client, rooms = desk(member), reverse("desk:rooms", args=[room.consultation_id])
    assert client.get(url("keep_room_questions", room)).status_code == expected
    assert client.get(rooms).status_code == expected
    assert client.post(rooms, {"title": "Mine"}).status_code == (302 if role == Role.ANIMATOR else 404)
    assert desk(TeamMemberFactory().participant).get(url("keep_room_questions", room)).status_code == 404
