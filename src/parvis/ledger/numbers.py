"""Receipt numbers: the entry of a leaf, as people copy it. Nobody guesses a number that is random."""

import base64
import re
import uuid

LETTERS = 26
WRITTEN = re.compile(r"(?<![A-Z2-7])(?:[A-Z2-7]{4}[- ]?){6}[A-Z2-7]{2}(?![A-Z2-7])", re.IGNORECASE)


def write_number(entry: uuid.UUID) -> str:
    """26 letters and digits, without 0, 1, 8 and 9, which are misread."""
    return base64.b32encode(entry.bytes).decode()[:LETTERS]


def group_number(entry: uuid.UUID) -> str:
    """The same by fours, to be read aloud."""
    number = write_number(entry)
    return "-".join(number[place : place + 4] for place in range(0, LETTERS, 4))


def read_number(text: str) -> uuid.UUID:
    """Read a number, grouped or not, capital or small. Raises ValueError on what is none."""
    letters = re.sub(r"[\s-]", "", text).upper()
    try:
        entry = uuid.UUID(bytes=base64.b32decode(f"{letters}======"))
    except ValueError as error:
        raise ValueError("no receipt has this number") from error
    if write_number(entry) != letters:
        raise ValueError("no receipt has this number")
    return entry


def find_number(text: str) -> uuid.UUID | None:
    """The first receipt number within a text, such as the address of a receipt or a whole mail."""
    for found in WRITTEN.finditer(text):
        try:
            return read_number(found[0])
        except ValueError:
            continue
    return None


class NumberConverter:
    """A receipt number in an address."""

    regex = "[A-Za-z2-7]{26}"

    def to_python(self, value: str) -> uuid.UUID:
        return read_number(value)

    def to_url(self, value: uuid.UUID) -> str:
        return write_number(value)
