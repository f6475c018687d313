"""`parvis recompute`: the figures of a consultation, counted again from its export; no database."""

import json
from gettext import gettext as _
from gettext import pgettext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from parvis.config.commands.progress import Progress
from parvis.config.commands.recompute_words import Words
from parvis.config.speech import spoken_language

if TYPE_CHECKING:
    from parvis.analysis.recompute import Found, Line, Part

COLUMNS = (36, 18, 22, 10)


def build() -> click.Command:
    """Build the command."""
    return click.Command(
        "recompute",
        short_help=_("Count the figures of an export again."),
        callback=run,
        params=[
            click.Argument(["export"], type=click.Path(path_type=Path), metavar="EXPORT.zip"),
            click.Option(
                ["--no-topics"], is_flag=True, help=_("Do not sort the texts into topics again: it is long.")
            ),
            click.Option(["--json", "as_json"], is_flag=True, help=_("Print every figure as JSON.")),
        ],
        help=_(
            "Count the figures of a consultation again, from its export alone.\n\n"
            "Figures of the page of results, totals and results of ballots from single votes, topics from "
            "the texts, the six quality notes, who took part: each is found again and held against what was "
            "published. The exit status is 0 when all that can be found again is equal, 1 when a figure "
            "differs or the export cannot be read, 2 when the command makes no sense.\n\n"
            "Whether the rows themselves are what the public log holds is what parvis verify says."
        ),
    )


def run(export: Path, no_topics: bool, as_json: bool) -> None:
    """Count, print, and leave with the status."""
    if not export.is_file():
        raise click.UsageError(_("There is nothing at {path}.").format(path=export))
    from parvis.analysis.recompute import recompute_export

    words = Words(spoken_language())
    progress = Progress(words.stages)
    found = recompute_export(export, tell=progress, topics=not no_topics)
    progress.end()
    click.echo(json.dumps(_plain(found), ensure_ascii=False) if as_json else "\n".join(_text(found, words)))
    raise SystemExit(0 if found.is_equal else 1)


def _plain(found: "Found") -> dict[str, object]:
    return {
        "title": found.title,
        "equal": found.is_equal,
        "trouble": list(found.trouble) if found.trouble else None,
        "counts": {str(verdict): count for verdict, count in sorted(found.counts.items())},
        "parts": [
            {
                "part": part.name,
                "of": part.of,
                "facts": part.facts,
                "counts": {str(verdict): count for verdict, count in sorted(part.counts.items())},
                "lines": [
                    {
                        "name": line.name,
                        "published": line.published,
                        "recomputed": list(line.bounds) if line.bounds else line.found,
                        "result": str(line.verdict),
                        "why": line.why,
                    }
                    for line in part.lines
                ],
            }
            for part in found.parts
        ],
    }


def _text(found: "Found", words: Words) -> list[str]:
    """The table, why some figures cannot be found again, and what to think of it in one line."""
    if found.trouble:
        return [words.trouble(*found.trouble)]
    lines = [_("Figures of “{title}”, counted again from its export.").format(title=found.title), ""]
    for part in found.parts:
        lines += _part(part, words)
    whys = dict.fromkeys(line.why for part in found.parts for line in part.lines if line.why)
    if whys:
        lines.append(_("What cannot be counted again, or not exactly:"))
        lines += [f"  - {words.why(why)}" for why in whys]
        lines.append("")
    return [*lines, *_differences(found, words), words.conclusion(found)]


def _part(part: "Part", words: Words) -> list[str]:
    if not part.counts:
        return []
    title = words.part(part)
    if part.name not in words.told_whole:
        return [f"{title}{words.colon}{words.summary(part.counts)}", *_gone(part, words), ""]
    columns = pgettext("figure", "published"), pgettext("figure", "recomputed"), pgettext("figure", "result")
    rows = [
        _row(words.figure(part, line), words.value(line.published), words.found(line), words.result(line))
        for line in part.lines
    ]
    return [_row(title, *columns), *rows, *_gone(part, words), ""]


def _gone(part: "Part", words: Words) -> list[str]:
    gone = part.facts.get("gone")
    return [f"  {words.gone(gone)}"] if isinstance(gone, int) and gone > 0 else []


def _differences(found: "Found", words: Words) -> list[str]:
    """Each figure that differs, by its name, whatever the part."""
    named = [(part, line) for part in found.parts for line in part.lines if line.verdict == words.different]
    return [f"! {_difference(part, line, words)}" for part, line in named]


def _difference(part: "Part", line: "Line", words: Words) -> str:
    sentence = _("{part}, {figure}: {published} published, {found} recomputed.")
    return sentence.format(
        part=words.part(part),
        figure=words.figure(part, line),
        published=words.value(line.published),
        found=words.found(line),
    )


def _row(first: str, *others: str) -> str:
    cells = [cell.rjust(size) for cell, size in zip(others, COLUMNS[1:], strict=True)]
    return "  ".join([first.ljust(COLUMNS[0]), *cells]).rstrip()
