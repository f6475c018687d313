"""What a reader asked of a list, read from the address, and the bar that lets them ask otherwise.

Nothing here touches the database: themes, kinds and phases are those that the page already fetched.
An address that makes no sense shows the whole list rather than an error.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypedDict, TypeVar

from django.db.models import Model
from django.http import QueryDict
from django.utils.translation import gettext as _

from parvis.consultations.models import Kind, Phase, Theme
from parvis.contributions.enums import Order
from parvis.contributions.places import Area, read_area
from parvis.ui.data import Link

LONGEST_SEARCH = 200
M = TypeVar("M", bound=Model)


class ListArguments(TypedDict):
    """The arguments of `queries.listing` that come from the address."""

    theme: Theme | None
    kind: Kind | None
    phase: Phase | None
    words: str
    area: Area | None
    order: Order
    after: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters, the order and the page asked for."""

    theme: Theme | None = None
    kind: Kind | None = None
    phase: Phase | None = None
    words: str = ""
    area: Area | None = None
    order: Order = Order.RANDOM
    after: str = ""

    @property
    def filters(self) -> int:
        """How many filters narrow the list."""
        return sum(bool(value) for value in (self.theme, self.kind, self.phase, self.words, self.area))

    def arguments(self) -> ListArguments:
        return ListArguments(
            theme=self.theme,
            kind=self.kind,
            phase=self.phase,
            words=self.words,
            area=self.area,
            order=self.order,
            after=self.after,
        )

    def parameters(self) -> dict[str, str]:
        """The same as parameters of an address, defaults left out."""
        objects = {"theme": self.theme, "kind": self.kind, "phase": self.phase}
        found = {name: _name(value) for name, value in objects.items() if value is not None}
        if self.words:
            found["q"] = self.words
        if self.area:
            found["area"] = str(self.area)
        if self.order != Order.RANDOM:
            found["order"] = self.order.value
        if self.after:
            found["after"] = self.after
        return found

    def address(self, path: str) -> str:
        query = QueryDict(mutable=True)
        query.update(self.parameters())
        return f"{path}?{query.urlencode()}" if query else path


@dataclass(frozen=True, slots=True)
class FilterGroup:
    name: str
    label: str
    links: list[Link]


@dataclass(frozen=True, slots=True)
class FilterBar:
    """What `contributions/_filters.html` shows: search, chips by kind, theme, phase, orders, their reason."""

    path: str
    wanted: Wanted
    groups: list[FilterGroup]
    orders: list[Link]
    reason: str
    whole_list: str
    hidden: dict[str, str]


def read_filters(
    query: QueryDict, *, themes: Sequence[Theme], kinds: Sequence[Kind], phases: Sequence[Phase]
) -> Wanted:
    order = query.get("order", "")
    return Wanted(
        theme=_pick(themes, query.get("theme")),
        kind=_pick(kinds, query.get("kind")),
        phase=_pick(phases, query.get("phase")),
        words=query.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH],
        area=read_area(query.get("area", "")[:LONGEST_SEARCH]),
        order=Order(order) if order in Order.values else Order.RANDOM,
        after=query.get("after", "")[:LONGEST_SEARCH],
    )


def filter_bar(
    wanted: Wanted, *, path: str, themes: Sequence[Theme], kinds: Sequence[Kind], phases: Sequence[Phase]
) -> FilterBar:
    """The bar at `path`; a group of a single choice is left out, since it would narrow nothing."""
    groups = [
        _group(wanted, path, "kind", _("Kind"), kinds),
        _group(wanted, path, "theme", _("Theme"), themes),
        _group(wanted, path, "phase", _("Phase"), phases),
    ]
    if wanted.area:
        groups.append(_place(wanted, path))
    hidden = {name: value for name, value in wanted.parameters().items() if name not in {"q", "after"}}
    return FilterBar(
        path=path,
        wanted=wanted,
        groups=[group for group in groups if len(group.links) > 2 or group.name == "area"],
        orders=[
            Link(
                label=_ORDERS[order](),
                url=replace(wanted, order=order, after="").address(path),
                current=order == wanted.order,
            )
            for order in Order
        ],
        reason=_REASONS[wanted.order](),
        whole_list=Wanted(order=wanted.order).address(path),
        hidden=hidden,
    )


def next_page(wanted: Wanted, *, path: str, after: str) -> str:
    """The address of the page that begins after this cursor; nothing when the list is at its end."""
    return replace(wanted, after=after).address(path) if after else ""


def first_page(wanted: Wanted, *, path: str) -> str:
    """The address of the top of the list, for readers who are further down."""
    return replace(wanted, after="").address(path) if wanted.after else ""


_ORDERS = {
    Order.RANDOM: lambda: _("At random"),
    Order.RECENT: lambda: _("Most recent"),
    Order.ARGUED: lambda: _("Most argued"),
}
_REASONS = {
    Order.RANDOM: lambda: _(
        "Order: at random, for fairness. Each reader has their own, so that every text is read."
    ),
    Order.RECENT: lambda: _("Order: most recent first."),
    Order.ARGUED: lambda: _("Order: those that drew most arguments first, whatever the votes."),
}


def _name(choice: Model) -> str:
    """What an address calls it: a kind has a code that people can read."""
    return choice.code if isinstance(choice, Kind) else str(choice.pk)


def _pick(choices: Sequence[M], name: str | None) -> M | None:
    return next((choice for choice in choices if _name(choice) == name), None)


def _narrowed(wanted: Wanted, name: str, choice: Model | None) -> Wanted:
    changes: dict[str, Any] = {name: choice}
    return replace(wanted, after="", **changes)


def _place(wanted: Wanted, path: str) -> FilterGroup:
    """The part of the map chosen, to be kept or taken away."""
    links = [
        Link(label=_("Everywhere"), url=replace(wanted, area=None, after="").address(path)),
        Link(
            label=_("The part of the map chosen"), url=replace(wanted, after="").address(path), current=True
        ),
    ]
    return FilterGroup(name="area", label=_("Place"), links=links)


def _group(wanted: Wanted, path: str, name: str, label: str, choices: Sequence[Model]) -> FilterGroup:
    chosen = getattr(wanted, name)
    everything = Link(label=_("All"), url=_narrowed(wanted, name, None).address(path), current=chosen is None)
    links = [
        Link(
            label=choice.plural_name if isinstance(choice, Kind) else str(choice),
            url=_narrowed(wanted, name, choice).address(path),
            current=choice == chosen,
        )
        for choice in choices
    ]
    return FilterGroup(name=name, label=label, links=[everything, *links])
