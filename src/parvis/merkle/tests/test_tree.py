"""The tree against the public vectors of RFC 6962, and against another implementation."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from parvis.merkle.tests.vectors import LEAVES, ROOTS
from parvis.merkle.tree import Head, fold_peaks, leaf_hash, node_hash, root_of

HASHES = st.lists(st.binary(max_size=40), max_size=70).map(lambda of: [leaf_hash(data) for data in of])


def test_an_empty_tree_has_the_hash_of_nothing():
    assert root_of([]) == hashlib.sha256(b"").digest() == Head().root() == fold_peaks(())


@pytest.mark.parametrize("size", range(1, 9))
def test_public_vectors(size):
    assert root_of(map(leaf_hash, LEAVES[:size])).hex() == ROOTS[size - 1]


def test_a_leaf_never_passes_for_a_node():
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert (
        leaf_hash(left + right) != node_hash(left, right) == hashlib.sha256(b"\x01" + left + right).digest()
    )


@given(st.lists(st.binary(max_size=40), min_size=1, max_size=70))
def test_the_root_is_that_of_pymerkle(leaves):
    other = InmemoryTree(algorithm="sha256")
    for leaf in leaves:
        other.append_entry(leaf)
    assert root_of(map(leaf_hash, leaves)) == other.get_root()


@given(HASHES, st.integers(0, 70))
def test_a_head_taken_up_again_gives_the_same_root(hashes, cut):
    head = Head()
    head.extend(hashes[:cut])
    again = Head(head.size, head.peaks)
    again.extend(hashes[cut:])
    assert (again.size, again.root()) == (len(hashes), root_of(hashes))


@given(HASHES)
def test_a_head_has_one_peak_for_each_bit_of_its_size(hashes):
    head = Head()
    head.extend(hashes)
    assert len(head.peaks) == len(hashes).bit_count()


@pytest.mark.parametrize(("size", "peaks"), [(1, ()), (2, (bytes(32),) * 2), (-1, ()), (1, (bytes(31),))])
def test_peaks_that_do_not_fit_a_size_are_refused(size, peaks):
    with pytest.raises(ValueError, match="not those of a tree of this size"):
        Head(size, peaks)


def test_the_peaks_of_a_head_are_not_changed_from_outside():
    peaks = [leaf_hash(b"a")]
    head = Head(1, peaks)
    peaks.clear()
    assert head.root() == leaf_hash(b"a")
