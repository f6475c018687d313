"""Seconds and memory of the rows of an export, against PostgreSQL's own COPY of the same rows.

Promise, at 500,000 contributions and 5,000,000 votes: at most 3 times COPY, under 300 MB, and the same memory
at a tenth of it. Three are timed in turn, each in a process of its own: COPY of the columns that the rows are
made of, as text, to a pipe that is read and thrown away; the files `rows/contributions.jsonl` and
`rows/votes.jsonl` (each with its place in the log, its salt, trackers and pseudonyms computed; votes in
the order of their salts), composed and thrown away; the same, compressed into the archive with their SHA-256.
`--whole` makes a whole archive once, with every table and figure.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import database
from benchmarks.harness import print_json, print_table

MOST_TIMES, MOST_MEGABYTES = 3, 300
SLUG = "export"
NAME = "parvis_bench_export"
WAYS = ("copy", "rows", "archive")
FILL = (Path(__file__).parent / "export.sql").read_text(encoding="utf-8")
COPIES = (
    "COPY (SELECT c.id, c.kind_id, c.phase_id, c.theme_id, c.responds_to_id, c.title, c.text, c.author_id, "
    "c.identity_level, c.origin, c.is_late, c.created_at, c.salt, l.seq FROM contributions_contribution c "
    "LEFT JOIN ledger_leaf l ON l.entry = c.entry WHERE c.state = 'published') TO STDOUT",
    "COPY (SELECT ballot_id, contribution_id, choice, identity_level, shares, salt, set_aside_id "
    "FROM ballots_vote WHERE is_live) TO STDOUT",
)


def main() -> int:
    arguments = _arguments()
    database.NAME = NAME
    if arguments.way:
        database.attach()
        return _print(_run(arguments.way))
    database.prepare(keep=arguments.keep)
    _fill(arguments.contributions, arguments.votes)
    ways = [*WAYS, *(["whole"] if arguments.whole else [])]
    found: dict[str, list[dict]] = {way: [] for way in ways}
    for number in range(arguments.rounds):
        for way in ways if number == 0 else WAYS:
            found[way].append(_apart(way))
    figures = {way: _middle(runs) for way, runs in found.items()}
    base = figures["copy"]["seconds"]
    print_table(
        ("way", "seconds", "times COPY", "CPU seconds here", "megabytes of memory", "megabytes made"),
        [
            (way, one["seconds"], round(one["seconds"] / base, 2), one["cpu"], one["megabytes"], one["made"])
            for way, one in figures.items()
        ],
    )
    size = {"contributions": arguments.contributions, "votes": arguments.votes}
    print_json("export", {**size, **figures})
    kept = figures["archive"]["seconds"] <= MOST_TIMES * base
    return int(not kept or figures["archive"]["megabytes"] > MOST_MEGABYTES)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.export", description=__doc__)
    parser.add_argument("--contributions", type=int, default=500_000)
    parser.add_argument("--votes", type=int, default=5_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--whole", action="store_true", help="make a whole archive too, once")
    parser.add_argument("--keep", action="store_true", help="use the filled database of an earlier run")
    parser.add_argument("--way", choices=[*WAYS, "whole"], help=argparse.SUPPRESS)
    return parser.parse_known_args()[0]


def _apart(way: str) -> dict:
    command = [sys.executable, "-m", "benchmarks.export", "--way", way]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found: dict = json.loads(done.stdout.splitlines()[-1])
    return found


def _middle(runs: list[dict]) -> dict:
    """Medians; of memory, the most."""
    middle = {name: round(statistics.median(run[name] for run in runs), 1) for name in ("seconds", "cpu")}
    return {**middle, **{name: max(run[name] for run in runs) for name in ("megabytes", "made")}}


def _print(figures: dict) -> int:
    print(json.dumps(figures))
    return 0


def _run(way: str) -> dict:
    acts: dict[str, Callable[[], int]] = {
        "copy": _copy,
        "rows": lambda: sum(sum(map(len, lines)) for _name, lines in _lines()),
        "archive": _archive,
        "whole": _whole,
    }
    start = time.perf_counter()
    made = acts[way]()
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "seconds": round(time.perf_counter() - start, 2),
        "cpu": round(used.ru_utime + used.ru_stime, 2),
        "megabytes": round(used.ru_maxrss / 1024),
        "made": round(made / 1e6),
    }


def _copy() -> int:
    from django.db import connection

    read = 0
    with connection.cursor() as cursor:
        for statement in COPIES:
            with cursor.cursor.copy(statement) as copy:
                while data := copy.read():
                    read += len(data)
    return read


def _lines() -> list:
    from django.db import transaction

    from parvis.consultations.models import ConsultationPage, PhaseAction
    from parvis.opendata.exports.copied import contribution_lines, vote_lines

    transaction.set_autocommit(False)
    page = ConsultationPage.objects.get(slug=SLUG)
    ballots = {pk: [] for pk in PhaseAction.objects.filter(verb="vote").values_list("pk", flat=True)}
    return [("contributions", contribution_lines(page)), ("votes", vote_lines(ballots))]


def _archive() -> int:
    from parvis.opendata.exports.bundle import Bundle

    with tempfile.TemporaryFile() as stream:
        with Bundle(stream, at=1_763_700_000) as bundle:
            for name, lines in _lines():
                bundle.add(f"rows/{name}.jsonl", lines)
        return stream.seek(0, 2)


def _whole() -> int:
    from parvis.consultations.models import ConsultationPage
    from parvis.opendata.domain.publish_export import write_export

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.zip"
        return write_export(consultation=ConsultationPage.objects.get(slug=SLUG), to=path).bytes


def _fill(contributions: int, votes: int) -> None:
    """Rows written by the database itself, each with its leaf; nothing where they are already."""
    from datetime import timedelta

    from django.db import connection
    from django.utils import timezone

    from parvis.consultations.domain.prepare_site import prepare_site
    from parvis.consultations.models import ConsultationPage, Kind, Phase, PhaseAction

    if ConsultationPage.objects.filter(slug=SLUG).exists():
        return
    page = ConsultationPage(title="Export", slug=SLUG, organiser="Ville", live=True)
    prepare_site().add_child(instance=page)
    kind = Kind.objects.create(consultation=page, code="k", name="idée", plural_name="idées", call="Proposer")
    now = timezone.now()
    phase = Phase.objects.create(
        consultation=page, title="Phase", starts_at=now - timedelta(days=9), ends_at=now - timedelta(days=1)
    )
    ballot = PhaseAction.objects.create(
        phase=phase, verb="vote", kind=kind, ballot_method="for_mixed_against"
    )
    values = {
        "page": page.pk, "kind": kind.pk, "phase": phase.pk, "ballot": ballot.pk, "space": f"c{page.pk}",
        "contributions": contributions, "votes": votes,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(FILL, values)
        cursor.execute("ANALYZE")
    _set_head()


def _set_head() -> None:
    """Where the log stands after these leaves, so that the next one is signed with them."""
    from parvis.ledger.models import Head as Stored
    from parvis.ledger.models import Leaf
    from parvis.merkle.tree import Head, leaf_hash

    head = Head()
    leaves = Leaf.objects.order_by("seq").values_list("data", flat=True)
    head.extend(leaf_hash(bytes(data)) for data in leaves.iterator(chunk_size=5_000))
    Stored.objects.update_or_create(pk=1, defaults={"size": head.size, "peaks": list(head.peaks)})


if __name__ == "__main__":
    sys.exit(main())
