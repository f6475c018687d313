"""Volunteering: while the call is open, with a confirmed address; leaving until the list is prepared."""

import pytest

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.draws.domain.volunteer import end_call, open_call, volunteer, withdraw
from parvis.draws.enums import Source, Stage
from parvis.draws.models import Draw
from parvis.draws.tests.factories import DrawFactory, organiser_of, prepared

pytestmark = pytest.mark.django_db
SAID = {"Sexe": "Femme", "Âge": "Moins de 40 ans"}


def come(draw: Draw, person, **changes) -> None:
    given = {"name": "Anne Roy", "address": "3 rue du Pont", "said": SAID} | changes
    volunteer(actor=person, draw=draw, **given)


def test_somebody_comes_once_and_says_it_again() -> None:
    draw, me = DrawFactory(calling=True), ParticipantFactory()
    come(draw, me)
    come(draw, me, name="Anne Leroy")

    (row,) = draw.candidates.all()
    assert (row.name, row.email, row.said, row.address) == ("Anne Leroy", me.email, SAID, "")


def test_an_address_is_asked_where_homes_count() -> None:
    draw, me = DrawFactory(calling=True, one_by_home=True), ParticipantFactory()
    with pytest.raises(Refused, match="adresse"):
        come(draw, me, address=" ")
    come(draw, me)
    assert draw.candidates.get().address == "3 rue du Pont"


@pytest.mark.parametrize("said", [{}, {"Sexe": "Femme"}, SAID | {"Sexe": "Autre"}])
def test_each_question_is_answered(said: dict) -> None:
    draw = DrawFactory(calling=True)
    with pytest.raises(Refused, match="chaque question"):
        come(draw, ParticipantFactory(), said=said)
    assert not draw.candidates.exists()


def test_nobody_comes_before_or_after_the_call_nor_from_the_team() -> None:
    draft, draw = DrawFactory(), DrawFactory(calling=True)
    with pytest.raises(Refused, match="plus appelés"):
        come(draft, ParticipantFactory())
    with pytest.raises(Refused, match="prépare"):
        come(draw, organiser_of(draw.consultation))
    with pytest.raises(Refused, match="prépare"):
        come(draw, ParticipantFactory(confirmed_at=None))


def test_whoever_leaves_is_erased_until_the_list_is_prepared() -> None:
    draw, me = DrawFactory(calling=True, pool=10), ParticipantFactory()
    come(draw, me)
    withdraw(actor=me, draw=draw)
    assert draw.candidates.count() == 10

    come(draw, me)
    prepared(draw)
    with pytest.raises(Refused, match="décliner"):
        withdraw(actor=me, draw=draw)
    assert draw.candidates.filter(participant=me).exists()


def test_a_call_is_opened_and_ended_by_an_organiser() -> None:
    draw = DrawFactory(source=Source.VOLUNTEERS)
    organiser = organiser_of(draw.consultation)
    open_call(actor=organiser, draw=draw)
    draw.refresh_from_db()
    assert draw.stage == Stage.CALLING
    end_call(actor=organiser, draw=draw)
    called = DrawFactory(consultation=draw.consultation, calling=True, pool=1)
    with pytest.raises(Refused, match="portées volontaires"):
        end_call(actor=organiser, draw=called)
    for act, actor in ((end_call, organiser), (open_call, ParticipantFactory())):
        with pytest.raises(Refused):
            act(actor=actor, draw=draw)
    with pytest.raises(Refused, match="liste"):
        open_call(actor=organiser, draw=DrawFactory(consultation=draw.consultation))
