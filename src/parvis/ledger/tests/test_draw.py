"""Votes of a round change places among themselves, and nothing else moves."""

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from parvis.ledger.domain.draw import draw_order
from parvis.ledger.domain.waiting import Waiting

CAST, CHANGED, OTHER = "vote.cast", "vote.changed", "contribution.accepted"


def row(entry: str, kind: str = CAST, reference: str | None = None) -> Waiting:
    return Waiting(entry, kind, "c1", 0, None, reference, "{}")


def drawn(rows: list[Waiting], seed: int = 1) -> str:
    return "".join(one.entry for one in draw_order(rows, random=Random(seed)))  # noqa: S311


def test_each_order_of_votes_is_as_likely_as_another() -> None:
    rows = [row("a"), row("b"), row("c")]
    orders = Counter(drawn(rows, seed) for seed in range(3000))
    assert len(orders) == 6
    assert all(400 < count < 600 for count in orders.values())


def test_what_is_no_vote_stays_in_its_place() -> None:
    rows = [row("X", OTHER), row("a"), row("Y", OTHER), row("b"), row("Z", OTHER)]
    assert {drawn(rows, seed) for seed in range(50)} == {"XaYbZ", "XbYaZ"}


def test_a_vote_stays_after_the_one_that_it_changes() -> None:
    rows = [row("a"), row("b", CHANGED, "a"), row("c", CHANGED, "b"), row("d")]
    orders = {drawn(rows, seed) for seed in range(100)}
    assert orders == {"abcd", "abdc", "adbc", "dabc"}


def test_votes_that_another_act_refers_to_do_not_move() -> None:
    rows = [row("a"), row("b", CHANGED, "a"), row("X", "erasure", "b"), row("c"), row("d")]
    assert {drawn(rows, seed) for seed in range(50)} == {"abXcd", "abXdc"}


@st.composite
def rounds(draw: st.DrawFn) -> list[Waiting]:
    """Any round: acts that refer, or not, to earlier ones."""
    kinds = draw(st.lists(st.sampled_from([CAST, CHANGED, OTHER, "erasure"]), max_size=12))
    rows: list[Waiting] = []
    for number, kind in enumerate(kinds):
        earlier = [one.entry for one in rows if one.is_vote or kind == "erasure"]
        reference = draw(st.sampled_from([None, *earlier])) if kind in {CHANGED, "erasure"} else None
        rows.append(row(str(number), kind, reference))
    return rows


@given(rounds(), st.integers(0, 1000))
def test_nothing_is_lost_and_everything_follows_what_it_refers_to(rows: list[Waiting], seed: int) -> None:
    ordered = draw_order(rows, random=Random(seed))  # noqa: S311
    places = {one.entry: place for place, one in enumerate(ordered)}
    assert set(ordered) == set(rows)
    assert all(places[one.reference] < places[one.entry] for one in ordered if one.reference)
    assert all(one == two for one, two in zip(rows, ordered, strict=True) if not one.is_vote)
