"""Somebody, or one network, who does too much at once: told kindly, nothing is lost, reading goes on."""

from uuid import uuid4

import pytest
from django.test import Client

from parvis.accounts import limits
from parvis.accounts.limits import Act, Rate, Scope
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.models import Vote
from parvis.ballots.tests.factories import BallotFactory, item_of
from parvis.consultations.tests.factories import PhaseActionFactory
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.models import Argument
from parvis.moderation.models import Report

pytestmark = pytest.mark.django_db
KINDLY = "Cela fait beaucoup en peu de temps"


def once(monkeypatch, act, scope):
    monkeypatch.setitem(limits.RATES[act], scope, Rate(1, 1))


def deposits():
    action = PhaseActionFactory()
    form = {"step": "publish", "title": "Un banc", "text": "Pour s'asseoir.", "key": ""}
    return f"/contributions/new/{action.pk}/", form, Contribution


def arguments():
    action = PhaseActionFactory(argue=True)
    item = ContributionFactory(kind=action.kind, phase=action.phase)
    return f"/debate/{item.pk}/argue/", {"side": "for", "text": "Parce que.", "key": ""}, Argument


def votes():
    ballot = BallotFactory()
    return f"/ballots/{ballot.pk}/{item_of(ballot).pk}/", {"choice": "for"}, Vote


def reports():
    return f"/moderation/contributions/{ContributionFactory().pk}/report/", {"reason": "insult"}, Report


FLOODS = {Act.DEPOSIT: deposits, Act.ARGUE: arguments, Act.VOTE: votes, Act.REPORT: reports}


@pytest.mark.parametrize("scope", [Scope.PERSON, Scope.NETWORK])
@pytest.mark.parametrize("act", FLOODS)
def test_the_second_act_waits_and_the_first_stands(monkeypatch, act, scope):
    address, form, model = FLOODS[act]()
    once(monkeypatch, act, scope)
    people = (
        [ParticipantFactory() for _ in range(2)] if scope == Scope.NETWORK else [ParticipantFactory()] * 2
    )
    before, answers = model.objects.count(), []
    for person, choice in zip(people, ("for", "against"), strict=True):
        client = Client()
        client.force_login(person)
        typed = {**form, **({"key": str(uuid4())} if "key" in form else {})}
        answers.append(client.post(address, typed | ({"choice": choice} if act == Act.VOTE else {})))
    assert [answer.status_code for answer in answers] == [302, 422]
    assert KINDLY in answers[1].content.decode()
    assert model.objects.count() == before + 1
    assert form.get("text", "").replace("'", "&#x27;") in answers[1].content.decode()
    assert client.get("/").status_code == 200
