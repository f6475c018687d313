"""What most tests of contributions start from."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import QuestionType
from parvis.consultations.models import PhaseAction
from parvis.consultations.questions import Question
from parvis.consultations.tests.factories import PhaseActionFactory, QuestionFactory
from parvis.contributions.domain.submit import submit
from parvis.contributions.models import Contribution

Deposit = Callable[..., Contribution]


@pytest.fixture
def action(db: None) -> PhaseAction:
    """A deposit of ideas, open now."""
    return PhaseActionFactory.create()


@pytest.fixture
def person(db: None) -> Participant:
    return ParticipantFactory.create()


@pytest.fixture
def papers(action: PhaseAction) -> Question:
    return QuestionFactory.create(
        kind=action.kind, code="paper", type=QuestionType.FILE, settings={"count": 1}
    )


@pytest.fixture
def signed_in(client: Client, person: Participant) -> Client:
    client.force_login(person)
    return client


@pytest.fixture
def deposit(action: PhaseAction, person: Participant) -> Deposit:
    """Submit with everything in order, save what the test says otherwise."""

    def _deposit(**given: Any) -> Contribution:
        return submit(
            **{
                "actor": person,
                "action": action,
                "title": "Un banc devant l'école",
                "text": "Les parents attendent debout.",
                "theme": None,
                "responds_to": None,
                "idempotency_key": uuid4(),
                **given,
            }
        )

    return _deposit
