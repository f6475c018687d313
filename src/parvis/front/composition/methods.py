"""The catalogue of methods, the page of one, and two or three side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from parvis.accounts.models import Participant
from parvis.consultations.permissions import can as can_consult
from parvis.consultations.templates_catalogue import CATALOGUE, Template
from parvis.portal import queries, showing
from parvis.portal.enums import Priority, Quality
from parvis.portal.models import MethodPage
from parvis.ui.charts import RangeChart, RangeLine
from parvis.ui.data import Fact, Link

Actor = Participant | AnonymousUser
LEAST_COMPARED, MOST_COMPARED = 2, 3


@dataclass(frozen=True, slots=True)
class Card:
    """A method in a list."""

    method: MethodPage
    chart: RangeChart
    marks: list[str]

    @property
    def url(self) -> str:
        return address_of(self.method)

    @property
    def name(self) -> str:
        return name_of(self.method)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The list; `chips`: by what methods serve first, those that some method serves."""

    cards: list[Card]
    chips: list[Link]
    is_narrowed: bool


@dataclass(frozen=True, slots=True)
class Start:
    """The template of Parvis that holds a method; `url` is empty for who may not start a consultation."""

    template: Template
    url: str


@dataclass(frozen=True, slots=True)
class MethodView:
    """The page of one method."""

    method: MethodPage
    facts: list[Fact]
    chart: RangeChart
    start: Start | None
    compare_url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing compared: for each method, a text, a rich text, or a bar."""

    label: str
    texts: list[str] = field(default_factory=list)
    rich: list[str] = field(default_factory=list)
    bars: list[RangeLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Methods side by side; `choices`: every method, its name in the address, and whether
    it is compared. `is_cut`: more were asked for."""

    methods: list[MethodPage]
    lines: list[Line]
    choices: list[tuple[str, MethodPage, bool]]
    is_cut: bool

    @property
    def is_shown(self) -> bool:
        return len(self.methods) >= LEAST_COMPARED


def catalogue(priority: str) -> Catalogue:
    """One query. A priority that makes no sense narrows nothing."""
    every = queries.methods()
    wanted = priority if priority in Priority.values else ""
    shown = [method for method in every if wanted in ("", method.priority)]
    return Catalogue([card(method) for method in shown], _chips(every, wanted), bool(wanted))


def card(method: MethodPage) -> Card:
    chart = showing.chart(method, id=f"qualities-{method.slug}")
    marks = [
        _("People: %(number)s") % {"number": showing.seats(method)} if showing.seats(method) else "",
        _("Cost: %(amount)s") % {"amount": showing.cost(method)} if showing.cost(method) else "",
        _("Time: %(weeks)s") % {"weeks": showing.weeks(method)} if showing.weeks(method) else "",
    ]
    return Card(method, chart, [mark for mark in marks if mark])


def compose(method: MethodPage, actor: Actor) -> MethodView:
    return MethodView(
        method=method,
        facts=showing.facts(method),
        chart=showing.chart(method, id="chart-qualities"),
        start=start_of(method, may_create=can_consult(actor, "create")),
        compare_url=f"{reverse('front:compare_methods')}?method={name_of(method)}",
    )


def start_of(method: MethodPage, *, may_create: bool) -> Start | None:
    template = CATALOGUE.get(method.template_code)
    if template is None:
        return None
    return Start(template, reverse("desk:begin", args=[template.code]) if may_create else "")


def compare(asked: Sequence[str]) -> Comparison:
    """One query; what is not a method is left out, and so is what comes after the third."""
    every = queries.methods()
    chosen = [method for method in every if name_of(method) in asked]
    shown = chosen[:MOST_COMPARED]
    return Comparison(
        methods=shown,
        lines=_lines(shown) if len(shown) >= LEAST_COMPARED else [],
        choices=[(name_of(method), method, method in shown) for method in every],
        is_cut=len(chosen) > MOST_COMPARED,
    )


def _lines(methods: Sequence[MethodPage]) -> list[Line]:
    told = [
        (_("Objective"), [method.objective for method in methods]),
        (_("For whom"), [method.public for method in methods]),
        (_("Priority"), [capfirst(method.get_priority_display()) for method in methods]),
        (_("People who take part"), [showing.seats(method) for method in methods]),
        (_("Cost"), [showing.cost(method) for method in methods]),
        (_("Time"), [showing.weeks(method) for method in methods]),
    ]
    charts = [showing.chart(method, id=f"compared-{method.slug}").lines for method in methods]
    qualities = [
        Line(capfirst(str(quality.label)), bars=[lines[place] for lines in charts])
        for place, quality in enumerate(Quality)
    ]
    sides = [
        Line(_("Strengths"), rich=[method.strengths for method in methods]),
        Line(_("Weaknesses"), rich=[method.weaknesses for method in methods]),
    ]
    last = [
        (_("Where the grades come from"), [capfirst(method.get_values_from_display()) for method in methods]),
        (_("Template of Parvis"), [showing.template_name(method) or _("none") for method in methods]),
    ]
    return [*_texts(told), *qualities, *sides, *_texts(last)]


def _texts(told: Sequence[tuple[str, list[str]]]) -> list[Line]:
    return [Line(label, texts) for label, texts in told if any(texts)]


def _chips(methods: Sequence[MethodPage], wanted: str) -> list[Link]:
    path = reverse("front:methods")
    chips = [Link(_("All"), path, not wanted, len(methods))]
    for priority in Priority:
        count = sum(method.priority == priority for method in methods)
        if count:
            url = f"{path}?priority={priority}"
            chips.append(Link(capfirst(str(priority.label)), url, wanted == priority, count))
    return chips


def name_of(method: MethodPage) -> str:
    """What the address of a comparison calls it: the same in every language."""
    return method.code or method.slug


def address_of(method: MethodPage) -> str:
    return reverse("front:method", args=[method.slug])
