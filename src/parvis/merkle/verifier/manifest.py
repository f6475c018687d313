"""What the export says of itself: which consultation, which log, which files."""

from dataclasses import dataclass

from parvis.merkle.canonical import Value, parse_json
from parvis.merkle.verifier.archive import Archive
from parvis.merkle.verifier.fields import as_bytes32, as_list, as_record, as_text, as_whole
from parvis.merkle.verifier.findings import Findings, Unreadable

MANIFEST = "manifest.json"
FORMAT = "parvis-export/1"
SEALED_FOLDERS = ("rules/", "synthesis/")
WHY_WITHHELD = {"few", "open"}


@dataclass(frozen=True, slots=True)
class Manifest:
    """`older` rows are from before the log. `withheld` says why the votes of a ballot are not shown.

    In the ballots of `together`, those of levels that few people have are told without it, with some others.
    """

    space: str
    title: str
    origin: str
    vkey: str
    older: int
    withheld: dict[int, str]
    files: dict[str, tuple[str, int]]
    together: frozenset[int] = frozenset()


def read_manifest(archive: Archive) -> Manifest:
    """Read `manifest.json`. Raises Unreadable when it makes no sense."""
    data = archive.whole(MANIFEST)
    try:
        record = as_record(parse_json(data))
        if record["format"] != FORMAT:
            raise ValueError("another format")
        consultation = as_record(record["consultation"])
        return Manifest(
            space=as_text(consultation["space"]),
            title=as_text(consultation["title"]),
            origin=as_text(record["origin"]),
            vkey=as_text(record["vkey"]),
            older=as_whole(record.get("older", 0)),
            withheld=_read_withheld(record.get("withheld_ballots", {})),
            together=frozenset(as_whole(one) for one in as_list(record.get("together_ballots", []))),
            files={name: _read_file(value) for name, value in as_record(record["files"]).items()},
        )
    except (ValueError, KeyError):
        raise Unreadable("manifest_senseless") from None


def check_files(archive: Archive, manifest: Manifest, findings: Findings) -> None:
    """Hold every file against its fingerprint; to be done last, since it reads what was not read yet."""
    names = {name for name in archive.names if name != MANIFEST}
    for name in sorted(manifest.files.keys() - names):
        findings.report("file_missing", name=name)
    for name in sorted(names):
        if name not in manifest.files:
            findings.report("file_unlisted", name=name)
        elif archive.fingerprint(name) != manifest.files[name]:
            findings.report("file_altered", name=name)


def check_texts(archive: Archive, sealed: dict[int, str], findings: Findings) -> None:
    """Rules and syntheses are those whose fingerprint the log holds, and all of them are there."""
    names = [name for name in sorted(archive.names) if name.startswith(SEALED_FOLDERS)]
    found = {archive.fingerprint(name)[0]: name for name in names}
    for digest, name in found.items():
        if digest not in sealed.values():
            findings.report("text_altered", name=name)
    for seq, digest in sealed.items():
        if digest not in found:
            findings.report("text_missing", seq=seq)


def _read_withheld(value: Value) -> dict[int, str]:
    found = {int(ballot): as_text(why) for ballot, why in as_record(value).items()}
    if not set(found.values()) <= WHY_WITHHELD:
        raise ValueError("withheld for no known reason")
    return found


def _read_file(value: Value) -> tuple[str, int]:
    record = as_record(value)
    return as_bytes32(record["sha256"]).hex(), as_whole(record["bytes"])
