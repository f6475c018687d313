"""The list of consultations: by stage, then those held elsewhere, all under the same filters."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.http import QueryDict
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from parvis.consultations.enums import Scale, Way
from parvis.consultations.models import Theme
from parvis.contributions.filters import FilterGroup
from parvis.following.announcing import Shown
from parvis.front.composition import elsewhere
from parvis.front.composition.elsewhere import Elsewhere
from parvis.front.composition.searching.asked import Asked, read_asked
from parvis.front.composition.searching.facets import Choice, commonest, group_of, states_of
from parvis.front.composition.summaries import Summary, at_stage, summaries_with_banners
from parvis.front.enums import Stage, State
from parvis.restitution.finding import answering_consultations


@dataclass(frozen=True, slots=True)
class DirectoryAsked(Asked):
    """What is asked of this list alone."""

    scale: str = ""
    way: str = ""

    @property
    def filters(self) -> int:
        return sum(bool(value) for value in (self.state, self.theme, self.scale, self.way))

    def parameters(self) -> dict[str, str]:
        added = {name: value for name, value in (("scale", self.scale), ("way", self.way)) if value}
        return Asked.parameters(self) | added


def read(query: QueryDict) -> DirectoryAsked:
    """As for any search, without what this list is not narrowed by."""
    asked = read_asked(query)
    return DirectoryAsked(
        words=asked.words,
        state=asked.state,
        theme=asked.theme,
        scale=_known(query.get("scale", ""), Scale),
        way=_known(query.get("way", ""), Way),
    )


def _known(value: str, choices: type[TextChoices]) -> str:
    return value if value in choices.values else ""


@dataclass(frozen=True, slots=True)
class Facts:
    """By what a consultation is kept, wherever it is held."""

    states: set[State]
    themes: set[str]
    scale: str
    way: str

    def are_kept(self, asked: DirectoryAsked, *, but: str = "") -> bool:
        """Whether every filter keeps it, but for one."""
        kept = {
            "state": asked.state is None or asked.state in self.states,
            "theme": not asked.theme or asked.theme in self.themes,
            "scale": asked.scale in ("", self.scale),
            "way": asked.way in ("", self.way),
        }
        return all(is_kept for name, is_kept in kept.items() if name != but)


@dataclass(frozen=True, slots=True)
class Directory:
    """What the list shows; `hidden` and `whole` keep and remove the filters.

    `more`: how many held elsewhere are not shown.
    """

    asked: DirectoryAsked
    path: str
    groups: list[FilterGroup]
    found: list[Summary]
    elsewhere: list[Elsewhere]
    more: int
    announced: Shown

    @property
    def hidden(self) -> dict[str, str]:
        return {name: value for name, value in self.asked.parameters().items() if name != "q"}

    @property
    def whole(self) -> str:
        return Asked(words=self.asked.words).address(self.path)

    @property
    def open(self) -> list[Summary]:
        return at_stage(self.found, Stage.OPEN, Stage.PAUSED)

    @property
    def soon(self) -> list[Summary]:
        return at_stage(self.found, Stage.COMING)

    @property
    def awaiting(self) -> list[Summary]:
        return at_stage(self.found, Stage.AWAITING)

    @property
    def answered(self) -> list[Summary]:
        return at_stage(self.found, Stage.ANSWERED)


def compose(asked: DirectoryAsked) -> Directory:
    """Three queries more than the list alone: which have answers, their themes, those held elsewhere."""
    path = reverse("front:consultations")
    held, announced = summaries_with_banners(search=asked.words)
    answering = answering_consultations()
    themes = _themes(held)
    here = [(one, _facts(one, answering, themes)) for one in held]
    there = [
        (one, Facts({one.state}, {one.page.theme} - {""}, one.page.scale, one.page.way))
        for one in elsewhere.held(search=asked.words)
    ]
    every = [facts for _one, facts in [*here, *there]]
    found = [one for one, facts in there if facts.are_kept(asked)]
    return Directory(
        asked=asked,
        path=path,
        groups=_groups(asked, path, every),
        found=[one for one, facts in here if facts.are_kept(asked)],
        elsewhere=found[: elsewhere.MOST],
        more=max(len(found) - elsewhere.MOST, 0),
        announced=announced,
    )


def _facts(summary: Summary, answering: set[int], themes: dict[int, set[str]]) -> Facts:
    page = summary.consultation
    return Facts(states_of(summary, answering), themes[page.pk], page.scale, page.way)


def _groups(asked: DirectoryAsked, path: str, every: Sequence[Facts]) -> list[FilterGroup]:
    """Each group over what the others keep; one of a single choice would narrow nothing."""

    def kept(but: str) -> list[Facts]:
        return [facts for facts in every if facts.are_kept(asked, but=but)]

    groups = [
        group_of(asked, path, "state", _("State of the consultation"), _by_state(kept("state"))),
        group_of(asked, path, "theme", _("Theme"), _by_theme(kept("theme"))),
        group_of(asked, path, "scale", _("Scale"), _by(Scale, kept("scale"), lambda facts: facts.scale)),
        group_of(
            asked, path, "way", _("Where one takes part"), _by(Way, kept("way"), lambda facts: facts.way)
        ),
    ]
    return [group for group in groups if len(group.links) > 2 or getattr(asked, group.name)]


def _themes(held: Sequence[Summary]) -> dict[int, set[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    ids = [summary.consultation.pk for summary in held]
    for consultation, name in Theme.objects.filter(consultation__in=ids).values_list("consultation", "name"):
        found[consultation].add(name)
    return found


def _by_state(every: Iterable[Facts]) -> list[Choice]:
    counts = Counter(state for facts in every for state in facts.states)
    return [Choice(state.value, str(state.label), counts[state]) for state in State if counts[state]]


def _by_theme(every: Iterable[Facts]) -> list[Choice]:
    return commonest(Counter(name for facts in every for name in facts.themes), lambda name: name)


def _by(choices: type[TextChoices], every: Iterable[Facts], value: Callable[[Facts], str]) -> list[Choice]:
    counts = Counter(map(value, every))
    return [Choice(one.value, capfirst(str(one.label)), counts[one]) for one in choices if counts[one]]
