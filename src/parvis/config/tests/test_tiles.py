"""Which server of tiles may be named: one, over HTTPS, whose author maps can show."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from parvis.config.tiles import read_tiles

TILES, CREDIT = "https://tiles.example.org:8443/{z}/{x}/{y}.png", "© les auteurs de la carte"


@pytest.mark.parametrize(
    ("address", "credit"),
    [
        ("http://tiles.example.org/{z}/{x}/{y}.png", CREDIT),
        ("https://tiles.example.org/{z}/{x}.png", CREDIT),
        ("https://{x}.example.org/{z}/{x}/{y}.png", CREDIT),
        ("https://a.example.org; script-src *//{z}/{x}/{y}", CREDIT),
        ("https://user@example.org/{z}/{x}/{y}", CREDIT),
        (TILES, ""),
    ],
)
def test_a_server_that_would_be_unsafe_or_unnamed_is_refused_at_the_start(address: str, credit: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        read_tiles(address, credit)
    assert (read_tiles(TILES, CREDIT), read_tiles("", "")) == (TILES, "")
