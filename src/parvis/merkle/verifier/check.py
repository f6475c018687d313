"""The whole check of one export, in order."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from parvis.merkle.notes import Key
from parvis.merkle.verifier.archive import Archive
from parvis.merkle.verifier.findings import Anomaly, Findings, Unreadable
from parvis.merkle.verifier.log import Log
from parvis.merkle.verifier.manifest import Manifest, check_files, check_texts, read_manifest
from parvis.merkle.verifier.receipts import Receipt
from parvis.merkle.verifier.rows import Rows
from parvis.merkle.verifier.tallies import check_tallies
from parvis.merkle.verifier.trust import (
    Signed,
    check_latest,
    check_older,
    is_signed,
    read_given,
    read_latest,
    read_older,
    trusted_keys,
)

LEAVES = "ledger/leaves.jsonl"


@dataclass(frozen=True, slots=True)
class Given:
    """What the reader brings: keys, and the names and bytes of receipts and of older checkpoints."""

    keys: Sequence[Key] = ()
    receipts: Sequence[tuple[str, bytes]] = ()
    since: Sequence[tuple[str, bytes]] = ()


@dataclass(slots=True)
class Result:
    """What was found. Without `complete`, the check stopped before the end."""

    findings: Findings = field(default_factory=Findings)
    complete: bool = False
    manifest: Manifest | None = None
    latest: Signed | None = None
    key: Key | None = None
    key_given: bool = False
    leaves: int = 0
    outcome: Counter[str] = field(default_factory=Counter)
    older_rows: int = 0
    unproved_rows: int = 0
    ballots: int = 0
    votes: int = 0
    aside_votes: int = 0
    imported_votes: int = 0
    consistent: int = 0

    @property
    def unproved(self) -> int:
        """How many rows and votes are there that nothing proves, and that are told as such."""
        return self.older_rows + self.unproved_rows + self.imported_votes

    @property
    def sound(self) -> bool:
        """Whether all was read and nothing is wrong."""
        return self.complete and not self.findings.wrong


def verify_export(path: Path, given: Given) -> Result:
    """Check an export, and never raise for what is in it."""
    result = Result(key_given=bool(given.keys))
    try:
        archive = Archive(path)
        try:
            _verify(archive, given, result)
        finally:
            archive.close()
        result.complete = True
    except Unreadable as fault:
        result.findings.add(Anomaly(fault.code, None, fault.facts))
    return result


def _verify(archive: Archive, given: Given, result: Result) -> None:
    findings = result.findings
    result.manifest = manifest = read_manifest(archive)
    result.latest = latest = read_latest(archive)
    receipts = [Receipt(name, data) for name, data in given.receipts]
    older = [*read_older(archive), *(read_given(name, data) for name, data in given.since)]
    older += [receipt.signed for receipt in receipts]
    sizes, seqs = {one.head.size for one in older}, {receipt.proof.index for receipt in receipts}
    log = Log(manifest.space, findings, sizes=sizes, seqs=seqs)
    for line in archive.lines(LEAVES):
        log.add(line)
    log.finish()
    result.leaves = log.head.size
    keys = trusted_keys(given.keys, manifest, log, findings)
    result.key = next((key for key in keys if is_signed(latest, [key])), keys[0])
    check_latest(latest, manifest, keys, log, findings)
    result.consistent = check_older(older, latest, keys, log, findings)
    for receipt in receipts:
        receipt.check(log, findings)
    _verify_rows(archive, manifest, log, result)
    check_texts(archive, log.sealed, findings)
    check_files(archive, manifest, findings)


def _verify_rows(archive: Archive, manifest: Manifest, log: Log, result: Result) -> None:
    rows = Rows(log, manifest, result.findings)
    rows.open_all(archive)
    result.outcome, result.older_rows, result.unproved_rows = rows.outcome, rows.older, rows.unproved
    result.ballots, result.imported_votes = check_tallies(archive, rows)
    result.votes, result.aside_votes = rows.counted.total(), rows.aside.total()
