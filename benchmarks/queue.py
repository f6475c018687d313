"""The queue of moderation with 10,000 texts that wait, among 500,000 that were read.

Promise: p95 of a page of the list, of the page of one text and of the step to the next one under 200 ms; no
sequential scan of the contributions. The pages are asked for by Django's own client, as a moderator.
"""

import argparse
import sys
from collections.abc import Callable

from benchmarks import database
from benchmarks.harness import Timing, alternate, print_json, print_table
from benchmarks.list_page import LARGE, _captured, _consultation, _scans

WAITING = 10_000
LIMIT = 200
"""Milliseconds."""
FILL_READ = """
INSERT INTO moderation_reading (consultation_id, contribution_id, entry, moderator_id, waited_since)
SELECT consultation_id, id, gen_random_uuid(), %s, created_at FROM contributions_contribution
WHERE consultation_id = %s AND to_read_since IS NULL ORDER BY id DESC LIMIT 2000
"""
FILL_WAITING = """
UPDATE contributions_contribution SET to_read_since = created_at WHERE id IN (
  SELECT id FROM contributions_contribution WHERE consultation_id = %s ORDER BY created_at DESC LIMIT %s)
"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.queue", description=__doc__)
    parser.add_argument("--keep", action="store_true", help="use the filled database of an earlier run")
    parser.add_argument("--size", type=int, default=LARGE, help="contributions, those that wait among them")
    parser.add_argument("--waiting", type=int, default=WAITING, help="those of them that wait")
    parser.add_argument("--rounds", type=int, default=60, help="requests of each page")
    arguments = parser.parse_args()
    database.prepare(keep=arguments.keep)
    slug = _consultation("large", arguments.size)
    moderator = _fill(slug, arguments.waiting)
    pages = _pages(slug, moderator)
    timings = alternate({name: read for name, (read, _scanned) in pages.items()}, rounds=arguments.rounds)
    rows = [_row(name, timings[name], scanned) for name, (_read, scanned) in pages.items()]
    return _show(rows, arguments.waiting)


def _fill(slug: str, waiting: int) -> object:
    """The last texts wait, the two thousand before them were read by a moderator of the consultation."""
    from django.conf import settings
    from django.db import connection

    from parvis.accounts.models import Participant
    from parvis.consultations.domain.appoint import appoint
    from parvis.consultations.enums import Role
    from parvis.consultations.models import ConsultationPage
    from parvis.moderation.models import Reading

    settings.PARVIS_DEMO = True  # no second factor is asked for
    consultation = ConsultationPage.objects.get(slug=slug)
    moderator, _new = Participant.objects.get_or_create(
        email="moderator@example.org", defaults={"public_name": "Modération", "language": "fr"}
    )
    if not consultation.team.filter(participant=moderator).exists():
        appoint(actor=None, consultation=consultation, person=moderator, role=Role.MODERATOR)
    with connection.cursor() as cursor:
        cursor.execute(FILL_WAITING, [consultation.pk, waiting])
        if not Reading.objects.exists():
            cursor.execute(FILL_READ, [moderator.pk, consultation.pk])
        cursor.execute("VACUUM ANALYZE")
    return moderator


def _pages(slug: str, moderator: object) -> dict[str, tuple[Callable[[], object], list[str]]]:
    """What is timed, each with the tables that it reads from one end to the other."""
    from django.test import Client

    from parvis.consultations.models import ConsultationPage, Theme
    from parvis.moderation.queue import Filters, next_to_decide, places

    client = Client(SERVER_NAME="localhost")
    client.force_login(moderator)  # type: ignore[arg-type]
    consultation = ConsultationPage.objects.get(slug=slug)
    theme = Theme.objects.filter(consultation=consultation).earliest("pk")
    found = places(consultation=consultation, filters=Filters(), size=5000)
    queue = f"/desk/consultations/{consultation.pk}/queue/"
    addresses = {
        "list": queue,
        "list, after 5,000": f"{queue}?after={found[-1]}",
        "list of a theme": f"{queue}?theme={theme.pk}",
        "one text": f"{queue}unread/{found[0].pk}/",
        "one text, after 5,000": f"{queue}unread/{found[-1].pk}/",
    }
    pages: dict[str, tuple[Callable[[], object], list[str]]] = {
        name: (lambda address=address: client.get(address), _scans(_captured(client, address)))
        for name, address in addresses.items()
    }
    pages["the next one"] = (lambda: next_to_decide(consultation, Filters(), found[-1]), [])
    return pages


def _row(name: str, timing: Timing, scanned: list[str]) -> dict[str, object]:
    scans = [table for table in scanned if table == "contributions_contribution"]
    return {"page": name, "time": timing, "scans": scans, "kept": timing.p95 < LIMIT and not scans}


def _show(rows: list[dict[str, object]], waiting: int) -> int:
    header = (f"queue of {waiting}", "p50", "p95", f"p95 < {LIMIT} ms, by index")
    print_table(
        header,
        [
            (
                row["page"],
                f"{row['time'].p50} ms",
                f"{row['time'].p95} ms",
                "kept" if row["kept"] else f"BROKEN {', '.join(row['scans'])}",
            )
            for row in rows
        ],
    )
    print_json("queue", rows)
    return 0 if all(row["kept"] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
