"""The whole recomputation of one archive, in order."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from parvis.analysis.errors import AnalysisError
from parvis.analysis.recompute.agreement import check_agreement
from parvis.analysis.recompute.axes import check_axes
from parvis.analysis.recompute.ballots import check_totals, read_votes, totals_of
from parvis.analysis.recompute.counts import Context, check_figures
from parvis.analysis.recompute.gathered import gather
from parvis.analysis.recompute.held import FIGURES_FORMAT, Held, Tell
from parvis.analysis.recompute.outcomes import check_outcomes
from parvis.analysis.recompute.panel import check_panel
from parvis.analysis.recompute.told import Found
from parvis.analysis.recompute.topics import check_topics
from parvis.merkle.verifier.archive import Archive
from parvis.merkle.verifier.findings import Unreadable
from parvis.merkle.verifier.manifest import Manifest, read_manifest

FIGURES = "figures.json"


def recompute_export(path: Path, *, tell: Tell | None = None, topics: bool = True) -> Found:
    """Count again what an archive publishes; never raises for what is in it.

    `tell` is told each stage and the share of it that is done. Without `topics`, texts are not sorted again.
    """
    found, told = Found(), tell or _silent
    try:
        archive = Archive(path)
        try:
            _recompute(found, archive, told, topics=topics)
        finally:
            archive.close()
    except Unreadable as fault:
        found.trouble = (fault.code, dict(fault.facts))
    except (KeyError, TypeError, ValueError, AttributeError, ZoneInfoNotFoundError, AnalysisError):
        found.trouble = ("row_senseless", {"name": path.name})
    return found


def _recompute(found: Found, archive: Archive, tell: Tell, *, topics: bool) -> None:
    held, manifest = Held(archive, tell), read_manifest(archive)
    found.title = manifest.title
    if FIGURES not in held.names:
        raise Unreadable("no_figures", name=FIGURES)
    told = held.value(FIGURES)
    if told["format"] != FIGURES_FORMAT:
        raise Unreadable("other_figures", name=str(told["format"])[:40])
    gathered = gather(
        held,
        passages=frozenset(told["passages"]),
        zone=ZoneInfo(told["time_zone"]),
        space=manifest.space,
    )
    votes = read_votes(held)
    first = len(found.parts)
    totals = check_totals(found, held, votes, withheld=manifest.withheld)
    phases = {ballot["ballot"]: str(ballot["phase"]) for ballot in told["ballots"]}
    counted = totals_of(totals, votes, shown=gathered.shown, phases=phases, withheld=manifest.withheld)
    of_ballots, found.parts = found.parts[first:], found.parts[:first]
    check_figures(found, Context(told, gathered, counted))
    found.parts += of_ballots
    why = _missing(manifest, gathered.merged, totals)
    check_outcomes(found, held, votes, told=told, shown=gathered.shown, why=why)
    if topics:
        check_topics(found, held, tell)
    check_agreement(found, held)
    check_axes(found, held)
    check_panel(found, held)


def _missing(manifest: Manifest, merged: set[int], totals: list[Mapping[str, Any]]) -> dict[int, str]:
    """For which ballots single votes are not all there, or stand for one another, and why."""
    found = {ballot: f"votes_{why}" for ballot, why in manifest.withheld.items()}
    found |= dict.fromkeys(manifest.together, "votes_together")
    for row in totals:
        if row["item"] in merged:
            found.setdefault(row["ballot"], "texts_merged")
    return found


def _silent(_stage: str, _done: float) -> None:
    """Nobody is told."""
