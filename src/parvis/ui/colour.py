"""Colours as numbers: how well one reads on another, and the palette that an organiser's colour makes.

Colours are written `#rrggbb`, in lower case. Contrast is that of WCAG 2.2, from 1 to 21.
"""

import re
from dataclasses import dataclass

WRITTEN = re.compile(r"#[0-9a-f]{6}")
READABLE = 4.5
COMFORTABLE = 7.0
# What brand text is read on, in each theme: the grounds of tokens.css.
LIGHT_GROUNDS = ("#fbfaf7", "#ffffff", "#f3f1eb")
DARK_GROUNDS = ("#14181d", "#1c2229", "#191e24")
ON_LIGHT, ON_DARK = "#ffffff", "#0d1a1c"
STEP = 0.02


@dataclass(frozen=True, slots=True)
class Palette:
    """The four brand colours of a theme: the colour, for what is pointed at, behind text, text on it."""

    brand: str
    strong: str
    wash: str
    on_brand: str


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def weakest(colour: str) -> float:
    """How well this colour reads on the light ground that suits it least, white text on it included."""
    return min(contrast(colour, ground) for ground in (*LIGHT_GROUNDS, ON_LIGHT))


def nearest_readable(colour: str) -> str:
    """The same colour, darkened just enough to be read on every light ground."""
    return _moved(colour, "#000000", LIGHT_GROUNDS, READABLE)


def mix(one: str, other: str, share: float) -> str:
    """`share` of `other`, from 0 to 1, in `one`."""
    pairs = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(first + (second - first) * share):02x}" for first, second in pairs)


def light_palette(colour: str) -> Palette:
    """For the light theme: the colour as it was chosen."""
    return Palette(colour, mix(colour, "#000000", 0.25), mix(LIGHT_GROUNDS[0], colour, 0.09), ON_LIGHT)


def dark_palette(colour: str) -> Palette:
    """For the dark theme: the same colour, lightened until it reads comfortably."""
    lit = _moved(colour, "#ffffff", (*DARK_GROUNDS, ON_DARK), COMFORTABLE)
    return Palette(lit, mix(lit, "#ffffff", 0.3), mix(DARK_GROUNDS[0], lit, 0.12), ON_DARK)


def stylesheet(colour: str) -> str:
    """CSS that puts this colour in the place of the brand's, in both themes; linked after tokens.css."""
    light, dark = _declarations(light_palette(colour)), _declarations(dark_palette(colour))
    return (
        f":root {{ {light} }}\n"
        f'@media (prefers-color-scheme: dark) {{ :root:not([data-theme="light"]) {{ {dark} }} }}\n'
        f':root[data-theme="dark"] {{ {dark} }}\n'
    )


def _declarations(palette: Palette) -> str:
    return (
        f"--brand: {palette.brand}; --brand-strong: {palette.strong}; "
        f"--brand-wash: {palette.wash}; --on-brand: {palette.on_brand};"
    )


def _moved(colour: str, towards: str, grounds: tuple[str, ...], least: float) -> str:
    """Mix in as little of `towards` as it takes to reach `least` on each ground."""
    steps = (mix(colour, towards, min(place * STEP, 1.0)) for place in range(round(1 / STEP) + 1))
    fitting = (step for step in steps if min(contrast(step, ground) for ground in grounds) >= least)
    return next(fitting, towards)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
