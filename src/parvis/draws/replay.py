#!/usr/bin/env python3
"""Draw again a panel of Parvis, from its published report, with nothing but Python 3.

    python3 replay.py report.json             is it the panel that the list and the seed give?
    python3 replay.py report.json RECEIPT     and under which number was I?

The list of panels was published before its seed was known. The number of the panel that is drawn is:

    for turn = 0, 1, 2...
        h = SHA-256("<fingerprint of the list>\\n<seed>\\n<turn>"), read as a whole number
        if h is below the greatest multiple of N (number of panels) that is at most 2^256: h modulo N, plus 1

The fingerprint is the SHA-256 of the list in canonical JSON: keys sorted, no spaces, UTF-8.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import sys
import unicodedata
from typing import Any

FORMAT = "parvis-draw/1"


def canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def plain(seed: str) -> str:
    """However it was typed: one space between words, one way to write each accent."""
    return " ".join(unicodedata.normalize("NFC", seed).split())


def panel_number(digest: str, seed: str, panels: int) -> int:
    """From 1 to `panels`, each as likely."""
    limit = 2**256 - 2**256 % panels
    turn = 0
    while True:
        found = int(sha256(f"{digest}\n{plain(seed)}\n{turn}".encode()), 16)
        if found < limit:
            return found % panels + 1
        turn += 1


def reserve_rank(digest: str, seed: str, person: int) -> str:
    """Of those who may replace somebody, the one whose rank is first in alphabetical order does."""
    return sha256(f"{digest}\n{plain(seed)}\nreserve {person}".encode())


def commitment(number: int, salt: str, name: str, said: dict[str, str]) -> str:
    """What the list says of somebody: nothing that anybody reads without their receipt."""
    return sha256(canonical([FORMAT, number, salt, name, said]))


def receipt(number: int, salt: str, name: str, said: dict[str, str]) -> str:
    return base64.urlsafe_b64encode(canonical([number, salt, name, said])).decode()


def open_receipt(written: str) -> tuple[int, str, str, dict[str, str]]:
    """Raises ValueError on what is no receipt."""
    try:
        number, salt, name, said = json.loads(base64.urlsafe_b64decode("".join(written.split())))
    except (binascii.Error, UnicodeDecodeError, TypeError) as error:
        raise ValueError("this is no receipt") from error
    return number, salt, name, said


def wrong(report: dict[str, Any]) -> list[str]:
    """What does not hold in a report; empty when everything does."""
    listed, found = report["list"], []
    digest, panels = sha256(canonical(listed)), listed["panels"]
    if listed["format"] != FORMAT:
        found.append(f"the list is not in the format {FORMAT}")
    if digest != report["sha256"]:
        found.append(f"the fingerprint of the list is {digest}, the report says {report['sha256']}")
    for place, panel in enumerate(panels, start=1):
        if len(set(panel)) != listed["size"] or not set(panel) <= set(range(1, len(listed["people"]) + 1)):
            found.append(f"panel {place} has not {listed['size']} people of the list")
    if not report.get("seed"):
        return found
    number = panel_number(digest, report["seed"], len(panels))
    if number != report["number"]:
        found.append(f"the seed gives panel {number}, the report says {report['number']}")
    if panels[number - 1] != report["panel"]:
        found.append(f"panel {number} of the list is not the panel of the report")
    return found + _wrong_replacements(report, digest)


def _wrong_replacements(report: dict[str, Any], digest: str) -> list[str]:
    found, called = [], set(report["panel"])
    for one in report["replacements"]:
        first = min(one["among"], key=lambda person: reserve_rank(digest, report["seed"], person), default=0)
        if one["out"] not in called or set(one["among"]) & called or one["in"] != first:
            found.append(f"{one['in']} in the place of {one['out']} is not what the order of the seed gives")
        called.add(one["in"])
    return found


def said_of(report: dict[str, Any], written: str) -> str:
    """Where the owner of a receipt stands. Raises ValueError when the list does not know it."""
    number, salt, name, said = open_receipt(written)
    people = report["list"]["people"]
    if not 1 <= number <= len(people) or people[number - 1] != commitment(number, salt, name, said):
        raise ValueError("the list does not know this receipt")
    panels = report["list"]["panels"]
    times = sum(number in panel for panel in panels)
    drawn = number in report.get("panel", []) or number in [
        one["in"] for one in report.get("replacements", [])
    ]
    where = "drawn" if drawn else "not drawn" if report.get("seed") else "waiting for the draw"
    return f"{name} is number {number} ({said}), in {times} of {len(panels)} panels: {where}."


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def main(arguments: list[str]) -> int:
    if len(arguments) not in (1, 2):
        _say(__doc__ or "")
        return 2
    try:
        with open(arguments[0], encoding="utf-8") as file:
            report = json.load(file)
        found = wrong(report)
        mine = said_of(report, arguments[1]) if len(arguments) == 2 else ""
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        _say(f"This cannot be checked: {error}")
        return 1
    for line in found:
        _say(f"WRONG: {line}.")
    if not found and report.get("seed"):
        _say(f"Panel {report['number']} of {len(report['list']['panels'])}: {report['panel']}")
        _say("Everything holds: the list, its fingerprint, the seed, the panel and those who replaced.")
    elif not found:
        _say(f"The list holds; its fingerprint is {report['sha256']}. The seed is not known yet.")
    if mine:
        _say(mine)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
