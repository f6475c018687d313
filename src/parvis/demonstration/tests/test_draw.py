"""The draw: seeded, within its window, and true to what was planted."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

from parvis.demonstration.draw import (
    DrawnVote,
    Group,
    Item,
    Reason,
    Sheet,
    Voter,
    Window,
    draw_moment,
    draw_supports,
    draw_voters,
    draw_votes,
)

GROUPS = (Group("doux", 0.40), Group("voiture", 0.35), Group("quartiers", 0.25))
WINDOW = Window(datetime(2026, 3, 2, 8, tzinfo=UTC), datetime(2026, 3, 16, 20, tzinfo=UTC))
DIVIDES = Item("divides", (1, 0, -1), ((80, 12, 8, 0), (16, 22, 62, 0), (42, 34, 24, 0)))
BRIDGES = Item("bridges", (1, 0, -1), ((82, 15, 3, 0), (70, 24, 6, 0), (92, 7, 1, 0)))
SHEET = Sheet("solutions", (DIVIDES, BRIDGES), WINDOW)


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311 (a draw that can be repeated is the point)


def test_same_seed_same_draw() -> None:
    def whole(seed: int) -> object:
        rng = seeded(seed)
        return draw_votes(rng, draw_voters(rng, GROUPS, 200), [SHEET])

    assert whole(7) == whole(7)
    assert whole(7) != whole(8)


def test_groups_have_their_exact_share() -> None:
    voters = draw_voters(seeded(1), GROUPS, 1500)
    assert Counter(voter.group for voter in voters) == {0: 600, 1: 525, 2: 375}


def test_a_remainder_goes_to_the_largest_fraction() -> None:
    voters = draw_voters(seeded(1), GROUPS, 7)
    assert Counter(voter.group for voter in voters) == {0: 3, 1: 2, 2: 2}


def test_opinions_are_as_planted_to_within_three_points() -> None:
    voters = [Voter(number, number % 3) for number in range(12_000)]
    votes = [vote for vote in draw_votes(seeded(3), voters, [SHEET]) if vote.item == "divides"]
    for group, planted in enumerate(DIVIDES.chances):
        drawn = Counter(vote.choice for vote in votes if vote.voter % 3 == group)
        for choice, expected in zip((1, 0, -1), planted, strict=False):
            assert abs(100 * drawn[choice] / drawn.total() - expected) < 3


def test_everybody_leaves_a_vote_and_never_two_on_one_item() -> None:
    rare = tuple(Item(f"rare-{n}", (1,), ((0.01, 0.99),) * 3) for n in range(5))
    voters = draw_voters(seeded(5), GROUPS, 300)
    votes = draw_votes(seeded(5), voters, [Sheet("rare", rare, WINDOW)])
    assert {vote.voter for vote in votes} == set(range(300))
    assert len({(vote.voter, vote.item) for vote in votes}) == len(votes)


def test_reading_is_long_tailed() -> None:
    items = tuple(Item(f"item-{n}", (1,), ((1.0, 0.0),) * 3) for n in range(40))
    voters = draw_voters(seeded(9), GROUPS, 2000)
    read = Counter(vote.voter for vote in draw_votes(seeded(9), voters, [Sheet("all", items, WINDOW)]))
    counts = sorted(read.values())
    assert counts[1000] == 7
    assert counts[0] == 1
    assert counts[1800] > 15
    assert max(counts) == 40


def test_appeal_brings_readers() -> None:
    items = (Item("loud", (1,), ((1.0, 0.0),) * 3, appeal=4.0), Item("quiet", (1,), ((1.0, 0.0),) * 3))
    voters = draw_voters(seeded(2), GROUPS, 1000)
    first: dict[int, str] = {}
    for vote in draw_votes(seeded(2), voters, [Sheet("two", items, WINDOW)]):
        first.setdefault(vote.voter, vote.item)
    assert Counter(first.values()).most_common(1)[0][0] == "loud"


def test_moments_stay_inside_and_follow_the_day() -> None:
    rng = seeded(4)
    moments = [draw_moment(rng, WINDOW) for _ in range(3000)]
    assert all(WINDOW.start <= moment < WINDOW.end for moment in moments)
    hours = Counter(moment.hour for moment in moments)
    assert hours[21] > 10 * hours[3]
    days = Counter(moment.date() for moment in moments)
    assert days[WINDOW.start.date()] > 2 * days[datetime(2026, 3, 9, tzinfo=UTC).date()]


def test_in_a_small_group_everybody_answers_everything() -> None:
    voters = [Voter(number, 0) for number in range(10)]
    votes = draw_votes(seeded(6), voters, [Sheet("ten", (DIVIDES, BRIDGES), WINDOW, reads_all=True)])
    assert Counter(vote.voter for vote in votes) == dict.fromkeys(range(10), 2)


def test_people_support_the_arguments_of_their_side_and_none_before_it_is_written() -> None:
    moment = WINDOW.start + timedelta(days=1)
    votes = [DrawnVote("solutions", n, "divides", 1 if n % 2 else -1, moment) for n in range(4000)]
    reasons = [
        Reason(1, "divides", 1, WINDOW.start),
        Reason(2, "divides", -1, WINDOW.start),
        Reason(3, "divides", 1, WINDOW.end),
    ]
    supports = draw_supports(seeded(8), votes, reasons)
    sides = Counter((support.reason, support.voter % 2) for support in supports)
    assert sides[1, 1] > 5 * sides[1, 0] > 0
    assert sides[2, 0] > 5 * sides[2, 1] > 0
    assert {support.reason for support in supports} == {1, 2}
    assert all(support.at > moment for support in supports)
