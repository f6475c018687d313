"""Packing votes, adding to them, keeping them in a file."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.analysis.errors import AnalysisError
from parvis.analysis.opinion.pipeline import analyse
from parvis.analysis.opinion.tests.data import same
from parvis.analysis.opinion.votes import Votes

VOTE = st.tuples(st.integers(0, 8), st.integers(0, 6), st.sampled_from([-1, 0, 1]))
BATCH = st.lists(VOTE, max_size=40)


def pack(votes, shape=None):
    rows, cols, values = zip(*votes, strict=True) if votes else ((), (), ())
    return Votes.of(rows, cols, values, shape)


def cells(votes):
    return dict(
        zip(
            zip(votes.rows().tolist(), votes.statements.tolist(), strict=True),
            votes.values.tolist(),
            strict=True,
        )
    )


def test_a_pass_is_kept_and_a_statement_not_seen_is_not():
    votes = Votes.of([1, 0, 1], [2, 0, 0], [0, -1, 1], (3, 4))
    assert votes.starts.tolist() == [0, 1, 3, 3]
    assert votes.statements.tolist() == [0, 0, 2]
    assert votes.values.tolist() == [-1, 1, 0]
    assert votes.values.dtype == np.int8


@given(BATCH)
def test_the_last_vote_on_a_cell_wins(batch):
    assert cells(pack(batch)) == {(row, col): value for row, col, value in batch}


@given(BATCH, BATCH)
def test_adding_votes_is_the_same_as_packing_them_all(former, new):
    before = pack(former)
    kept = (before.starts.tobytes(), before.statements.tobytes(), before.values.tobytes())
    after = before.append(*(zip(*new, strict=True) if new else ((), (), ())))
    assert same(after, pack(former + new))
    assert kept == (before.starts.tobytes(), before.statements.tobytes(), before.values.tobytes())


@given(BATCH)
def test_a_packed_file_gives_back_the_same_votes(tmp_path_factory, batch):
    path = tmp_path_factory.mktemp("packed") / "votes.npz"
    votes = pack(batch, (9, 7))
    votes.save(path)
    assert same(Votes.load(path), votes)


@given(BATCH.filter(bool), st.integers(1, 10))
def test_blocks_hold_every_participant_once_in_order(batch, limit):
    votes = pack(batch)
    blocks = list(votes.blocks(limit))
    covered = [row for first, last in blocks for row in range(first, last)]
    assert covered == list(range(votes.shape[0]))


def test_participants_can_be_taken_twice():
    votes = Votes.of([0, 0, 1], [0, 2, 1], [1, -1, 0], (2, 3))
    taken = votes.take(np.array([1, 0, 0]))
    assert cells(taken) == {(0, 1): 0, (1, 0): 1, (1, 2): -1, (2, 0): 1, (2, 2): -1}


@pytest.mark.parametrize(
    ("rows", "cols", "values", "shape", "code"),
    [
        ([0], [0], [2], None, "vote_out_of_range"),
        ([0], [0], [0.5], None, "vote_out_of_range"),
        ([0], [0], [float("nan")], None, "vote_out_of_range"),
        ([-1], [0], [1], None, "negative_index"),
        ([0], [-3], [1], None, "negative_index"),
        ([0.5], [0], [1], None, "not_whole_number"),
        ([float("inf")], [0], [1], None, "not_whole_number"),
        (["a"], [0], [1], None, "not_whole_number"),
        ([[0]], [0], [1], None, "not_whole_number"),
        ([[0], [1, 2]], [0], [1], None, "not_whole_number"),
        ([2**40], [0], [1], None, "index_too_large"),
        ([0, 1], [0], [1], None, "unequal_lengths"),
        ([5], [0], [1], (5, 1), "index_out_of_shape"),
        ([0], [1], [1], (1, 1), "index_out_of_shape"),
        ([0], [0], [1], (-1, 1), "bad_shape"),
        ([0], [0], [1], (1,), "bad_shape"),
    ],
)
def test_what_is_no_vote_is_refused_by_name(rows, cols, values, shape, code):
    with pytest.raises(AnalysisError) as refused:
        Votes.of(rows, cols, values, shape)
    assert refused.value.code == code


def test_the_refusal_says_which_vote():
    with pytest.raises(AnalysisError, match=r"values\[2\] = 7 is no vote") as refused:
        Votes.of([0, 1, 2], [0, 0, 0], [1, 0, 7])
    assert refused.value.details == {"column": "values", "place": 2, "value": 7}


@pytest.mark.parametrize("damage", [b"", b"not a file of votes", None])
def test_a_damaged_packed_file_is_refused(tmp_path, damage):
    path = tmp_path / "votes.npz"
    Votes.of([0, 1], [0, 1], [1, -1]).save(path)
    path.write_bytes(path.read_bytes()[:-40] if damage is None else damage)
    with pytest.raises(AnalysisError) as refused:
        Votes.load(path)
    assert refused.value.code == "not_packed"


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts": np.array([0, 3, 2], np.int32)},
        {"starts": np.array([1, 1, 2], np.int32)},
        {"starts": np.array([0, 1], np.int32)},
        {"statements": np.array([0, 9], np.int32)},
        {"statements": np.array([0, -1], np.int32)},
        {"statements": np.array([1, 1], np.int32), "starts": np.array([0, 2, 2], np.int32)},
        {"values": np.array([1, 5], np.int8)},
        {"values": np.array([1.0, 1.0])},
        {"shape": np.array([2, 2, 2])},
    ],
)
def test_a_packed_file_that_is_no_matrix_is_refused(tmp_path, wrong):
    sound = {
        "starts": np.array([0, 1, 2], np.int32),
        "statements": np.array([0, 1], np.int32),
        "values": np.array([1, -1], np.int8),
        "shape": np.array([2, 2]),
    }
    np.savez(tmp_path / "sound.npz", **sound)
    np.savez(tmp_path / "wrong.npz", **{**sound, **wrong})
    assert Votes.load(tmp_path / "sound.npz").size == 2
    with pytest.raises(AnalysisError) as refused:
        Votes.load(tmp_path / "wrong.npz")
    assert refused.value.code == "not_packed"


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(AnalysisError) as refused:
        Votes.load(tmp_path / "none.npz")
    assert refused.value.code == "missing_file"


def test_no_vote_at_all_is_refused():
    with pytest.raises(AnalysisError) as refused:
        analyse(Votes.of([], [], [], (10, 10)))
    assert refused.value.code == "no_votes"
