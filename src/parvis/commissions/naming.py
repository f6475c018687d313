"""Contributions as people name them: by number, by reference, by address, several at once."""

import re

NUMBER = re.compile(r"(?:/contributions/|\bC-|(?<![\w/.:=#-]))(\d{1,18})(?!\w|[.-]\w)")
MOST = 500


def numbers_in(typed: str) -> list[int]:
    """The numbers that a text names, each once, in order; 500 at most."""
    found = dict.fromkeys(int(number) for number in NUMBER.findall(typed))
    return list(found)[:MOST]
