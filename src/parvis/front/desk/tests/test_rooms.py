"""Preparing and leading a room at the desk: what is typed, what comes back, and who may."""

import pytest
from django.urls import reverse

from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.room.enums import Step
from parvis.room.models import Activity, Room
from parvis.room.tests.factories import ActivityFactory, AnswerFactory, RoomFactory

pytestmark = pytest.mark.django_db
VOTE = {
    "kind": "ballot",
    "title": "Which?",
    "method": "approval",
    "items": "One\n\n Two  ways\n",
    "limit": "2",
}


def url(name: str, room: Room, **given: int) -> str:
    return reverse(f"desk:{name}", kwargs={"pk": room.consultation_id, "room_pk": room.pk, **given})


@pytest.fixture
def room(organiser) -> Room:
    return RoomFactory(consultation=organiser.consultation, opened=True)


def test_a_room_from_its_name_to_its_results(desk, organiser, client) -> None:
    host = desk(organiser.participant)
    rooms = reverse("desk:rooms", args=[organiser.consultation_id])
    there = host.post(rooms, {"title": "Public meeting"}).url
    room = Room.objects.get()
    assert there == url("room", room)

    host.post(url("add_room_activity", room), VOTE)
    activity = room.activities.get()
    assert (activity.items, activity.limit, activity.seconds) == (["One", "Two ways"], 2, None)
    for name in ("open_room", "start_room_activity"):
        given = {"activity_pk": activity.pk} if "activity" in name else {}
        host.post(url(name, room, **given))
    AnswerFactory(activity=activity, texts=[], choices=[1, None])
    assert "1 phone answered" in host.get(url("room_live", room)).content.decode()
    host.post(url("close_room", room))
    room.refresh_from_db()
    assert room.step == Step.DONE
    assert "1. One" in client.get(f"/en/room/{room.code}/results/").content.decode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"method": ""}, "Choose how the room votes."),
        ({"items": ""}, "Write one to twelve lines."),
        ({"items": "One\nOne"}, "Two lines are the same."),
        ({"limit": ""}, "This method needs a limit."),
        ({"method": "ranking", "limit": "3"}, "There are fewer lines than ranks."),
        ({"method": "grade"}, "Choose the highest grade."),
        ({"items": "x" * 121}, "A line is too long"),
    ],
)
def test_a_vote_that_lacks_something_is_told_what(desk, organiser, room, change, said) -> None:
    page = desk(organiser.participant).post(url("add_room_activity", room), VOTE | change)

    assert (page.status_code, said in page.content.decode()) == (422, True)
    assert Activity.objects.count() == 0


def test_the_limits_of_a_method_leave_with_it(desk, organiser, room) -> None:
    activity = ActivityFactory(room=room, vote=True)
    host = desk(organiser.participant)
    host.post(url("room_activity", room, activity_pk=activity.pk), VOTE)
    host.post(url("room_activity", room, activity_pk=activity.pk), VOTE | {"kind": "words"})

    activity.refresh_from_db()
    assert (activity.kind, activity.method, activity.items, activity.limit) == ("words", "", [], None)


def test_words_and_questions_are_hidden_and_come_back(desk, organiser, room) -> None:
    words = ActivityFactory(room=room, words=True, started=True)
    AnswerFactory(activity=words, texts=["Rude"])
    asked = AnswerFactory(activity=ActivityFactory(room=room, questions=True), texts=["When?"])
    host, where = desk(organiser.participant), url("hide_room_words", room, activity_pk=words.pk)
    host.post(where, {"words": "Rude", "hides": "1"})
    host.post(url("settle_room_question", room, answer_pk=asked.pk), {"fate": "aside"})

    words.refresh_from_db()
    asked.refresh_from_db()
    assert (words.hidden, asked.fate) == (["rude"], "aside")
    assert "<s>Rude</s>" in host.get(url("room", room)).content.decode()
    host.post(where, {"words": "Rude"})
    words.refresh_from_db()
    assert words.hidden == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_a_host_costs_the_same_with_more_activities(
    desk, organiser, room, number, django_assert_max_num_queries
) -> None:
    for _activity in range(number):
        ActivityFactory(room=room)
    host = desk(organiser.participant)
    host.get(url("room_live", room))

    with django_assert_max_num_queries(14):
        host.get(url("room_live", room))


@pytest.mark.parametrize("role", [Role.ANIMATOR, Role.MODERATOR, Role.OBSERVER])
def test_animators_lead_and_others_find_nothing(desk, room, role) -> None:
    member = TeamMemberFactory(consultation=room.consultation, role=role).participant
    expected = 200 if role == Role.ANIMATOR else 404

    assert desk(member).get(url("room", room)).status_code == expected
    assert desk(member).get(url("add_room_activity", room)).status_code == expected
    stranger = TeamMemberFactory().participant
    assert desk(stranger).get(url("room", room)).status_code == 404
