"""Which keys are believed, and what they signed: the checkpoint of the export, and older ones."""

from collections.abc import Iterable
from dataclasses import dataclass

from parvis.merkle.canonical import parse_json
from parvis.merkle.checkpoints import SignedHead, open_checkpoint, read_checkpoint
from parvis.merkle.ed25519 import verify_signature
from parvis.merkle.notes import Key, from_base64, parse_vkey
from parvis.merkle.verifier.archive import Archive
from parvis.merkle.verifier.fields import as_record, as_text, as_whole
from parvis.merkle.verifier.findings import Anomaly, Fact, Findings, Unreadable
from parvis.merkle.verifier.leaf import LoggedLeaf
from parvis.merkle.verifier.log import Log
from parvis.merkle.verifier.manifest import Manifest

CHECKPOINT = "ledger/checkpoint.txt"
CHECKPOINTS = "ledger/checkpoints.jsonl"
ROTATION_PREFIX = "parvis/key.rotate/v1\n"
MOST_CHECKPOINTS = 5_000


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint, as a note and as what it says; `source` is the file where it was."""

    source: str
    note: str
    head: SignedHead


def read_latest(archive: Archive) -> Signed:
    """The checkpoint of the export, not verified yet."""
    try:
        return _read_note(CHECKPOINT, archive.whole(CHECKPOINT).decode())
    except ValueError:
        raise Unreadable("checkpoint_senseless", name=CHECKPOINT) from None


def read_older(archive: Archive) -> list[Signed]:
    """The checkpoints of earlier days that the export holds, not verified yet."""
    if CHECKPOINTS not in archive.names:
        return []
    found: list[Signed] = []
    for line in archive.lines(CHECKPOINTS):
        try:
            record = as_record(parse_json(line))
            signed = _read_note(CHECKPOINTS, as_text(record["note"]))
            if as_whole(record["size"]) != signed.head.size or len(found) == MOST_CHECKPOINTS:
                raise ValueError("not the size that it says, or too many")
        except (ValueError, KeyError):
            raise Unreadable("checkpoint_senseless", name=CHECKPOINTS) from None
        found.append(signed)
    return found


def read_given(source: str, data: bytes) -> Signed:
    """A checkpoint that somebody kept. Mail and editors change the ends of lines: these are put right."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").strip("\n") + "\n"
        return _read_note(source, text)
    except ValueError:
        raise Unreadable("checkpoint_senseless", name=source) from None


def trusted_keys(given: Iterable[Key], manifest: Manifest, log: Log, findings: Findings) -> list[Key]:
    """The keys given, or else that of the export, and those that they lead to by a change of key."""
    keys = list(given)
    if not keys:
        findings.remark("key_from_export")
        keys = [key_of(manifest)]
    for leaf in [*log.rotations, *reversed(log.rotations)]:
        keys += [key for key in _follow_rotation(leaf, keys) if key not in keys]
    return keys


def key_of(manifest: Manifest) -> Key:
    """The key inside the export."""
    try:
        return parse_vkey(manifest.vkey)
    except ValueError:
        raise Unreadable("manifest_senseless") from None


def check_latest(latest: Signed, manifest: Manifest, keys: list[Key], log: Log, findings: Findings) -> bool:
    """Whether the checkpoint of the export is signed by a trusted key, and is that of the leaves."""
    before = findings.wrong
    if latest.head.origin != manifest.origin:
        findings.report("other_log", name=CHECKPOINT, origin=latest.head.origin, expected=manifest.origin)
    if not is_signed(latest, keys):
        findings.report("key_unexpected", name=CHECKPOINT, key=keys[0].vkey)
    if latest.head.size != log.head.size:
        findings.report("size_differs", signed=latest.head.size, found=log.head.size)
    elif latest.head.root != log.roots[log.head.size]:
        findings.report("root_differs", size=latest.head.size)
    return findings.wrong == before


def check_older(older: list[Signed], latest: Signed, keys: list[Key], log: Log, findings: Findings) -> int:
    """Hold earlier checkpoints against the leaves; how many agree."""
    good, start = 0, 0
    for signed in sorted(older, key=lambda one: one.head.size):
        fault = _fault(signed, latest, keys, log)
        if fault is None:
            good, start = good + 1, signed.head.size
        else:
            findings.add(Anomaly(fault, None, _facts(signed, latest, start)))
    return good


def is_signed(signed: Signed, keys: list[Key]) -> bool:
    """Whether one of the keys signed it."""
    try:
        open_checkpoint(signed.note, keys)
    except ValueError:
        return False
    return True


def _fault(signed: Signed, latest: Signed, keys: list[Key], log: Log) -> str | None:
    if signed.head.origin != latest.head.origin:
        return "older_of_other_log"
    if not is_signed(signed, keys):
        return "older_key_unexpected"
    if signed.head.size > log.head.size:
        return "rolled_back"
    if signed.head.root == log.roots.get(signed.head.size):
        return None
    return "fork" if signed.head.size == latest.head.size else "not_extended"


def _facts(signed: Signed, latest: Signed, start: int) -> dict[str, Fact]:
    """`start`: the size of the last checkpoint that agrees."""
    return {
        "name": signed.source,
        "size": signed.head.size,
        "start": start,
        "now": latest.head.size,
        "origin": latest.head.origin,
    }


def _read_note(source: str, text: str) -> Signed:
    return Signed(source, text, read_checkpoint(text))


def _follow_rotation(leaf: LoggedLeaf, keys: list[Key]) -> list[Key]:
    """The key on the other side of a change that a trusted key signed."""
    try:
        former, new = (parse_vkey(as_text(leaf.public[name])) for name in ("former", "new"))
        text = f"{ROTATION_PREFIX}{former.vkey}\n{new.vkey}\n".encode()
        signatures = {former: leaf.public["signed_by_former"], new: leaf.public["signed_by_new"]}
        good = {
            key
            for key, sent in signatures.items()
            if verify_signature(key.public, text, from_base64(as_text(sent)))
        }
    except (ValueError, KeyError):
        return []
    return [former, new] if good & set(keys) else []
