"""The people of a pool in a spreadsheet: a line for each, with a name and a value of every feature."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.draws.quotas import Feature
from parvis.pages.spreadsheets import lines_of
from parvis.ui.words import listed, number

MOST_BYTES, MOST_PEOPLE = 5_000_000, 20_000
NAMES = {"name": "name", "nom": "name", "email": "email", "e-mail": "email", "courriel": "email"}
ADDRESS = {"address": "address", "adresse": "address"}


@dataclass(frozen=True, slots=True)
class Person:
    """A line of the list."""

    name: str
    email: str = ""
    address: str = ""
    said: dict[str, str] = field(default_factory=dict)


def template_rows(features: Sequence[Feature]) -> Iterator[list[str]]:
    """The file to fill in: its headings."""
    yield ["name", "email", "address", *(one.name for one in features)]


def read_people(name: str, data: bytes, *, features: Sequence[Feature], by_home: bool) -> list[Person]:
    """Raises `Refused`, with the line and the column. An address is needed where homes are looked at."""
    if len(data) > MOST_BYTES:
        raise Refused(_("This file is larger than 5 MB."))
    lines = lines_of(name, data, most=MOST_PEOPLE + 2)
    if len(lines) > MOST_PEOPLE + 1:
        raise Refused(_("A list has %(most)s people at most.") % {"most": number(MOST_PEOPLE)})
    columns = _columns(lines[0] if lines else [], features, by_home=by_home)
    people: list[Person] = []
    seen: dict[tuple[str, str, str], int] = {}
    for place, cells in enumerate(lines[1:], start=2):
        if any(cell.strip() for cell in cells):
            person = _person(place, cells, columns, features, by_home=by_home)
            same = seen.setdefault((person.name, person.email, person.address), place)
            if same != place:
                raise _wrong(place, "name", _("the same person is on line %(line)s") % {"line": number(same)})
            people.append(person)
    if not people:
        raise Refused(_("Nobody is in this list."))
    return people


def _columns(headings: Sequence[str], features: Sequence[Feature], *, by_home: bool) -> dict[str, int]:
    """Where each thing is; features by their own name, whatever its capitals."""
    places = {" ".join(cell.split()).lower(): place for place, cell in enumerate(headings)}
    found = {known: places[word] for word, known in (NAMES | ADDRESS).items() if word in places}
    found |= {one.name: places[one.name.lower()] for one in features if one.name.lower() in places}
    needed = ["name", *(["address"] if by_home else []), *(one.name for one in features)]
    missing = [word for word in needed if word not in found]
    if missing:
        said = _("The first line has no column for: %(columns)s. Fill in the file that this page gives.")
        raise Refused(said % {"columns": listed(missing)})
    return found


def _person(
    place: int,
    cells: Sequence[str],
    columns: dict[str, int],
    features: Sequence[Feature],
    *,
    by_home: bool,
) -> Person:
    row = {
        name: " ".join(cells[column].split()) if column < len(cells) else ""
        for name, column in columns.items()
    }
    for name in ("name", *(["address"] if by_home else [])):
        if not row[name]:
            raise _wrong(place, name, _("this cell is empty"))
    email = row.get("email", "")
    if len(row["name"]) > 160 or len(row.get("address", "")) > 300:
        raise _wrong(place, "name", _("the name or the address is too long"))
    if email:
        try:
            validate_email(email)
        except ValidationError:
            raise _wrong(place, "email", _("“%(word)s” is no e-mail address") % {"word": email}) from None
    said = {one.name: _value(place, one, row[one.name]) for one in features}
    return Person(row["name"], email, row.get("address", ""), said)


def _value(place: int, feature: Feature, word: str) -> str:
    known = {value.lower(): value for value in feature.values}
    if word.lower() not in known:
        said = _("“%(word)s” is none of: %(values)s")
        raise _wrong(place, feature.name, said % {"word": word, "values": listed(list(feature.values))})
    return known[word.lower()]


def _wrong(place: int, column: str, why: str) -> Refused:
    told = {"line": number(place), "column": column, "why": why}
    return Refused(_("Line %(line)s, column %(column)s: %(why)s.") % told)
