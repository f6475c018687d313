"""The table of templates that organisers read says every template, with the days that it has."""

import re
from pathlib import Path

from django.utils.translation import override

from parvis.consultations.templates_catalogue import CATALOGUE

PAGE = Path(__file__).resolve().parent.parent / "docs" / "howto" / "organise.md"
ROW = re.compile(
    r"^\| \[?(?P<name>[^|\]]+?)\]?(?:\([^)]*\))? \|.*\| (?P<all>\d+) \((?P<open>\d+)\) \|$", re.MULTILINE
)


def test_the_page_says_every_template_with_its_days() -> None:
    said = [(row["name"], int(row["all"]), int(row["open"])) for row in ROW.finditer(PAGE.read_text())]
    with override("en"):
        there = [(str(one.name), one.days, one.open_days) for one in CATALOGUE.values()]
    assert said == there
