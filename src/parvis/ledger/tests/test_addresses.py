"""The log as files, from which anybody rebuilds the whole tree (c2sp.org/tlog-tiles)."""

from collections.abc import Callable

import pytest
from django.test import Client

from parvis.ledger import queries
from parvis.ledger.domain.keys import first_key
from parvis.ledger.domain.rotate_key import rotate_key
from parvis.ledger.domain.tree import write_tiles
from parvis.ledger.models import Tile
from parvis.ledger.tests.factories import grow
from parvis.merkle import tiles as merkle
from parvis.merkle.checkpoints import open_checkpoint
from parvis.merkle.proofs import consistency_proof, inclusion_proof, verify_consistency, verify_inclusion
from parvis.merkle.tiles import bundles_of, nodes_from, tiles_of, unpack_bundle
from parvis.merkle.tree import leaf_hash, root_of

pytestmark = pytest.mark.django_db


def read(client: Client, path: str) -> bytes:
    response = client.get(f"/ledger/{path}")
    assert response.status_code == 200
    return response.content


def test_one_file_says_which_log_this_is_and_where(client: Client) -> None:
    former, new = rotate_key()
    assert client.get("/.well-known/parvis-ledger").json() == {
        "origin": "127.0.0.1/log",
        "vkey": new.vkey,
        "former_vkeys": [former.vkey],
        "prefix": "http://127.0.0.1:8000/ledger",
        "checkpoint": "http://127.0.0.1:8000/ledger/checkpoint",
        "tiles": "http://127.0.0.1:8000/ledger/tile/",
        "page": "http://127.0.0.1:8000/ledger/",
    }


def test_a_log_that_holds_nothing_yet_has_a_key_and_no_checkpoint(client: Client) -> None:
    assert client.get("/.well-known/parvis-ledger").json()["vkey"] == first_key().vkey
    assert client.get("/ledger/checkpoint").status_code == 404
    assert client.get("/ledger/tile/0/000.p/1").status_code == 404


def test_the_tiles_and_the_bundles_give_the_root_that_is_signed(client: Client) -> None:
    for leaves in (200, 500, 1):
        grow(leaves)
    head = open_checkpoint(read(client, "checkpoint").decode(), [first_key()])
    bundles = [unpack_bundle(read(client, bundle.path)) for bundle in bundles_of(head.size)]
    hashes = [leaf_hash(leaf) for bundle in bundles for leaf in bundle]
    assert (len(hashes), root_of(hashes)) == (701, head.root)
    node = nodes_from(head.size, lambda tile: read(client, tile.path))
    for place in (0, 255, 256, 600, 700):
        proof = inclusion_proof(place, head.size, node)
        assert verify_inclusion(hashes[place], place, head.size, proof, head.root)


def test_former_checkpoints_and_their_tiles_stay(client: Client) -> None:
    grow(300)
    old = open_checkpoint(read(client, "checkpoint").decode(), [first_key()])
    tiles = {tile.path: read(client, tile.path) for tile in tiles_of(300)}
    grow(500)
    assert {path: read(client, path) for path in tiles} == tiles
    new = open_checkpoint(read(client, "checkpoint").decode(), [first_key()])
    assert open_checkpoint(read(client, "checkpoint/300").decode(), [first_key()]) == old
    proof = consistency_proof(300, 800, nodes_from(800, lambda tile: read(client, tile.path)))
    assert verify_consistency(300, 800, proof, old.root, new.root)


def test_tiles_of_65536_leaves_are_made_of_those_below() -> None:
    hashes = [n.to_bytes(32, "big") for n in range(66_048)]
    write_tiles(size=0, hashes=hashes[:65_280])
    write_tiles(size=65_280, hashes=hashes[65_280:])
    above = [root_of(hashes[n : n + 256]) for n in range(0, 66_048, 256)]
    top = Tile.objects.get(level=1)
    assert (top.index, bytes(top.hashes), bytes(top.root)) == (0, b"".join(above[:256]), root_of(above[:256]))
    assert queries.hashes_of(merkle.Tile(1, 1, 2)) == b"".join(above[256:])
    assert queries.hashes_of(merkle.Tile(2, 0, 1)) == root_of(above[:256])


def test_lost_tiles_are_made_again(client: Client) -> None:
    grow(300)
    before = read(client, "tile/0/000")
    Tile.objects.all().delete()
    assert read(client, "tile/0/000") == before


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/001.p/45",
        "tile/0/001",
        "tile/1/000",
        "tile/1/001.p/1",
        "tile/0/x000/001.p/44",
        "tile/0/1.p/44",
        "tile/64/000",
        "tile/entries/001.p/0",
        "tile/0/001.p/256",
        "checkpoint/299",
    ],
)
def test_what_is_not_signed_or_not_written_so_is_not_found(client: Client, path: str) -> None:
    grow(300)
    assert client.get(f"/ledger/{path}").status_code == 404


@pytest.mark.parametrize(
    ("path", "kept", "kind"),
    [
        ("/ledger/checkpoint", "max-age=3, public", "text/plain; charset=utf-8"),
        ("/ledger/tile/0/000.p/2", "max-age=31536000, public, immutable", "application/octet-stream"),
        ("/ledger/tile/entries/000.p/2", "max-age=31536000, public, immutable", "application/octet-stream"),
    ],
)
def test_files_may_be_kept_by_all_caches_and_read_from_all_sites(
    client: Client, path: str, kept: str, kind: str
) -> None:
    grow(2)
    response = client.get(path)
    assert set(response["Cache-Control"].split(", ")) == set(kept.split(", "))
    assert (response["Content-Type"], response["Access-Control-Allow-Origin"]) == (kind, "*")
    assert (response.cookies, client.post(path).status_code) == ({}, 405)


@pytest.mark.parametrize(
    ("path", "queries_made"),
    [
        ("/ledger/checkpoint", 1),
        ("/ledger/tile/0/000", 2),
        ("/ledger/tile/0/001.p/44", 2),
        ("/ledger/tile/1/000.p/1", 2),
        ("/ledger/tile/entries/000", 2),
    ],
)
def test_a_file_costs_a_query_or_two(
    client: Client, django_assert_num_queries: Callable, path: str, queries_made: int
) -> None:
    grow(300)
    client.get(path)
    with django_assert_num_queries(queries_made):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("name", ["monitor", "verify"])
def test_the_programs_that_watch_and_verify_are_there_in_one_file(client: Client, name: str) -> None:
    program = read(client, f"{name}.py").decode()
    assert "from parvis" not in program
    compile(program, name, "exec")
    assert client.get("/ledger/other.py").status_code == 404
