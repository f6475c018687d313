"""What an organiser might do to a log or to its rows, but for votes: each is named, with its place."""

import pytest

from parvis.merkle.canonical import canonical
from parvis.merkle.tests.made import SPACE, START, Made, Signer, a_consultation, lines, rewrite
from parvis.merkle.tests.reading import found, verify


def test_a_row_that_was_edited(tmp_path):
    made = a_consultation()
    made.rows["contributions"][1]["payload"]["text"] = "Aucun train."
    assert found(verify(tmp_path, made)) == [("row_altered", 2)]


def test_a_row_whose_salt_was_changed(tmp_path):
    made = a_consultation()
    made.rows["contributions"][1]["salt"] = "00" * 32
    assert found(verify(tmp_path, made)) == [("row_altered", 2)]


def test_a_row_that_was_deleted(tmp_path):
    made = a_consultation()
    made.drop(2)
    assert found(verify(tmp_path, made)) == [("unexplained", 2)]


def test_a_row_that_was_inserted(tmp_path):
    made = a_consultation()
    row = {"seq": len(made.leaves), "salt": "00" * 32, "payload": {"text": "Glissé."}}
    made.rows["contributions"].append(row)
    assert found(verify(tmp_path, made)) == [("row_outside", row["seq"])]


@pytest.mark.parametrize("seq", [0, 6, 46])
def test_a_row_inserted_under_the_number_of_another_leaf(tmp_path, seq):
    made = a_consultation()
    made.rows["contributions"].append({"seq": seq, "salt": "00" * 32, "payload": {"text": "Glissé."}})
    assert found(verify(tmp_path, made)) == [("row_outside", seq)]


def test_a_row_that_is_there_twice(tmp_path):
    made = a_consultation()
    made.rows["versions"] = [made.rows["contributions"][1]]
    assert found(verify(tmp_path, made)) == [("row_twice", 2)]


def test_rows_whose_words_were_exchanged(tmp_path):
    made = a_consultation()
    first, second = made.rows["contributions"][1:3]
    first["seq"], second["seq"] = second["seq"], first["seq"]
    assert found(verify(tmp_path, made)) == [("row_moved", 3), ("row_moved", 2)]


def test_a_row_that_is_back_dated(tmp_path):
    made = a_consultation()
    made.contribute("Hier.", t=START - 86_400)
    assert found(verify(tmp_path, made)) == [("leaf_back_dated", 47)]


def test_two_leaves_that_were_swapped(tmp_path):
    made = a_consultation()
    note, data = made.note(), lines([*made.leaves[:2], made.leaves[3], made.leaves[2], *made.leaves[4:]])
    changed = {"ledger/leaves.jsonl": data, "ledger/checkpoint.txt": note.encode()}
    assert found(verify(tmp_path, made, changed=changed)) == [
        ("leaf_out_of_order", 2),
        ("root_differs", None),
        ("not_extended", None),
        ("not_extended", None),
    ]


def test_two_leaves_that_were_swapped_with_their_numbers(tmp_path):
    made = a_consultation()
    note = made.note().encode()
    made.leaves[2], made.leaves[3] = made.leaves[3], made.leaves[2]
    rewrite(made, 2, seq=2)
    rewrite(made, 3, seq=3)
    codes = found(verify(tmp_path, made, changed={"ledger/checkpoint.txt": note}))
    assert codes[0] == ("root_differs", None)
    assert codes[-2:] == [("row_moved", 2), ("row_moved", 3)]


def test_a_leaf_that_was_dropped(tmp_path):
    made = a_consultation()
    changed = {"ledger/leaves.jsonl": lines(made.leaves[:2] + made.leaves[3:])}
    made.older = []
    assert found(verify(tmp_path, made, changed=changed)) == [("leaf_missing", 2), ("size_differs", None)]


@pytest.mark.parametrize("change", [{"c": "ab" * 32}, {"t": START}, {"kind": "erasure"}, {"space": "c99"}])
def test_a_leaf_that_was_altered_after_it_was_signed(tmp_path, change):
    made = a_consultation()
    note = made.note().encode()
    rewrite(made, 2, **change)
    found_codes = found(verify(tmp_path, made, changed={"ledger/checkpoint.txt": note}))
    assert ("root_differs", None) in found_codes


def test_leaves_added_after_the_signature(tmp_path):
    made = a_consultation()
    note = made.note().encode()
    made.contribute("Tard.")
    assert found(verify(tmp_path, made, changed={"ledger/checkpoint.txt": note})) == [("size_differs", None)]


def test_a_log_that_was_rolled_back(tmp_path):
    made = a_consultation()
    later = a_consultation()
    later.contribute("Perdu.")
    assert found(verify(tmp_path, made, since=[later.note()])) == [("rolled_back", None)]


def test_a_log_with_two_histories(tmp_path):
    made, other = a_consultation(), a_consultation()
    rewrite(other, 2, c="ab" * 32)
    assert found(verify(tmp_path, made, since=[other.note()])) == [("fork", None)]
    assert found(verify(tmp_path, made, since=[other.note(20)])) == [("not_extended", None)]
    assert verify(tmp_path, made, since=[other.note(2), made.note(20)]).consistent == 4


def test_a_history_rewritten_and_signed_again_parts_from_the_earlier_checkpoints(tmp_path):
    made = a_consultation()
    rewrite(made, 2, c="ab" * 32)
    result = verify(tmp_path, made)
    assert found(result)[:2] == [("not_extended", None)] * 2
    assert result.findings.anomalies[0].facts["start"] == 0


def test_a_key_that_is_not_the_one_expected(tmp_path):
    made = a_consultation()
    made.older = []
    assert found(verify(tmp_path, made, keys=[Signer(9).key])) == [("key_unexpected", None)]


def test_a_checkpoint_that_was_altered(tmp_path):
    made = a_consultation()
    made.older = []
    note = made.note().replace("\n47\n", "\n48\n").encode()
    assert found(verify(tmp_path, made, changed={"ledger/checkpoint.txt": note})) == [
        ("key_unexpected", None),
        ("size_differs", None),
    ]


def test_the_checkpoint_of_another_log(tmp_path):
    made, other = a_consultation(), Made(Signer(3, "other.example"))
    other.leaves = made.leaves
    assert found(verify(tmp_path, made, since=[other.note()])) == [("older_of_other_log", None)]
    made.older = []
    changed = {"ledger/checkpoint.txt": other.note().encode()}
    assert found(verify(tmp_path, made, changed=changed)) == [("other_log", None), ("key_unexpected", None)]


def test_an_older_checkpoint_that_nobody_trusted_signed(tmp_path):
    made, forger = a_consultation(), Made(Signer(8))
    forger.leaves = made.leaves
    assert found(verify(tmp_path, made, since=[forger.note()])) == [("older_key_unexpected", None)]


@pytest.mark.parametrize(
    "leaf",
    [
        {"kind": "vote.cast", "pub": {"ballot": "3", "level": 1}},
        {"kind": "vote.cast", "pub": {"ballot": [3], "level": 1}},
        {"kind": "vote.cast", "pub": {}},
        {"kind": "vote.changed", "ref": 2, "pub": {"ballot": 3, "level": 1}},
        {"kind": "vote.changed", "ref": 10, "pub": {"ballot": 4, "level": 1}},
        {"kind": "vote.withdrawn", "ref": 47, "pub": {"ballot": 3, "level": 1}},
        {"kind": "erasure", "ref": 10_000},
        {"kind": "contribution.revised", "ref": 10_000},
        {"kind": "tally.final", "pub": {"ballot": None}},
    ],
)
def test_a_leaf_that_says_something_impossible(tmp_path, leaf):
    made = a_consultation()
    made.tell(**leaf, t=START)
    assert found(verify(tmp_path, made))[0] == ("leaf_senseless", 47)


GOOD = {"v": 1, "seq": 47, "t": START, "kind": "k", "space": SPACE, "c": None, "ref": None, "pub": {}}


@pytest.mark.parametrize(
    "line",
    [
        b"", b"{}", b"[]", b"null", b'{"seq":47}', b'{"c":null,"c":null}', b"\xff", b"[" * 9_000,
        canonical({**GOOD, "v": 2}),
        canonical({**GOOD, "c": "AB" * 32}),
        canonical({**GOOD, "c": "ab" * 31}),
        canonical({**GOOD, "kind": "k" * 70_000}),
        canonical({**GOOD, "more": 1}),
        canonical(GOOD).replace(b"{}", b'{"a":1,"a":1}'),
        canonical(GOOD) + b" ",
    ],
)  # fmt: skip
def test_a_leaf_that_cannot_be_read(tmp_path, line):
    made = a_consultation()
    made.leaves.append(line)
    assert found(verify(tmp_path, made)) == [("leaf_unreadable", 47)]


@pytest.mark.parametrize("seq", [3, 10**17, 60_000])
def test_a_leaf_with_the_number_of_another(tmp_path, seq):
    made = a_consultation()
    made.tell("incident", pub={})
    rewrite(made, 47, seq=seq)
    assert found(verify(tmp_path, made)) == [("leaf_misplaced", seq)]


@pytest.mark.parametrize(
    "line",
    [b"", b"{}", b'{"payload":{},"salt":"00","seq":2}', b'{"payload":{},"salt":1,"seq":2}', b'{"seq":"2"}',
     b'{"payload":{"a":1,"a":1},"salt":null,"seq":null}', b'{"payload":{}, "salt":null,"seq":null}'],
)  # fmt: skip
@pytest.mark.parametrize("name", ["contributions", "votes"])
def test_a_row_that_cannot_be_read(tmp_path, line, name):
    made = a_consultation()
    made.tell("software.version", pub={"older": 10})
    data = made.files()[f"rows/{name}.jsonl"] + line + b"\n"
    result = verify(tmp_path, made, changed={f"rows/{name}.jsonl": data})
    assert found(result) == [("row_unreadable", None)]


def test_thousands_of_anomalies_are_counted_and_a_thousand_held(tmp_path):
    made = Made()
    for number in range(1_200):
        made.contribute(f"Texte {number}.")
        made.rows["contributions"][number]["payload"]["text"] = "Autre."
    result = verify(tmp_path, made)
    assert (result.findings.wrong, len(result.findings.anomalies)) == (1_200, 1_000)
