"""The search page: every part of what was found, the filters, and one page of lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.consultations.models import Kind, Theme
from parvis.contributions.filters import FilterGroup
from parvis.contributions.finding import (
    Match,
    Matches,
    Scope,
    best_first,
    consultations_with_something_in,
    find_contributions,
    is_on_map,
)
from parvis.contributions.search import has_something_to_find
from parvis.front.composition.elsewhere import find_elsewhere
from parvis.front.composition.searching.asked import Asked
from parvis.front.composition.searching.facets import filter_groups
from parvis.front.composition.searching.ground import Ground, scope_of, survey
from parvis.front.composition.searching.guides import find_guides
from parvis.front.composition.searching.pages import find_pages
from parvis.front.composition.searching.results import Result, read_results
from parvis.front.composition.summaries import holding
from parvis.front.enums import Section
from parvis.minutes.finding import find_events
from parvis.restitution.finding import find_answers, find_syntheses
from parvis.ui.data import Link

PAGE_SIZE = 20
FIRST = 4
"""Lines of each part when all of them are on one page."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of what was found: how many, whether that is all, some lines, and the address of the rest."""

    section: Section
    count: int
    is_whole: bool
    results: list[Result]
    url: str

    @property
    def shows_all(self) -> bool:
        return self.is_whole and self.count == len(self.results)


@dataclass(frozen=True, slots=True)
class SearchView:
    """What the page shows; `parts` has one, with its pages, when the reader chose it.

    `is_vague`: nothing was looked for, since no word would have to be there. `is_placed`: something is on the
    map; `placed`: how many contributions are, None when not all of them were looked at.
    """

    asked: Asked
    path: str
    tabs: list[Link]
    groups: list[FilterGroup]
    parts: list[Part]
    total: int
    hidden: dict[str, str]
    whole: str
    is_vague: bool = False
    is_placed: bool = False
    placed: int | None = 0
    map_url: str = ""
    previous_url: str = ""
    next_url: str = ""

    @property
    def is_capped(self) -> bool:
        return any(not part.is_whole for part in self.parts)


def compose(asked: Asked) -> SearchView:
    """Look everywhere at once; the number of queries does not depend on how much is found."""
    path = reverse("front:search")
    is_vague = bool(asked.words) and not has_something_to_find(asked.words)
    map_url = asked.but(section=None).address(reverse("front:search_map"))
    if asked.is_nothing or is_vague:
        return SearchView(asked, path, [], [], [], 0, {}, path, is_vague=is_vague, map_url=map_url)
    ground = survey()
    found = _look(asked, ground)
    shown = {asked.section: found[asked.section]} if asked.section else found
    rows = [row for matches in shown.values() for row in matches.rows]
    parts = [_part(asked, path, *pair, ground) for pair in shown.items() if pair[1].rows]
    is_placed, placed = _placed(asked, ground, found[Section.CONTRIBUTIONS])
    return SearchView(
        asked=asked,
        path=path,
        tabs=_tabs(asked, path, found),
        groups=filter_groups(asked, rows, path=path, states=ground.states, titles=ground.titles),
        parts=parts,
        total=len(rows),
        is_placed=is_placed,
        placed=placed,
        map_url=map_url,
        hidden={name: value for name, value in asked.parameters().items() if name not in {"q", "page"}},
        whole=Asked(words=asked.words, section=asked.section).address(path),
        previous_url=asked.but(page=asked.page - 1).address(path) if asked.section and asked.page > 1 else "",
        next_url=asked.but(page=asked.page + 1).address(path) if _goes_on(asked, shown) else "",
    )


def _look(asked: Asked, ground: Ground) -> dict[Section, Matches]:
    """What each part holds, under the filters."""
    scope = scope_of(asked, ground)
    paths = {ground.summaries[pk].consultation.path: pk for pk in scope.consultations}
    answers = find_answers(scope)
    both = best_first([*answers.rows, *find_syntheses(scope, ground.syntheses).rows])
    return {
        Section.CONSULTATIONS: _consultations(scope, everywhere=not asked.filters),
        Section.CONTRIBUTIONS: find_contributions(scope),
        Section.ANSWERS: Matches(both.rows, both.is_whole and answers.is_whole),
        Section.EVENTS: find_events(scope),
        Section.PAGES: find_pages(scope, paths, everywhere=not asked.filters),
        Section.GUIDES: find_guides(scope, everywhere=not asked.filters),
    }


def _placed(asked: Asked, ground: Ground, matches: Matches) -> tuple[bool, int | None]:
    """Whether something found is on the map, and how much; one query when the newest alone were looked at."""
    placed = sum(row.is_placed for row in matches.rows)
    if matches.is_whole:
        return bool(placed), placed
    return bool(placed) or is_on_map(scope_of(asked, ground)), None


def _consultations(scope: Scope, *, everywhere: bool) -> Matches:
    """In the order of lists; under a theme or a kind, those that have it; under a place, a text there.

    `everywhere`: those held elsewhere too.
    """
    kept = set(scope.consultations)
    if scope.themes is not None:
        kept &= set(Theme.objects.filter(pk__in=scope.themes).values_list("consultation", flat=True))
    if scope.kinds is not None:
        kept &= set(Kind.objects.filter(pk__in=scope.kinds).values_list("consultation", flat=True))
    if scope.area is not None:
        kept &= consultations_with_something_in(scope.area, kept)
    ranks = holding(scope.words) if scope.words else dict.fromkeys(kept, 0.0)
    found = [pk for pk in scope.consultations if pk in kept and pk in ranks]
    here = [Match(pk, pk, rank=ranks[pk], source="consultation") for pk in found]
    return best_first([*here, *(find_elsewhere(scope.words) if everywhere else ())])


def _part(asked: Asked, path: str, section: Section, matches: Matches, ground: Ground) -> Part:
    rows: Sequence[Match] = matches.rows[:FIRST]
    if asked.section:
        rows = matches.rows[(asked.page - 1) * PAGE_SIZE : asked.page * PAGE_SIZE]
    return Part(
        section=section,
        count=len(matches.rows),
        is_whole=matches.is_whole,
        results=read_results(section, rows, ground.summaries, asked.words),
        url=asked.but(section=section).address(path),
    )


def _tabs(asked: Asked, path: str, found: Mapping[Section, Matches]) -> list[Link]:
    """Everything, then each part that holds something."""
    tabs = [_tab(asked, path, None, sum(len(matches.rows) for matches in found.values()))]
    for section, matches in found.items():
        if matches.rows or asked.section == section:
            tabs.append(_tab(asked, path, section, len(matches.rows)))
    return tabs


def _tab(asked: Asked, path: str, section: Section | None, count: int) -> Link:
    label = str(section.label) if section else _("All")
    url = asked.but(section=section).address(path)
    return Link(label, url, asked.section == section, count, f"in-{section or 'all'}")


def _goes_on(asked: Asked, shown: Mapping[Section, Matches]) -> bool:
    """Whether the chosen part has lines after this page."""
    return bool(asked.section) and any(
        asked.page * PAGE_SIZE < len(matches.rows) for matches in shown.values()
    )
