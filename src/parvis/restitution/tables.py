"""Figures as tables, for whoever wants to draw them otherwise."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from parvis.restitution.figures import Day, Figures, Heap, Share

Table = list[list[str | int]]


def whole(figures: Figures) -> Table:
    """One line a figure, with what it counts."""
    return [
        [_("what"), pgettext("how many", "number")],
        [_("people"), figures.people],
        [_("contributions"), figures.contributions],
        [_("contributions of guests, who are not counted among people"), figures.guests],
        [_("contributions signed by organisations"), figures.organisations],
        [_("votes"), figures.votes],
        [_("votes imported as a total"), figures.imported_votes],
        [_("arguments"), figures.arguments],
        [_("supports of arguments"), figures.supports],
        [_("supports imported as a total"), figures.imported_supports],
        [_("contributions hidden by moderation"), figures.hidden],
        [_("contributions withdrawn by their author"), figures.withdrawn],
        [_("contributions answered"), figures.answered],
    ]


def _acts_header() -> list[str | int]:
    return [_("people"), _("contributions"), _("votes"), _("arguments"), _("supports of arguments")]


def _acts(row: Share | Day) -> list[str | int]:
    return [row.people, row.contributions, row.votes, row.arguments, row.supports]


def _shares(header: str, shares: Iterable[Share]) -> Table:
    lines: Table = [[share.label, *_acts(share)] for share in shares]
    return [[header, *_acts_header()], *lines]


def _heaps(header: str, heaps: Iterable[Heap]) -> Table:
    lines: Table = [[heap.label, heap.contributions] for heap in heaps]
    return [[header, _("contributions")], *lines]


def _days(figures: Figures) -> Table:
    return [[_("day"), *_acts_header()], *([day.day.isoformat(), *_acts(day)] for day in figures.by_day)]


def _depth(figures: Figures) -> Table:
    lines: Table = [[label, count] for label, count in steps(figures)]
    return [[_("how far people went"), _("people")], *lines]


def steps(figures: Figures) -> list[tuple[str, int]]:
    """How many people went how far, each under its name; nothing where nobody is known to have acted."""
    depth = figures.depth
    if not depth.people:
        return []
    named = [
        (_("took part"), depth.people),
        (_("wrote a contribution, an argument or a reply"), depth.wrote),
        (_("took part in two ways or more"), depth.in_two_ways),
        (_("came back on another day"), depth.on_two_days),
    ]
    phases = [(_("took part in two phases or more"), depth.in_two_phases)]
    return named + (phases if sum(row.people > 0 for row in figures.by_phase) > 1 else [])


TABLES: dict[str, Callable[[Figures], Table]] = {
    "figures": whole,
    "depth": _depth,
    "days": _days,
    "phases": lambda figures: _shares(_("phase"), figures.by_phase),
    "channels": lambda figures: _shares(_("channel"), figures.by_origin),
    "levels": lambda figures: _shares(_("identity level"), figures.by_level),
    "kinds": lambda figures: _heaps(_("kind"), figures.by_kind),
    "themes": lambda figures: _heaps(_("theme"), figures.by_theme),
}
NAMES = {
    "figures": gettext_lazy("Figures"),
    "depth": gettext_lazy("How far people went"),
    "days": gettext_lazy("Day by day"),
    "phases": gettext_lazy("By phase"),
    "channels": gettext_lazy("By channel"),
    "levels": gettext_lazy("By identity level"),
    "kinds": gettext_lazy("By kind"),
    "themes": gettext_lazy("By theme"),
}
