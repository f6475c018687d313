"""Exports made to mislead or to break the verifier: a sentence, status 1, and never a false OK."""

import json
import struct
import zipfile
import zlib
from random import Random

import pytest

from parvis.merkle.tests.made import a_consultation, lines, write_zip
from parvis.merkle.tests.reading import found, verify
from parvis.merkle.verifier import archive
from parvis.merkle.verifier.check import Given, verify_export
from parvis.merkle.verifier.findings import Unreadable


def check(path, made=None):
    made = made or a_consultation()
    return verify_export(path, Given([made.signer.key]))


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"not a zip" * 100, b"PK\x05\x06" + bytes(18), b"PK\x05\x06\xff"]
)
def test_what_is_no_zip(tmp_path, data):
    path = tmp_path / "export.zip"
    path.write_bytes(data)
    result = check(path)
    assert (result.complete, result.sound, len(found(result))) == (False, False, 1)


def test_an_export_cut_anywhere(tmp_path):
    whole = a_consultation().write(tmp_path / "whole.zip").read_bytes()
    path = tmp_path / "export.zip"
    for size in range(0, len(whole) - 1, 97):
        path.write_bytes(whole[:size])
        assert found(check(path)) == [("not_a_zip", None)]


def test_bytes_changed_at_random_are_never_sound(tmp_path):
    whole = a_consultation().write(tmp_path / "whole.zip").read_bytes()
    path, random = tmp_path / "export.zip", Random(3)  # noqa: S311
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(3):
            data[random.randrange(len(data))] ^= random.randrange(1, 256)
        path.write_bytes(data)
        result = check(path)
        assert not result.sound or opened(path) == opened(tmp_path / "whole.zip")


def opened(path):
    """What the zip holds: some of its bytes (dates, versions) say nothing of its files."""
    with zipfile.ZipFile(path) as held:
        return {name: held.read(name) for name in held.namelist()}


@pytest.mark.parametrize("name", ["ledger/leaves.jsonl", "rows/votes.jsonl", "rows/contributions.jsonl"])
def test_a_file_that_is_cut(tmp_path, name):
    made = a_consultation()
    result = verify(tmp_path, made, changed={name: made.files()[name][:-9]})
    assert (result.complete, found(result)[-1]) == (False, ("line_cut", None))


@pytest.mark.parametrize("name", ["ledger/leaves.jsonl", "ledger/checkpoint.txt"])
def test_an_export_without_its_log(tmp_path, name):
    result = verify(tmp_path, a_consultation(), changed={name: None})
    assert (result.complete, found(result)) == (False, [("file_missing", None)])


def test_leaves_in_another_order(tmp_path):
    made = a_consultation()
    result = verify(tmp_path, made, changed={"ledger/leaves.jsonl": lines(reversed(made.leaves))})
    assert not result.sound
    assert {"leaf_out_of_order", "root_differs"} <= set(result.findings.counts)


def test_an_empty_log_is_not_taken_for_a_sound_one(tmp_path):
    result = verify(tmp_path, a_consultation(), changed={"ledger/leaves.jsonl": b"", "rows/votes.jsonl": b""})
    assert {"size_differs", "row_outside", "totals_differ"} <= set(result.findings.counts)


@pytest.mark.parametrize(
    "note", [b"", b"log\n1\n", b"\xff\xfe", "log.example.org\n47\n!!!\n\n— a AAAAAAAA\n".encode()]
)
def test_a_checkpoint_that_makes_no_sense(tmp_path, note):
    result = verify(tmp_path, a_consultation(), changed={"ledger/checkpoint.txt": note})
    assert (result.complete, found(result)) == (False, [("checkpoint_senseless", None)])


@pytest.mark.parametrize(
    "line", [b"{}\n", b'{"note":"x","size":1}\n', b"[\n", b'{"note":"a","note":"b","size":1}\n']
)
def test_older_checkpoints_that_make_no_sense(tmp_path, line):
    result = verify(tmp_path, a_consultation(), changed={"ledger/checkpoints.jsonl": line})
    assert (result.complete, found(result)) == (False, [("checkpoint_senseless", None)])


@pytest.mark.parametrize(
    "tallies",
    [
        b"",
        b"{}",
        b"[1]",
        b'[{"ballot":3}]',
        b'[{"ballot":3,"ballot":4}]',
        b"[1.5]",
        b"[" * 10_000,
        b'[{"ballot":3,"choice":1,"count":1,"imported":0,"item":1,"level":1,"method":"\\ud800"}]',
    ],
)
def test_totals_that_make_no_sense(tmp_path, tallies):
    result = verify(tmp_path, a_consultation(), changed={"tallies.json": tallies})
    assert (result.complete, found(result)[-1]) == (False, ("tallies_senseless", None))


def test_a_key_that_is_written_twice(tmp_path):
    """One reader would take the first value, another one the last."""
    made = a_consultation()
    files = made.files()
    tallies = files["tallies.json"].replace(b'"count":', b'"count":0,"count":', 1)
    result = verify(tmp_path, made, changed={"tallies.json": tallies})
    assert (result.complete, found(result)[-1:]) == (False, [("tallies_senseless", None)])
    data = made.describe(files).replace(b'"origin"', b'"origin":"x","origin"', 1)
    result = check(write_zip(tmp_path / "export.zip", {"manifest.json": data, **files}), made)
    assert (result.complete, found(result)) == (False, [("manifest_senseless", None)])


def manifests():
    made = a_consultation()
    good = json.loads(made.describe(made.files()))
    yield b""
    yield b"[]"
    yield b'{"format":"parvis-export/1","format":"parvis-export/1"}'
    for name in ("format", "consultation", "origin", "vkey", "files"):
        yield json.dumps({key: value for key, value in good.items() if key != name}).encode()
    for name, value in {
        "format": "parvis-export/2", "origin": 3, "vkey": None, "older": "1", "made_at": 1.5, "files": [],
        "withheld_ballots": {"3": "because"}, "consultation": {"space": 12, "title": "x"},
    }.items():  # fmt: skip
        yield json.dumps({**good, name: value}).encode()


@pytest.mark.parametrize("data", list(manifests()))
def test_a_manifest_that_makes_no_sense(tmp_path, data):
    made = a_consultation()
    path = write_zip(tmp_path / "export.zip", {"manifest.json": data, **made.files()})
    result = check(path, made)
    assert (result.complete, found(result)) == (False, [("manifest_senseless", None)])


@pytest.mark.parametrize("vkey", ["", "x", "a+b+c"])
def test_without_a_key_that_of_the_manifest_must_make_sense(tmp_path, vkey):
    made = a_consultation()
    made.manifest["vkey"] = vkey
    assert found(verify(tmp_path, made, keys=[])) == [("manifest_senseless", None)]


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "../x", "a/../../x", "a//b", "./x", "C:x", "a\\b", "\\\\host\\x", "a\nb", "x/", "é/.."],
)
def test_names_that_lead_out_are_refused(tmp_path, name):
    made = a_consultation()
    path = write_zip(tmp_path / "export.zip", {"manifest.json": made.describe({}), **made.files()})
    with zipfile.ZipFile(path, "a") as held:
        held.writestr(zipfile.ZipInfo(name), b"x")
    expected = [] if name == "x/" else [("name_refused", None)]
    assert found(check(path, made))[: len(expected)] == expected


def test_a_name_of_no_letter_is_refused(tmp_path):
    path = write_zip(tmp_path / "export.zip", {"x": b""})
    data = bytearray(path.read_bytes())
    listed, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    data[listed + 28], data[end + 12] = 0, data[end + 12] - 1
    del data[listed + 46]
    path.write_bytes(data)
    assert found(check(path)) == [("name_refused", None)]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["ledger/leaves.jsonl", "LEDGER/leaves.jsonl", "ledger/Leaves.jsonl"])
def test_names_that_are_there_twice_are_refused(tmp_path, name):
    path = a_consultation().write(tmp_path / "export.zip")
    with zipfile.ZipFile(path, "a") as held:
        held.writestr(name, b"x")
    assert found(check(path)) == [("name_twice", None)]


def test_files_that_the_manifest_does_not_list_or_lists_otherwise(tmp_path):
    made = a_consultation()
    files = made.files()
    manifest = made.describe({**files, "gone.csv": b"x"})
    path = write_zip(
        tmp_path / "export.zip", {"manifest.json": manifest, **files, "README.txt": b"!", "more.csv": b"x"}
    )
    assert found(check(path)) == [("file_missing", None), ("file_altered", None), ("file_unlisted", None)]


def test_folders_do_no_harm(tmp_path):
    path = a_consultation().write(tmp_path / "export.zip")
    with zipfile.ZipFile(path, "a") as held:
        held.mkdir("ledger")
    assert check(path).sound


def test_a_zip_bomb_is_refused_before_it_is_opened(tmp_path):
    path = tmp_path / "export.zip"
    path.write_bytes(patched(a_consultation().write(path).read_bytes(), size=2**31))
    assert found(check(path)) == [("too_big", None)]


def patched(data: bytes, *, size: int) -> bytes:
    """The same zip, whose first file says that it has `size` bytes."""
    place = data.index(b"PK\x01\x02")
    return data[: place + 24] + struct.pack("<L", size) + data[place + 28 :]


def test_a_bomb_that_lies_about_its_size_is_stopped_where_it_said(tmp_path):
    made = a_consultation()
    path = made.write(tmp_path / "export.zip")
    with zipfile.ZipFile(path) as held:
        first = held.infolist()[0].file_size
    path.write_bytes(patched(path.read_bytes(), size=first - 5))
    assert not check(path).complete


def test_no_more_is_read_than_the_limit(tmp_path, monkeypatch):
    made = a_consultation()
    path = made.write(tmp_path / "export.zip")
    with zipfile.ZipFile(path) as held:
        total = sum(entry.file_size for entry in held.infolist())
    monkeypatch.setattr(archive, "MOST_BYTES", total)
    assert check(path).sound
    monkeypatch.setattr(archive, "MOST_BYTES", total - 1)
    assert found(check(path)) == [("too_big", None)]


def test_what_is_read_is_counted_whatever_the_zip_said(tmp_path):
    held = archive.Archive(a_consultation().write(tmp_path / "export.zip"))
    held._left = 100
    with pytest.raises(Unreadable, match="too_big"):
        held.whole("ledger/leaves.jsonl")
    held.close()


def test_a_line_without_end_is_not_held_in_memory(tmp_path):
    result = verify(tmp_path, a_consultation(), changed={"ledger/leaves.jsonl": b" " * 3_000_000})
    assert found(result) == [("line_cut", None)]


def test_a_short_file_that_is_long_is_refused(tmp_path):
    changed = {"ledger/checkpoint.txt": b" " * (archive.MOST_WHOLE_BYTES + 1)}
    assert found(verify(tmp_path, a_consultation(), changed=changed)) == [("too_big", None)]


def test_more_files_than_an_export_has_are_refused(tmp_path):
    path = write_zip(tmp_path / "export.zip", {f"{number}.txt": b"" for number in range(1_001)})
    assert found(check(path)) == [("too_big", None)]


def test_other_compressions_and_encryption_are_refused(tmp_path):
    path = a_consultation().write(tmp_path / "export.zip")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_LZMA) as held:
        held.writestr("more.txt", b"x")
    assert found(check(path)) == [("file_broken", None)]
    data = a_consultation().write(path).read_bytes()
    place = data.index(b"PK\x01\x02") + 8
    path.write_bytes(data[:place] + b"\x01" + data[place + 1 :])
    assert found(check(path)) == [("file_broken", None)]


def test_a_wrong_checksum_is_told(tmp_path):
    path = a_consultation().write(tmp_path / "export.zip")
    data = path.read_bytes()
    checksum = struct.pack("<L", zlib.crc32(a_consultation().files()["ledger/leaves.jsonl"]))
    assert data.count(checksum) >= 1
    path.write_bytes(data.replace(checksum, b"\x00\x00\x00\x01"))
    assert found(check(path)) == [("file_broken", None)]
