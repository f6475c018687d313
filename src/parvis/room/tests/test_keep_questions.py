"""A question of the room becomes a contribution: nobody's, of the event, once; and is taken back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from parvis.accounts.enums import IdentityLevel, Origin
from parvis.accounts.errors import Refused
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import PhaseActionFactory, PhaseFactory, TeamMemberFactory
from parvis.contributions import leaves
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.said import SaidDraft, places_to_say
from parvis.ledger.domain.receipt import receipt_of
from parvis.ledger.models import Pending
from parvis.room.domain.close_room import close_room
from parvis.room.domain.keep_questions import keep_questions, take_back_question
from parvis.room.enums import Fate
from parvis.room.models import Answer, Room
from parvis.room.tests.factories import ActivityFactory, AnswerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return ActivityFactory(questions=True, started=True).room


@pytest.fixture
def action(room):
    return PhaseActionFactory(phase__consultation=room.consultation)


def ask(room: Room, text: str = "Quand le bus passe-t-il ?", **given: object) -> Answer:
    return AnswerFactory(activity=room.activities.get(), texts=[text], **given)


def member_of(room: Room, role: Role = Role.ANIMATOR):
    return TeamMemberFactory(consultation=room.consultation, role=role).participant


def keep(room: Room, *questions: Answer, kind, key=None, actor=None, **more: object) -> list[Contribution]:
    drafts = [(one, SaidDraft(kind, one.texts[0], one.texts[0], **more)) for one in questions]
    return keep_questions(actor=actor or member_of(room), room=room, drafts=drafts, key=key or uuid4())


def test_it_is_nobodys_and_public_with_its_line_and_receipt(room, action) -> None:
    question = ask(room)
    (made,) = keep(room, question, kind=action.kind)

    row = Contribution.objects.get()
    assert (row.author, row.origin, row.identity_level, row.phase, row.state) == (
        None, Origin.EVENT, IdentityLevel.VISITOR, action.phase, State.PUBLISHED,
    )  # fmt: skip
    question.refresh_from_db()
    assert question.contribution == made == row
    assert Pending.objects.get(kind="contribution.accepted").public == {"channel": "event", "level": 0}
    assert receipt_of(row.entry, row.salt, leaves.payload(row)).entry == row.entry


def test_the_same_form_twice_and_another_one_after_it_make_nothing_new(room, action) -> None:
    questions, key = [ask(room), ask(room, "Qui décide ?")], uuid4()
    made = [keep(room, *questions, kind=action.kind, key=key) for _time in range(2)]
    again = keep(room, questions[0], kind=action.kind)

    assert made[0] == made[1]
    assert (again, Contribution.objects.count()) == (made[0][:1], 2)
    assert Pending.objects.filter(kind="contribution.accepted").count() == 2


def test_it_may_be_kept_once_the_room_is_closed(room, action) -> None:
    question = ask(room)
    close_room(actor=member_of(room), room=room)
    keep(room, question, kind=action.kind)

    assert Contribution.objects.count() == 1


def test_one_that_is_refused_leaves_the_others_out(room, action) -> None:
    good, hidden = ask(room), ask(room, "Secret ?", fate=Fate.HIDDEN)
    with pytest.raises(Refused, match="masquée"):
        keep(room, good, hidden, kind=action.kind)
    assert Contribution.objects.count() == 0


def test_it_stands_in_the_phase_that_is_chosen_among_those_that_take_its_kind(room, action) -> None:
    start = action.phase.starts_at + timedelta(days=1)
    other = PhaseFactory(consultation=room.consultation, starts_at=start)
    PhaseActionFactory(phase=other, kind=action.kind)
    places = places_to_say(room.consultation)
    assert [(place.code, place.phase) for place in places] == [
        (str(action.kind_id), action.phase),
        (f"{action.kind_id}-{other.pk}", other),
    ]

    (made,) = keep(room, ask(room), kind=action.kind, phase=other)
    assert made.phase == other
    elsewhere = PhaseFactory(consultation=room.consultation)
    with pytest.raises(Refused, match="ne prend pas ce type"):
        keep(room, ask(room), kind=action.kind, phase=elsewhere)


@pytest.mark.parametrize("role", list(Role))
def test_those_who_organise_animate_or_moderate_keep(room, action, role) -> None:
    question, actor = ask(room), member_of(room, role)
    if role in (Role.ORGANISER, Role.ANIMATOR, Role.MODERATOR):
        keep(room, question, kind=action.kind, actor=actor)
    else:
        with pytest.raises(Refused, match="Seules les personnes"):
            keep(room, question, kind=action.kind, actor=actor)
    assert Contribution.objects.count() == (role in (Role.ORGANISER, Role.ANIMATOR, Role.MODERATOR))


def test_it_is_taken_back_within_minutes_and_may_be_kept_again(room, action) -> None:
    question, actor = ask(room), member_of(room)
    (first,) = keep(room, question, kind=action.kind)
    question.refresh_from_db()
    take_back_question(actor=actor, question=question)

    first.refresh_from_db()
    assert (first.state, first.salt) == (State.WITHDRAWN, None)
    (second,) = keep(room, question, kind=action.kind)
    assert second != first
    question.refresh_from_db()
    Contribution.objects.filter(pk=second.pk).update(created_at=timezone.now() - timedelta(minutes=16))
    with pytest.raises(Refused, match="15 minutes"):
        take_back_question(actor=actor, question=question)


def test_phones_the_screen_and_the_results_lead_to_it_while_it_is_public(room, action, client) -> None:
    question = ask(room)
    (made,) = keep(room, question, kind=action.kind)
    link = reverse("front:contribution", args=[made.pk])
    for name in ("phone", "screen"):
        assert f'href="{link}"' in client.get(reverse(f"room:{name}", args=[room.code])).content.decode()
    state = client.get(reverse("room:phone_state", args=[room.code])).json()
    assert f'href="{link}"' in state["live"]

    close_room(actor=member_of(room), room=room)
    results = reverse("room:results", args=[room.code])
    assert f'href="{link}"' in client.get(results).content.decode()
    Contribution.objects.filter(pk=made.pk).update(state=State.HIDDEN)
    page = client.get(results).content.decode()
    assert (link in page, question.texts[0] in page) == (False, True)


def test_its_page_says_in_which_room_it_was_asked(room, action, client) -> None:
    (made,) = keep(room, ask(room), kind=action.kind)
    page = reverse("front:contribution", args=[made.pk])
    assert room.title in client.get(page).content.decode()

    close_room(actor=member_of(room), room=room)
    assert reverse("room:results", args=[room.code]) in client.get(page).content.decode()
