"""Every function of the domain is in the table of acts: with its leaves, checked here, or with a reason."""

import ast
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from django.db import transaction

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ledger.models import Pending
from parvis.opendata.tests.town import Town, found_town
from tests.acts import ACTS, Told

ROOT = Path(__file__).resolve().parent.parent / "src" / "parvis"
FLOORS = (
    "consultations", "contributions", "debate", "ballots", "moderation", "restitution", "opendata", "texts",
    "following", "organisations", "conduct", "availability", "panel",
    "learning", "commissions", "gatherings", "minutes", "room", "paper", "draws", "field",
    "understanding", "quality",
)  # fmt: skip
TOLD = {name: act for name, act in ACTS.items() if isinstance(act, Told)}
CLOSED = sorted(name for name, act in TOLD.items() if not act.is_open)


def functions_of_the_domain() -> Iterator[str]:
    for floor in FLOORS:
        for path in (ROOT / floor / "domain").glob("*.py"):
            for node in ast.parse(path.read_text()).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    yield f"{floor}.{path.stem}.{node.name}"


@pytest.fixture(scope="module")
def founded(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Town]:
    """Once for all: each act is done in the same town, and undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield found_town()
        transaction.set_rollback(True)


@pytest.fixture
def town(founded: Town, db: None) -> Town:
    return deepcopy(founded)


def told_since(last: int) -> tuple[str, ...]:
    return tuple(Pending.objects.filter(pk__gt=last).order_by("pk").values_list("kind", flat=True))


def last_told() -> int:
    return Pending.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def test_every_function_of_the_domain_has_its_line() -> None:
    composed = {"front.leaving.leave"}
    assert set(functions_of_the_domain()) == set(ACTS) - composed


@pytest.mark.parametrize("name", sorted(TOLD))
def test_an_act_tells_exactly_what_happened(town: Town, name: str) -> None:
    act = TOLD[name].scene(town, None)
    before = last_told()
    act()
    assert told_since(before) == TOLD[name].kinds


@pytest.mark.parametrize("name", sorted(TOLD))
def test_an_act_that_is_undone_tells_nothing(town: Town, name: str) -> None:
    act = TOLD[name].scene(town, None)
    before = last_told()
    with transaction.atomic():
        act()
        transaction.set_rollback(True)
    assert told_since(before) == ()


@pytest.mark.parametrize("name", CLOSED)
def test_an_act_that_is_refused_tells_nothing(town: Town, name: str) -> None:
    act = TOLD[name].scene(town, ParticipantFactory(identity_level=IdentityLevel.VISITOR))
    before = last_told()
    with pytest.raises(Refused):
        act()
    assert told_since(before) == ()
