"""Sheets of paper brought in a workbook of 10,000 rows: every rule of the form, every leaf of the log.

Promise: under 60 seconds, and the same file again adds nothing. Beside it, as many rows are written
by a bare INSERT of their title and text: the ratio is what holds between machines.
"""

import argparse
import io
import sys
import time

from benchmarks import database
from benchmarks.harness import print_json, print_table

MOST_SECONDS = 60
BARE = "INSERT INTO bench_sheet SELECT n, 'Un banc ' || n, repeat('words ', 30) FROM generate_series(1, %s) n"


def main() -> int:
    arguments = _arguments()
    database.NAME = "parvis_bench_paper"
    database.prepare(keep=False)
    batch, actor = _scene()
    data = _workbook(arguments.rows)
    first, added = _timed(batch, actor, data)
    again, more = _timed(batch, actor, data)
    bare = _bare(arguments.rows)
    print_table(
        ("what", "seconds"),
        [
            ("brought in", round(first, 1)),
            ("brought again", round(again, 1)),
            ("bare INSERT", round(bare, 2)),
        ],
    )
    print(f"{added} sheets came in, then {more}; at most {MOST_SECONDS} s for 10,000 rows")
    print_json(
        "paper", {"seconds": round(first, 1), "again": round(again, 1), "ratio": round(first / bare, 1)}
    )
    return int(first > MOST_SECONDS or added != arguments.rows or more != 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.paper", description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    arguments, _ = parser.parse_known_args()
    return arguments


def _scene():
    from django.utils.translation import activate

    from parvis.paper.tests.factories import BatchFactory, ask, member_of

    activate("en")
    batch = BatchFactory()
    ask(batch.kind)
    return batch, member_of(batch)


def _workbook(rows: int) -> bytes:
    from openpyxl import Workbook

    made = Workbook(write_only=True)
    sheet = made.create_sheet("Sheets")
    sheet.append(["Title", "Text", "Venez-vous à vélo ?", "Quels jours ?", "Votre avis ?", "Autre chose ?"])
    for number in range(rows):
        words = "Devant l’école. " * 12
        sheet.append([f"Un banc {number}", words, "Oui", "Mardi; Samedi", number % 11, f"Merci {number}."])
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def _timed(batch, actor, data: bytes) -> tuple[float, int]:
    from parvis.paper.domain.import_sheets import import_sheets

    start = time.perf_counter()
    brought = import_sheets(actor=actor, batch=batch, name="sheets.xlsx", data=data)
    return time.perf_counter() - start, brought.added


def _bare(rows: int) -> float:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_sheet (n integer PRIMARY KEY, title text, words text)")
        start = time.perf_counter()
        cursor.execute(BARE, [rows])
        return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
