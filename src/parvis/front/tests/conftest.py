"""Fixtures of the public pages."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.consultations.enums import Verb
from parvis.consultations.models import ConsultationPage, Kind, Phase
from parvis.consultations.tests.factories import KindFactory, PhaseActionFactory, PhaseFactory


@pytest.fixture
def phase() -> Phase:
    """A phase under way in which one deposits, votes and argues about ideas."""
    phase = PhaseFactory(title="Vos idées", summary="Tout est ouvert.")
    kind = KindFactory(consultation=phase.consultation, code="idea", call="Proposer une idée")
    for trait in ({}, {"vote": True}, {"argue": True}):
        PhaseActionFactory(phase=phase, kind=kind, **trait)
    return phase


@pytest.fixture
def consultation(phase: Phase) -> ConsultationPage:
    return phase.consultation


@pytest.fixture
def kind(phase: Phase) -> Kind:
    return phase.actions.get(verb=Verb.DEPOSIT).kind


@pytest.fixture
def cost() -> Callable[[Client, str], int]:
    """How many queries a page costs, once what is built at the first view is built."""

    def measure(client: Client, url: str) -> int:
        assert client.get(url).status_code == 200
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    return measure
