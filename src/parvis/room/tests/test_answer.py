"""Answering from a phone: once for each device, once for each key, and not after the end."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.accounts.errors import Refused
from parvis.consultations.enums import BallotMethod
from parvis.room.domain.answer import Given, answer, support
from parvis.room.enums import Fate
from parvis.room.models import Answer, Support
from parvis.room.tests.factories import ActivityFactory, AnswerFactory

pytestmark = pytest.mark.django_db


def send(activity, *, device=None, key=None, texts=("Plus de bus",), choices=()) -> None:
    given = Given(texts=texts, choices=choices)
    answer(device=device or uuid.uuid4(), activity=activity, key=key or uuid.uuid4(), given=given)


def test_the_same_key_sent_again_is_the_same_answer() -> None:
    activity, device, key = ActivityFactory(started=True), uuid.uuid4(), uuid.uuid4()
    for _time in range(3):
        send(activity, device=device, key=key, texts=["  Plus  de bus "])

    assert list(Answer.objects.values_list("device", "key", "number", "texts")) == [
        (device, key, 1, ["Plus de bus"])
    ]


def test_another_answer_of_the_same_device_is_refused() -> None:
    activity, device = ActivityFactory(started=True), uuid.uuid4()
    send(activity, device=device)

    with pytest.raises(Refused, match="déjà répondu"):
        send(activity, device=device, texts=["Plus de trains"])
    assert Answer.objects.get().texts == ["Plus de bus"]


def test_a_device_sends_three_questions_and_no_fourth() -> None:
    activity, device = ActivityFactory(questions=True, started=True), uuid.uuid4()
    for number in range(3):
        send(activity, device=device, texts=[f"Quand le bus {number} ?"])

    with pytest.raises(Refused, match="trois questions"):
        send(activity, device=device)
    assert list(Answer.objects.values_list("number", flat=True)) == [1, 2, 3]


@pytest.mark.parametrize(
    "when",
    [
        {},
        {"started": True, "stopped_at": timezone.now()},
        {"started": True, "ends_at": timezone.now() - timedelta(seconds=1)},
    ],
    ids=["not started", "stopped", "time over"],
)
def test_before_and_after_nothing_is_counted(when) -> None:
    with pytest.raises(Refused, match="trop tard"):
        send(ActivityFactory(**when))
    assert Answer.objects.count() == 0


def test_an_answer_acknowledged_before_the_end_is_acknowledged_after_it() -> None:
    activity, device, key = ActivityFactory(started=True), uuid.uuid4(), uuid.uuid4()
    send(activity, device=device, key=key)
    activity.stopped_at = timezone.now()
    activity.save()

    send(activity, device=device, key=key)
    assert Answer.objects.count() == 1


def test_somebody_else_s_key_counts_for_nobody() -> None:
    activity, key = ActivityFactory(started=True), uuid.uuid4()
    send(activity, key=key)

    with pytest.raises(Refused, match="Rechargez"):
        send(activity, key=key)
    assert Answer.objects.count() == 1


@pytest.mark.parametrize("texts", [[], ["  "], ["!!!"], ["x" * 201]])
def test_what_says_nothing_or_too_much_is_refused(texts) -> None:
    with pytest.raises(Refused):
        send(ActivityFactory(started=True), texts=texts)


def test_three_words_are_one_answer() -> None:
    activity = ActivityFactory(words=True, started=True)
    send(activity, texts=["calme", "", "verdure", "bus"])

    assert Answer.objects.get().texts == ["calme", "verdure", "bus"]


BALLOTS = [
    (BallotMethod.SUPPORT, {}, [1, None], [2, None]),
    (BallotMethod.FOR_MIXED_AGAINST, {}, [0, -1], [2, None]),
    (BallotMethod.STATEMENTS, {}, [1, 0], [3, None]),
    (BallotMethod.APPROVAL, {"limit": 1}, [None, 1], [1, 1]),
    (BallotMethod.GRADE, {"scale": 5}, [0, 5], [6, None]),
    (BallotMethod.MAJORITY_JUDGMENT, {}, [5, 0], [6, None]),
    (BallotMethod.RANKING, {"limit": 2}, [2, 1], [1, 1]),
    (BallotMethod.POINTS, {"limit": 10, "limit_each": 8}, [8, 2], [8, 3]),
]


@pytest.mark.parametrize(("method", "limits", "good", "bad"), BALLOTS, ids=[one[0] for one in BALLOTS])
def test_each_method_keeps_its_own_rules(method, limits, good, bad) -> None:
    activity = ActivityFactory(vote=True, started=True, method=method, **limits)
    send(activity, choices=good)

    for wrong in (bad, [None, None], good[:1]):
        with pytest.raises(Refused):
            send(activity, choices=wrong)
    assert Answer.objects.get().choices == good


def test_a_question_is_supported_once_by_each_device() -> None:
    question, device = AnswerFactory(activity__questions=True), uuid.uuid4()
    for who in (device, device, uuid.uuid4()):
        support(device=who, question=question)

    assert Support.objects.filter(question=question).count() == 2


@pytest.mark.parametrize("fate", [Fate.ANSWERED, Fate.ASIDE, Fate.HIDDEN])
def test_a_settled_question_is_no_longer_supported(fate) -> None:
    question = AnswerFactory(activity__questions=True, fate=fate)

    with pytest.raises(Refused, match="soutenue"):
        support(device=uuid.uuid4(), question=question)
    assert Support.objects.count() == 0
