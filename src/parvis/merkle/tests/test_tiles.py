"""Tiles against the examples of C2SP, and proofs made from tiles alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.merkle.proofs import consistency_proof, inclusion_proof, nodes_of, verify_inclusion
from parvis.merkle.tiles import (
    Tile,
    bundles_of,
    nodes_from,
    pack_bundle,
    parse_tile_path,
    tiles_of,
    unpack_bundle,
)
from parvis.merkle.tree import leaf_hash, root_of

HASHES = [leaf_hash(number.to_bytes(4, "big")) for number in range(66_000)]
NODE = nodes_of(HASHES)


def read(tile: Tile) -> bytes:
    """The bytes of a tile of the tree of all these leaves."""
    start = tile.index * 256
    return b"".join(NODE(8 * tile.level, place) for place in range(start, start + tile.width))


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 1_234_067), "tile/0/x001/x234/067"),
        (Tile(0, 1234, 17), "tile/0/x001/234.p/17"),
        (Tile(1, 0, 1), "tile/1/000.p/1"),
        (Tile(None, 273, 112), "tile/entries/273.p/112"),
        (Tile(63, 999), "tile/63/999"),
    ],
)
def test_addresses(tile, path):
    assert (tile.path, parse_tile_path(path)) == (path, tile)


@pytest.mark.parametrize(
    "path",
    [
        "", "tile/0/0", "tile/0/00", "tile/00/000", "tile/64/000", "tile/0/001/234", "tile/0/x000/001",
        "tile/0/x001/x234", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/",
        "tile/entries/../000", "/tile/0/000", "tile/-1/000", "tile/0/000\n",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(path):
    with pytest.raises(ValueError, match="no tile has this address"):
        parse_tile_path(path)


@given(st.one_of(st.none(), st.integers(0, 63)), st.integers(0, 10**12), st.integers(1, 256))
def test_every_address_is_read_back(level, index, width):
    assert parse_tile_path(Tile(level, index, width).path) == Tile(level, index, width)


def test_the_example_of_the_specification_has_its_tiles():
    tiles = list(tiles_of(70_000))
    assert [tile for tile in tiles if tile.width < 256] == [Tile(0, 273, 112), Tile(1, 1, 17), Tile(2, 0, 1)]
    assert [sum(tile.level == level for tile in tiles) for level in range(3)] == [274, 2, 1]
    assert list(tiles_of(256)) == [Tile(0, 0), Tile(1, 0, 1)]
    assert list(tiles_of(0)) == []


@given(st.integers(0, 10**6), st.integers(0, 10**4))
def test_a_tree_that_grows_needs_the_tiles_that_it_lacked(since, more):
    size = since + more
    assert set(tiles_of(size, since=since)) == set(tiles_of(size)) - set(tiles_of(since))
    assert set(bundles_of(size, since=since)) == {
        Tile(None, tile.index, tile.width) for tile in tiles_of(size, since=since) if tile.level == 0
    }


@pytest.mark.parametrize("size", [1, 255, 256, 257, 65_536, 66_000])
def test_proofs_made_from_tiles_are_those_made_from_leaves(size):
    node, root = nodes_from(size, read), root_of(HASHES[:size])
    for index in {0, size // 2, size - 1}:
        proof = inclusion_proof(index, size, node)
        assert proof == inclusion_proof(index, size, NODE)
        assert verify_inclusion(HASHES[index], index, size, proof, root)
        assert consistency_proof(index, size, node) == consistency_proof(index, size, NODE)


def test_a_tile_of_the_wrong_length_is_refused():
    with pytest.raises(ValueError, match="length of its width"):
        inclusion_proof(0, 300, nodes_from(300, lambda tile: read(tile)[:-1]))


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_bundles_are_read_back(leaves):
    assert unpack_bundle(pack_bundle(leaves)) == leaves


@pytest.mark.parametrize("data", [b"\x00", b"\x00\x02a", b"\x00\x01ab"])
def test_a_bundle_that_is_cut_is_refused(data):
    with pytest.raises(ValueError, match="cut"):
        unpack_bundle(data)


def test_a_leaf_that_is_too_long_has_no_bundle():
    with pytest.raises(OverflowError):
        pack_bundle([bytes(65_536)])
