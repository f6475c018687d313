"""A whole room at the same instant, on real connections: the end is the end, and one is one."""

import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction

from parvis.accounts.errors import Refused
from parvis.ballots.tests.parallel import (
    no_session_stays_open,  # noqa: F401 - a fixture for every test of this file
    run_and_close,
    together,
)
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.room.domain.answer import Given, answer
from parvis.room.domain.lead import stop_activity
from parvis.room.models import Answer
from parvis.room.tests.factories import ActivityFactory

pytestmark = pytest.mark.django_db(transaction=True)


def send(activity, device: uuid.UUID, key: uuid.UUID) -> bool:
    try:
        answer(device=device, activity=activity, key=key, given=Given(texts=["Quand ?"]))
    except Refused:
        return False
    return True


def test_who_answers_while_the_host_stops_waits_and_is_refused() -> None:
    activity = ActivityFactory(started=True)
    host = TeamMemberFactory(consultation=activity.room.consultation).participant
    late = [lambda: send(activity, uuid.uuid4(), uuid.uuid4())]
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            stop_activity(actor=host, activity=activity)
            told = pool.submit(run_and_close, late)
            time.sleep(0.4)
            assert not told.done()
        assert told.result() == [False]
    assert Answer.objects.count() == 0


def test_one_phone_that_sends_all_at_once_is_told_what_was_counted() -> None:
    questions, device, told = ActivityFactory(questions=True, started=True), uuid.uuid4(), set()

    def act(key: uuid.UUID) -> None:
        if send(questions, device, key):
            told.add(key)

    keys = [uuid.uuid4() for _number in range(12)]
    together([lambda key=key: act(key) for key in keys for _again in range(3)])

    assert set(Answer.objects.values_list("key", flat=True)) == told
    assert sorted(Answer.objects.values_list("number", flat=True)) == list(range(1, len(told) + 1))
    assert 1 <= len(told) <= 3
