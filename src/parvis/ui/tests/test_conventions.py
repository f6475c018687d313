"""What every template of Parvis keeps to."""

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2]
TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
COMPONENTS = sorted((PACKAGE / "ui/templates/ui").glob("*.html"))


def offenders(pattern: str, templates: list[Path]) -> list[str]:
    return [str(path.relative_to(PACKAGE)) for path in templates if re.search(pattern, path.read_text())]


def test_comments_end_on_their_line_or_they_would_be_read_on_the_page() -> None:
    assert offenders(r"\{#(?:(?!#\}).)*\n", TEMPLATES) == []


def test_no_style_is_written_in_a_template() -> None:
    """But for the words that somebody copies into another site, whose style sheets are not ours."""
    assert offenders(r"<style|\sstyle=", TEMPLATES) == ["front/templates/front/_widget_code.html"]


def test_no_handler_is_written_in_a_template() -> None:
    assert offenders(r"<[^>{%]*\son[a-z]+=", TEMPLATES) == []


def test_no_template_lets_words_through_as_html() -> None:
    assert offenders(r"\|\s*safe\b|autoescape off", TEMPLATES) == []


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.name)
def test_a_component_opens_with_its_contract(component: Path) -> None:
    assert component.read_text().startswith(("{# ", "{% comment %}"))
