"""The command line: `verify.py EXPORT.zip`. Exit status: 0 sound, 1 not sound or unreadable, 2 wrong use."""

import argparse
import contextlib
import locale
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from parvis.merkle.notes import Key, parse_vkey
from parvis.merkle.verifier.check import Given, verify_export
from parvis.merkle.verifier.report import write_json, write_text
from parvis.merkle.verifier.texts import say

MOST_GIVEN_BYTES = 2_000_000
HELP = {
    "what": (
        "Check an export of Parvis: that nothing is missing, altered or slipped in.",
        "Vérifie un export de Parvis : que rien ne manque, n’est altéré ni ajouté.",
    ),
    "zip": ("the export", "l’export"),
    "vkey": (
        "the key that you expect, taken elsewhere than in the export; may be repeated",
        "la clé que vous attendez, prise ailleurs que dans l’export ; peut être répété",
    ),
    "receipt": ("a receipt to look for in the public log", "un récépissé à chercher dans le journal public"),
    "since": (
        "an older checkpoint that you kept: the public log must extend it; may be repeated",
        "un point de contrôle plus ancien, que vous avez gardé : le journal public doit le prolonger ; "
        "peut être répété",
    ),
    "json": ("the report as JSON", "le rapport en JSON"),
    "lang": ("language of the report", "langue du rapport"),
    "nothing": ("There is nothing to read at {path}.", "Il n’y a rien à lire à {path}."),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit status."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    lang = choose_lang(sys.argv[1:] if arguments is None else arguments)
    options = _parser(lang).parse_args(arguments)
    try:
        given = read_given_files(options.vkey, options.receipt, options.since, lang)
        if not options.export.is_file():
            raise WrongUse(_help("nothing", lang).format(path=options.export))
    except WrongUse as error:
        sys.stderr.write(f"{error}\n")
        return 2
    status, text = run_check(options.export, given, lang=lang, as_json=options.json)
    sys.stdout.write(text)
    return status


class WrongUse(Exception):
    """The command makes no sense; says why."""


def run_check(path: Path, given: Given, *, lang: str, as_json: bool) -> tuple[int, str]:
    """Exit status and report."""
    result = verify_export(path, given)
    return (0 if result.sound else 1), (write_json if as_json else write_text)(result, lang)


def read_given_files(
    vkeys: Sequence[str], receipts: Sequence[Path], since: Sequence[Path], lang: str
) -> Given:
    """What the reader brings. Raises WrongUse."""
    keys: list[Key] = []
    for text in vkeys:
        try:
            keys.append(parse_vkey(text.strip()))
        except ValueError:
            raise WrongUse(say("no_vkey", lang, text=text)) from None
    return Given(keys, [_read(path, lang) for path in receipts], [_read(path, lang) for path in since])


def choose_lang(arguments: Sequence[str]) -> str:
    """The language asked for, or that of the terminal."""
    early = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    early.add_argument("--lang")
    with contextlib.suppress(argparse.ArgumentError):
        asked = early.parse_known_args(arguments)[0].lang
        if asked:
            return "fr" if asked == "fr" else "en"
    names = [os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    first = next((name for name in names if name), locale.getlocale()[0] or "")
    return "fr" if first.lower().startswith("fr") else "en"


def _parser(lang: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="verify.py", description=_help("what", lang))
    parser.add_argument("export", type=Path, metavar="EXPORT.zip", help=_help("zip", lang))
    parser.add_argument("--vkey", action="append", default=[], metavar="KEY", help=_help("vkey", lang))
    for name in ("receipt", "since"):
        parser.add_argument(
            f"--{name}", action="append", default=[], type=Path, metavar="FILE", help=_help(name, lang)
        )
    parser.add_argument("--json", action="store_true", help=_help("json", lang))
    parser.add_argument("--lang", choices=("fr", "en"), help=_help("lang", lang))
    return parser


def _read(path: Path, lang: str) -> tuple[str, bytes]:
    try:
        with path.open("rb") as stream:
            return path.name, stream.read(MOST_GIVEN_BYTES)
    except OSError:
        raise WrongUse(_help("nothing", lang).format(path=path)) from None


def _help(name: str, lang: str) -> str:
    return HELP[name][1 if lang == "fr" else 0]
