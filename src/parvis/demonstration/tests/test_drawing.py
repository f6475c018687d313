"""The drawn town holds together at any hour, without a database."""

from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

import pytest

from parvis.demonstration.content import read_town
from parvis.demonstration.drawing import draw_town, opened

PARIS = ZoneInfo("Europe/Paris")
HOURS = [
    datetime(2026, 3, 29, 3, 30, tzinfo=PARIS),  # just after the hour that Paris skips
    datetime(2026, 10, 25, 2, 30, tzinfo=PARIS, fold=1),  # the hour that Paris lives twice
    datetime(2026, 12, 31, 23, 59, 59, tzinfo=PARIS),
    datetime(2027, 6, 1, 0, 0, 0, tzinfo=PARIS),
]


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311 (a draw that can be repeated is the point)


@pytest.mark.parametrize("now", HOURS)
def test_everything_falls_in_an_open_phase_and_in_the_past(now: datetime) -> None:
    town = read_town()
    drawn = draw_town(town, now=now, rng=seeded(2026))
    for plan in (town.main, *town.others):
        discussion = drawn.discussions[plan.slug]
        kinds = [entry.kind for entry in plan.entries for _reason in entry.arguments]
        for kind, moment in zip(kinds, discussion.moments, strict=True):
            windows = [window for _phase, window in opened(plan, "argue", kind, now)]
            assert any(window.start <= moment < window.end for window in windows)
        for entry in plan.entries:
            windows = [window for _phase, window in opened(plan, "deposit", entry.kind, now)]
            assert any(window.start <= entry.at.on(now) < window.end for window in windows)
        assert all(vote.at < now for vote in discussion.votes)


def test_each_of_1500_voters_votes_in_the_main_consultation() -> None:
    town = read_town()
    drawn = draw_town(town, now=HOURS[2], rng=seeded(2026))
    votes = drawn.discussions[town.main.slug].votes
    assert {vote.voter for vote in votes} == set(range(1500))
    assert len({(vote.ballot, vote.voter, vote.item) for vote in votes}) == len(votes)


def test_the_same_seed_gives_the_same_town() -> None:
    town = read_town()
    first, second = (draw_town(town, now=HOURS[2], rng=seeded(5)) for _ in range(2))
    assert first == second


def test_authors_vote_with_their_own_group() -> None:
    town = read_town()
    drawn = draw_town(town, now=HOURS[2], rng=seeded(2026))
    groups = [key for key, _share in town.groups]
    for person in town.people:
        assert groups[drawn.voters[drawn.authors[person.key]].group] == person.group
