"""Counts the votes again, and holds the published totals and the final tallies of the log against them."""

from collections import Counter, defaultdict
from hashlib import sha256

from parvis.merkle.canonical import Value, canonical, parse_json
from parvis.merkle.verifier.archive import Archive
from parvis.merkle.verifier.fields import as_list, as_record, as_whole, as_whole_or_none
from parvis.merkle.verifier.findings import Unreadable
from parvis.merkle.verifier.rows import FEW_VOTES, Rows

TALLIES = "tallies.json"

NO_LEVEL = -1
"""Where a total is of all levels together."""
MOST_TOGETHER = 21
"""People told together: four at most for each of four levels, and five others."""
MANY_VOTES = ("pairs",)
"""Methods by which one person gives several votes on one item."""

Line = dict[str, Value]


class Tallies:
    """The totals of an export, by ballot."""

    def __init__(self, archive: Archive, rows: Rows) -> None:
        self.rows, self.log, self.findings = rows, rows.log, rows.findings
        self.lines: dict[int, list[Line]] = defaultdict(list)
        if TALLIES not in archive.names:
            return
        try:
            for value in as_list(parse_json(archive.whole(TALLIES))):
                line = as_record(value)
                self.lines[as_whole(line["ballot"])].append(line)
                _ = line_key(line), as_whole(line["count"]), as_whole(line["imported"])
        except (ValueError, KeyError):
            raise Unreadable("tallies_senseless") from None

    def check(self) -> None:
        """Every ballot that has votes, totals or a final tally."""
        votes = self.log.votes
        voted = {ballot for ballot, *_ in self.rows.counted} | {votes.where[at][0] for at in votes.last}
        for ballot in sorted(voted | self.lines.keys() | votes.finals.keys()):
            why = self.rows.manifest.withheld.get(ballot)
            if why is not None:
                self._check_withheld(ballot, why)
            else:
                self._check_shown(ballot)
            self._check_final(ballot, why)

    def _check_shown(self, ballot: int) -> None:
        """Votes are shown: each total is their number, but for votes erased since."""
        told = self._told(ballot)
        counted = {key: votes for key, votes in self.rows.counted.items() if key[0] == ballot}
        excess: Counter[int] = Counter()
        together = ballot in self.rows.manifest.together
        if together:
            self._check_together(ballot, told)
        for key in sorted(told.keys() | counted.keys()):
            if together and key[3] == NO_LEVEL:
                continue
            gap = told.get(key, 0) - counted.get(key, 0)
            if gap < 0 or (gap > 0 and not self._erased(ballot, key[3])):
                self._differs(key, told.get(key, 0), counted.get(key, 0))
            excess[key[3]] += max(gap, 0)
        for level, gap in excess.items():
            if 0 < self._erased(ballot, level) < gap:
                self.findings.report("totals_too_large", ballot=ballot, level=level)

    def _check_together(self, ballot: int, told: dict[tuple[int, int, int, int], int]) -> None:
        """Totals without a level are as many as the leaves that no row opened, of few people."""
        live, closed = self._live(ballot), Counter[int]()
        for (of, level), leaves in self.rows.together.items():
            closed[level] += leaves if of == ballot else 0
        by_item: Counter[int] = Counter()
        for (_, item, _, level), votes in told.items():
            by_item[item] += votes if level == NO_LEVEL else 0
        erased = sum(self._erased(ballot, level) for level in self._levels(ballot))
        found, total = closed.total(), by_item.total()
        if not found - self._aside(ballot) <= total <= found + erased + self._spare():
            facts = {"ballot": ballot, "level": NO_LEVEL, "told": total, "found": found}
            self.findings.report("totals_differ_from_leaves", **facts)
        if found and not self._spare() and all(closed[level] < live[level] for level in live):
            self.findings.report("together_for_nothing", ballot=ballot, votes=found)
        if any(line.get("method") in MANY_VOTES for line in self.lines[ballot]):
            return
        for item, votes in sorted(by_item.items()):
            if votes > MOST_TOGETHER:
                self.findings.report("together_too_many", ballot=ballot, item=item, votes=votes)

    def _levels(self, ballot: int) -> set[int]:
        return {level for of, level in self.log.votes.where if of == ballot}

    def _check_withheld(self, ballot: int, why: str) -> None:
        """Votes are not shown: totals are held against the number of live leaves, by level if they say it."""
        live = self._live(ballot)
        if why == "few" and live.total() - self._aside(ballot) >= FEW_VOTES:
            self.findings.report("withheld_for_nothing", ballot=ballot, votes=live.total())
        if not self.lines.get(ballot):
            return
        told: Counter[int] = Counter()
        for (_, _, _, level), votes in self._told(ballot).items():
            told[level] += votes
        erased = Counter({level: self._erased(ballot, level) for level in live})
        if NO_LEVEL in told:
            told, live, erased = (Counter({NO_LEVEL: of.total()}) for of in (told, live, erased))
        for level in sorted(told.keys() | live.keys()):
            most = live[level] + erased[level] + self._spare()
            if not live[level] - self._aside(ballot) <= told[level] <= most:
                facts = {"ballot": ballot, "level": level, "told": told[level], "found": live[level]}
                self.findings.report("totals_differ_from_leaves", **facts)

    def _spare(self) -> int:
        """Votes older than the log that are not shown one by one."""
        return max(0, self.log.older - self.rows.older)

    def _check_final(self, ballot: int, why: str | None) -> None:
        """The final tally that the log holds is that of these totals, and no vote came after."""
        final = self.log.votes.finals.get(ballot)
        if final is None:
            return
        last = self.log.votes.last_of(ballot)
        if why == "open" and max(last, self.log.votes.extended) < final.seq:
            self.findings.report("withheld_though_closed", seq=final.seq, ballot=ballot)
        if why != "open" and last > final.seq:
            self.findings.report("vote_after_final", seq=last, ballot=ballot)
        if why != "open" and final.public.get("sha256") != tally_digest(self.lines.get(ballot, [])):
            self.findings.report("final_differs", seq=final.seq, ballot=ballot)

    def _told(self, ballot: int) -> dict[tuple[int, int, int, int], int]:
        told: dict[tuple[int, int, int, int], int] = {}
        for line in self.lines.get(ballot, []):
            item, choice, level = line_key(line)
            key = (ballot, item, choice, NO_LEVEL if level is None else level)
            if key in told:
                self.findings.report("total_twice", ballot=ballot, item=item, choice=choice)
            told[key] = as_whole(line["count"])
        return {key: votes for key, votes in told.items() if votes}

    def _live(self, ballot: int) -> Counter[int]:
        votes, live = self.log.votes, Counter[int]()
        for station, (of, level) in enumerate(votes.where):
            if of == ballot and votes.live[station]:
                live[level] = votes.live[station]
        return live

    def _erased(self, ballot: int, level: int) -> int:
        return self.log.votes.erased_at(ballot, level)

    def _aside(self, ballot: int) -> int:
        return self.log.votes.aside_of(ballot)

    def _differs(self, key: tuple[int, int, int, int], told: int, found: int) -> None:
        ballot, item, choice, level = key
        self.findings.report(
            "totals_differ",
            ballot=ballot,
            item=item,
            choice=choice,
            level="-" if level == NO_LEVEL else level,
            told=told,
            found=found,
        )


def check_tallies(archive: Archive, rows: Rows) -> tuple[int, int]:
    """Check all totals; how many ballots, and how many votes were imported as totals."""
    tallies = Tallies(archive, rows)
    tallies.check()
    imported = sum(as_whole(line["imported"]) for lines in tallies.lines.values() for line in lines)
    return len(tallies.lines), imported


def line_key(line: Line) -> tuple[int, int, int | None]:
    """What a total is the total of: item, choice and level."""
    return as_whole(line["item"]), as_whole(line["choice"]), as_whole_or_none(line["level"])


def tally_digest(lines: list[Line]) -> str:
    """The fingerprint of the totals of one ballot: sorted by item, choice and level, null first."""
    ordered = sorted(
        lines, key=lambda line: tuple(NO_LEVEL if part is None else part for part in line_key(line))
    )
    return sha256(canonical(list[Value](ordered))).hexdigest()
