"""Goes through the leaves, in order, and keeps of each what the rows are held against.

For a million leaves this is about 150 MB: 32 bytes of commitment each, a state, and where each vote is.
"""

from array import array
from collections import Counter
from collections.abc import Collection

from parvis.merkle.canonical import Value
from parvis.merkle.tree import Head, leaf_hash
from parvis.merkle.verifier.fields import as_record, as_text, as_whole
from parvis.merkle.verifier.findings import Findings
from parvis.merkle.verifier.leaf import LoggedLeaf, read_leaf

# The state of a leaf. CLOSED: nothing to open. EXPECTED: a row must open it. OPENED: one did.
# ENDED: a vote that was changed or withdrawn. ERASED: its words are gone. MISSING: no line has its number.
CLOSED, EXPECTED, OPENED, ENDED, ERASED, MISSING = range(6)

VOTE_KINDS = {"vote.cast", "vote.changed", "vote.withdrawn"}
EXPLANATIONS = {"moderation.hide", "moderation.restore", "erasure"}
HANGING = {"argument.accepted", "coauthor.accepted"}
SEALING = {"rules.published", "rules.changed", "synthesis.published", "synthesis.remarked"}
MOST_SKIPPED = 10_000
LATE_SECONDS = 2 * 3600
LATE_VOTE_SECONDS = 26 * 3600
NO_COMMITMENT = bytes(32)


class Log:
    """The whole log, and what it says of the votes and texts of one consultation (`space`)."""

    def __init__(
        self, space: str, findings: Findings, *, sizes: Collection[int], seqs: Collection[int]
    ) -> None:
        self.space, self.findings = space, findings
        self.head = Head()
        self.roots: dict[int, bytes] = {}
        self.kept: dict[int, bytes] = {}
        self.states = bytearray()
        self.commitments = bytearray()
        self.stations = array("I")
        self.votes = Votes()
        self.texts = Texts()
        self.rotations: list[LoggedLeaf] = []
        self.older = 0
        self.sealed: dict[int, str] = {}
        self._sizes, self._seqs = frozenset(sizes), frozenset(seqs)
        self._latest = self._skipped = 0
        self._missing: set[int] = set()

    def add(self, line: bytes) -> None:
        """Take the next line of the log."""
        if self.head.size in self._sizes:
            self.roots[self.head.size] = self.head.root()
        self.head.append(leaf_hash(line))
        try:
            leaf = read_leaf(line)
        except ValueError:
            self.findings.report("leaf_unreadable", seq=len(self.states))
            self._put(CLOSED, None)
            return
        if leaf.seq == len(self.states):
            self._place(leaf)
        else:
            self._misplaced(leaf)
        if leaf.seq in self._seqs:
            self.kept[leaf.seq] = line

    def finish(self) -> None:
        """After the last line."""
        self.roots[self.head.size] = self.head.root()
        for seq in sorted(self._missing):
            self.findings.report("leaf_missing", seq=seq)

    def commitment(self, seq: int) -> bytearray:
        """The commitment of a leaf; 32 zero bytes where it has none."""
        return self.commitments[32 * seq : 32 * seq + 32]

    def _misplaced(self, leaf: LoggedLeaf) -> None:
        """A leaf whose number is not that of its line."""
        gap = leaf.seq - len(self.states)
        if leaf.seq in self._missing:
            self._missing.discard(leaf.seq)
            self.findings.report("leaf_out_of_order", seq=leaf.seq)
            self._fill(leaf)
        elif 0 < gap <= MOST_SKIPPED - self._skipped:
            self._skipped += gap
            for seq in range(len(self.states), leaf.seq):
                self._missing.add(seq)
                self._put(MISSING, None)
            self._place(leaf)
        else:
            self.findings.report("leaf_misplaced", seq=leaf.seq, line=self.head.size)
            if not 0 <= leaf.seq < len(self.states):
                self._put(CLOSED, None)

    def _place(self, leaf: LoggedLeaf) -> None:
        self._put(CLOSED, leaf.commitment)
        self._understand(leaf)

    def _fill(self, leaf: LoggedLeaf) -> None:
        self.states[leaf.seq] = CLOSED
        self.commitments[32 * leaf.seq : 32 * leaf.seq + 32] = leaf.commitment or NO_COMMITMENT
        self._understand(leaf)

    def _put(self, state: int, commitment: bytes | None) -> None:
        self.states.append(state)
        self.commitments += commitment or NO_COMMITMENT
        self.stations.append(0)

    def _understand(self, leaf: LoggedLeaf) -> None:
        self._check_time(leaf)
        try:
            if leaf.space == self.space:
                self._tell(leaf)
            elif leaf.kind in EXPLANATIONS:
                self._explain(leaf)
            if leaf.kind == "key.rotate":
                self.rotations.append(leaf)
        except (ValueError, KeyError, TypeError):
            self.findings.report("leaf_senseless", seq=leaf.seq)

    def _check_time(self, leaf: LoggedLeaf) -> None:
        vote = leaf.kind in VOTE_KINDS
        if leaf.time < self._latest - (LATE_VOTE_SECONDS if vote else LATE_SECONDS):
            self.findings.report("leaf_back_dated", seq=leaf.seq)
        if not vote and leaf.time > self._latest:
            self._latest = leaf.time

    def _tell(self, leaf: LoggedLeaf) -> None:
        """What a leaf of the consultation changes."""
        if leaf.commitment is not None:
            self.states[leaf.seq] = EXPECTED
        if leaf.public.get("private") is True:
            self.texts.keep_back(leaf)
        if leaf.kind in VOTE_KINDS:
            self._vote(leaf)
        elif leaf.kind in EXPLANATIONS:
            self._explain(leaf)
        elif leaf.ref is not None and leaf.kind.endswith((".revised", ".withdrawn")):
            self._check_reference(leaf)
            self.texts.follow(leaf)
        elif leaf.ref is not None and leaf.kind in HANGING:
            self._check_reference(leaf)
            self.texts.hang(leaf)
        else:
            self._note(leaf)

    def _note(self, leaf: LoggedLeaf) -> None:
        """What a leaf says of rows older than the log, of published texts, of ballots."""
        if leaf.kind == "software.version":
            self.older += as_whole(leaf.public.get("older", 0))
        elif leaf.kind in SEALING:
            self.sealed[leaf.seq] = as_text(leaf.public["sha256"])
        else:
            self.votes.note(leaf)

    def _vote(self, leaf: LoggedLeaf) -> None:
        votes, seq = self.votes, leaf.seq
        station = votes.station(leaf.public["ballot"], leaf.public["level"])
        votes.last[station] = seq
        if leaf.commitment is not None:
            self.stations[seq] = station
            votes.live[station] += 1
            votes.places[hash(leaf.commitment)] = seq
        if leaf.ref is not None:
            self._end_vote(leaf, votes.where[station][0])

    def _end_vote(self, leaf: LoggedLeaf, ballot: int) -> None:
        """A vote changed or withdrawn ends the one that it refers to."""
        ref = leaf.ref or 0
        self._check_reference(leaf)
        if self.states[ref] != EXPECTED or self.votes.where[self.stations[ref]][0] != ballot:
            raise ValueError("a vote ends a live vote of its ballot")
        self.states[ref] = ENDED
        self.votes.live[self.stations[ref]] -= 1

    def _explain(self, leaf: LoggedLeaf) -> None:
        """A text hidden or shown again, a row erased."""
        if leaf.ref is None:
            return
        self._check_reference(leaf)
        if leaf.kind != "erasure":
            self.texts.follow(leaf)
        elif self.states[leaf.ref] == EXPECTED and self.stations[leaf.ref]:
            self.states[leaf.ref] = ERASED
            self.votes.live[self.stations[leaf.ref]] -= 1
            self.votes.erased[self.stations[leaf.ref]] += 1
        else:
            self.texts.follow(leaf)

    def _check_reference(self, leaf: LoggedLeaf) -> None:
        if leaf.ref is None or not 0 <= leaf.ref < leaf.seq or leaf.ref >= len(self.states):
            raise ValueError("a leaf refers to an earlier one")


class Votes:
    """What the log says of votes. A station is a ballot and an identity level, numbered from 1.

    `places` finds the leaf of a vote by a short number made from its commitment: who looks there compares the
    whole commitment after.
    """

    def __init__(self) -> None:
        self.where: list[tuple[int, int]] = [(0, 0)]
        self.live: Counter[int] = Counter()
        self.erased: Counter[int] = Counter()
        self.places: dict[int, int] = {}
        self.last: dict[int, int] = {}
        self.finals: dict[int, LoggedLeaf] = {}
        self.extended = -1
        self._aside: dict[int, dict[int, int]] = {}
        self._stations: dict[tuple[Value, Value], int] = {}

    def station(self, ballot: Value, level: Value) -> int:
        """The number of a station. Raises ValueError or TypeError on what is no ballot or level."""
        found = self._stations.get((ballot, level))
        if found is None:
            self.where.append((as_whole(ballot), as_whole(level)))
            found = self._stations[ballot, level] = len(self.where) - 1
        return found

    def last_of(self, ballot: int) -> int:
        """The last leaf that is a vote of a ballot, or -1."""
        return max((seq for at, seq in self.last.items() if self.where[at][0] == ballot), default=-1)

    def erased_at(self, ballot: int, level: int) -> int:
        """How many votes of a ballot, at one level, were erased."""
        return self.erased[self._stations.get((ballot, level), 0)]

    def note(self, leaf: LoggedLeaf) -> None:
        """What other leaves say of ballots."""
        if leaf.kind == "tally.final":
            self.finals[as_whole(leaf.public["ballot"])] = leaf
        elif leaf.kind == "extension":
            self.extended = leaf.seq
        elif leaf.kind == "moderation.set_aside":
            ballots = as_record(leaf.public["ballots"])
            self._aside[leaf.seq] = {int(ballot): as_whole(votes) for ballot, votes in ballots.items()}
        elif leaf.kind == "moderation.put_back":
            self._aside.pop(as_whole(leaf.ref), None)

    def aside_of(self, ballot: int) -> int:
        """How many votes of a ballot were set aside, and not put back; some may have been changed since."""
        return sum(ballots.get(ballot, 0) for ballots in self._aside.values())


class Texts:
    """What became of texts: a text is the chain of its versions, named by its first leaf."""

    def __init__(self) -> None:
        self._first: dict[int, int] = {}
        self._before: dict[int, int] = {}
        self._on: dict[int, int] = {}
        self._revised: set[int] = set()
        self._hidden: set[int] = set()
        self._withdrawn: set[int] = set()
        self._erased: set[int] = set()
        self._private: set[int] = set()

    def follow(self, leaf: LoggedLeaf) -> None:
        """What a leaf does to the text that it refers to."""
        ref = leaf.ref or 0
        first = self._first.get(ref, ref)
        if leaf.kind.endswith(".revised"):
            self._first[leaf.seq], self._before[leaf.seq] = first, ref
            self._revised.add(ref)
        elif leaf.kind.endswith(".withdrawn"):
            self._withdrawn.add(first)
        elif leaf.kind == "moderation.hide":
            self._hidden.add(first)
        elif leaf.kind == "moderation.restore":
            self._hidden.discard(first)
        else:
            self._erase(ref)

    def keep_back(self, leaf: LoggedLeaf) -> None:
        """A text for the team alone is said to be so from its first version on."""
        if leaf.ref is None or leaf.ref in self._private:
            self._private.add(leaf.seq)

    def hang(self, leaf: LoggedLeaf) -> None:
        """An argument leaves with what it speaks of, the name of a co-author with the text that they sign."""
        self._on[leaf.seq] = leaf.ref or 0

    def absence(self, seq: int) -> str | None:
        """Why the row of a leaf is not there, or None when the log does not say."""
        if seq in self._erased:
            return "erased"
        if left := self._left(seq):
            return left
        if seq in self._private:
            return "private"
        return "revised" if seq in self._revised else None

    def _left(self, seq: int) -> str | None:
        """Whether a text was withdrawn or hidden, or what it speaks of was."""
        found: int | None = seq
        while found is not None:
            first = self._first.get(found, found)
            if first in self._withdrawn:
                return "withdrawn"
            if first in self._hidden:
                return "hidden"
            found = self._on.get(first)
        return None

    def _erase(self, seq: int) -> None:
        """Words are erased with those of the earlier versions; a later version, made anonymous, stays."""
        found: int | None = seq
        while found is not None and found not in self._erased:
            self._erased.add(found)
            found = self._before.get(found)
