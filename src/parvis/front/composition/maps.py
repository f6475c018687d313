"""A map of contributions drawn by the server, and the list that says the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.consultations.models import ConsultationPage
from parvis.contributions.mapping import Cell, cells, extent, located
from parvis.contributions.models import Contribution
from parvis.contributions.places import Area
from parvis.contributions.queries import in_order
from parvis.contributions.templatetags.contributions import public_title
from parvis.ui import words
from parvis.ui.maps import WIDTH, Frame, ScaleBar, frame_of, scale_bar
from parvis.ui.tiles import Tile, tiles_of

GRID = 4
SMALLEST, BY_DIGIT = 16, 4
LEAST_SEEN = 12
"""Metres: two places less far apart are one, as places are kept."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of the map and of the list: one contribution, or several close together.

    `url` leads to the contribution, or further into the map, or to the list when all are at one place.
    """

    count: int
    title: str
    url: str
    list_url: str
    zoom_url: str
    x: str
    y: str
    radius: str

    @property
    def shown_count(self) -> str:
        return words.number(self.count)

    @property
    def label(self) -> str:
        """What the list says of it, and the mark to those who do not see it."""
        if self.count == 1:
            return self.title
        return ngettext(
            "%(count)s contribution around “%(title)s”",
            "%(count)s contributions around “%(title)s”",
            self.count,
        ) % {"count": self.shown_count, "title": self.title}


@dataclass(frozen=True, slots=True)
class Ground:
    """The tiles under a map, who made them, and the server that browsers ask for them.

    Without tiles until the reader chose to see them: `is_shown`.
    """

    tiles: list[Tile]
    credit: str
    host: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """What `front/_map.html` draws, and lists beside; `bar` is as long as `scale` says."""

    spots: list[Spot]
    width: str
    height: str
    columns: tuple[str, ...]
    lines: tuple[str, ...]
    bar: ScaleBar
    ground: Ground | None = None

    @property
    def scale(self) -> str:
        """The distance of the bar, in words."""
        return distance(self.bar.metres)


@dataclass(frozen=True, slots=True)
class MapView:
    """Everything that the page shows; no drawing when nothing is anywhere."""

    consultation: ConsultationPage
    drawing: Drawing | None
    total: int
    list_url: str
    whole_url: str = ""

    @property
    def spots(self) -> list[Spot]:
        return self.drawing.spots if self.drawing else []


def compose(*, consultation: ConsultationPage, asked: Area | None, ground: bool) -> MapView:
    """Five queries at most, whatever the number of contributions. `ground`: whether its reader sees it."""
    path = reverse("front:map", args=[consultation.slug])
    every = reverse("front:contributions", args=[consultation.slug])
    rows = located(consultation)
    area = asked or extent(rows)
    found = cells(rows, area) if area else []
    return MapView(
        consultation=consultation,
        drawing=draw(
            found,
            area,
            list_at=lambda part: f"{every}?area={part}",
            map_at=lambda part: f"{path}?area={part}",
            ground=ground,
        ),
        total=sum(cell.count for cell in found),
        list_url=f"{every}?area={asked}" if asked and found else every,
        whole_url=path if asked else "",
    )


def draw(
    found: Sequence[Cell],
    area: Area | None,
    *,
    list_at: Callable[[Area], str],
    map_at: Callable[[Area], str],
    ground: bool,
) -> Drawing | None:
    """The cells of this area, each leading to a list or nearer; none when there is nothing. One query."""
    rows = {row.pk: row for row in (in_order([cell.first for cell in found]) if found else ())}
    if area is None or not rows:
        return None
    frame = frame_of(
        [(area.west, area.south), (area.east, area.north)], is_mercator=bool(settings.PARVIS_TILES)
    )
    return Drawing(
        spots=[
            _spot(
                cell,
                rows[cell.first],
                frame,
                list_url=list_at(cell.area),
                zoom_url="" if cell.is_spot else map_at(cell.area),
            )
            for cell in found
            if cell.first in rows
        ],
        width=f"{WIDTH:.0f}",
        height=f"{frame.height:.0f}",
        columns=tuple(f"{WIDTH * part / GRID:.1f}" for part in range(1, GRID)),
        lines=tuple(f"{frame.height * part / GRID:.1f}" for part in range(1, GRID)),
        bar=scale_bar(frame),
        ground=ground_of(frame, is_shown=ground),
    )


def ground_of(frame: Frame, *, is_shown: bool) -> Ground | None:
    """What the site may put under its maps, if it names a server for that."""
    address: str = settings.PARVIS_TILES
    if not address:
        return None
    host = urlsplit(address).netloc
    tiles = tiles_of(frame, address) if is_shown else []
    return Ground(tiles, settings.PARVIS_TILES_CREDIT, host, is_shown)


def extent_of(area: Area) -> str:
    """How large a part of a map is, in words."""
    wide, tall = (round(side * 1000) for side in area.sides)
    if max(wide, tall) < LEAST_SEEN:
        return _("one point of the map")
    return _("a part of the map, %(wide)s by %(tall)s") % {"wide": distance(wide), "tall": distance(tall)}


def distance(metres: int) -> str:
    """In words, no more exact than one needs to read a map: two figures below ten kilometres."""
    if metres >= 10_000:
        return _("%(count)s km") % {"count": words.number(round(metres / 1000))}
    if metres >= 1000:
        kilometres = round(metres / 1000, 1)
        return _("%(count)s km") % {
            "count": words.number(int(kilometres) if kilometres.is_integer() else kilometres)
        }
    return _("%(count)s m") % {"count": words.number(metres)}


def _spot(cell: Cell, first: Contribution, frame: Frame, *, list_url: str, zoom_url: str) -> Spot:
    area = cell.area
    x, y = frame.place((area.west + area.east) / 2, (area.south + area.north) / 2)
    one_url = reverse("front:contribution", args=[first.pk])
    return Spot(
        count=cell.count,
        title=public_title(first),
        url=one_url if cell.count == 1 else zoom_url or list_url,
        list_url=list_url,
        zoom_url=zoom_url,
        x=x,
        y=y,
        radius=str(SMALLEST + BY_DIGIT * (len(str(cell.count)) - 1)),
    )
