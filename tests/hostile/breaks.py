"""The table of breaks, `breaks.toml`, read: how the software is broken to see the tests of each case fail."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("breaks.toml")


@dataclass(frozen=True, slots=True)
class Break:
    """One mistake, made in one place: `text` of `file` becomes `by`, and every one of `tests` must fail.

    By an assertion of its own or, where `raises` names one, by an error that it lets through.
    """

    case: str
    says: str
    file: str
    text: str
    by: str
    tests: tuple[str, ...]
    raises: str = ""

    def applied(self, whole: str) -> str:
        """The file with the mistake. Raises ValueError unless the text to replace is there, once."""
        found = whole.count(self.text)
        if found != 1:
            raise ValueError(f"{self.case}, {self.says}: found {found} times in {self.file}")
        return whole.replace(self.text, self.by)


def read(path: Path = TABLE) -> list[Break]:
    """The breaks, in the order of the cases."""
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    return [
        Break(case, **{**one, "tests": tuple(one["tests"])})
        for case in sorted(written)
        for one in written[case]
    ]


def said(case: str, breaks: list[Break]) -> str:
    """What the page says of a case: a dash for one that nothing breaks on purpose."""
    return "; ".join(one.says for one in breaks if one.case == case) or "-"
