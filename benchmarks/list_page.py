"""The list page of a consultation of 500,000 contributions against one of 500.

Promise: the same number of queries, no sequential scan of the contributions, p50 within 1.5 times.
Both consultations live in the same tables, and their pages are asked for in turn, by Django's own client.
"""

import argparse
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks import database
from benchmarks.harness import Timing, alternate, print_json, print_table

SMALL, LARGE = 500, 500_000
LIMIT = 1.5
COMMON, RARE = "vélos", "passerelle"
FILL = (Path(__file__).parent / "fill.sql").read_text()


@dataclass(frozen=True, slots=True)
class Row:
    """One address asked of both consultations."""

    page: str
    small: Timing
    large: Timing
    queries_small: int
    queries_large: int
    scans: list[str]

    @property
    def ratio(self) -> float:
        return round(self.large.p50 / self.small.p50, 2)

    @property
    def kept(self) -> bool:
        return self.ratio <= LIMIT and self.queries_small == self.queries_large and not self.scans


def main() -> int:
    arguments = _arguments()
    database.prepare(keep=arguments.keep)
    small, large = _consultation("small", SMALL), _consultation("large", arguments.size)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    rows = [_measure(name, small, large, arguments.rounds) for name in _pages(small)]
    _show(rows, arguments.size)
    return 0 if all(row.kept for row in rows) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.list_page", description=__doc__)
    parser.add_argument("--keep", action="store_true", help="use the filled database of an earlier run")
    parser.add_argument("--size", type=int, default=LARGE, help="contributions of the large consultation")
    parser.add_argument("--rounds", type=int, default=40, help="requests of each page, of each consultation")
    return parser.parse_args()


def _consultation(slug: str, count: int) -> str:
    """A consultation of `count` contributions: two kinds and phases in a row, ballots; its slug."""
    from datetime import timedelta

    from django.db import connection
    from django.utils import timezone

    from parvis.consultations.domain.prepare_site import prepare_site
    from parvis.consultations.enums import BallotMethod, Verb
    from parvis.consultations.models import ConsultationPage, Kind, Phase, PhaseAction, Theme

    if ConsultationPage.objects.filter(slug=slug).exists():
        return slug
    consultation = ConsultationPage(title=f"Consultation {slug}", slug=slug, organiser="Ville")
    prepare_site().add_child(instance=consultation)
    now = timezone.now()
    kinds, phases = [], []
    for number in range(2):
        kind = Kind.objects.create(
            consultation=consultation,
            code=f"k{number}",
            name=f"Genre {number}",
            plural_name=f"Genres {number}",
            call="Proposer",
        )
        phase = Phase.objects.create(
            consultation=consultation,
            title=f"Phase {number}",
            position=number,
            starts_at=now - timedelta(days=30 - number),
        )
        for verb in set(Verb) - {Verb.ASK}:  # what is asked of the organiser has a page of its own
            method = BallotMethod.FOR_MIXED_AGAINST if verb == Verb.VOTE else ""
            PhaseAction.objects.create(phase=phase, verb=verb, kind=kind, ballot_method=method)
        kinds.append(kind.pk)
        phases.append(phase.pk)
    themes = [
        Theme.objects.create(consultation=consultation, name=f"Thème {n}", position=n).pk for n in range(8)
    ]
    values = {
        "consultation": consultation.pk,
        "count": count,
        "kinds": kinds,
        "phases": phases,
        "themes": themes,
    }
    with connection.cursor() as cursor:
        cursor.execute(FILL, {**values, "slug": slug})
    return slug


def _pages(slug: str) -> dict[str, str]:
    """Each order, alone and under each filter: name -> query string, ids filled in for each consultation."""
    filters = {
        "": "",
        " + theme": "theme={theme}",
        " + kind": "kind=k0",
        " + phase": "phase={phase}",
        " + theme + kind": "theme={theme}&kind=k0",
        " + common word": f"q={COMMON}",
        " + rare word": f"q={RARE}",
        " + two words": "q=passerelle+velo",
        " + common word + theme": f"q={COMMON}&theme={{theme}}",
    }
    return {
        f"{order}{name}": f"order={order}&{query}"
        for order in ("random", "recent", "argued")
        for name, query in filters.items()
    }


def _measure(name: str, small: str, large: str, rounds: int) -> Row:
    from django.test import Client

    client = Client()
    client.cookies["order"] = str(2**61)
    addresses = {slug: _address(slug, name) for slug in (small, large)}
    queries, scans = {}, []
    for slug, address in addresses.items():
        captured = _captured(client, address)
        queries[slug] = len(captured)
        scans += [f"{slug}: {scan}" for scan in _scans(captured)]
    cases = {slug: (lambda address=address: client.get(address)) for slug, address in addresses.items()}
    timings = alternate(cases, rounds=rounds)
    return Row(name, timings[small], timings[large], queries[small], queries[large], scans)


def _address(slug: str, name: str) -> str:
    from django.urls import reverse

    from parvis.consultations.models import Phase, Theme

    values = {
        "theme": Theme.objects.filter(consultation__slug=slug).earliest("pk").pk,
        "phase": Phase.objects.filter(consultation__slug=slug).earliest("pk").pk,
    }
    return f"{reverse('front:contributions', args=[slug])}?{_pages(slug)[name].format(**values)}"


def _captured(client: object, address: str) -> list[str]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answers {answer.status_code}")
    return [query["sql"] for query in captured.captured_queries]


def _scans(queries: list[str]) -> list[str]:
    """The tables that grow with the consultation and that a plan reads from one end to the other.

    Deltas of tallies are left out: a job folds them every few seconds, and an empty table is always scanned.
    """
    from django.db import connection

    found = set()
    with connection.cursor() as cursor:
        for sql in queries:
            if not sql.startswith(("SELECT", "(SELECT", "WITH")):
                continue
            cursor.execute(f"EXPLAIN {sql}")
            plan = "\n".join(line for (line,) in cursor.fetchall())
            found.update(
                re.findall(
                    r"Seq Scan on (contributions_\w+|ballots_tally\b|ballots_vote|debate_\w+|accounts_\w+)",
                    plan,
                )
            )
    return sorted(found)


def _show(rows: list[Row], size: int) -> None:
    header = ("page", f"p50 {SMALL}", f"p50 {size}", "ratio", "queries", "seq. scan", "")
    lines = [
        (
            row.page,
            f"{row.small.p50} ms",
            f"{row.large.p50} ms",
            row.ratio,
            f"{row.queries_small} / {row.queries_large}",
            ", ".join(row.scans) or "none",
            "kept" if row.kept else "BROKEN",
        )
        for row in rows
    ]
    print_table(header, lines)
    print_json(
        "list_page",
        [
            {
                "page": row.page,
                "small": row.small,
                "large": row.large,
                "ratio": row.ratio,
                "queries": [row.queries_small, row.queries_large],
                "sequential_scans": row.scans,
                "kept": row.kept,
            }
            for row in rows
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
