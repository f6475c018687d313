"""The page of the register: what moderation did, by moderator and by theme, and what appeals changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.consultations.models import ConsultationPage
from parvis.contributions.waiting import OF_GUESTS, OF_PEOPLE
from parvis.front.composition.charts import quoted
from parvis.front.composition.outcomes import Table
from parvis.moderation.appeals import AppealStanding, standing_of
from parvis.moderation.queue import COUNTED, kept_in, unread_in
from parvis.moderation.register import (
    AsideLine,
    Cell,
    RefusalLine,
    RegisterPage,
    Sum,
    aside_lines,
    by_moderator,
    by_theme,
    cells_of,
    refusal_lines,
    register_page,
)
from parvis.moderation.waiting_texts import ReadFirst, figures_of
from parvis.ui import words
from parvis.ui.charts import Bar, BarChart


@dataclass(frozen=True, slots=True)
class RegisterView:
    """Everything that the page shows; figures are of the whole consultation, `page` is one of decisions."""

    consultation: ConsultationPage
    standing: AppealStanding
    total: Sum
    chart: BarChart | None
    moderators: Table
    themes: Table
    page: RegisterPage
    aside: list[AsideLine]
    guests: ReadFirst
    first: ReadFirst
    reading: str
    refusals: list[RefusalLine]
    is_first: bool
    next_url: str


def compose(*, consultation: ConsultationPage, before: str) -> RegisterView:
    """The number of queries depends neither on the decisions nor on who took them."""
    cells = cells_of(consultation)
    page = register_page(consultation, before=before)
    return RegisterView(
        consultation=consultation,
        standing=standing_of(consultation),
        total=sum((cell.sum for cell in cells), Sum()),
        chart=_chart(by_theme(cells)),
        moderators=_table(_("By moderator"), _("Moderator"), _of_moderators(by_moderator(cells))),
        themes=_table(_("By theme and by moderator"), _("Theme, moderator"), _of_cells(cells)),
        page=page,
        aside=aside_lines(consultation),
        guests=figures_of(consultation, OF_GUESTS),
        first=figures_of(consultation, OF_PEOPLE),
        reading=_reading(kept=kept_in(consultation), unread=unread_in(consultation)),
        refusals=refusal_lines(consultation),
        is_first=not before,
        next_url=f"?before={page.next}" if page.next else "",
    )


def _reading(*, kept: int, unread: int) -> str:
    """What the team has read of what was public before; nothing where nothing was to be read."""
    if not kept and not unread:
        return ""
    waiting = words.number(unread)
    if unread > COUNTED:
        waiting = _("more than %(count)s") % {"count": words.number(COUNTED)}
    return _(
        "Texts sent on line are public at once, and the team reads them afterwards: %(kept)s read and left "
        "as they were, %(waiting)s to read."
    ) % {"kept": words.number(kept), "waiting": waiting}


def _table(caption: str, head: str, rows: list[list[str]]) -> Table:
    return Table(caption, [head, _("Decisions"), _("Appeals"), _("Not upheld")], rows)


def _of_moderators(sums: Mapping[str, Sum]) -> list[list[str]]:
    return [[name, *_figures(found)] for name, found in sums.items()]


def _of_cells(cells: Sequence[Cell]) -> list[list[str]]:
    return [[f"{cell.theme}, {cell.moderator}", *_figures(cell.sum)] for cell in cells]


def _figures(found: Sum) -> list[str]:
    return [words.number(figure) for figure in (found.acts, found.appeals, found.reversals)]


def _chart(sums: Mapping[str, Sum]) -> BarChart | None:
    """Nothing to compare, nothing drawn."""
    if len(sums) < 2:
        return None
    most = max(found.acts for found in sums.values())
    title = ngettext(
        "Most decided on: %(labels)s, with %(count)s decision",
        "Most decided on: %(labels)s, with %(count)s decisions",
        most,
    ) % {
        "labels": quoted([name for name, found in sums.items() if found.acts == most]),
        "count": words.number(most),
    }
    bars = tuple(Bar(name, found.acts, note=_note(found)) for name, found in sums.items())
    return BarChart("chart-register", title, bars, _("Number of decisions"), _("Theme"))


def _note(found: Sum) -> str:
    if not found.appeals:
        return ""
    said = ngettext("%(count)s appeal", "%(count)s appeals", found.appeals)
    return said % {"count": words.number(found.appeals)}
