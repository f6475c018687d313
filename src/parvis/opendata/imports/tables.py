"""Files of other platforms: found by a word of their name, CSV or JSON, with columns of many names."""

import json
import re
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any, TypeVar

import nh3
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.contributions.texts import clean_line, clean_text
from parvis.opendata.imports.rows import (
    FileRefused,
    Refusal,
    Row,
    RowRefused,
    parse_rows,
    read_rows,
    read_text,
)

SUFFIXES = (".csv", ".csv.gz", ".json", ".json.gz")
LONGEST_TITLE = 250
LONGEST_NAME = 100
MARK = re.compile(
    r"</?(?:p|br|div|[uo]l|li|h[1-6]|blockquote|strong|em|[abiu]|span)(?:\s[^>]*)?/?>", re.IGNORECASE
)
END_OF_BLOCK = re.compile(r"</(?:p|div|li|h[1-6]|blockquote)>|<br\s*/?>", re.IGNORECASE)
T = TypeVar("T")
V = TypeVar("V")


@dataclass(frozen=True)
class Table:
    """The rows of one file; a column may have one form for each language: `title/fr`."""

    file: str
    columns: frozenset[str]
    rows: list[Row]

    def only(self, wanted: Callable[[dict[str, str]], bool]) -> "Table":
        """The same with some of its rows."""
        return replace(self, rows=[row for row in self.rows if wanted(row.fields)])


def files(folder: Path) -> list[Path]:
    """What a folder holds that may be read, in the order of names."""
    return sorted(path for path in folder.iterdir() if path.name.lower().endswith(SUFFIXES))


def tables(
    folder: Path, *, named: Sequence[str], but: Sequence[str] = (), refusals: list[Refusal]
) -> list[Table]:
    """The files whose name holds one of the words `named`, and none of `but`."""
    names = {path: path.name.lower() for path in files(folder)}
    chosen = [
        path
        for path, name in names.items()
        if any(word in name for word in named) and not any(word in name for word in but)
    ]
    return [_table(path, refusals) for path in chosen]


def ask(found: Iterable[Table], *choices: Sequence[str]) -> None:
    """Require one column of each choice. Raises FileRefused with those that are missing."""
    for table in found:
        missing = [names for names in choices if not any(_forms(table.columns, name) for name in names)]
        if missing and table.rows:
            listed = ", ".join(" / ".join(names) for names in missing)
            raise FileRefused(Refusal(table.file, 1, _("missing column: %(names)s") % {"names": listed}))


def parse_all(
    found: Iterable[Table], parse: Callable[[dict[str, str]], T], refusals: list[Refusal]
) -> list[T]:
    """Parse the rows of all; those that `parse` refuses go to `refusals`."""
    return [item for table in found for item in parse_rows(iter(table.rows), parse, table.file, refusals)]


def headed(title: str, words: str) -> tuple[str, str]:
    """A title on one line; one too long for us is cut, and whole above the text."""
    line = clean_line(title)
    if len(line) <= LONGEST_TITLE:
        return line, words
    return line[: LONGEST_TITLE - 1] + "…", f"{line}\n\n{words}"


def first(fields: dict[str, str], *columns: str) -> str:
    """The first of these columns that says something, in the language at hand before the others."""
    for column in columns:
        for form in _forms(fields, column):
            if value := fields[form].strip():
                return value
    return ""


def text(fields: dict[str, str], *columns: str) -> str:
    """A text that is not blank, cleaned as those that people type, without its marks if it had some."""
    value = first(fields, *columns)
    value = clean_text(_without_marks(value))
    if not value:
        raise RowRefused(_("column %(column)s is empty") % {"column": columns[0]})
    return value


def whole(fields: dict[str, str], *columns: str) -> int:
    """A number of votes or of supports; an empty cell is none."""
    value = first(fields, *columns) or "0"
    if not (value.isascii() and value.isdigit()):
        raise RowRefused(
            _("“%(value)s” is not a valid number in column %(column)s")
            % {"value": value[:60], "column": columns[0]}
        )
    return int(value)


def when(fields: dict[str, str], *columns: str) -> datetime:
    """A date and time as platforms write them; without a zone, it is that of the site."""
    value = first(fields, *columns)
    try:
        date = datetime.fromisoformat(value.replace(" UTC", "+00:00").replace(" +", "+").replace(" -", "-"))
    except ValueError:
        raise RowRefused(
            _("“%(value)s” is not a date in column %(column)s") % {"value": value[:60], "column": columns[0]}
        ) from None
    return date if timezone.is_aware(date) else timezone.make_aware(date)


def one_of(fields: dict[str, str], column: str, values: Mapping[str, V]) -> V:
    """What the cell stands for; RowRefused when it is none of `values`."""
    value = first(fields, column)
    if value not in values:
        raise RowRefused(
            _("“%(value)s” is none of the values allowed in column %(column)s")
            % {"value": value[:60], "column": column}
        )
    return values[value]


def name_of(fields: dict[str, str], column: str) -> str:
    """What a row or another is called in the files; RowRefused when it is empty."""
    value = first(fields, column)
    if not value or len(value) > LONGEST_NAME:
        raise RowRefused(_("column %(column)s has no identifier") % {"column": column})
    return value


def identifier(fields: dict[str, str], column: str, seen: set[str]) -> str:
    """A row's own name, added to `seen`; RowRefused when it was there already."""
    value = name_of(fields, column)
    if value in seen:
        raise RowRefused(_("the number %(number)s stands twice in the file") % {"number": value})
    seen.add(value)
    return value


def known_name(fields: dict[str, str], column: str, known: Container[str]) -> str:
    """The name of a contribution of the same files; RowRefused when none is called so."""
    value = name_of(fields, column)
    if value not in known:
        raise RowRefused(_("no contribution has the number %(number)s") % {"number": value})
    return value


def _forms(fields: Collection[str], column: str) -> list[str]:
    """The columns that are `column`, or one of its languages: the one at hand comes first."""
    mine = f"{column}/{(get_language() or '')[:2]}"
    others = sorted(name for name in fields if name.rpartition("/")[0] == column)
    return [name for name in (column, mine) if name in fields] + [name for name in others if name != mine]


def _without_marks(value: str) -> str:
    """The text of HTML, a line for each block; a text that merely has a `<` stays as it is."""
    if not MARK.search(value):
        return value
    return unescape(nh3.clean(END_OF_BLOCK.sub("\n", value), tags=set()))


def _table(path: Path, refusals: list[Refusal]) -> Table:
    if ".json" in path.suffixes:
        return _json_table(path)
    rows = list(read_rows(path, columns=(), refusals=refusals))
    columns = frozenset(rows[0].fields) if rows else frozenset[str]()
    return Table(path.name, columns, rows)


def _json_table(path: Path) -> Table:
    try:
        records = list(_records(json.loads(read_text(path))))
    except ValueError:
        raise FileRefused(Refusal(path.name, 0, _("the file is not JSON"))) from None
    rows = [Row(place, dict(_flat(record))) for place, record in enumerate(records, start=1)]
    return Table(path.name, frozenset(name for row in rows for name in row.fields), rows)


def _records(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of a list, or of the pages of an answer in GraphQL."""
    if isinstance(value, list):
        for item in value:
            yield from _records(item.get("node", item) if isinstance(item, dict) else item)
    elif isinstance(value, dict) and "id" in value:
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _records(item)


def _flat(record: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Nested names joined by slashes, as the CSV of the same platforms has them."""
    for name, value in record.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}/")
        elif not isinstance(value, list):
            yield prefix + name, "" if value is None else str(value)
