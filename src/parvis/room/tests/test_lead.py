"""Leading a room: opened, started, stopped, shown, hidden; by whom, and what the database holds."""

import uuid
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.room.domain.answer import Given, answer
from parvis.room.domain.close_room import close_room
from parvis.room.domain.lead import (
    hide_words,
    open_room,
    settle_question,
    show_results,
    start_activity,
    stop_activity,
)
from parvis.room.domain.prepare import (
    ActivityDraft,
    add_activity,
    change_activity,
    prepare_room,
    remove_activity,
)
from parvis.room.enums import ActivityKind, Fate, Step
from parvis.room.figures import figures_of
from parvis.room.models import Activity, Room
from parvis.room.tests.factories import ActivityFactory, AnswerFactory, RoomFactory

pytestmark = pytest.mark.django_db
DRAFT = ActivityDraft(ActivityKind.WORDS, "Un mot ?", 60)


def member_of(room: Room, role: Role = Role.ANIMATOR):
    return TeamMemberFactory(consultation=room.consultation, role=role).participant


def test_an_activity_of_some_seconds_ends_by_the_clock_of_the_database() -> None:
    room = RoomFactory()
    host = member_of(room)
    activity = add_activity(actor=host, room=room, draft=DRAFT)
    open_room(actor=host, room=room)
    start_activity(actor=host, activity=activity)

    activity.refresh_from_db()
    room.refresh_from_db()
    assert round((activity.ends_at - activity.started_at).total_seconds()) == 60
    assert (room.screen, room.step, activity.step_at(activity.started_at)) == (activity, Step.OPEN, Step.OPEN)
    assert activity.step_at(activity.ends_at) == Step.DONE


def test_the_next_one_ends_the_one_before() -> None:
    first = ActivityFactory(started=True)
    second = ActivityFactory(room=first.room)
    host = member_of(first.room)
    start_activity(actor=host, activity=second)

    assert [one.step_at(timezone.now()) for one in first.room.activities.all()] == [Step.DONE, Step.OPEN]
    start_activity(actor=host, activity=first)
    stop_activity(actor=host, activity=first)
    assert [one.step_at(timezone.now()) for one in first.room.activities.all()] == [Step.DONE, Step.DONE]


def test_the_database_lets_one_activity_be_open_at_a_time() -> None:
    first = ActivityFactory(started=True)

    with pytest.raises(IntegrityError, match="room_one_activity_at_a_time"), transaction.atomic():
        ActivityFactory(room=first.room, started=True)


def test_what_was_started_stays_as_it_was_asked() -> None:
    activity = ActivityFactory(started=True)
    host = member_of(activity.room)

    for act in (partial(change_activity, draft=DRAFT), remove_activity):
        with pytest.raises(Refused, match="commencé"):
            act(actor=host, activity=activity)
    waiting = ActivityFactory(room=activity.room)
    change_activity(actor=host, activity=waiting, draft=DRAFT)
    assert Activity.objects.get(pk=waiting.pk).title == "Un mot ?"
    remove_activity(actor=host, activity=waiting)
    assert list(activity.room.activities.all()) == [activity]


def test_results_are_shown_once_there_are_some_to_show() -> None:
    activity = ActivityFactory(started=True)
    host = member_of(activity.room)
    show_results(actor=host, activity=activity, shows=True)

    activity.refresh_from_db()
    assert activity.shows
    with pytest.raises(Refused, match="pas commencé"):
        show_results(actor=host, activity=ActivityFactory(room=activity.room), shows=True)


def test_a_hidden_word_takes_what_is_written_nearly_alike_with_it() -> None:
    activity = ActivityFactory(words=True, started=True)
    host = member_of(activity.room)
    for word in ("Solidarité", "solidarite", "insolente"):
        AnswerFactory(activity=activity, texts=[word])
    hide_words(actor=host, activity=activity, words="Insolente", hides=True)
    answer(device=uuid.uuid4(), activity=activity, key=uuid.uuid4(), given=Given(texts=["insolentes"]))

    activity.refresh_from_db()
    found = figures_of(activity)
    assert (found["groups"], found["hidden"]) == ([{"label": "Solidarité", "count": 2}], 2)
    hide_words(actor=host, activity=activity, words="insolente", hides=False)
    activity.refresh_from_db()
    assert figures_of(activity)["hidden"] == 0


def test_questions_to_be_answered_come_first_by_support() -> None:
    activity = ActivityFactory(questions=True, started=True)
    host = member_of(activity.room)
    rows = [AnswerFactory(activity=activity, texts=[f"Question {n} ?"]) for n in range(4)]
    rows[1].supports.create(device=uuid.uuid4())
    settle_question(actor=host, question=rows[0], fate=Fate.ANSWERED)
    settle_question(actor=host, question=rows[3], fate=Fate.HIDDEN)

    found = figures_of(activity)
    assert [(one["id"], one["supports"], one["fate"]) for one in found["questions"]] == [
        (rows[1].pk, 1, "standing"),
        (rows[2].pk, 0, "standing"),
        (rows[0].pk, 0, "answered"),
    ]
    assert found["hidden"] == 1


def test_a_draft_consultation_opens_no_room() -> None:
    room = RoomFactory(consultation__live=False)

    with pytest.raises(Refused, match="brouillon"):
        open_room(actor=member_of(room), room=room)


def acts_on(room: Room):
    activity = ActivityFactory(room=room)
    question = AnswerFactory(activity=ActivityFactory(room=room, questions=True))
    return [
        partial(prepare_room, consultation=room.consultation, title="Autre"),
        partial(add_activity, room=room, draft=DRAFT),
        partial(change_activity, activity=activity, draft=DRAFT),
        partial(remove_activity, activity=activity),
        partial(open_room, room=room),
        partial(start_activity, activity=activity),
        partial(stop_activity, activity=activity),
        partial(show_results, activity=activity, shows=True),
        partial(hide_words, activity=activity, words="bus", hides=True),
        partial(settle_question, question=question, fate=Fate.ASIDE),
        partial(close_room, room=room),
    ]


@pytest.mark.parametrize("who", [Role.MODERATOR, Role.OBSERVER, "elsewhere", "visitor"])
def test_others_lead_nothing(who) -> None:
    room = RoomFactory(opened=True)
    strangers = {"elsewhere": lambda: member_of(RoomFactory()), "visitor": ParticipantFactory}
    actor = strangers[who]() if who in strangers else member_of(room, who)

    for act in acts_on(room):
        with pytest.raises(Refused, match="organisateur ou un animateur"):
            act(actor=actor)
    room.refresh_from_db()
    assert (room.version, room.closed_at, Room.objects.filter(title="Autre").exists()) == (0, None, False)


def test_a_closed_room_is_led_no_more() -> None:
    room = RoomFactory(closed=True)
    host = member_of(room, Role.ORGANISER)

    for act in acts_on(room)[1:]:
        with pytest.raises(Refused, match="fermée"):
            act(actor=host)
