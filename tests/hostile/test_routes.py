"""H01: every address of the site, for every role, by GET and by POST, gives what the table says."""

from __future__ import annotations

import runpy
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from parvis.accounts.models import Participant
from parvis.consultations import permissions
from parvis.consultations.enums import Role
from parvis.consultations.models import TeamMember
from tests.hostile.matrix import GROUPS, METHODS, ROLES, Line, read
from tests.hostile.requests import ALIKE, NOTHING, NOTHING_OF_THE_API, OWN_DESK, Answer, is_sent, send
from tests.hostile.world import World

pytestmark = pytest.mark.django_db
TABLE = read()
Sent = dict[tuple[Line, str], Answer]


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """The route of every pattern, as a match writes it."""
    for pattern in patterns:
        route = before + (str(pattern.pattern).removeprefix("^") if before else str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


def matched(address: str, world: World) -> str:
    return resolve(address.format(**world.names).partition("?")[0]).route


def nothing(address: str) -> str:
    """Where there is nothing, as pages say it and as the API says it."""
    return NOTHING_OF_THE_API if address.startswith(("/api/v1/", "/api/deployment/")) else NOTHING


@pytest.fixture(scope="module")
def answers(world: World) -> object:
    """Everything that one role is answered, sent once."""

    @cache
    def of(role: str) -> dict[tuple[str, str], Answer]:
        client = world.client(role)
        session = client.cookies.get("sessionid")
        found = {}
        for line in TABLE.lines:
            for method in METHODS:
                if is_sent(line, role, method):
                    client.cookies.clear()
                    if session is not None:
                        client.cookies["sessionid"] = session.value
                    found[line.address, method] = send(client, world, line, method)
        return found

    return of


def test_h01_every_route_of_the_site_is_in_the_table(world: World) -> None:
    known = set(routes(get_resolver().url_patterns))
    reached = {matched(line.address, world) for line in TABLE.lines}

    assert known - reached - set(TABLE.shadowed) == set()
    assert set(TABLE.shadowed) - known == set()


def test_h01_a_route_said_to_be_shadowed_is_never_reached(world: World) -> None:
    reached = {route: matched(address, world) for route, address in TABLE.shadowed.items()}

    assert {route for route, other in reached.items() if route == other} == set()


@pytest.mark.parametrize("role", ROLES)
def test_h01_every_address_answers_as_the_table_says(role: str, answers) -> None:
    said = {(line.address, method): line.outcomes[method][role] for line in TABLE.lines for method in METHODS}

    found = answers(role)

    assert len(found) > 250
    assert {key: a.outcome for key, a in found.items() if a.outcome != said[key]} == {}


@pytest.mark.parametrize("role", ROLES)
def test_h01_what_is_forbidden_and_what_does_not_exist_have_the_same_body(role: str, answers) -> None:
    found = answers(role)
    pages = {key: answer for key, answer in found.items() if answer.outcome == "404"}

    assert len(pages) > 10
    bodies = {key: found[nothing(key[0]), "GET"].body for key in pages}
    assert {key for key, answer in pages.items() if answer.body != bodies[key]} == set()


@pytest.mark.parametrize("group", ALIKE)
def test_h01_roles_tried_in_turn_have_the_same_rights_everywhere_in_wagtail(group, world: World) -> None:
    people = [Participant.objects.get(pk=world.people[role].pk) for role in group]

    rights = {frozenset(person.get_all_permissions()) for person in people}
    groups = {frozenset(person.groups.values_list("name", flat=True)) for person in people}

    assert (len(rights), len(groups)) == (1, 1)
    assert {person.is_superuser for person in people} == {False}


def test_h01_participants_are_in_no_team_so_the_desk_is_as_closed_to_each(world: World) -> None:
    levels = GROUPS["participants"]

    teams = TeamMember.objects.filter(participant__in=[world.people[role].pk for role in levels])
    apart = [
        (line.address, method)
        for line in TABLE.lines
        for method in METHODS
        if line.address.startswith(OWN_DESK) and len({line.outcomes[method][role] for role in levels}) > 1
    ]

    assert (list(teams), apart) == ([], [])


def test_h01_animators_and_observers_differ_by_what_is_done_at_the_desk_alone() -> None:
    pair = {Role.ANIMATOR, Role.OBSERVER}

    apart = {action for action, held in permissions.ROLES.items() if len(held & pair) == 1}

    assert apart == {"animate", "vouch"}


def test_h01_the_page_about_access_is_the_one_that_the_table_makes() -> None:
    tool = runpy.run_path(str(Path(__file__).resolve().parents[2] / "tools" / "access_matrix.py"))

    assert tool["PAGE"].read_text(encoding="utf-8") == tool["page"]()
