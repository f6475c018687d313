"""Writing an argument."""

from uuid import uuid4

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from parvis.accounts.enums import IdentityLevel, Origin
from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.contributions.enums import State
from parvis.debate.domain.argue import argue
from parvis.debate.domain.count import count
from parvis.debate.enums import Side
from parvis.debate.models import Argument
from parvis.debate.permissions import can
from parvis.debate.tests.factories import open_debate

pytestmark = pytest.mark.django_db


def send(item, actor=None, **fields):
    values = {"side": Side.FOR, "text": "La rue est trop étroite.", "idempotency_key": uuid4(), **fields}
    return argue(actor=actor or ParticipantFactory(), contribution=item, **values)


def test_an_argument_is_published_with_who_how_and_how_sure():
    item, author = open_debate(), ParticipantFactory()
    sent = send(item, author, side=Side.AGAINST, text="  Trop cher.\r\n", origin=Origin.EVENT)
    sent.refresh_from_db()
    assert (sent.author, sent.side, sent.text, sent.origin) == (author, "against", "Trop cher.", Origin.EVENT)
    assert (sent.identity_level, sent.state, sent.phase) == (1, State.PUBLISHED, item.phase)
    item.refresh_from_db()
    assert item.reacted_at is not None


def test_the_same_key_twice_makes_one_argument():
    item, author, key = open_debate(), ParticipantFactory(), uuid4()
    first = send(item, author, idempotency_key=key)
    assert send(item, author, idempotency_key=key) == first
    with pytest.raises(Refused):
        send(item, ParticipantFactory(), idempotency_key=key)
    assert Argument.objects.count() == 1


def test_the_count_of_arguments_is_made_by_one_job_for_many():
    item = open_debate()
    send(item)
    send(item)
    assert ProcrastinateJob.objects.filter(queueing_lock=f"debate.count:{item.pk}").count() == 1
    item.refresh_from_db()
    assert item.argument_count == 0
    count(contribution_id=item.pk)
    item.refresh_from_db()
    assert item.argument_count == 2


def test_somebody_without_a_name_is_given_one():
    author = ParticipantFactory(public_name="")
    assert send(open_debate(), author).author.public_name != ""


@pytest.mark.parametrize("text", ["", "   \n", "x" * 2001])
def test_a_text_that_does_not_fit_is_refused(text):
    with pytest.raises(Refused):
        send(open_debate(), text=text)
    assert Argument.objects.count() == 0


def test_a_text_of_the_longest_length_fits():
    assert len(send(open_debate(), text="x" * 2000).text) == 2000


def test_a_longer_one_is_refused_with_the_limit():
    with pytest.raises(Refused, match=r"Votre texte dépasse de 1 caractère\s: 2\xa0000 au plus\."):
        send(open_debate(), text="x" * 2001)


@pytest.mark.parametrize("side", ["", "mixed"])
def test_an_argument_takes_a_side(side):
    with pytest.raises(Refused):
        send(open_debate(), side=side)


@pytest.mark.parametrize("moment", ["past", "future"])
def test_a_debate_that_is_not_open_is_refused(moment):
    item, author = open_debate(**{f"phase__{moment}": True}), ParticipantFactory()
    with pytest.raises(Refused):
        send(item, author)
    assert can(author, "argue", item) is False


@pytest.mark.parametrize("state", [State.HIDDEN, State.WITHDRAWN])
def test_a_contribution_that_is_not_public_takes_no_argument(state):
    item = open_debate()
    type(item).objects.filter(pk=item.pk).update(state=state)
    with pytest.raises(Refused):
        send(item)


def test_insider_teammate_and_outsider():
    item = open_debate(minimum_level=IdentityLevel.INVITED)
    insider = ParticipantFactory(identity_level=IdentityLevel.INVITED)
    outsider = ParticipantFactory()
    teammate = ParticipantFactory(identity_level=IdentityLevel.STATE)
    TeamMemberFactory(consultation=item.consultation, participant=teammate)
    assert [can(person, "argue", item) for person in (insider, teammate, outsider)] == [True, False, False]
    send(item, insider)
    for person in (teammate, outsider):
        with pytest.raises(Refused):
            send(item, person)
    assert Argument.objects.count() == 1
