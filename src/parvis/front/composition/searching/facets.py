"""By what results can be narrowed, each choice with how many of them it keeps."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from parvis.consultations.models import Kind, Theme
from parvis.contributions.filters import FilterGroup
from parvis.contributions.finding import Match
from parvis.front.composition.maps import extent_of
from parvis.front.composition.searching.asked import Asked
from parvis.front.composition.summaries import Summary
from parvis.front.enums import Stage, State
from parvis.ui.data import Link

LONGEST = 12
"""Choices of one group: the commonest."""
LABEL = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of the address, its words, and how many results have it."""

    value: str
    label: str
    count: int


def states_of(summary: Summary, answering: set[int]) -> set[State]:
    """What one may say of a consultation: where it stands, and whether something in it was answered."""
    found = {_STATES[summary.position.stage]}
    if summary.consultation.pk in answering or summary.synthesis is not None:
        found.add(State.ANSWERED)
    return found


_STATES = {
    Stage.OPEN: State.OPEN,
    Stage.PAUSED: State.OPEN,
    Stage.COMING: State.SOON,
    Stage.AWAITING: State.CLOSED,
    Stage.ANSWERED: State.CLOSED,
}


def filter_groups(
    asked: Asked,
    matches: Iterable[Match],
    *,
    path: str,
    states: Mapping[int, set[State]],
    titles: Mapping[int, tuple[str, str]],
) -> list[FilterGroup]:
    """The groups of filters over what was found: two queries, for the names of themes and kinds.

    `titles`: the slug and the question of each consultation. A group of one choice would narrow nothing.
    """
    rows = list(matches)
    groups = [
        group_of(asked, path, "state", _("State of the consultation"), _by_state(rows, states)),
        group_of(asked, path, "theme", _("Theme"), _by_theme(rows)),
        group_of(asked, path, "kind", _("Kind"), _by_kind(rows)),
        group_of(asked, path, "consultation", _("Consultation"), _by_consultation(rows, titles)),
    ]
    kept = [group for group in groups if len(group.links) > 2 or getattr(asked, group.name)]
    return [*kept, _place(asked, path)] if asked.area else kept


def _place(asked: Asked, path: str) -> FilterGroup:
    """The part of the map chosen, in words, to be kept or taken away."""
    links = [
        Link(_("Everywhere"), asked.but(area=None).address(path), id="area-none"),
        Link(
            capfirst(extent_of(asked.area)) if asked.area else "", asked.address(path), True, id="area-chosen"
        ),
    ]
    return FilterGroup(name="area", label=_("Place"), links=links)


def _by_state(rows: Sequence[Match], states: Mapping[int, set[State]]) -> list[Choice]:
    counts = Counter(state for row in rows for state in states.get(row.consultation or 0, ()))
    return [Choice(state.value, str(state.label), counts[state]) for state in State if counts[state]]


def _by_theme(rows: Sequence[Match]) -> list[Choice]:
    counts = Counter(row.theme for row in rows if row.theme)
    names = dict(Theme.objects.filter(pk__in=counts).values_list("pk", "name"))
    return commonest(_summed(counts, names), lambda name: name)


def _by_kind(rows: Sequence[Match]) -> list[Choice]:
    """Kinds of one code in several consultations are one choice, called as the commonest of them."""
    counts = Counter(row.kind for row in rows if row.kind)
    kinds = {kind.pk: kind for kind in Kind.objects.filter(pk__in=counts)}
    labels = {kinds[pk].code: kinds[pk].plural_name for pk, _count in reversed(counts.most_common())}
    codes = {pk: kind.code for pk, kind in kinds.items()}
    return commonest(_summed(counts, codes), lambda code: capfirst(labels[code]))


def _by_consultation(rows: Sequence[Match], titles: Mapping[int, tuple[str, str]]) -> list[Choice]:
    counts = Counter(row.consultation for row in rows if row.consultation)
    labels = {slug: Truncator(title).chars(LABEL) for slug, title in titles.values()}
    slugs = {pk: slug for pk, (slug, _title) in titles.items()}
    return commonest(_summed(counts, slugs), labels.__getitem__)


def _summed(counts: Mapping[int, int], names: Mapping[int, str]) -> Counter[str]:
    """Counts by name: themes of one name in several consultations are one choice."""
    found: Counter[str] = Counter()
    for pk, count in counts.items():
        if pk in names:
            found[names[pk]] += count
    return found


def commonest(counts: Counter[str], label: Callable[[str], str]) -> list[Choice]:
    """The `LONGEST` commonest choices, each with its words."""
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:LONGEST]
    return [Choice(value, label(value), count) for value, count in ordered]


def group_of(asked: Asked, path: str, name: str, label: str, choices: list[Choice]) -> FilterGroup:
    """The links of one group at `path`; a chosen value that nothing has any more stays, to be taken away."""
    chosen = getattr(asked, name) or ""
    nothing = asked.but(**{name: None if name == "state" else ""})
    links = [Link(_("All"), nothing.address(path), not chosen, id=f"{name}-none")]
    for choice in choices:
        url = asked.but(**{name: choice.value}).address(path)
        mark = f"{name}-{crc32(choice.value.encode()):08x}"
        links.append(Link(choice.label, url, choice.value == chosen, choice.count, mark))
    return FilterGroup(name=name, label=label, links=links)
