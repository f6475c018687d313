"""Videos on other sites that may be watched here, once their reader asks for it: the address of their player.

A page allows these places alone, and those of its own videos alone. Whoever is not here gets a link.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

YOUTUBE = {"youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be", "www.youtube-nocookie.com"}
VIMEO = {"vimeo.com", "www.vimeo.com", "player.vimeo.com"}
DAILYMOTION = {"dailymotion.com", "www.dailymotion.com", "dai.ly"}
NAME = r"[0-9A-Za-z_-]{1,40}"


@dataclass(frozen=True, slots=True)
class Player:
    """Where a video is played: the place that the page allows, and the address in it."""

    origin: str
    url: str

    @property
    def host(self) -> str:
        return self.origin.removeprefix("https://")


def player_of(address: str) -> Player | None:
    """The player of a video, in the form that tells its site the least; None where a link is all."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme != "https" or parts.netloc != parts.hostname:
        return None
    if parts.hostname in YOUTUBE and (name := _youtube(parts.path, parts.query)):
        return _player("https://www.youtube-nocookie.com", f"/embed/{name}")
    if parts.hostname in VIMEO and (found := re.fullmatch(r"(?:/video)?/(\d{1,20})", parts.path)):
        return _player("https://player.vimeo.com", f"/video/{found[1]}?dnt=1")
    if parts.hostname in DAILYMOTION and (found := re.fullmatch(rf"(?:/video)?/({NAME})", parts.path)):
        return _player("https://geo.dailymotion.com", f"/player.html?video={found[1]}")
    return None


def _player(origin: str, path: str) -> Player:
    return Player(origin, f"{origin}{path}")


def _youtube(path: str, query: str) -> str:
    """The name of a video, by the forms of its address: `watch?v=`, short, of a player, of a direct."""
    asked = parse_qs(query).get("v", [""])[0] if path == "/watch" else path.rpartition("/")[2]
    return asked if re.fullmatch(NAME, asked) and asked != "watch" else ""
