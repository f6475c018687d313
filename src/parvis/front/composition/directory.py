"""The list of consultations: by stage, narrowed by words, state and theme."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.consultations.models import Theme
from parvis.contributions.filters import FilterGroup
from parvis.front.composition.searching.asked import Asked
from parvis.front.composition.searching.facets import Choice, commonest, group_of, states_of
from parvis.front.composition.summaries import Summary, at_stage, summaries
from parvis.front.enums import Stage, State
from parvis.restitution.finding import answering_consultations


@dataclass(frozen=True, slots=True)
class Directory:
    """What the list shows; `hidden` and `whole` keep and remove the filters."""

    asked: Asked
    path: str
    groups: list[FilterGroup]
    found: list[Summary]

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


def compose(asked: Asked) -> Directory:
    """Two queries more than the list alone: which have answers, and the names of their themes."""
    path = reverse("front:consultations")
    held = summaries(search=asked.words)
    answering = answering_consultations()
    states = {summary.consultation.pk: states_of(summary, answering) for summary in held}
    themes = _themes(held)
    under_state = [one for one in held if asked.state is None or asked.state in states[one.consultation.pk]]
    under_theme = [one for one in held if not asked.theme or asked.theme in themes[one.consultation.pk]]
    groups = [
        group_of(asked, path, "state", _("State of the consultation"), _by_state(under_theme, states)),
        group_of(asked, path, "theme", _("Theme"), _by_theme(under_state, themes)),
    ]
    return Directory(
        asked=asked,
        path=path,
        groups=[group for group in groups if len(group.links) > 2 or getattr(asked, group.name)],
        found=[one for one in under_state if one in under_theme],
    )


def _themes(held: Sequence[Summary]) -> dict[int, set[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    ids = [summary.consultation.pk for summary in held]
    for consultation, name in Theme.objects.filter(consultation__in=ids).values_list("consultation", "name"):
        found[consultation].add(name)
    return found


def _by_state(held: Sequence[Summary], states: dict[int, set[State]]) -> list[Choice]:
    counts = Counter(state for summary in held for state in states[summary.consultation.pk])
    return [Choice(state.value, str(state.label), counts[state]) for state in State if counts[state]]


def _by_theme(held: Sequence[Summary], themes: dict[int, set[str]]) -> list[Choice]:
    return commonest(
        Counter(name for summary in held for name in themes[summary.consultation.pk]), lambda name: name
    )
