"""Proofs: the public vectors, every size up to 64, and forged ones refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from parvis.merkle.proofs import (
    consistency_proof,
    inclusion_proof,
    nodes_of,
    range_root,
    verify_consistency,
    verify_inclusion,
)
from parvis.merkle.tests.vectors import CONSISTENCY, INCLUSION, LEAVES
from parvis.merkle.tree import leaf_hash, root_of

MOST = 64
HASHES = [leaf_hash(bytes([number])) for number in range(MOST)]
ROOTS = [root_of(HASHES[:size]) for size in range(MOST + 1)]
NODE = nodes_of(HASHES)
OTHER = leaf_hash(b"another")


def forged(proof):
    """Every proof that is nearly this one: a hash changed, left out, added, or in another place."""
    for place in range(len(proof)):
        yield [*proof[:place], OTHER, *proof[place + 1 :]]
        yield proof[:place] + proof[place + 1 :]
    yield [*proof, OTHER]
    yield [OTHER, *proof]
    if len(proof) > 1:
        yield [proof[1], proof[0], *proof[2:]]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_public_vectors_of_inclusion(index, size):
    hashes = [leaf_hash(leaf) for leaf in LEAVES[:size]]
    proof = inclusion_proof(index, size, nodes_of(hashes))
    assert tuple(part.hex() for part in proof) == INCLUSION[index, size]
    assert verify_inclusion(hashes[index], index, size, proof, root_of(hashes))


@pytest.mark.parametrize(("old", "new"), CONSISTENCY)
def test_public_vectors_of_consistency(old, new):
    hashes = [leaf_hash(leaf) for leaf in LEAVES[:new]]
    proof = consistency_proof(old, new, nodes_of(hashes))
    assert tuple(part.hex() for part in proof) == CONSISTENCY[old, new]
    assert verify_consistency(old, new, proof, root_of(hashes[:old]), root_of(hashes))


@pytest.mark.parametrize("size", range(1, MOST + 1))
def test_every_leaf_of_every_small_tree_is_proved_and_nothing_else(size):
    for index in range(size):
        proof = inclusion_proof(index, size, NODE)
        assert verify_inclusion(HASHES[index], index, size, proof, ROOTS[size])
        assert not verify_inclusion(OTHER, index, size, proof, ROOTS[size])
        assert not verify_inclusion(HASHES[index], index, size, proof, OTHER)
        assert not any(
            verify_inclusion(HASHES[index], index, size, bad, ROOTS[size]) for bad in forged(proof)
        )
        elsewhere = [place for place in range(-1, size + 1) if place != index]
        assert not any(
            verify_inclusion(HASHES[index], place, size, proof, ROOTS[size]) for place in elsewhere
        )


@pytest.mark.parametrize("new", range(1, MOST + 1))
def test_every_small_tree_extends_the_smaller_ones_and_no_other(new):
    for old in range(1, new):
        proof, roots = consistency_proof(old, new, NODE), (ROOTS[old], ROOTS[new])
        assert verify_consistency(old, new, proof, *roots)
        assert not verify_consistency(old, new, proof, OTHER, ROOTS[new])
        assert not verify_consistency(old, new, proof, ROOTS[old], OTHER)
        assert not any(verify_consistency(old, new, bad, *roots) for bad in forged(proof))
        assert not any(verify_consistency(other, new, proof, *roots) for other in range(new) if other != old)
        assert not verify_consistency(new, old, proof, *roots)


def test_an_empty_tree_and_the_same_tree_need_no_proof():
    assert consistency_proof(0, 5, NODE) == consistency_proof(5, 5, NODE) == []
    assert verify_consistency(0, 5, [], ROOTS[0], ROOTS[5])
    assert verify_consistency(5, 5, [], ROOTS[5], ROOTS[5])
    assert not verify_consistency(5, 5, [], ROOTS[4], ROOTS[5])
    assert not verify_consistency(0, 5, [], ROOTS[1], ROOTS[5])
    assert not verify_consistency(0, 5, [OTHER], ROOTS[0], ROOTS[5])


def test_a_tree_that_was_rewritten_extends_nothing():
    rewritten = nodes_of([HASHES[0], OTHER, *HASHES[2:20]])
    root = range_root(0, 20, rewritten)
    assert not any(
        verify_consistency(old, 20, consistency_proof(old, 20, rewritten), ROOTS[old], root)
        for old in range(2, 20)
    )


@given(st.integers(1, MOST).flatmap(lambda size: st.tuples(st.integers(0, size - 1), st.just(size))))
def test_proofs_of_inclusion_are_those_of_pymerkle(place):
    index, size = place
    other = InmemoryTree(algorithm="sha256")
    other.append_entries(bytes([number]) for number in range(MOST))
    path = other.prove_inclusion(index + 1, size).path
    assert [HASHES[index], *inclusion_proof(index, size, NODE)] == [bytes(part) for part in path]


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 3)])
def test_what_is_not_there_has_no_proof(index, size):
    with pytest.raises(ValueError, match="no such leaf"):
        inclusion_proof(index, size, NODE)
    assert not verify_inclusion(HASHES[0], index, size, [], ROOTS[max(size, 0)])


def test_a_larger_tree_is_not_extended_by_a_smaller_one():
    with pytest.raises(ValueError, match="extends a smaller one"):
        consistency_proof(3, 2, NODE)
