"""The API against its own document: drawn requests, those that it must refuse as well, and what each answers.

Examples are drawn from a fixed seed, in a number that is bounded: the same requests each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import override_settings
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import ignored_auth as asks_again_without_a_token
from schemathesis.specs.openapi.checks import (
    negative_data_rejection as refuses_what_lacks_the_key,
)
from schemathesis.specs.openapi.checks import (
    positive_data_acceptance as takes_whatever_the_document_allows,
)

from parvis.consultations.models import ConsultationPage
from parvis.contributions.models import Contribution
from parvis.opendata.domain.make_token import make_token
from tests.hostile.matrix import read
from tests.hostile.requests import undone
from tests.hostile.world import SECRET, World

pytestmark = pytest.mark.django_db
DOCUMENT = "/api/v1/openapi.json"
PORTAL = "/api/deployment/openapi.json"
KEY = "k" * 40
ALLOWED = {GenerationMode.POSITIVE: {200, 202, 400, 404}, GenerationMode.NEGATIVE: {200, 400, 401, 404, 405}}
"""What the deployment API answers to whoever has its key; of wrong requests, some have another one."""
DRAWN = settings(
    max_examples=12,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def from_here(application: Any) -> Any:
    """What a server writes of who asks, and a client of tests does not."""
    return lambda environ, start: application({"REMOTE_ADDR": "127.0.0.1", **environ}, start)


@pytest.fixture(scope="module")
def api(world: World) -> Iterator[Any]:
    """The document as it is served; nobody counts requests that come from here.

    A server closes its connection between requests: here, the one that holds the world stays open.
    """
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        with override_settings(PARVIS_OPEN_NETWORKS=["127.0.0.0/8"], ALLOWED_HOSTS=["*"]):
            yield schemathesis.openapi.from_wsgi(DOCUMENT, from_here(get_wsgi_application()))
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def drawn(api: Any, check: Callable[[Any], None], mode: GenerationMode) -> set[str]:
    """Check requests drawn for every operation of the document; the operations."""
    found = set()
    for made in api.get_all_operations():
        operation = made.ok()
        found.add(operation.label)
        DRAWN(given(case=operation.as_strategy(generation_mode=mode))(check))()
    return found


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_answer_is_one_that_the_document_tells(mode: GenerationMode, api: Any) -> None:
    def check(case: Any) -> None:
        with undone():
            case.call_and_validate()

    assert len(drawn(api, check, mode)) > 10


@pytest.fixture(scope="module")
def known(world: World) -> dict[str, Any]:
    """Numbers of what there is, and the header of somebody who may send."""
    ConsultationPage.objects.filter(pk=world.names["own"]).update(takes_api=True)
    person = world.people["L3"]
    _row, word = make_token(actor=person, name="Drawn", scopes=["contribute", "vote"], days=30)
    return {
        "consultation_id": world.names["own"],
        "contribution_id": world.names["idea"],
        "ballot_id": world.names["ballot"],
        "action": world.names["deposit"],
        "contribution": world.names["idea"],
        "header": {"Authorization": f"Bearer {word}"},
    }


def test_what_there_is_is_answered_as_the_document_tells(api: Any, known: dict[str, Any]) -> None:
    """Of things that are there, with a token: no field of an answer is left out, no secret is told."""

    def check(case: Any) -> None:
        for name in case.path_parameters or {}:
            case.path_parameters[name] = known[name]
        if isinstance(case.body, dict):
            for name in {"action", "contribution"} & set(case.body):
                case.body[name] = known[name]
        with undone():
            answer = case.call(headers=known["header"])
            case.validate_response(answer, excluded_checks=[asks_again_without_a_token])
            assert answer.status_code in (200, 201, 202, 204, 404, 409)
            assert SECRET not in answer.text

    drawn(api, check, GenerationMode.POSITIVE)


def test_every_operation_is_in_the_table_of_access(api: Any, world: World) -> None:
    """One that the policy does not name is refused here, be it at an address that the table knows."""
    document = api.raw_schema
    told = {f"{method.upper()} {path}" for path, methods in document["paths"].items() for method in methods}
    allowed = {
        (method, line.address)
        for line in read().lines
        for method, outcomes in line.outcomes.items()
        if outcomes["visitor"] in ("200", "401", "404")
    }
    named = {
        f"{method} {address}"
        for method, address in allowed
        for address in (address.replace("{own}", "{consultation_id}").replace("{idea}", "{contribution_id}"),)
    }

    assert len(told) > 10
    assert {one for one in told if one.replace("{ballot_id}", "{ballot}") not in named} == set()


@pytest.fixture(scope="module")
def portal(api: Any) -> Iterator[Any]:
    """The deployment API, of a site whose settings have a key for another one."""
    with override_settings(PARVIS_INSTANCES_KEY=KEY):
        yield schemathesis.openapi.from_wsgi(PORTAL, from_here(get_wsgi_application()))


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_the_deployment_api_answers_as_its_document_tells(mode: GenerationMode, portal: Any) -> None:
    def check(case: Any) -> None:
        with undone():
            case.call_and_validate()

    told = ("GET", ""), ("POST", ""), ("GET", "/{instance_id}")
    assert drawn(portal, check, mode) == {f"{verb} /api/deployment/instances{rest}" for verb, rest in told}


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_with_the_key_it_answers_so_too(mode: GenerationMode, portal: Any, world: World) -> None:
    """What is asked for is checked further than a document says: an address that is none, or is taken."""
    excluded = [asks_again_without_a_token, takes_whatever_the_document_allows, refuses_what_lacks_the_key]

    def check(case: Any) -> None:
        if case.path_parameters and mode == GenerationMode.POSITIVE:
            case.path_parameters["instance_id"] = str(world.names["instance"])
        with undone():
            answer = case.call(headers={"X-Api-Key": KEY})
            case.validate_response(answer, excluded_checks=excluded)
            assert answer.status_code in ALLOWED[mode]

    drawn(portal, check, mode)


def test_a_body_too_deep_or_too_long_is_refused_and_nothing_is_kept(api: Any, known: dict[str, Any]) -> None:
    from django.test import Client

    address = f"/api/v1/consultations/{known['consultation_id']}/contributions"
    before = Contribution.objects.count()
    for body in ("[" * 100_000, '{"a":' * 50_000, "x" * 3_000_000):
        with undone():
            answer = Client(raise_request_exception=False).post(
                address, body, content_type="application/json", headers=known["header"]
            )
            assert answer.status_code in (400, 413, 422)

    assert Contribution.objects.count() == before
