"""What waits gets its place, once, in order, and the whole is signed."""

import json
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from parvis.ledger import queries
from parvis.ledger.domain.sequence import TRY_ALONE, sequence
from parvis.ledger.domain.tree import Forked
from parvis.ledger.domain.waiting import Waiting, leaf_bytes
from parvis.ledger.enums import LeafKind
from parvis.ledger.models import Checkpoint, Halt, Head, Leaf, Pending, Tile
from parvis.ledger.tests.factories import Words, grow, tell, vote
from parvis.merkle.canonical import canonical
from parvis.merkle.checkpoints import open_checkpoint
from parvis.merkle.commitments import commit
from parvis.merkle.tree import leaf_hash, root_of

pytestmark = pytest.mark.django_db


def leaves() -> list[dict]:
    """The leaves, each at its place."""
    rows = list(Leaf.objects.order_by("seq"))
    assert [row.seq for row in rows] == list(range(len(rows)))
    return [json.loads(bytes(row.data)) for row in rows]


def root() -> bytes:
    return root_of(leaf_hash(data) for data in queries.leaves_between(0, 10_000))


def test_a_leaf_says_what_was_told_and_where_it_is() -> None:
    row = Words("Un banc.")
    tell(row=row, level=2, channel="web")
    at = Pending.objects.get().at
    assert sequence() == 1
    expected = {
        "v": 1,
        "seq": 0,
        "t": int(at.timestamp()),
        "kind": "contribution.accepted",
        "space": "c1",
        "c": commit(row.salt, "Un banc.").hex(),
        "ref": None,
        "pub": {"level": 2, "channel": "web"},
    }
    leaf = Leaf.objects.get()
    assert (leaf.entry, bytes(leaf.data)) == (row.entry, canonical(expected))
    assert Pending.objects.count() == 0


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5) | st.none(), max_size=4),
    st.integers(0, 2**40),
    st.none() | st.integers(0, 2**40),
)
def test_the_bytes_of_a_leaf_are_canonical(space: str, public: dict, at: int, reference: int | None) -> None:
    row = Waiting("e", "vote.cast", space, at, "ab" * 32, None, json.dumps(public))
    expected = {"c": "ab" * 32, "kind": "vote.cast", "pub": public, "ref": reference, "seq": 7}
    whole = expected | {"space": space, "t": at // 1000, "v": 1}
    assert leaf_bytes(row, seq=7, reference=reference) == canonical(whole)


def test_places_go_on_from_one_round_to_the_next() -> None:
    entries = [tell(row=Words(), number=n) for n in range(3)]
    sequence()
    entries += [tell(row=Words(), number=n) for n in range(3, 5)]
    assert sequence() == 2
    assert [leaf["pub"]["number"] for leaf in leaves()] == [0, 1, 2, 3, 4]
    assert list(Leaf.objects.order_by("seq").values_list("entry", flat=True)) == entries


def test_a_reference_is_the_place_of_an_earlier_leaf_of_any_round() -> None:
    first = tell(row=Words())
    sequence()
    second = tell(LeafKind.CONTRIBUTION_REVISED, row=Words(), reference=first)
    tell(LeafKind.MODERATION_HIDE, reference=second)
    sequence()
    assert [leaf["ref"] for leaf in leaves()] == [None, 0, 1]
    assert list(Leaf.objects.order_by("seq").values_list("reference", flat=True)) == [None, 0, 1]


def test_a_reference_to_nothing_known_is_logged_and_the_log_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    tell(LeafKind.ERASURE, reference=uuid.uuid4())
    assert sequence() == 1
    assert leaves()[0]["ref"] is None
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_votes_changed_in_one_round_follow_the_vote_that_they_change() -> None:
    former = [vote() for _ in range(10)]
    for entry in former:
        vote(LeafKind.VOTE_CHANGED, reference=entry)
    sequence()
    found = leaves()
    assert sorted(leaf["ref"] for leaf in found if leaf["kind"] == "vote.changed") == sorted(
        leaf["seq"] for leaf in found if leaf["kind"] == "vote.cast"
    )
    assert all(leaf["ref"] < leaf["seq"] for leaf in found if leaf["kind"] == "vote.changed")


def test_a_round_ends_with_a_checkpoint_that_its_key_signed() -> None:
    grow(5)
    signed = Checkpoint.objects.get()
    head = open_checkpoint(signed.note, queries.keys())
    assert (head.origin, head.size, head.root) == ("127.0.0.1/log", 5, root())
    assert (signed.size, bytes(signed.root)) == (5, root())


def test_each_batch_is_signed() -> None:
    for _ in range(5):
        tell()
    assert sequence(batch=2) == 5
    assert list(Checkpoint.objects.order_by("size").values_list("size", flat=True)) == [2, 4, 5]
    assert bytes(queries.latest().root) == root()


def test_the_wait_of_the_oldest_act_is_kept_and_that_of_a_vote_is_not_known() -> None:
    tell()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_pending SET at = clock_timestamp() - interval '7 seconds'")
    tell()
    sequence()
    vote()
    sequence()
    first, second = Checkpoint.objects.order_by("size")
    assert 7000 <= first.longest_wait < 12_000
    assert second.longest_wait is None


def test_tiles_are_kept_once_they_are_full_and_on_every_level() -> None:
    for size in (255, 1, 300):
        grow(size)
    hashes = [leaf_hash(data) for data in queries.leaves_between(0, 512)]
    tiles = Tile.objects.order_by("index").values_list("level", "index", "hashes", "root")
    assert [(level, index, bytes(kept), bytes(top)) for level, index, kept, top in tiles] == [
        (0, n, b"".join(hashes[n * 256 : n * 256 + 256]), root_of(hashes[n * 256 : n * 256 + 256]))
        for n in (0, 1)
    ]


def test_nothing_is_done_for_one_query_when_nothing_waits(django_assert_num_queries: Callable) -> None:
    grow(1)
    with django_assert_num_queries(1):
        assert sequence() == 0
    assert Checkpoint.objects.count() == 1


def test_a_round_costs_as_many_queries_for_one_act_as_for_a_hundred(
    django_assert_num_queries: Callable,
) -> None:
    grow(1)
    counts = []
    for acts in (1, 100):
        for _ in range(acts):
            tell(row=Words(), reference=None)
        with django_assert_num_queries(15, exact=False) as queries_made:
            sequence()
        counts.append(len(queries_made))
    assert counts[0] == counts[1]


def test_a_round_that_fails_leaves_everything_as_it_was() -> None:
    grow(1)
    tell()
    twice = Leaf.objects.get().entry
    Pending.objects.update(entry=twice)
    with pytest.raises(Exception, match="duplicate key"), transaction.atomic():
        sequence()
    assert (Pending.objects.count(), Leaf.objects.count(), Head.objects.get().size) == (1, 1, 1)
    assert Checkpoint.objects.count() == 1


@pytest.mark.parametrize("forgery", ["head", "checkpoint", "rewound", "beside", "dropped"])
def test_another_history_is_not_signed_and_the_log_stops(forgery: str) -> None:
    grow(3)
    forge(forgery)
    tell()
    with pytest.raises(Forked):
        sequence()
    halt = Halt.objects.get()
    assert (halt.code, halt.lifted_at, halt.facts["size"]) == ("fork", None, queries.signed_size())
    assert list(Pending.objects.order_by("pk").values_list("kind", flat=True))[-1] == "incident"
    assert sequence() == 0
    assert Halt.objects.count() == 1


def forge(forgery: str) -> None:
    if forgery == "head":
        Head.objects.update(peaks=[b"1" * 32, b"2" * 32])
    elif forgery == "checkpoint":
        Checkpoint.objects.create(size=4, root=b"3" * 32, note="another")
    elif forgery == "rewound":
        Head.objects.update(size=0, peaks=[])
    elif forgery == "beside":
        Leaf.objects.create(seq=3, entry=uuid.uuid4(), data=b"{}")
    else:
        Leaf.objects.filter(seq=2).delete()


@pytest.mark.django_db(transaction=True)
def test_sequencers_that_run_together_give_each_place_once() -> None:
    for _ in range(60):
        vote()
    with ThreadPoolExecutor(4) as pool:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(TRY_ALONE)
            pool.submit(sequence_and_close).result()
            assert Pending.objects.count() == 60
        list(pool.map(lambda _: sequence_and_close(), range(12)))
    sequence()
    assert len(leaves()) == 60
    assert bytes(queries.latest().root) == root()


def sequence_and_close() -> None:
    try:
        sequence(batch=7)
    finally:
        connection.close()
