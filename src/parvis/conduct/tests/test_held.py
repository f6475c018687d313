"""What the software does by itself is looked at too: where each of these rules waits, holds and fails."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from parvis.accounts.enums import IdentityLevel
from parvis.conduct.enums import State, Step
from parvis.conduct.facts import Facts
from parvis.conduct.models import Inspection
from parvis.conduct.rules.book import BY_CODE
from parvis.conduct.rules.held import SIGNED_WITHIN, in_words, said_to_be
from parvis.conduct.tests.made import CLOSES, OPENS, OVER, SOUND, texts
from parvis.conduct.watched import Change, Changes, Delay, Signing, Told
from parvis.contributions.waiting import READ_WITHIN

OPEN = replace(SOUND, step=Step.OPEN, now=OPENS + timedelta(days=2))


def state(code: str, held: Facts, **watched: Any) -> State:
    found = replace(held, watched=replace(held.watched, **watched))
    return BY_CODE[code].judge(found, step=found.step).state


@pytest.mark.parametrize("code", ["C24", "C32", "C34", "C36"])
def test_what_nobody_looked_at_yet_is_not_said_to_hold(code: str) -> None:
    assert state(code, OVER, inspection=None) == State.LATER
    assert state(code, OVER) == State.HOLDS


def test_c36_waits_for_the_close_of_a_phase() -> None:
    late = Inspection(made_at=OPENS + timedelta(days=1), late=4)
    after = Inspection(made_at=CLOSES + timedelta(hours=1), late=4)
    assert state("C36", OPEN, inspection=late) == State.LATER
    assert state("C36", OVER, inspection=after) == State.FAILS


@pytest.mark.parametrize(
    ("levels", "reachable", "found"),
    [
        ({1}, IdentityLevel.EMAIL, State.HOLDS),
        ({1, 2}, IdentityLevel.EMAIL, State.FAILS),
        ({1, 2}, IdentityLevel.INVITED, State.HOLDS),
        ({3}, IdentityLevel.INVITED, State.FAILS),
        ({3}, IdentityLevel.STATE, State.HOLDS),
        (set(), IdentityLevel.EMAIL, State.HOLDS),
    ],
)
def test_c19_nobody_is_asked_for_a_level_that_nobody_can_have(
    levels: set[int], reachable: IdentityLevel, found: State
) -> None:
    assert state("C19", SOUND, levels=frozenset(levels), reachable=reachable) == found


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Référendum sur la passerelle", "Référendum"),
        ("referendum", "referendum"),
        ("Le grand sondage des rues", "sondage"),
        ("A poll on the bridge", "poll"),
        ("Où poser la passerelle ?", None),
        ("Ni sondage ni référendum : vos idées", None),
        ("Ce n’est pas un référendum", None),
        ("This is not a poll", None),
        ("Pollution de l’air", None),
        ("Polling stations", None),
    ],
)
def test_c21_a_consultation_is_not_called_a_poll(name: str, word: str | None) -> None:
    found = said_to_be(name)
    assert (found.group() if found else None) == word


def test_c21_one_may_speak_of_polls_and_say_that_this_is_none() -> None:
    called = replace(OPEN, page=texts(title="Le référendum local, et vous"))
    assert state("C21", called) == State.FAILS
    said = "<p>Ceci n’est <b>pas</b> un référendum : nous préparons le prochain.</p>"
    assert (
        state("C21", replace(called, page=texts(title=called.page.title, presentation=said))) == State.HOLDS
    )


@pytest.mark.parametrize(("more", "found"), [(timedelta(), State.HOLDS), (timedelta(hours=1), State.FAILS)])
def test_c23_what_is_read_first_is_read_in_time(more: timedelta, found: State) -> None:
    assert state("C23", OPEN, delay=Delay(9, timedelta(hours=1), READ_WITHIN + more)) == found
    assert state("C23", OPEN, delay=Delay()) == State.HOLDS
    half = READ_WITHIN / 2
    assert state("C23", OPEN, delay=Delay(9, half, half + more, promised=half)) == found


def test_c23_fails_as_soon_as_one_text_waits_for_longer_than_was_promised() -> None:
    hour = timedelta(hours=1)
    assert state("C23", OPEN, delay=Delay(40, hour, hour, late=1)) == State.FAILS


def test_a_time_is_said_in_hours_then_in_days() -> None:
    hours = [timedelta(minutes=1), timedelta(hours=5), timedelta(hours=48), timedelta(hours=49)]
    assert [in_words(time)[0] for time in hours] == ["1", "5", "4", "3"]


@pytest.mark.parametrize(("more", "found"), [(timedelta(), State.HOLDS), (timedelta(seconds=1), State.FAILS)])
def test_c24_a_line_waits_for_minutes_at_most(more: timedelta, found: State) -> None:
    since = OPEN.now - SIGNED_WITHIN - more
    assert state("C24", OPEN, signing=Signing(since)) == found


def test_c24_once_it_is_over_nobody_needs_to_look_again() -> None:
    old = Inspection(made_at=OPEN.now - timedelta(days=3))
    assert state("C24", OPEN, inspection=old) == State.FAILS
    assert state("C24", OVER, inspection=Inspection(made_at=CLOSES + timedelta(days=1))) == State.HOLDS


def told(version: int, *, phases: dict[int, int | None], reason: str = "", **text: Any) -> Told:
    listed = [{"id": pk, "ends_at": end} for pk, end in phases.items()]
    return Told(version, version, timezone.now(), {"phases": listed, **text}, reason)


def test_c25_a_change_says_what_it_changed_and_whether_a_reason_lacks() -> None:
    rules = [
        told(1, phases={1: 100}, themes=[], team={"organiser": 1}),
        told(2, phases={1: 100}, themes=["Parcs"], team={"organiser": 1}),
        told(3, phases={1: 200}, themes=["Parcs"], team={"organiser": 1}, reason="La salle était prise."),
        told(4, phases={1: 200}, themes=["Parcs"], team={"organiser": 2}),
    ]

    found = Changes.of(rules)

    assert [(row.version, row.parts, row.is_unexplained) for row in found.rows] == [
        (2, ("themes",), True),
        (3, ("phases",), False),
        (4, ("team",), False),
    ]
    assert (found.unexplained, found.shortened, found.is_reframed) == (1, 0, False)
    assert state("C25", OPEN, changes=found) == State.FAILS


@pytest.mark.parametrize(
    ("versions", "shortened"),
    [
        ([{1: 100}, {1: 90}], 1),
        ([{1: 100, 2: 300}, {1: 100}], 1),
        ([{1: 100}, {1: 200}, {1: 150}], 1),
        ([{1: 100}, {1: 90}, {1: 100}], 0),
        ([{1: None}, {1: 100}], 0),
        ([{1: 100}, {1: None}], 0),
        ([{1: 100}, {1: 100, 2: 300}], 0),
        ([], 0),
    ],
)
def test_c25_what_was_announced_is_not_shortened(
    versions: list[dict[int, int | None]], shortened: int
) -> None:
    rules = [told(number, phases=ends) for number, ends in enumerate(versions, start=1)]
    assert Changes.of(rules).shortened == shortened


def test_c25_the_frame_stays_that_of_the_opening() -> None:
    free, committee = {"profile": "free"}, {"profile": "committee"}
    first = told(1, phases={}, frame=free)
    assert Changes.of([first, told(2, phases={}, frame=committee)]).is_reframed
    assert not Changes.of([first, told(2, phases={}, frame={**free, "funder": "La ville"})]).is_reframed
    assert not Changes.of([told(1, phases={}), told(2, phases={}, frame=free)]).is_reframed


@given(st.lists(st.dictionaries(st.integers(1, 4), st.integers(1, 50)), min_size=1, max_size=6))
def test_c25_giving_more_time_is_never_held_against_anybody(given_more: list[dict[int, int]]) -> None:
    ends: dict[int, int | None] = {}
    rules = []
    for number, more in enumerate(given_more, start=1):
        ends = {**ends, **{pk: (ends.get(pk) or 0) + time for pk, time in more.items()}}
        rules.append(told(number, phases=ends))
    assert Changes.of(rules).shortened == 0


def test_a_reason_that_nobody_owes_is_not_asked_for() -> None:
    assert not Change(1, 2, OPENS, ("team", "invitations")).is_unexplained
    assert Change(1, 2, OPENS, ("team", "texts")).is_unexplained
    assert Changes((Change(1, 2, OPENS, ("texts",), "Une coquille."),)).unexplained == 0


def test_c33_holds_while_it_is_not_late() -> None:
    assert state("C33", OPEN, misattributed=3) == State.HOLDS
