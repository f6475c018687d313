"""`parvis probe`: look at a site from elsewhere, and keep when it answered; no database, no settings."""

import csv
import errno
import http.client
import os
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from gettext import gettext as _
from pathlib import Path
from urllib.parse import urlsplit

import click

HEADINGS = ["from", "to", "answers"]
PATIENCE = 20.0
LONGEST_GAP = 3
"""After so many looks that were missed, nobody knows what happened in between: another line begins."""
MOST_LINES = 20_000
CUT = (errno.ENETUNREACH, errno.ENETDOWN)
UNSEEN = 3


def build() -> click.Command:
    """Build the command."""
    return click.Command(
        "probe",
        short_help=_("Look at a site from elsewhere, and keep when it answered."),
        callback=run,
        params=[
            click.Argument(["url"], metavar="URL"),
            click.Option(
                ["--file"],
                type=click.Path(path_type=Path, dir_okay=False),
                default=Path("parvis-probe.csv"),
                show_default=True,
                metavar="FILE",
                help=_("Where to keep what is seen."),
            ),
            click.Option(
                ["--every"],
                type=click.IntRange(10, 3600),
                default=60,
                show_default=True,
                help=_("Seconds between two looks."),
            ),
            click.Option(["--once"], is_flag=True, help=_("Look once, for a timer of the system.")),
        ],
        help=_(
            "Look at a site from elsewhere, and keep when it answered.\n\n"
            "Run it on another machine and another network: a site cannot see by itself that nobody reaches "
            "it. The file has one line for each time during which it answered, or did not; whoever runs the "
            "site brings it on the desk. A look that this machine cannot take, because its own network or "
            "its name server is away, is not kept. With --once, the exit status is 0 when the site answered, "
            "1 when it did not, 3 when nobody could look."
        ),
    )


def run(url: str, file: Path, every: int, once: bool) -> None:
    """Look until stopped, or once."""
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise click.UsageError(_("URL is the address of the site, such as https://example.org/"))
    while True:
        answers = look(url)
        if answers is not None:
            keep(file, at=datetime.now(UTC).replace(microsecond=0), answers=answers, every=every)
        if once and answers is not None:
            raise SystemExit(0 if answers else 1)
        told = {
            True: _("it answers"),
            False: _("NO ANSWER"),
            None: _("nothing is kept: the name has no address here, or this machine has no network"),
        }[answers]
        click.echo(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} {told}", err=answers is None)
        if once:
            raise SystemExit(UNSEEN)
        time.sleep(every)


def look(url: str) -> bool | None:
    """Whether a page came back, other than one that says that something is broken.

    None when the fault may be of this machine: no address for the name, or no network at all.
    """
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=PATIENCE)
    try:
        connection.request("GET", parts.path or "/", headers={"User-Agent": "parvis-probe"})
        return connection.getresponse().status < 500
    except socket.gaierror:
        return None
    except OSError as fault:
        return None if fault.errno in CUT else False
    except http.client.HTTPException:
        return False
    finally:
        connection.close()


def keep(file: Path, *, at: datetime, answers: bool, every: int) -> None:
    """Make the last line longer when it says the same, or begin another; the file is replaced whole.

    What changed between two looks did so at an unknown moment: a silence begins with the first look without
    an answer, and ends with the first that has one.
    """
    lines = list(_read(file))
    said = "yes" if answers else "no"
    known = bool(lines) and (at - datetime.fromisoformat(lines[-1][1])).total_seconds() <= LONGEST_GAP * every
    if known and lines[-1][2] == said:
        lines[-1][1] = at.isoformat()
    else:
        if known and answers:
            lines[-1][1] = at.isoformat()
        lines.append([at.isoformat(), at.isoformat(), said])
    aside = file.with_name(f"{file.name}.new")
    with aside.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([HEADINGS, *lines[-MOST_LINES + 1 :]])
    os.replace(aside, file)


def _read(file: Path) -> Iterator[list[str]]:
    if not file.exists():
        return
    with file.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.reader(stream))
    if not rows or rows[0] != HEADINGS or any(len(row) != 3 for row in rows[1:]):
        raise click.UsageError(
            _("{file} is not a file that this command keeps: name another.").format(file=file)
        )
    yield from rows[1:]
