"""What widgets show in the pages of other sites, and the words by which these show them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import database_now, phases_of
from parvis.following.enums import Sort
from parvis.front.composition import result, stage
from parvis.front.enums import Stage
from parvis.front.kit.material import dates_of
from parvis.front.kit.pieces import LANGUAGES
from parvis.restitution.queries import DatedFigures, figures_for, syntheses_for
from parvis.ui import words
from parvis.ui.charts import BarChart, StackedChart
from parvis.ui.data import Link

THEMES = ("light", "dark")
HEIGHTS = {"participate": 330, "follow": 330, "results": 640}
NAMES: dict[str, Promise] = {
    "participate": gettext_lazy("Take part"),
    "follow": gettext_lazy("Follow"),
    "results": gettext_lazy("Results"),
}


@dataclass(frozen=True, slots=True)
class Number:
    """One figure of a widget, and what it counts."""

    value: int
    noun: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of the public result: figures, one picture with its table, and what it does not say."""

    dated: DatedFigures | None
    numbers: list[Number]
    chart: BarChart | StackedChart | None
    is_stacked: bool
    is_ranking: bool


@dataclass(frozen=True, slots=True)
class WidgetView:
    """One widget; `url` is where its button leads, on this site."""

    consultation: ConsultationPage
    theme: str
    where: str
    dates: str
    people: int
    label: str
    url: str
    outcome: Outcome | None


def compose(consultation: ConsultationPage, name: str, *, theme: str) -> WidgetView:
    """The same for everybody: of public pages alone."""
    if name == "results":
        return _results(consultation, theme)
    phases, now = phases_of(consultation), database_now()
    position = stage.locate(phases, now=now, synthesis=syntheses_for([consultation]).get(consultation.pk))
    dated = figures_for([consultation]).get(consultation.pk)
    if name == "follow":
        label = _("Follow this consultation")
    else:
        label = _("Take part") if position.stage == Stage.OPEN else _("See the consultation")
    return WidgetView(
        consultation=consultation,
        theme=_theme(theme),
        where=_where(position, now),
        dates=dates_of(phases),
        people=dated.figures.people if dated else 0,
        label=label,
        url=settings.PARVIS_ADDRESS + _target(consultation, name),
        outcome=None,
    )


def _where(position: stage.Position, now: datetime) -> str:
    """Where it stands, in three words."""
    if position.stage == Stage.OPEN and position.limit:
        return words.time_left(position.limit, now=now)
    if position.stage in (Stage.COMING, Stage.PAUSED) and position.limit:
        return words.time_before(position.limit, now=now)
    return {
        Stage.OPEN: str(Stage.OPEN.label),
        Stage.AWAITING: _("closed: the answer is awaited"),
        Stage.ANSWERED: _("closed: the synthesis is published"),
    }.get(position.stage, "")


def _results(consultation: ConsultationPage, theme: str) -> WidgetView:
    """What the page of results shows, and nothing more: no order while a vote is open."""
    view = result.compose(consultation)
    closed = [ballot for ballot in view.ballots if ballot.chart is not None]
    chart = closed[-1].chart if closed else view.themes or view.phases
    outcome = Outcome(
        dated=view.dated,
        numbers=_numbers(view.dated),
        chart=chart,
        is_stacked=isinstance(chart, StackedChart),
        is_ranking=bool(closed),
    )
    return WidgetView(
        consultation=consultation,
        theme=_theme(theme),
        where="",
        dates="",
        people=view.dated.figures.people if view.dated else 0,
        label=_("See all the results"),
        url=settings.PARVIS_ADDRESS + _target(consultation, "results"),
        outcome=outcome,
    )


def _numbers(dated: DatedFigures | None) -> list[Number]:
    if dated is None:
        return []
    figures = dated.figures
    found = [
        Number(figures.people, ngettext("person took part", "people took part", figures.people)),
        Number(figures.contributions, ngettext("contribution", "contributions", figures.contributions)),
    ]
    if votes := figures.votes + figures.imported_votes:
        found.append(Number(votes, ngettext("vote", "votes", votes)))
    return found


def _theme(asked: str) -> str:
    """Light, dark, or nothing: as the reader's own device says."""
    return asked if asked in THEMES else ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One widget in the showcase: its address, its code, and the same without a frame."""

    name: str
    label: str
    src: str
    height: int
    code: str
    link: str


@dataclass(frozen=True, slots=True)
class Showcase:
    """The three widgets in one language and one theme, and the choices of both."""

    consultation: ConsultationPage
    pieces: list[Piece]
    languages: list[Link]
    themes: list[Link]


def showcase(consultation: ConsultationPage, asked: Mapping[str, str]) -> Showcase:
    """As asked in the address; else in the reader's language, in the theme of each reader."""
    language = asked.get("language", "")
    language = language if language in LANGUAGES else get_language() or LANGUAGES[0]
    theme = _theme(asked.get("theme", ""))
    named = (("fr", _("French")), ("en", _("English")))
    shades = (("", _("as the reader’s device")), ("light", _("light")), ("dark", _("dark")))
    return Showcase(
        consultation=consultation,
        pieces=[_piece(consultation, name, language, theme) for name in NAMES],
        languages=_choices(named, language, lambda code: f"?language={code}&theme={theme}"),
        themes=_choices(shades, theme, lambda shade: f"?language={language}&theme={shade}"),
    )


def _choices(named: Sequence[tuple[str, str]], chosen: str, address: Callable[[str], str]) -> list[Link]:
    return [Link(label, address(code), current=code == chosen) for code, label in named]


def _piece(consultation: ConsultationPage, name: str, language: str, theme: str) -> Piece:
    """The code that other sites copy is in the language of the widget."""
    with translation.override(language):
        src = reverse("front:widget", args=[consultation.slug, name]) + (f"?theme={theme}" if theme else "")
        context = {
            "address": settings.PARVIS_ADDRESS + src,
            "title": _("%(widget)s: %(title)s") % {"widget": NAMES[name], "title": consultation.title},
            "height": HEIGHTS[name],
            "url": settings.PARVIS_ADDRESS + _target(consultation, name),
        }
        code: str = render_to_string("front/_widget_code.html", context)
        link: str = render_to_string("front/_widget_link.html", context)
    return Piece(name, str(NAMES[name]), src, HEIGHTS[name], code.strip(), link.strip())


def _target(consultation: ConsultationPage, name: str) -> str:
    if name == "follow":
        return reverse("following:follow", args=[Sort.CONSULTATION, consultation.pk])
    return reverse(f"front:{'result' if name == 'results' else 'consultation'}", args=[consultation.slug])
