"""Write `docs/reference/access.md` from the reviewed table `tests/hostile/access.toml`.

With `--check`, write nothing and say whether the page is the one that the table makes.
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.hostile.matrix import METHODS, ROLES, Line, read  # noqa: E402

PAGE = ROOT / "docs" / "reference" / "access.md"
HEAD = ROOT / "tools" / "access_head.md"
AREAS = (
    ("/desk/consultations/", "The desk of a consultation"),
    ("/desk/", "The desk of pages, files and settings (Wagtail)"),
    ("/account/", "Signing in, and one's own space"),
    ("/me/", "Signing in, and one's own space"),
    ("/", "The public site"),
)
ORDER = ("The public site", "Signing in, and one's own space", AREAS[0][1], AREAS[1][1])


def area(line: Line) -> str:
    return next(title for start, title in AREAS if line.address.startswith(start))


def page() -> str:
    """The whole page: the explanation, then each rule with its table and its addresses."""
    lines = sorted(read().lines, key=lambda line: (ORDER.index(area(line)), line.says, line.address))
    parts = [HEAD.read_text(encoding="utf-8").strip()]
    for title, of_area in groupby(lines, key=area):
        parts.append(f"## {title}")
        parts += [rule(list(same)) for _says, same in groupby(of_area, key=lambda line: line.says)]
    return "\n\n".join(parts) + "\n"


def rule(lines: list[Line]) -> str:
    """One rule; its lines say the same of everybody."""
    rows = ["| | " + " | ".join(ROLES) + " |", "|---|" + "---|" * len(ROLES)]
    for method in METHODS:
        said = lines[0].outcomes[method]
        rows.append(f"| {method} | " + " | ".join(said[role] for role in ROLES) + " |")
    addresses = ", ".join(f"`{line.address}`" for line in lines)
    return f"### {lines[0].says.rstrip('.')}\n\n" + "\n".join(rows) + f"\n\n{addresses}"


def main() -> int:
    made = page()
    if "--check" in sys.argv[1:]:
        return 0 if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == made else 1
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
