"""The whole of a consultation in one zip that anybody can check, without this site and without its people."""

import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import IO

from django.template.loader import render_to_string
from django.utils import translation

from parvis.ballots.small_levels import told_together
from parvis.ballots.totals import Row as Totals
from parvis.ballots.totals import rows_of, withheld
from parvis.consultations.enums import Verb
from parvis.consultations.models import ConsultationPage, PhaseAction, Rules
from parvis.consultations.queries import database_now
from parvis.contributions.permissions import is_public
from parvis.ledger import queries
from parvis.ledger.domain.append import space_of
from parvis.ledger.enums import LeafKind
from parvis.ledger.models import Checkpoint, Leaf
from parvis.merkle import single
from parvis.merkle.canonical import Value, canonical
from parvis.merkle.verifier.leaf import read_leaf
from parvis.opendata.exports import rows
from parvis.opendata.exports.analysed import analyses_file, topic_member_rows, topic_rows
from parvis.opendata.exports.anonymity import check_panel, check_votes
from parvis.opendata.exports.bundle import Bundle
from parvis.opendata.exports.coded import coding_rows
from parvis.opendata.exports.columnar import Book, Shelf, answer_rows, vote_rows
from parvis.opendata.exports.copied import contribution_lines, vote_lines
from parvis.opendata.exports.drawn import draw_files, draw_rows, script
from parvis.opendata.exports.frozen import frozen
from parvis.opendata.exports.meetings import event_rows, minutes_files
from parvis.opendata.exports.opinions import opinion_rows
from parvis.opendata.exports.published import figures_file, outcome_lines, quality_files
from parvis.opendata.exports.register import register_rows
from parvis.opendata.exports.schema import data_package
from parvis.opendata.exports.tables import TABLES
from parvis.panel.tables import measure_rows, panel_of, panel_rows, weight_rows
from parvis.panel.weighted_tables import weighted_files, weighted_rows
from parvis.restitution.commitment_queries import commitment_rows
from parvis.restitution.examination_queries import examination_rows
from parvis.restitution.leaves import remark_words
from parvis.restitution.models import PublishedSynthesis, SynthesisRemark
from parvis.ui.spreadsheet import Row, csv_lines

FORMAT = "parvis-export/1"
CHUNK = 5_000
ROWS = {
    "contributions": contribution_lines,
    "versions": rows.version_lines,
    "merges": rows.merge_lines,
    "coauthors": rows.coauthor_lines,
    "arguments": rows.argument_lines,
    "answers": rows.answer_lines,
    "examinations": rows.examination_lines,
    "commitments": rows.commitment_lines,
    "milestones": rows.milestone_lines,
    "commitment-news": rows.update_lines,
    "moderation": rows.moderation_lines,
    "paper": rows.paper_lines,
}
TOGETHER: dict[str, Callable[[ConsultationPage], Iterable[Row]]] = {
    "events": event_rows,
    "draws": draw_rows,
    "commitments": commitment_rows,
    "examinations": examination_rows,
    "topics": topic_rows,
    "topic-members": topic_member_rows,
    "codings": coding_rows,
    "opinion-groups": opinion_rows,
}
PANEL: dict[str, Callable[[ConsultationPage], Iterable[Row]]] = {
    "panel": panel_rows,
    "panel-measures": measure_rows,
    "panel-weights": weight_rows,
    "weighted-results": weighted_rows,
}
READ_ME = {"README.txt": "en", "LISEZMOI.txt": "fr"}


def write_archive(consultation: ConsultationPage, stream: IO[bytes]) -> tuple[dict[str, int], int]:
    """Write the zip as of one moment; returns how many rows each file has, and the size of the log."""
    with frozen() as checkpoint:
        at = int(database_now().timestamp())
        with Bundle(stream, at=at) as bundle:
            older = _add_log(bundle, consultation, checkpoint)
            written = _add_rows(bundle, consultation)
            _add_tables(bundle, consultation, written.totals)
            _add_texts(bundle, consultation)
            manifest = _manifest(consultation, checkpoint, at)
            bundle.add("datapackage.json", [data_package(consultation, dict(bundle.files))])
            bundle.close_with({**manifest, "older": older, **written.kept_back})
        return written.counts, checkpoint.size


def _manifest(consultation: ConsultationPage, checkpoint: Checkpoint, at: int) -> dict[str, Value]:
    page: dict[str, Value] = {
        "space": space_of(consultation.pk),
        "slug": consultation.slug,
        "title": consultation.title,
    }
    return {
        "format": FORMAT,
        "consultation": page,
        "made_at": at,
        "software": version("parvis"),
        "origin": checkpoint.note.split("\n", 1)[0],
        "vkey": queries.keys()[0].vkey,
    }


def _add_log(bundle: Bundle, consultation: ConsultationPage, checkpoint: Checkpoint) -> int:
    """The log, and how many rows of the consultation it says are older than itself."""
    older = Older(space_of(consultation.pk))
    bundle.add("ledger/leaves.jsonl", older.watch(_leaves(checkpoint.size)))
    bundle.add("ledger/checkpoint.txt", [checkpoint.note.encode()])
    earlier = (one for one in queries.daily_checkpoints() if one.size < checkpoint.size)
    notes = (canonical({"size": one.size, "note": one.note}) + b"\n" for one in earlier)
    bundle.add("ledger/checkpoints.jsonl", notes)
    return older.rows


def _leaves(size: int) -> Iterator[bytes]:
    found = Leaf.objects.filter(seq__lt=size).order_by("seq").values_list("data", flat=True)
    return (bytes(data) + b"\n" for data in found.iterator(chunk_size=CHUNK))


class Older:
    """How many rows of a consultation the log, when it began, said were there before it."""

    def __init__(self, space: str) -> None:
        self.rows = 0
        self._marks = f'"kind":"{LeafKind.SOFTWARE_VERSION}"'.encode(), f'"space":"{space}"'.encode()

    def watch(self, lines: Iterator[bytes]) -> Iterator[bytes]:
        for line in lines:
            if all(mark in line for mark in self._marks):
                told = read_leaf(line[:-1]).public.get("older", 0)
                self.rows += told if isinstance(told, int) else 0
            yield line


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows each file has; totals of ballots; which votes are not there one by one, and why."""

    counts: dict[str, int]
    totals: list[Totals]
    kept_back: dict[str, Value]


def _add_rows(bundle: Bundle, consultation: ConsultationPage) -> Written:
    counts = {name: bundle.add(f"rows/{name}.jsonl", lines(consultation)) for name, lines in ROWS.items()}
    here = PhaseAction.objects.filter(verb=Verb.VOTE, phase__consultation=consultation).order_by("pk")
    reasons = {ballot: withheld(ballot) for ballot in here}
    together = {ballot.pk: told_together(ballot) for ballot, why in reasons.items() if not why}
    check_votes(together)
    counts["votes"] = bundle.add("rows/votes.jsonl", vote_lines(together))
    told = [ballot for ballot, why in reasons.items() if not (why == "open" and ballot.ballot_hides_counts)]
    totals = [row for ballot in told for row in rows_of(ballot, is_split=not reasons[ballot])]
    bundle.add("tallies.json", [canonical(list(totals))])
    kept_back = {ballot.pk: why for ballot, why in reasons.items() if why}
    bundle.add("figures.json", [figures_file(consultation, list(reasons))])
    bundle.add("outcomes.jsonl", outcome_lines(list(reasons), kept_back))
    told_otherwise: dict[str, Value] = {
        "withheld_ballots": {str(pk): why for pk, why in kept_back.items()},
        "together_ballots": [pk for pk, voters in together.items() if voters],
    }
    return Written(counts, totals, told_otherwise)


def _add_tables(bundle: Bundle, consultation: ConsultationPage, totals: list[Totals]) -> None:
    """The same for people: tables that a spreadsheet opens, and by columns for programs."""
    with tempfile.TemporaryDirectory() as folder:
        shelf, book = Shelf(Path(folder)), Book()
        for name, table in TABLES.items():
            rows_of_table = shelf.watch(name, table(consultation, is_public))
            _add_csv(bundle, name, book.watch(name, rows_of_table))
        for name, lines in (("answers", answer_rows(consultation)), ("votes", vote_rows(totals))):
            deque(book.watch(name, shelf.watch(name, lines)), maxlen=0)
        for name, parts in shelf.files():
            bundle.add(name, parts, is_packed=True)
        for first in (workbook := book.parts()):
            bundle.add("tables.xlsx", chain([first], workbook), is_packed=True)
    panel = panel_of(consultation)
    check_panel(panel)
    for name, table_of in (PANEL | TOGETHER).items():
        _add_csv(bundle, name, table_of(consultation))
    _add_csv(bundle, "register", register_rows(consultation))
    bundle.add("panel.json", [canonical(panel.to_json())])
    for name, data in weighted_files(consultation):
        bundle.add(f"weighted/{name}", [data])
    bundle.add("analyses.json", [analyses_file(consultation)])
    for name, data in quality_files(consultation):
        bundle.add(f"quality/{name}", [data])


def _add_csv(bundle: Bundle, name: str, lines: Iterable[Row]) -> None:
    bundle.add(f"{name}.csv", (line.encode() for line in csv_lines(lines)))


def _add_texts(bundle: Bundle, consultation: ConsultationPage) -> None:
    """What the log holds the digest of, how to read all this, and what checks it."""
    for told in Rules.objects.filter(consultation=consultation):
        bundle.add(f"rules/{told.version}.json", [canonical(told.text)])
    pages = consultation.get_children().values("pk")
    for said in PublishedSynthesis.objects.filter(synthesis__in=pages).order_by("synthesis", "number"):
        bundle.add(f"synthesis/{said.synthesis_id}-{said.number}.json", [canonical(said.words)])
    remarks = SynthesisRemark.objects.filter(published__synthesis__in=pages).select_related("published")
    for remark in remarks.order_by("published__synthesis", "published__number", "number"):
        name = f"{remark.published.synthesis_id}-{remark.published.number}-remark-{remark.number}"
        bundle.add(f"synthesis/{name}.json", [canonical(remark_words(remark))])
    for name, data in minutes_files(consultation):
        bundle.add(f"minutes/{name}.json", [data])
    reports = list(draw_files(consultation))
    for name, data in reports:
        bundle.add(f"draws/{name}", [data])
    if reports:
        bundle.add("draws/replay.py", [script()])
    for name, language in READ_ME.items():
        with translation.override(language):
            text = render_to_string("opendata/read_me.txt", {"consultation": consultation})
        bundle.add(name, [text.encode()])
    bundle.add("verify.py", [single.build().encode()])
