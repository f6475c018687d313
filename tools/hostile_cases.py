"""Write the last column of `docs/reference/hostile-cases.md` from the table `tests/hostile/breaks.toml`.

With `--check`, write nothing and say whether the column is the one that the table makes.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.hostile.breaks import Break, read, said  # noqa: E402

PAGE = ROOT / "docs" / "reference" / "hostile-cases.md"
ROW = re.compile(r"^(\| (H\d\d) \|.*\| )[^|]*( \|)$", re.MULTILINE)


def page() -> str:
    """The page as it is, its last column made anew; the others are written by hand."""
    breaks = read()
    return ROW.sub(lambda row: _row(row, breaks), PAGE.read_text(encoding="utf-8"))


def _row(row: re.Match[str], breaks: list[Break]) -> str:
    return f"{row[1]}{said(row[2], breaks)}{row[3]}"


def main() -> int:
    made = page()
    if "--check" in sys.argv[1:]:
        return 0 if PAGE.read_text(encoding="utf-8") == made else 1
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
