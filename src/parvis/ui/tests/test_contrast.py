"""Colours can change, never become unreadable: text 7:1, marks of the interface 3:1, in both themes."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parent.parent / "static/ui/tokens.css").read_text()
TEXT = (
    "ink",
    "soft-ink",
    "brand",
    "brand-strong",
    "accent",
    "for",
    "mixed",
    "against",
    "danger",
    "danger-strong",
)
WASHES = ("sunken", "brand-wash", "accent-wash", "for-wash", "mixed-wash", "against-wash", "danger-wash")
MARKS = ("edge", *(f"data-{place}" for place in range(1, 7)))
FILLED = ("brand", "brand-strong", "danger", "for", "mixed", "against")
SIGNED = ("brand", "accent", "for", "mixed", "against", "danger")


def block(selector: str) -> dict[str, str]:
    body = TOKENS.split(selector + " {", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", body))


THEMES = {
    "light": block(":root"),
    "dark": block(':root[data-theme="dark"]'),
    "dark device": block(':root:not([data-theme="light"])'),
}


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def too_weak(theme: dict[str, str], pairs: list[tuple[str, str]], least: float) -> list[str]:
    ratios = {pair: contrast(theme[pair[0]], theme[pair[1]]) for pair in pairs}
    return [f"{front} on {back}: {ratio:.2f}" for (front, back), ratio in ratios.items() if ratio < least]


def test_the_measure_itself_is_that_of_wcag() -> None:
    assert round(contrast("#ffffff", "#000000"), 2) == 21.0
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("theme", THEMES)
def test_text_reads_at_seven_to_one(theme: str) -> None:
    pairs = [(front, back) for front in TEXT for back in ("paper", "raised")]
    pairs += [("ink", back) for back in WASHES] + [("on-brand", back) for back in FILLED]
    assert too_weak(THEMES[theme], pairs, 7) == []


@pytest.mark.parametrize("theme", THEMES)
def test_marks_and_edges_stand_out_at_three_to_one(theme: str) -> None:
    pairs = [(front, back) for front in MARKS for back in ("paper", "raised", "sunken")]
    pairs += [(name, f"{name}-wash") for name in SIGNED]
    assert too_weak(THEMES[theme], pairs, 3) == []


def test_dark_is_the_same_whether_asked_by_the_page_or_by_the_device() -> None:
    assert THEMES["dark device"] == THEMES["dark"]


def test_every_colour_has_its_dark_twin() -> None:
    assert set(THEMES["dark"]) == set(THEMES["light"])
