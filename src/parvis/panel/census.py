"""The table POP1B of the French census (people by sex and year of age), as Insee publishes it.

Its columns are those of the file: `SEXE` (1 men, 2 women), `AGED100` (000 to 100, years) and `NB` (people,
with decimals); others, such as the commune, are not read: the lines that are there are summed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.panel.enums import Age, Sex, Trait
from parvis.ui.words import number

COLUMNS = ("sexe", "aged100", "nb")
SEXES = {"1": Sex.MAN.value, "2": Sex.WOMAN.value}
OLDEST = 130
MOST_PEOPLE = 10**10


def is_census(headings: Sequence[str]) -> bool:
    return set(COLUMNS) <= {heading.strip().lower() for heading in headings}


def read_census(lines: Sequence[Sequence[str]], *, asked: Sequence[Trait]) -> dict[Trait, dict[str, float]]:
    """Age and sex, of those that are asked. Raises `Refused`, with the line."""
    headings = [heading.strip().lower() for heading in lines[0]]
    places = [headings.index(name) for name in COLUMNS]
    found: dict[Trait, dict[str, float]] = {one: {} for one in (Trait.AGE, Trait.SEX) if one in asked}
    if not found:
        raise Refused(_("This table of the census gives age and sex, and neither is asked here."))
    for place, cells in enumerate(lines[1:], start=2):
        if any(cell.strip() for cell in cells):
            sex, age, people = _line(place, cells, places)
            for trait, code in ((Trait.AGE, band_of(age)), (Trait.SEX, sex)):
                if trait in found:
                    found[trait][code] = found[trait].get(code, 0) + people
    if not any(sum(counts.values()) for counts in found.values()):
        raise Refused(_("This table of the census has nobody in it: keep the lines of the place concerned."))
    return {trait: _without_nobody(counts) for trait, counts in found.items()}


def band_of(age: int) -> str:
    """The age band of somebody of that many years: bands begin at the number in their code."""
    return max((band.value for band in Age if _start(band) <= age), key=lambda code: int(code.split("-")[0]))


def _start(band: Age) -> int:
    return int(band.value.split("-")[0])


def _without_nobody(counts: Mapping[str, float]) -> dict[str, float]:
    return {code: round(people, 3) for code, people in counts.items() if people > 0}


def _line(place: int, cells: Sequence[str], places: Sequence[int]) -> tuple[str, int, float]:
    sex, age, people = (cells[at].strip() if at < len(cells) else "" for at in places)
    plain = people.replace("\u202f", "").replace("\xa0", "").replace(" ", "").replace(",", ".")
    try:
        read = (SEXES[sex.lstrip("0")], int(age), float(plain))
    except (KeyError, ValueError):
        read = ("", -1, math.nan)
    if not 0 <= read[1] <= OLDEST or not 0 <= read[2] <= MOST_PEOPLE:
        said = _("Line %(line)s: “%(words)s” is no sex (1 or 2), age in years and number of people.")
        raise Refused(said % {"line": number(place), "words": " ".join((sex, age, people))})
    return read
