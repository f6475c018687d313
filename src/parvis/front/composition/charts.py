"""Figures as charts whose title says what they show."""

from collections.abc import Sequence
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.ballots.enums import Choice
from parvis.ballots.queries import Count
from parvis.ballots.ranking import Ranked
from parvis.consultations.enums import BallotMethod
from parvis.consultations.models import PhaseAction
from parvis.restitution.figures import Figures, Heap, Share
from parvis.restitution.tables import steps
from parvis.ui import words
from parvis.ui.charts import Bar, BarChart, DayChart, Series, StackedChart, StackedRow, Tone

LONGEST_COLUMNS = 92
LABEL = 90


def people_by(id: str, shares: Sequence[Share], *, row_header: str) -> BarChart | None:
    """People under each heading; nothing to compare, nothing drawn. One person may be under several."""
    if len(shares) < 2 or not any(share.people for share in shares):
        return None
    most = max(share.people for share in shares)
    return BarChart(
        id=id,
        title=_("Most people: %(labels)s, with %(people)s")
        % {
            "labels": quoted([share.label for share in shares if share.people == most]),
            "people": words.people(most),
        },
        bars=tuple(Bar(share.label, share.people, note=_acts(share.acts)) for share in shares),
        unit=_("Number of people"),
        row_header=row_header,
        source=_("The same person may be counted under several lines."),
    )


def _acts(count: int) -> str:
    return ngettext("%(count)s act", "%(count)s acts", count) % {"count": words.number(count)}


def depth(figures: Figures) -> BarChart | None:
    """How far people went, from those who took part to those who did the most of it."""
    counted = steps(figures)
    if not counted:
        return None
    return BarChart(
        id="chart-depth",
        title=_("Of %(people)s, %(wrote)s wrote and %(back)s came back on another day")
        % {
            "people": words.people(figures.depth.people),
            "wrote": words.number(figures.depth.wrote),
            "back": words.number(figures.depth.on_two_days),
        },
        bars=tuple(Bar(label, count) for label, count in counted),
        unit=_("Number of people"),
        row_header=_("how far people went"),
        source=_("Ways: contribute, vote, argue, reply, support. A person may be under several lines."),
    )


def by_day(figures: Figures) -> DayChart | None:
    """Acts of each day, from the first to the last."""
    if len(figures.by_day) < 2:
        return None
    peak = max(figures.by_day, key=lambda day: day.acts)
    drawing: Literal["columns", "line"] = "columns" if len(figures.by_day) <= LONGEST_COLUMNS else "line"
    return DayChart(
        id="chart-days",
        title=_("The busiest day was %(day)s, with %(acts)s")
        % {"day": words.day(peak.day), "acts": _acts(peak.acts)},
        days=tuple((day.day, day.acts) for day in figures.by_day),
        unit=_("Acts a day: contributions, votes, arguments, supports"),
        drawing=drawing,
    )


def contributions_by(id: str, heaps: Sequence[Heap], *, row_header: str) -> BarChart | None:
    if len(heaps) < 2:
        return None
    ranked = sorted(heaps, key=lambda heap: -heap.contributions)
    most = ranked[0].contributions
    return BarChart(
        id=id,
        title=ngettext(
            "Most written about: %(labels)s, with %(count)s contribution",
            "Most written about: %(labels)s, with %(count)s contributions",
            most,
        )
        % {
            "labels": quoted([heap.label for heap in ranked if heap.contributions == most]),
            "count": words.number(most),
        },
        bars=tuple(Bar(heap.label, heap.contributions) for heap in ranked),
        unit=_("Number of published contributions"),
        row_header=row_header,
    )


def ranking_chart(ballot: PhaseAction, ranked: Sequence[Ranked], *, imported: int) -> BarChart | StackedChart:
    """The first items of a ballot; equals share a rank. Totals that were imported are said to be so."""
    source = str(_sides(ballot)[1]) if _has_sides(ballot) else ""
    if imported:
        marked = ngettext(
            "%(count)s of these votes was imported as a total.",
            "%(count)s of these votes were imported as totals.",
            imported,
        )
        source = f"{source} {marked % {'count': words.number(imported)}}".strip()
    id, title = f"chart-ballot-{ballot.pk}", first_sentence(ballot, ranked)
    if not _has_sides(ballot):
        bars = tuple(Bar(_place(row), row.counts[Choice.SUPPORT].total) for row in ranked)
        return BarChart(id, title, bars, _("Number of people who support it"), str(ballot.kind.name), source)
    series = _sides(ballot)[0]
    order = (Choice.FOR, Choice.MIXED, Choice.AGAINST)
    rows = tuple(
        StackedRow(_place(row), tuple(row.counts[choice].total for choice in order)) for row in ranked
    )
    return StackedChart(id, title, series, rows, _("people"), str(ballot.kind.name), source)


def quoted(labels: Sequence[str]) -> str:
    """Every label that comes first, since a tie has no winner."""
    return listed([_("“%(label)s”") % {"label": label} for label in labels])


def listed(items: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return _("%(first)s and %(last)s") % {"first": ", ".join(items[:-1]), "last": items[-1]}


def _has_sides(ballot: PhaseAction) -> bool:
    return ballot.ballot_method in (BallotMethod.FOR_MIXED_AGAINST, BallotMethod.STATEMENTS)


def _sides(ballot: PhaseAction) -> tuple[tuple[Series, ...], str]:
    """The three answers, and what orders items."""
    if ballot.ballot_method == BallotMethod.STATEMENTS:
        names = (_("agree"), _("pass"), _("disagree"))
        order = _("Order: people who agree minus people who disagree.")
    else:
        names = (_("for"), _("mixed"), _("against"))
        order = _("Order: people for minus people against.")
    tones: tuple[tuple[Tone, str], ...] = (("for", "+"), ("mixed", "±"), ("against", "−"))
    return tuple(Series(name, tone, sign) for name, (tone, sign) in zip(names, tones, strict=True)), order


def _place(row: Ranked) -> str:
    return f"{row.rank}. {shortened(str(row.contribution))}"


def shortened(text: str) -> str:
    return text if len(text) <= LABEL else f"{text[: LABEL - 1].rstrip()}…"


def first_sentence(ballot: PhaseAction, ranked: Sequence[Ranked]) -> str:
    """What comes first in a ballot, with people; a tie is said to be one."""
    tied = [row for row in ranked if row.rank == 1]
    if len(tied) > 1:
        return _("%(count)s contributions come first together among the %(kinds)s") % {
            "count": words.number(len(tied)),
            "kinds": ballot.kind.plural_name.lower(),
        }
    first = ranked[0]
    values = {
        "title": shortened(str(first.contribution)),
        "kinds": ballot.kind.plural_name.lower(),
        "people": words.people(first.counts[Choice.FOR].total),
        "against": words.number(first.counts.get(Choice.AGAINST, Count()).total),
        "voters": words.number(first.people),
    }
    if ballot.ballot_method == BallotMethod.STATEMENTS:
        return (
            _("First of the %(kinds)s: “%(title)s”, %(people)s agree and %(against)s disagree, of %(voters)s")
            % values
        )
    if _has_sides(ballot):
        return (
            _("First among the %(kinds)s: “%(title)s”, %(people)s for and %(against)s against, of %(voters)s")
            % values
        )
    return _("First among the %(kinds)s: “%(title)s”, supported by %(people)s") % values
