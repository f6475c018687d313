"""The ground of maps, when the site names a server of tiles: read once, at the start."""

import re

from django.core.exceptions import ImproperlyConfigured

ADDRESS = re.compile(r"https://[a-z0-9.-]+(:\d{1,5})?/[!-~]*", re.IGNORECASE)
"""Of one server: the policy of pages with a map names it, and the places come after."""
PLACES = ("{z}", "{x}", "{y}")


def read_tiles(address: str, credit: str) -> str:
    """The address as it is, once it names its places and whoever made the tiles; empty when there is none."""
    if not address:
        return ""
    if not ADDRESS.fullmatch(address) or not all(place in address for place in PLACES):
        raise ImproperlyConfigured(
            "PARVIS_TILES is the https:// address of a tile, with {z}, {x} and {y} in it, such as "
            "https://tiles.example.org/{z}/{x}/{y}.png"
        )
    if not credit:
        raise ImproperlyConfigured("PARVIS_TILES_CREDIT says who made the tiles: maps have to show it.")
    return address
