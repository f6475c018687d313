"""Replying to an argument."""

from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.contributions.enums import State
from parvis.debate.domain.argue import reply
from parvis.debate.domain.count import count, count_later
from parvis.debate.models import Argument
from parvis.debate.permissions import can
from parvis.debate.tests.factories import ArgumentFactory, ReplyFactory, open_debate

pytestmark = pytest.mark.django_db


def send(argument, actor=None):
    author = actor or ParticipantFactory()
    return reply(actor=author, argument=argument, text="Pas d'accord.", idempotency_key=uuid4())


def test_a_reply_hangs_on_its_argument_and_takes_no_side():
    argument = ArgumentFactory(contribution=open_debate())
    answer = send(argument)
    assert (answer.parent, answer.side, answer.contribution) == (argument, "", argument.contribution)


def test_a_reply_takes_no_reply():
    argument = ArgumentFactory(contribution=open_debate())
    answer = send(argument)
    with pytest.raises(Refused):
        send(answer)
    assert can(ParticipantFactory(), "reply", answer) is False


@pytest.mark.parametrize("state", [State.HIDDEN, State.WITHDRAWN])
def test_an_argument_that_is_not_public_takes_no_reply(state):
    with pytest.raises(Refused):
        send(ArgumentFactory(contribution=open_debate(), state=state))


@pytest.mark.parametrize("state", [State.HIDDEN, State.WITHDRAWN])
def test_nor_does_one_that_left_the_page_while_the_reply_was_written(state):
    argument = ArgumentFactory(contribution=open_debate())
    Argument.objects.filter(pk=argument.pk).update(state=state)
    with pytest.raises(Refused, match="n’est plus public"):
        send(argument)
    assert Argument.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_reply_waits_for_who_is_hiding_its_argument():
    argument, actor = ArgumentFactory(contribution=open_debate()), ParticipantFactory()
    count_later(argument.contribution_id)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Argument.objects.filter(pk=argument.pk).update(state=State.HIDDEN)
            sent = pool.submit(send, argument, actor)
            wait_until_somebody_waits()
        with pytest.raises(Refused):
            sent.result()
        pool.submit(connections.close_all).result()
    assert Argument.objects.count() == 1


def wait_until_somebody_waits():
    end = monotonic() + 10
    with connection.cursor() as cursor:
        while monotonic() < end:
            cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
            if cursor.fetchone()[0]:
                return
            sleep(0.02)


def test_the_team_may_reply():
    argument, teammate = ArgumentFactory(contribution=open_debate()), ParticipantFactory()
    TeamMemberFactory(consultation=argument.contribution.consultation, participant=teammate)
    assert can(teammate, "reply", argument) is True
    assert send(argument, teammate).author == teammate


def test_a_closed_debate_takes_no_reply():
    with pytest.raises(Refused):
        send(ArgumentFactory(contribution=open_debate(phase__past=True)))
    assert Argument.objects.filter(parent__isnull=False).count() == 0


def test_replies_are_not_counted_as_arguments():
    argument = ArgumentFactory(contribution=open_debate())
    ReplyFactory(parent=argument)
    count(contribution_id=argument.contribution_id)
    argument.contribution.refresh_from_db()
    assert argument.contribution.argument_count == 1
