"""The search over everything, and its map, among 500,000 contributions, against the list of one consultation.

Promise for both: p50 within 3 times that of the list page under the same words and place, in the same run; no
sequential scan of the contributions; the same number of queries whether much or little is found.
"""

import argparse
import sys
from urllib.parse import quote

from benchmarks import database
from benchmarks.harness import alternate, print_json, print_table
from benchmarks.list_page import COMMON, LARGE, RARE, SMALL, _captured, _consultation, _scans

LIMIT = 3
EMPTY = {"accounts_participant", "contributions_merge", "contributions_coauthor"}
"""Tables in which this site has no row: the quickest way to read nothing."""
WORDS = {
    "common word": COMMON,
    "rare word": RARE,
    "two words": f"{RARE} velo",
    "two common words": f"{COMMON} gare",
    "a word less another": f"gare -{RARE}",
}


AREA = "area=44.0000,1.0000,46.0000,5.0000"
"""A tenth of what has a place, which is a fifth of all."""
ASKED = {
    **{name: f"q={quote(words)}" for name, words in WORDS.items()},
    "common word, an area": f"q={quote(COMMON)}&{AREA}",
    "no word, an area": AREA,
}
PAGES = {
    **{name: ("/search/", asked) for name, asked in ASKED.items()},
    "map, common word": ("/search/map/", ASKED["common word"]),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.search", description=__doc__)
    parser.add_argument("--keep", action="store_true", help="use the filled database of an earlier run")
    parser.add_argument("--size", type=int, default=LARGE, help="contributions of the large consultation")
    parser.add_argument("--rounds", type=int, default=20, help="requests of each page")
    arguments = parser.parse_args()
    database.prepare(keep=arguments.keep)
    _consultation("small", SMALL)
    large = _consultation("large", arguments.size)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    rows = [_measure(name, path, asked, large, arguments.rounds) for name, (path, asked) in PAGES.items()]
    return _show(rows, arguments.size)


def _measure(name: str, path: str, asked: str, slug: str, rounds: int) -> dict[str, object]:
    from django.test import Client

    client = Client()
    addresses = {
        "list": f"/consultations/{slug}/contributions/?order=recent&{asked}",
        "search": f"{path}?{asked}",
    }
    captured = {page: _captured(client, address) for page, address in addresses.items()}
    timings = alternate(
        {page: (lambda address=address: client.get(address)) for page, address in addresses.items()},
        rounds=rounds,
    )
    ratio = round(timings["search"].p50 / timings["list"].p50, 2)
    scans = [name for name in _scans(captured["search"]) if name not in EMPTY]
    return {
        "words": name,
        "list": timings["list"],
        "search": timings["search"],
        "ratio": ratio,
        "queries": len(captured["search"]),
        "scans": scans,
        "kept": ratio <= LIMIT and not scans,
    }


def _show(rows: list[dict[str, object]], size: int) -> int:
    header = (
        f"search among {size}",
        "p50 of the list",
        "p50 of the search",
        "ratio",
        "queries",
        "seq. scan",
        "",
    )
    print_table(
        header,
        [
            (
                row["words"],
                f"{row['list'].p50} ms",
                f"{row['search'].p50} ms",
                row["ratio"],
                row["queries"],
                ", ".join(row["scans"]) or "none",
                "kept" if row["kept"] else "BROKEN",
            )
            for row in rows
        ],
    )
    print_json("search", rows)
    return 0 if all(row["kept"] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
