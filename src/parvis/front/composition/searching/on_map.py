"""What a search finds on a map: the contributions that are somewhere, and how many are nowhere."""

from dataclasses import dataclass, replace

from django.urls import reverse

from parvis.contributions.filters import FilterGroup
from parvis.contributions.finding import Matches, find_contributions
from parvis.contributions.mapping import cells, extent, mapped
from parvis.contributions.places import EARTH
from parvis.contributions.search import has_something_to_find
from parvis.front.composition.maps import Drawing, draw
from parvis.front.composition.searching.asked import Asked
from parvis.front.composition.searching.facets import filter_groups
from parvis.front.composition.searching.ground import scope_of, survey
from parvis.front.enums import Section


@dataclass(frozen=True, slots=True)
class SearchMap:
    """What the page shows; no drawing when nothing found is anywhere. `whole`: without any filter.

    `unplaced`: contributions found that are on no map; none in an area, and `at_least` so many when not all
    that was found was looked at. `is_capped`: more are on the map.
    """

    asked: Asked
    path: str
    list_url: str
    whole: str
    drawing: Drawing | None = None
    groups: tuple[FilterGroup, ...] = ()
    total: int = 0
    unplaced: int = 0
    at_least: bool = False
    is_capped: bool = False
    is_vague: bool = False

    @property
    def hidden(self) -> dict[str, str]:
        return {name: value for name, value in self.asked.parameters().items() if name != "q"}

    @property
    def everywhere(self) -> str:
        """The address of the whole map, for whoever looks at a part of it."""
        return self.asked.but(area=None).address(self.path) if self.asked.area else ""


def compose(asked: Asked, *, ground: bool) -> SearchMap:
    """The same search without its parts; the number of queries does not depend on how much is found.

    Nothing asked is everything that is somewhere. `ground`: whether the reader sees that of the map.
    """
    asked = asked.but(section=None)
    path, listed = reverse("front:search_map"), reverse("front:search")
    whole = Asked(words=asked.words).address(path)
    if asked.words and not has_something_to_find(asked.words):
        return SearchMap(asked, path, asked.address(listed), whole, is_vague=True)
    places = survey()
    scope = scope_of(asked, places)
    placed = find_contributions(replace(scope, area=asked.area or EARTH))
    every = Matches([]) if asked.area else find_contributions(scope)
    rows = mapped([match.pk for match in placed.rows])
    area = asked.area or extent(rows)
    return SearchMap(
        asked=asked,
        path=path,
        list_url=asked.but(section=Section.CONTRIBUTIONS).address(listed),
        whole=whole,
        drawing=draw(
            cells(rows, area) if area else [],
            area,
            list_at=lambda part: asked.but(section=Section.CONTRIBUTIONS, area=part).address(listed),
            map_at=lambda part: asked.but(area=part).address(path),
            ground=ground,
        ),
        groups=tuple(
            filter_groups(asked, placed.rows, path=path, states=places.states, titles=places.titles)
        ),
        total=len(placed.rows),
        unplaced=sum(not row.is_placed for row in every.rows),
        at_least=not every.is_whole,
        is_capped=not placed.is_whole,
    )
