"""Opens the published rows: each is what its leaf commits to, and each leaf is opened or explained."""

import re
from binascii import unhexlify
from collections import Counter
from functools import lru_cache
from hashlib import sha256

from parvis.merkle.canonical import Value, parse, write_parsed
from parvis.merkle.commitments import PREFIX
from parvis.merkle.verifier.archive import Archive
from parvis.merkle.verifier.fields import as_bytes32, as_record, as_whole, as_whole_or_none
from parvis.merkle.verifier.findings import MOST_HELD, Findings
from parvis.merkle.verifier.log import ENDED, EXPECTED, MISSING, OPENED, Log
from parvis.merkle.verifier.manifest import Manifest

VOTES = "rows/votes.jsonl"
FEW_VOTES = 30
WHOLE = rb"(?:0|-?[1-9][0-9]{0,17})"
VOTE_FRAME = re.compile(
    rb'\{"payload":(\{("ballot":%b,"choice":%b,"item":%b,"level":%b),"tracker":"[0-9a-f]*"\}),'
    rb'"salt":"([0-9a-f]{64})"\}' % (WHOLE, WHOLE, WHOLE, WHOLE)
)

VoteKey = tuple[int, int, int, int]
"""Ballot, item, choice, level."""


class Rows:
    """What was opened: `outcome` counts leaves by what became of them, `counted` votes by their choice.

    `together` counts, by ballot and level, the leaves of votes that are told without their level.
    """

    def __init__(self, log: Log, manifest: Manifest, findings: Findings) -> None:
        self.log, self.manifest, self.findings = log, manifest, findings
        self.outcome: Counter[str] = Counter()
        self.counted: Counter[VoteKey] = Counter()
        self.aside: Counter[int] = Counter()
        self.together: Counter[tuple[int, int]] = Counter()
        self.older = self.unproved = 0
        self._altered: dict[bytes, int] = {}

    def open_all(self, archive: Archive) -> None:
        """Open every file of rows, then explain the leaves that stay closed."""
        for name in sorted(archive.names):
            if name.startswith("rows/") and name.endswith(".jsonl"):
                self._open_file(archive, name)
        older = max(self.older, self.manifest.older)
        if older > self.log.older:
            self.findings.report("older_unannounced", found=older, announced=self.log.older)
        for ballot, votes in self.aside.items():
            if votes > (told := self.log.votes.aside_of(ballot)):
                self.findings.report("aside_unexplained", ballot=ballot, votes=votes, told=told)
        self._report_altered()
        self._explain()

    def _open_file(self, archive: Archive, name: str) -> None:
        for number, line in enumerate(archive.lines(name), 1):
            try:
                if name == VOTES:
                    self._open_vote(line, number)
                else:
                    self._open_text(line, name, number)
            except (ValueError, KeyError):
                self.findings.report("row_unreadable", name=name, line=number)

    def _open_text(self, line: bytes, name: str, number: int) -> None:
        row = as_record(parse(line))
        seq = as_whole_or_none(row["seq"])
        if seq is None:
            self._count_older(row)
            return
        states = self.log.states
        if not 0 <= seq < len(states) or not self._is_ours(seq):
            self.findings.report("row_outside", name=name, line=number, seq=seq)
        elif states[seq] == MISSING:
            return
        elif row["salt"] is None:
            self._open_without_salt(seq)
        elif commitment_of(row) != self.log.commitment(seq):
            self._remember_altered(seq, commitment_of(row))
        elif states[seq] == OPENED:
            self.findings.report("row_twice", name=name, line=number, seq=seq)
        else:
            states[seq] = OPENED
            self.outcome["verified"] += 1

    def _open_without_salt(self, seq: int) -> None:
        """Words still shown, whose salt was erased: nothing proves them any longer, and the log says why."""
        if self.log.texts.absence(seq) == "erased":
            self.unproved += 1
        else:
            self.findings.report("row_without_salt", seq=seq)

    def _is_ours(self, seq: int) -> bool:
        """Whether a leaf is one of the consultation that holds words, and no vote."""
        return self.log.states[seq] in {EXPECTED, OPENED, MISSING} and not self.log.stations[seq]

    def _open_vote(self, line: bytes, number: int) -> None:
        found = VOTE_FRAME.fullmatch(line)
        if found:
            payload, choice, salt = found.groups()
            commitment, vote = sha256(PREFIX + unhexlify(salt) + payload).digest(), _read_choice(choice)
            if self._match_vote(commitment, vote, number):
                self.counted[vote] += 1
            return
        row = as_record(parse(line))
        vote = _read_vote(as_record(row["payload"]))
        if row["salt"] is None:
            self._count_older(row)
        elif not self._match_vote(commitment_of(row), vote, number):
            return
        if row.get("set_aside") is True:
            self.aside[vote[0]] += 1
        else:
            self.counted[vote] += 1

    def _match_vote(self, commitment: bytes, vote: VoteKey, number: int) -> bool:
        """Whether a vote is a live one of the log, of this ballot and level, not opened yet."""
        log = self.log
        seq = log.votes.places.get(hash(commitment), -1)
        if seq < 0 or log.commitment(seq) != commitment:
            self.findings.report("vote_outside", line=number, ballot=vote[0], item=vote[1])
            return False
        if log.votes.where[log.stations[seq]] != (vote[0], vote[3]):
            self.findings.report("vote_moved", line=number, seq=seq)
            return False
        if log.states[seq] != EXPECTED:
            code = {OPENED: "vote_twice", ENDED: "vote_ended"}.get(log.states[seq], "vote_erased")
            self.findings.report(code, line=number, seq=seq)
            return False
        log.states[seq] = OPENED
        self.outcome["verified"] += 1
        return True

    def _count_older(self, row: dict[str, Value]) -> None:
        if row["salt"] is not None:
            raise ValueError("a salt without a leaf")
        self.older += 1

    def _remember_altered(self, seq: int, commitment: bytes) -> None:
        """Told at the end: a row that differs from its leaf may be that of another one."""
        self.log.states[seq] = OPENED
        if len(self._altered) < MOST_HELD:
            self._altered[commitment] = seq
        else:
            self.findings.report("row_altered", seq=seq)

    def _report_altered(self) -> None:
        moved = {}
        if self._altered:
            for seq in range(len(self.log.states)):
                commitment = bytes(self.log.commitment(seq))
                if commitment in self._altered:
                    moved[commitment] = seq
        for commitment, seq in self._altered.items():
            if commitment in moved:
                self.findings.report("row_moved", seq=seq, other=moved[commitment])
            else:
                self.findings.report("row_altered", seq=seq)

    def _explain(self) -> None:
        """Leaves that no row opened."""
        seq = self.log.states.find(EXPECTED)
        while seq >= 0:
            station = self.log.stations[seq]
            why = self._why_no_vote(station) if station else self.log.texts.absence(seq)
            if why is None:
                self.findings.report("unexplained", seq=seq)
            self.outcome[why or "unexplained"] += 1
            seq = self.log.states.find(EXPECTED, seq + 1)
        self.outcome.update({"erased": erased} if (erased := self.log.votes.erased.total()) else {})

    def _why_no_vote(self, station: int) -> str | None:
        ballot, level = self.log.votes.where[station]
        if ballot in self.manifest.withheld or ballot not in self.manifest.together:
            return self.manifest.withheld.get(ballot)
        self.together[ballot, level] += 1
        return "together"


def commitment_of(row: dict[str, Value]) -> bytes:
    """The commitment that a row opens."""
    return sha256(PREFIX + as_bytes32(row["salt"]) + write_parsed(row["payload"])).digest()


@lru_cache(maxsize=1 << 16)
def _read_choice(text: bytes) -> VoteKey:
    return _read_vote(as_record(parse(b"{%b}" % text)))


def _read_vote(payload: dict[str, Value]) -> VoteKey:
    ballot, item, choice, level = (as_whole(payload[name]) for name in ("ballot", "item", "choice", "level"))
    return ballot, item, choice, level
