"""What came out of a live room goes into the minutes of its event: once, in passages, linked."""

from uuid import uuid4

import pytest

from parvis.accounts.errors import Refused
from parvis.consultations.tests.factories import PhaseActionFactory, TeamMemberFactory
from parvis.contributions.said import SaidDraft
from parvis.minutes.domain.bring_room import bring_room
from parvis.minutes.models import Minutes, PassageLink
from parvis.minutes.queries import rooms_to_bring, written
from parvis.minutes.tests.factories import MinutesFactory, writer_of
from parvis.room.domain.close_room import close_room
from parvis.room.domain.keep_questions import keep_questions
from parvis.room.models import Room
from parvis.room.tests.factories import ActivityFactory, AnswerFactory, RoomFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def minutes() -> Minutes:
    return MinutesFactory()


@pytest.fixture
def room(minutes) -> Room:
    """A vote and a question that was kept; closed."""
    room = RoomFactory(
        opened=True, consultation=minutes.event.consultation, event=minutes.event, title="Sur la place"
    )
    host = writer_of(minutes)
    vote = ActivityFactory(room=room, vote=True, started=True, title="Que faire ?")
    for choices in ([1, None], [1, 0]):
        AnswerFactory(activity=vote, texts=[], choices=choices)
    vote.stopped_at = vote.started_at
    vote.save()
    asked = AnswerFactory(
        activity=ActivityFactory(room=room, questions=True, started=True), texts=["Quand ?"]
    )
    kind = PhaseActionFactory(phase__consultation=room.consultation).kind
    keep_questions(
        actor=host, room=room, drafts=[(asked, SaidDraft(kind, "Quand ?", "Quand ?"))], key=uuid4()
    )
    close_room(actor=host, room=room)
    room.refresh_from_db()
    return room


def test_each_activity_is_a_passage_that_says_what_came_out(minutes, room) -> None:
    assert rooms_to_bring(minutes, written(minutes)) == [room]
    heading, vote, questions = bring_room(actor=writer_of(minutes), minutes=minutes, room=room)

    assert (heading.is_heading, heading.text.endswith("Sur la place")) == (True, True)
    assert vote.text.startswith("Que faire ?\n2 téléphones ont répondu\nEn tête")
    assert "Une piste cyclable" in vote.text
    assert f"/room/{room.code}/results/#activity-" in vote.text
    assert "– Quand ? (0 soutien)" in questions.text
    link = PassageLink.objects.get(passage=questions)
    assert link.contribution.text == "Quand ?"
    assert [one.pk for one in written(minutes)][-3:] == [heading.pk, vote.pk, questions.pk]
    assert rooms_to_bring(minutes, written(minutes)) == []


def test_it_is_brought_once_and_again_when_its_passages_are_gone(minutes, room) -> None:
    actor = writer_of(minutes)
    made = bring_room(actor=actor, minutes=minutes, room=room)
    with pytest.raises(Refused, match="déjà dans ce compte rendu"):
        bring_room(actor=actor, minutes=minutes, room=room)

    minutes.passages.filter(pk__in=[one.pk for one in made]).delete()
    assert len(bring_room(actor=actor, minutes=minutes, room=room)) == 3


def test_an_open_room_and_one_of_another_event_are_not(minutes) -> None:
    actor, event = writer_of(minutes), minutes.event
    still = RoomFactory(opened=True, consultation=event.consultation, event=event)
    with pytest.raises(Refused, match="encore ouverte"):
        bring_room(actor=actor, minutes=minutes, room=still)
    with pytest.raises(Refused, match="pas de cet événement"):
        bring_room(actor=actor, minutes=minutes, room=RoomFactory(closed=True))


def test_another_team_brings_nothing(minutes, room) -> None:
    with pytest.raises(Refused, match="Seul un organisateur"):
        bring_room(actor=TeamMemberFactory().participant, minutes=minutes, room=room)
    assert len(written(minutes)) == 3
