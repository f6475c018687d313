"""Figures as the page of results gives them, of the same moment as the rows: what `parvis recompute` counts
again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import F, Q
from django.db.models.functions import Now

from parvis.ballots.methods.grade import GRADES
from parvis.ballots.models import ItemCost, Outcome
from parvis.ballots.secrecy import hidden_ballots
from parvis.consultations.enums import BallotMethod, KindRole
from parvis.consultations.models import ConsultationPage, Kind, PhaseAction
from parvis.consultations.queries import database_now
from parvis.debate.enums import Mark
from parvis.debate.models import ArgumentSupport
from parvis.restitution.domain.count import count_figures
from parvis.restitution.figures import Figures

FORMAT = "parvis/figures/1"
Plain = dict[str, Any]


def figures_file(consultation: ConsultationPage, ballots: list[PhaseAction]) -> bytes:
    """`figures.json`: counted now, without votes while one whose counts are hidden runs, as everybody reads.

    Beside them, what one must know to count them again: the time zone of days, kinds that nobody wrote, the
    methods of ballots, and marks that a job is about to add to the counts of arguments.
    """
    running = Q(phase__consultation=consultation, phase__starts_at__lte=Now())
    is_hidden = hidden_ballots(running).exists()
    figures = count_figures(consultation=consultation)
    passages = Kind.objects.filter(consultation=consultation, role=KindRole.PASSAGE)
    return written(
        {
            "format": FORMAT,
            "counted_at": int(database_now().timestamp()),
            "time_zone": settings.TIME_ZONE,
            "hides_votes": is_hidden,
            "figures": _plain(figures.without_votes() if is_hidden else figures),
            "passages": sorted(passages.values_list("pk", flat=True)),
            "waiting_supports": _waiting(consultation),
            "ballots": [_ballot(one) for one in ballots],
        }
    )


def outcome_lines(ballots: list[PhaseAction], withheld: dict[int, str]) -> Iterator[bytes]:
    """The result of each ballot that is over and whose votes are published: its lines, then its facts."""
    for outcome in Outcome.objects.filter(ballot__in=ballots, is_final=True).order_by("ballot"):
        if withheld.get(outcome.ballot_id) or not outcome.figures:
            continue
        for line in outcome.figures["lines"]:
            yield written({"ballot": outcome.ballot_id, "line": line}) + b"\n"
        yield written({"ballot": outcome.ballot_id, "facts": outcome.figures["facts"]}) + b"\n"


def quality_files(consultation: ConsultationPage) -> Iterator[tuple[str, bytes]]:
    """The last measure of the six qualities, whose fingerprints the public log holds.

    It is of a floor above this one: it is read through the consultation that it is of.
    """
    record = consultation.qualities.first()
    if record is not None:
        yield "inputs.json", record.inputs.encode()
        yield "results.json", record.results.encode()


def written(value: Plain) -> bytes:
    """Figures have floats, which the log never holds."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def _plain(figures: Figures) -> Plain:
    """Codes of channels and levels say it all: their labels are in the language of whoever counts."""
    plain = figures.to_json()
    for name in ("by_origin", "by_level"):
        for row in plain[name]:
            del row["label"]
    return plain


def _waiting(consultation: ConsultationPage) -> int:
    """Marks given or taken back that the counts of arguments do not say yet."""
    marks = ArgumentSupport.objects.filter(argument__contribution__consultation=consultation)
    return marks.filter(mark=Mark.SUPPORT).exclude(is_live=F("is_counted")).count()


def _ballot(ballot: PhaseAction) -> Plain:
    method = str(ballot.ballot_method)
    costs = ItemCost.objects.filter(ballot=ballot).order_by("contribution")
    return {
        "ballot": ballot.pk,
        "phase": ballot.phase_id,
        "method": method,
        "limit": ballot.ballot_limit,
        "scale": len(GRADES) - 1 if method == BallotMethod.MAJORITY_JUDGMENT else ballot.ballot_scale,
        "costs": {str(item): amount for item, amount in costs.values_list("contribution_id", "amount")},
    }
