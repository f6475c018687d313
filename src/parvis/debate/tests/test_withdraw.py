"""Withdrawing an argument."""

import pytest
from django.urls import reverse

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.contributions.enums import State
from parvis.debate.domain.count import count
from parvis.debate.domain.withdraw import withdraw
from parvis.debate.tests.factories import ArgumentFactory, open_debate

pytestmark = pytest.mark.django_db


def test_an_author_withdraws_even_once_the_debate_is_closed():
    argument = ArgumentFactory(contribution=open_debate(phase__past=True))
    withdraw(actor=argument.author, argument=argument)
    withdraw(actor=argument.author, argument=argument)
    argument.refresh_from_db()
    assert (argument.state, argument.withdrawn_at is not None) == (State.WITHDRAWN, True)
    count(contribution_id=argument.contribution_id)
    argument.contribution.refresh_from_db()
    assert argument.contribution.argument_count == 0


def test_nobody_else_does():
    argument = ArgumentFactory(contribution=open_debate())
    with pytest.raises(Refused):
        withdraw(actor=ParticipantFactory(), argument=argument)


def test_what_moderation_hid_is_withdrawn_too():
    argument = ArgumentFactory(contribution=open_debate(), state=State.HIDDEN)
    with pytest.raises(Refused):
        withdraw(actor=ParticipantFactory(), argument=argument)
    withdraw(actor=argument.author, argument=argument)
    argument.refresh_from_db()
    assert (argument.state, argument.salt) == (State.WITHDRAWN, None)


def test_the_page_is_its_authors_alone(client):
    argument = ArgumentFactory(contribution=open_debate())
    url = reverse("debate:withdraw", args=[argument.pk])
    assert client.get(url).status_code == 302
    client.force_login(ParticipantFactory())
    assert client.get(url).status_code == 404
    client.force_login(argument.author)
    assert client.get(url).status_code == 200
    assert client.post(url).status_code == 302
    argument.refresh_from_db()
    assert argument.state == State.WITHDRAWN
