"""Watches a log from elsewhere: to be run every hour or so, by anybody, without asking.

    python3 monitor.py https://example.org/log/ --vkey KEY --keep last.txt --alarm 'mail -s Log me@a.org'

Keeps the last checkpoint in a file, and asks for the proof that the new one extends it. Exit status: 0 all is
well, 1 two histories (both checkpoints are kept: they are the proof), 2 wrong use, 3 silence for too long.
The alarm, if any, is a command that gets the words on its standard input.
"""

import argparse
import shlex
import subprocess
import sys
import time
import urllib.request
from collections.abc import Collection, Sequence
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError

from parvis.merkle.checkpoints import SignedHead, open_checkpoint
from parvis.merkle.notes import Key, parse_vkey
from parvis.merkle.proofs import consistency_proof, verify_consistency
from parvis.merkle.tiles import WIDTH, Tile, nodes_from
from parvis.merkle.tree import HASH_BYTES

WELL, FORKED, SILENT = 0, 1, 3
MOST_ANSWER_BYTES = 1_000_000
SECONDS_TO_ANSWER = 30
NEVER = 999_999.0
WORDS = {
    "well": (
        "The public log goes on: {size} lines, which extend the {before} known before.",
        "Le journal public continue : {size} lignes, qui prolongent les {before} déjà connues.",
    ),
    "forked": (
        "ALARM: two histories. The checkpoint of {size} lines does not extend that of {before}. "
        "Both are kept: {kept} and {kept}.fork",
        "ALARME : deux histoires. Le point de contrôle de {size} lignes ne prolonge pas celui de {before}. "
        "Les deux sont gardés : {kept} et {kept}.fork",
    ),
    "silent": (
        "ALARM: no good answer for {hours} hours. {why}",
        "ALARME : pas de réponse valable depuis {hours} heures. {why}",
    ),
    "late": ("No good answer now. {why}", "Pas de réponse valable pour l’instant. {why}"),
    "still": (
        "ALARM: nothing new for {hours} hours: {size} lines.",
        "ALARME : rien de nouveau depuis {hours} heures : {size} lignes.",
    ),
}


class Log:
    """A log at an address; `fetch` raises OSError or ValueError."""

    def __init__(self, address: str) -> None:
        if not address.startswith(("https://", "http://")):
            raise ValueError("an address starts with https://")
        self.address = address.rstrip("/") + "/"

    def fetch(self, path: str) -> bytes:
        """What is at a path below the address."""
        with urllib.request.urlopen(self.address + path, timeout=SECONDS_TO_ANSWER) as answer:  # noqa: S310
            data: bytes = answer.read(MOST_ANSWER_BYTES)
        return data

    def read_tile(self, tile: Tile) -> bytes:
        """The hashes of a tile; of the full one, where the partial one is no longer there."""
        try:
            return self.fetch(tile.path)
        except HTTPError:
            if tile.width == WIDTH:
                raise
            return self.fetch(Tile(tile.level, tile.index).path)[: tile.width * HASH_BYTES]

    def extends(self, old: SignedHead, new: SignedHead) -> bool:
        """Whether the tiles prove that `new` extends `old`."""
        if old.origin != new.origin or old.size > new.size:
            return False
        proof = consistency_proof(old.size, new.size, nodes_from(new.size, self.read_tile))
        return verify_consistency(old.size, new.size, proof, old.root, new.root)


def watch(
    log: Log, keys: Collection[Key], kept: Path, *, silence: float, still: float | None
) -> tuple[int, str, dict[str, object]]:
    """One look at the log: the exit status, and a code of WORDS with its facts."""
    heard = kept.with_name(f"{kept.name}.heard")
    try:
        note = log.fetch("checkpoint").decode()
        new = open_checkpoint(note, keys)
        old = open_checkpoint(kept.read_text(encoding="utf-8"), keys) if kept.exists() else new
        forked = not log.extends(old, new)
    except (OSError, ValueError, HTTPException) as error:
        hours = _hours_since(heard)
        late = hours < silence
        return (WELL if late else SILENT), ("late" if late else "silent"), {"hours": int(hours), "why": error}
    facts = {"size": new.size, "before": old.size, "kept": kept}
    if forked:
        kept.with_name(f"{kept.name}.fork").write_text(note, encoding="utf-8")
        return FORKED, "forked", facts
    if not kept.exists() or new.size > old.size:
        kept.write_text(note, encoding="utf-8")
    heard.touch()
    if still is not None and _hours_since(kept) >= still:
        return SILENT, "still", {**facts, "hours": int(_hours_since(kept))}
    return WELL, "well", facts


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit status."""
    options = _options().parse_args(arguments)
    try:
        log, keys = Log(options.address), [parse_vkey(text) for text in options.vkey]
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    status, code, facts = watch(log, keys, options.keep, silence=options.silence, still=options.still)
    words = WORDS[code][options.lang == "fr"].format(**facts) + "\n"
    sys.stdout.write(words)
    if status and options.alarm:
        subprocess.run(shlex.split(options.alarm), input=words, text=True, check=False)  # noqa: S603
    return status


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="monitor.py")
    parser.add_argument("address", help="where the public log is / où est le journal public")
    parser.add_argument("--vkey", required=True, action="append", help="its keys / ses clés")
    parser.add_argument(
        "--keep", type=Path, required=True, help="file of the last checkpoint / fichier gardé"
    )
    parser.add_argument("--silence", type=float, default=24, help="hours / heures (24)")
    parser.add_argument(
        "--still", type=float, help="alarm without new lines for these hours / sans nouveauté"
    )
    parser.add_argument("--alarm", help="command to run / commande à lancer")
    parser.add_argument("--lang", choices=("fr", "en"), default="en")
    return parser


def _hours_since(path: Path) -> float:
    """Since a file was written; a long time, if it never was."""
    return (time.time() - path.stat().st_mtime) / 3600 if path.exists() else NEVER


if __name__ == "__main__":
    sys.exit(main())
