"""A colour chosen by an organiser reads everywhere, in both themes, or is not taken."""

import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from parvis.ui import colour
from parvis.ui.tests import test_contrast as tokens

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
INK = {"light": tokens.THEMES["light"]["ink"], "dark": tokens.THEMES["dark"]["ink"]}


@given(colours, colours)
def test_contrast_is_that_by_which_the_tokens_are_checked(one: str, other: str) -> None:
    assert colour.contrast(one, other) == pytest.approx(tokens.contrast(one, other))


@pytest.mark.parametrize(
    ("theme", "grounds"), [("light", colour.LIGHT_GROUNDS), ("dark", colour.DARK_GROUNDS)]
)
def test_the_grounds_are_those_of_the_tokens(theme: str, grounds: tuple[str, ...]) -> None:
    assert grounds == tuple(tokens.THEMES[theme][name] for name in ("paper", "raised", "sunken"))
    assert {"light": colour.ON_LIGHT, "dark": colour.ON_DARK}[theme] == tokens.THEMES[theme]["on-brand"]


@given(colours)
def test_the_shade_proposed_instead_reads_on_every_ground(chosen: str) -> None:
    assert colour.weakest(colour.nearest_readable(chosen)) >= colour.READABLE


@given(colours)
def test_a_colour_that_reads_is_proposed_as_it_is(chosen: str) -> None:
    readable = colour.nearest_readable(chosen)
    assert colour.nearest_readable(readable) == readable


@given(colours)
def test_a_palette_reads_in_both_themes(chosen: str) -> None:
    accepted = colour.nearest_readable(chosen)
    for theme, palette, grounds in (
        ("light", colour.light_palette(accepted), colour.LIGHT_GROUNDS),
        ("dark", colour.dark_palette(accepted), colour.DARK_GROUNDS),
    ):
        texts = [(palette.brand, ground) for ground in grounds]
        texts += [(palette.strong, ground) for ground in (*grounds, palette.wash)]
        texts += [(palette.on_brand, palette.brand), (palette.on_brand, palette.strong)]
        assert {pair: colour.contrast(*pair) for pair in texts if colour.contrast(*pair) < 4.5} == {}
        assert colour.contrast(palette.brand, palette.wash) >= 3
        assert colour.contrast(INK[theme], palette.wash) >= 7


def test_a_stylesheet_replaces_the_four_brand_tokens_wherever_they_are_set(client: Client) -> None:
    response = client.get("/look/93380f.css")

    text = response.content.decode()
    names = ["brand", "brand-strong", "brand-wash", "on-brand"]
    assert (response.status_code, response["Content-Type"]) == (200, "text/css; charset=utf-8")
    assert re.findall(r"--([\w-]+):", text) == names * 3
    for selector in (":root {", ':root[data-theme="dark"] {', ':root:not([data-theme="light"]) {'):
        assert selector in text
        assert selector in tokens.TOKENS
    assert "--brand: #93380f;" in text


@pytest.mark.django_db
@pytest.mark.parametrize("written", ["ffff00", "93380F", "93380", "93380f00", "red", "93380f;x"])
def test_what_is_no_readable_colour_has_no_stylesheet(client: Client, written: str) -> None:
    assert client.get(f"/look/{written}.css").status_code == 404


@pytest.mark.django_db
def test_anybody_may_keep_a_stylesheet(client: Client) -> None:
    response = client.get("/look/93380f.css")
    assert response["Cache-Control"] == "public, max-age=86400"
    assert not response.cookies
    assert "Vary" not in response or "Cookie" not in response["Vary"]
