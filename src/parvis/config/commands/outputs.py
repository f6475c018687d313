"""Files that a command writes: all of them, or none."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    import polars as pl

OUTPUT = Path("-")
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Output:
    """A text or a table for a file; the path `-` is the standard output."""

    path: Path
    text: str = ""
    table: "pl.DataFrame | None" = None


def check(read: Sequence[Path], written: Iterable[Path]) -> None:
    """Refuse, before any work, what is not there to read and what could not be written."""
    for path in read:
        if not path.exists():
            raise click.UsageError(_("There is nothing at {path}.").format(path=path))
    places = list(written)
    for path in places:
        if path != OUTPUT and not path.absolute().parent.is_dir():
            raise click.UsageError(_("There is no folder {path}.").format(path=path.absolute().parent))
    if len({path.absolute() for path in places}) < len(places):
        raise click.UsageError(_("Two results cannot have the same name."))
    if {path.resolve() for path in read} & {path.resolve() for path in places if path != OUTPUT}:
        raise click.UsageError(_("A result cannot take the place of the file that is read."))


def write(outputs: Sequence[Output]) -> None:
    """Write all of them, or none."""
    try:
        with replacing([output.path for output in outputs]) as partial:
            for output in outputs:
                _write_one(output, partial[output.path])
    except OSError as error:
        reason = error.strerror or str(error)
        raise click.ClickException(_("Nothing was written: {reason}.").format(reason=reason)) from error


@contextmanager
def replacing(paths: Sequence[Path]) -> Iterator[dict[Path, Path]]:
    """Names to write under; renamed at the end, if nothing failed: a reader never sees half a file."""
    partial = {path: path.with_name(f".{path.name}.partial") for path in paths if path != OUTPUT}
    try:
        yield {OUTPUT: OUTPUT, **partial}
        for path, temporary in partial.items():
            temporary.replace(path)
    finally:
        for temporary in partial.values():
            temporary.unlink(missing_ok=True)


def to_json(record: Mapping[str, object]) -> str:
    """JSON on one line, the same for the same record. A table becomes a list of its rows."""
    members = (f"{json.dumps(name)}: {_value(value)}" for name, value in record.items())
    return f"{{{', '.join(members)}}}\n"


def fingerprint(path: Path) -> str:
    """SHA-256 of a file; of a folder, that of the names and contents of its CSV files, in order."""
    files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    whole = hashlib.sha256()
    for file in files:
        if path.is_dir():
            whole.update(file.name.encode())
        with file.open("rb") as stream:
            while block := stream.read(BLOCK):
                whole.update(block)
    return whole.hexdigest()


def _value(value: object) -> str:
    import polars as pl

    if isinstance(value, pl.DataFrame):
        return value.write_json()
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _write_one(output: Output, partial: Path) -> None:
    if output.path == OUTPUT:
        click.echo(output.text, nl=False)
    elif output.table is not None:
        output.table.write_parquet(partial)
    else:
        partial.write_text(output.text, encoding="utf-8")
