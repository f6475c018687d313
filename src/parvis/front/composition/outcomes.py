"""The result of one ballot, as pages show it: a picture, its table, and the sentences that go with them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.accounts.enums import IdentityLevel, Origin
from parvis.ballots.methods import method_of
from parvis.ballots.methods.budget import money
from parvis.ballots.methods.grade import GRADES
from parvis.ballots.models import Outcome, PaperBatch, PaperCount
from parvis.ballots.outcomes import COUNTERS
from parvis.ballots.ranking import Ranked
from parvis.consultations.enums import BallotMethod, Moment
from parvis.consultations.models import PhaseAction
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.front.composition import charts
from parvis.ui import words
from parvis.ui.charts import Bar, BarChart, Series, StackedChart, StackedRow, Tone

PLACES = 10
GRADE_TONES: tuple[Tone, ...] = ("grade-0", "grade-1", "grade-2", "grade-3", "grade-4", "grade-5")
Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """Figures beside a picture: headings, then rows whose first cell heads the row."""

    caption: str
    headings: list[str]
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a result adds to a ballot: items in order, a picture, its table, and sentences."""

    ranked: list[Ranked]
    chart: BarChart | StackedChart | None
    table: Table | None
    notes: list[str]


def outcomes_of(ballots: Sequence[PhaseAction]) -> dict[int, Outcome]:
    """What a job counted of these ballots, in one query."""
    return {outcome.ballot_id: outcome for outcome in Outcome.objects.filter(ballot__in=ballots)}


def is_counted(ballot: PhaseAction) -> bool:
    """Whether the result of this method is made by a job, and not read from the tallies."""
    return ballot.ballot_method in COUNTERS


def shown(ballot: PhaseAction, outcome: Outcome | None) -> Shown:
    """The first items of a counted result; nothing while it is not counted to the end."""
    lines = outcome.figures.get("lines", [])[:PLACES] if outcome and outcome.is_final else []
    found = _items([line["item"] for line in lines])
    pairs = [(line, found[line["item"]]) for line in lines if line["item"] in found]
    if not pairs or outcome is None:
        return Shown([], None, None, [])
    facts = outcome.figures["facts"]
    ranked = [Ranked(rank=line["rank"], contribution=item, counts={}, net=0) for line, item in pairs]
    return Shown(ranked, _chart(ballot, pairs, facts), _table(ballot, pairs), _notes(ballot, facts, found))


def who_voted(ballot: PhaseAction, outcome: Outcome | None) -> list[str]:
    """People, then the same by identity level and by origin, always told apart; then the quorum."""
    if outcome is None or not outcome.people:
        return []
    said = [
        ngettext("%(people)s voted.", "%(people)s voted.", outcome.people)
        % {"people": words.people(outcome.people)},
        _("By identity level: %(parts)s.")
        % {"parts": _parts(outcome.by_level, {str(level.value): level.label for level in IdentityLevel})},
        _("By origin: %(parts)s.")
        % {"parts": _parts(outcome.by_origin, {origin.value: origin.label for origin in Origin})},
    ]
    return [*said, *quorum(ballot, outcome.people)]


def quorum(ballot: PhaseAction, people: int) -> list[str]:
    """Whether enough people voted, single votes alone."""
    asked = ballot.ballot_quorum
    if asked is None:
        return []
    values = {"people": words.number(people), "asked": words.number(asked)}
    if people >= asked:
        return [_("Quorum reached: %(people)s people voted, and %(asked)s were needed.") % values]
    return [
        _("Quorum not reached: %(people)s of the %(asked)s people needed voted. The result has no effect.")
        % values
    ]


def thresholds(ballot: PhaseAction, ranked: Sequence[Ranked]) -> list[str]:
    """Which items reached the threshold, among those shown."""
    asked = ballot.ballot_threshold
    if asked is None or not ranked:
        return []
    reached = [
        charts.shortened(str(row.contribution))
        for row in ranked
        if sum(count.total for choice, count in row.counts.items() if choice > 0) >= asked
    ]
    values = {"asked": words.number(asked), "labels": charts.quoted(reached)}
    if not reached:
        return [_("No item reached the threshold of %(asked)s people in favour.") % values]
    return [_("Reached the threshold of %(asked)s people in favour: %(labels)s.") % values]


def paper_of(ballots: Collection[int]) -> dict[int, Table]:
    """Votes on paper of each ballot, apart from the others; two queries whatever their number."""
    batches = PaperBatch.objects.filter(ballot__in=ballots, cancelled_at=None)
    sheets = dict(batches.values_list("ballot").annotate(n=Sum("sheets")).order_by())
    if not sheets:
        return {}
    counts = PaperCount.objects.filter(
        batch__ballot__in=ballots, batch__cancelled_at=None, contribution__state=State.PUBLISHED
    )
    fields = ("batch__ballot", "contribution", "contribution__title", "contribution__text", "choice")
    rows = counts.values_list(*fields).annotate(n=Sum("count")).order_by("contribution", "-choice")
    actions = {action.pk: action for action in PhaseAction.objects.filter(pk__in=sheets)}
    return {
        pk: _paper_table(actions[pk], number, [row for row in rows if row[0] == pk])
        for pk, number in sheets.items()
    }


def _paper_table(ballot: PhaseAction, sheets: int, rows: Sequence[tuple[Any, ...]]) -> Table:
    method = method_of(ballot.ballot_method)
    caption = ngettext(
        "Votes on paper, counted by hand: %(count)s sheet. They are in no figure above.",
        "Votes on paper, counted by hand: %(count)s sheets. They are in no figure above.",
        sheets,
    ) % {"count": words.number(sheets)}
    lines = [
        [charts.shortened(title or text), method.said(ballot, choice), words.number(count)]
        for _ballot, _item, title, text, choice, count in rows
    ]
    return Table(caption, [ballot.kind.name.capitalize(), _("Answer"), _("Sheets")], lines)


def _parts(counts: Mapping[str, int], labels: Mapping[str, Any]) -> str:
    return ", ".join(
        f"{str(labels.get(code, code)).lower()} {words.number(count)}" for code, count in counts.items()
    )


def _items(ids: Sequence[int]) -> dict[int, Contribution]:
    rows = Contribution.objects.published().defer("search")
    return rows.select_related("kind", "theme", "author", "organisation", "gathering").in_bulk(ids)


def _place(line: Line, item: Contribution) -> str:
    return f"{line['rank']}. {charts.shortened(str(item))}"


Pairs = Sequence[tuple[Line, Contribution]]


def _chart(ballot: PhaseAction, pairs: Pairs, facts: Line) -> BarChart | StackedChart:
    if ballot.ballot_method == BallotMethod.MAJORITY_JUDGMENT:
        return _judgments(ballot, pairs)
    value, unit, maximum = _bars_of(ballot)
    bars = tuple(Bar(_place(line, item), value(line), note=_bar_note(ballot, line)) for line, item in pairs)
    title = first_of(ballot, [(line["rank"], str(item)) for line, item in pairs])
    return BarChart(f"chart-ballot-{ballot.pk}", title, bars, unit, str(ballot.kind.name), maximum=maximum)


def _bars_of(ballot: PhaseAction) -> tuple[Any, str, float | None]:
    """What a bar measures, its unit, and the full width when it is not the longest bar."""
    return {
        BallotMethod.APPROVAL: (lambda line: line["people"], _("Number of people who tick it"), None),
        BallotMethod.POINTS: (lambda line: line["total"], _("Points"), None),
        BallotMethod.GRADE: (
            lambda line: round(line["mean"], 2),
            _("Mean grade"),
            float(ballot.ballot_scale or 0),
        ),
        BallotMethod.RANKING: (
            lambda line: line["first"],
            _("Number of people who put it first"),
            None,
        ),
        BallotMethod.BUDGET: (lambda line: line["people"], _("Number of people who want it"), None),
        BallotMethod.PAIRS: (
            lambda line: round(100 * line["score"]),
            _("Chance of being preferred to another, in percent"),
            100.0,
        ),
    }[BallotMethod(ballot.ballot_method)]


def _bar_note(ballot: PhaseAction, line: Line) -> str:
    match ballot.ballot_method:
        case BallotMethod.POINTS:
            return _("from %(people)s") % {"people": words.people(line["people"])}
        case BallotMethod.GRADE:
            values = {"median": words.number(line["median"]), "people": words.people(line["people"])}
            return _("median %(median)s, graded by %(people)s") % values
        case BallotMethod.PAIRS:
            values = {"won": words.number(line["won"]), "lost": words.number(line["lost"])}
            return _("preferred %(won)s times, not preferred %(lost)s times") % values
        case BallotMethod.BUDGET:
            return f"{money(ballot, line['cost'])}, {_funding(line)}"
    return ""


def _funding(line: Line) -> str:
    if line["greedy"] and line["shares"]:
        return _("funded")
    if line["greedy"]:
        return _("funded by number of votes alone")
    return _("funded by equal shares alone") if line["shares"] else _("not funded")


def _judgments(ballot: PhaseAction, pairs: Pairs) -> StackedChart:
    """The best grades first, from left to right."""
    order = range(len(GRADES) - 1, -1, -1)
    series = tuple(Series(str(GRADES[grade]), GRADE_TONES[grade]) for grade in order)
    rows = tuple(
        StackedRow(
            f"{_place(line, item)} ({str(GRADES[line['grade']]).lower()})",
            tuple(line["spread"][grade] for grade in order),
        )
        for line, item in pairs
    )
    title = first_of(ballot, [(line["rank"], str(item)) for line, item in pairs])
    source = _("The grade in brackets is the one that a majority gives at least.")
    id, header = f"chart-ballot-{ballot.pk}", str(ballot.kind.name)
    return StackedChart(id, title, series, rows, _("people"), header, source)


def first_of(ballot: PhaseAction, places: Sequence[tuple[int, str]]) -> str:
    """What comes first, a tie being said to be one."""
    first = [title for rank, title in places if rank == 1]
    values = {"kinds": ballot.kind.plural_name.lower(), "labels": charts.quoted(_short(first))}
    return (
        ngettext(
            "First among the %(kinds)s: %(labels)s",
            "First together among the %(kinds)s: %(labels)s",
            len(first),
        )
        % values
    )


def _short(titles: Sequence[str]) -> list[str]:
    return [charts.shortened(title) for title in titles[:3]]


def _table(ballot: PhaseAction, pairs: Pairs) -> Table | None:
    """What the picture leaves out: ranks by the three ways of counting, grades one by one, what is funded."""
    head = ballot.kind.name.capitalize()
    titles = [charts.shortened(str(item)) for _line, item in pairs]
    lines = [line for line, _item in pairs]
    match ballot.ballot_method:
        case BallotMethod.RANKING:
            names = [_("Duels (Schulze)"), _("Points (Borda)"), _("Instant run-off")]
            columns = [[str(line[name]) for line in lines] for name in ("schulze", "borda", "runoff")]
        case BallotMethod.GRADE:
            names = [words.number(grade) for grade in range((ballot.ballot_scale or 0) + 1)]
            columns = [[words.number(line["spread"][at]) for line in lines] for at in range(len(names))]
        case BallotMethod.BUDGET:
            names = [_("Cost"), _("By number of votes"), _("By equal shares")]
            marks = [[_("yes") if line[name] else _("no") for line in lines] for name in ("greedy", "shares")]
            columns = [[money(ballot, line["cost"]) for line in lines], *marks]
        case _:
            return None
    caption = {
        BallotMethod.RANKING: _("The rank of each, counted in three ways"),
        BallotMethod.GRADE: _("Number of people by grade"),
        BallotMethod.BUDGET: _("What is funded, counted in two ways"),
    }[BallotMethod(ballot.ballot_method)]
    rows = [list(row) for row in zip(titles, *columns, strict=True)]
    return Table(caption, [head, *names], rows)


def _notes(ballot: PhaseAction, facts: Line, found: Mapping[int, Contribution]) -> list[str]:
    match ballot.ballot_method:
        case BallotMethod.RANKING:
            return _ranking_notes(facts, found)
        case BallotMethod.BUDGET:
            return _budget_notes(ballot, facts)
        case BallotMethod.POINTS if facts["unspent"]:
            return [_("Points that people kept: %(count)s.") % {"count": words.number(facts["unspent"])}]
        case BallotMethod.PAIRS if facts["disconnected"]:
            return [_("Some items were never compared, even through others: their order is not sure.")]
    return []


def _ranking_notes(facts: Line, found: Mapping[int, Contribution]) -> list[str]:
    winners = {
        name: charts.quoted([charts.shortened(str(found[pk])) for pk in ids if pk in found])
        for name, ids in facts["winners"].items()
    }
    said = [
        _("The three ways of counting put the same first.")
        if facts["agree"]
        else _(
            "The ways of counting disagree on the first: %(schulze)s wins by duels, %(borda)s by points,"
            " %(runoff)s by run-off. The order shown is by duels."
        )
        % winners
    ]
    if facts["condorcet"] in found:
        title = charts.shortened(str(found[facts["condorcet"]]))
        said.append(_("“%(title)s” is preferred to every other by more people.") % {"title": title})
    return said


def _budget_notes(ballot: PhaseAction, facts: Line) -> list[str]:
    values = {name: money(ballot, facts["spent"][name]) for name in ("greedy", "shares")}
    values["total"] = money(ballot, facts["budget"])
    said = [
        _("Of %(total)s, projects funded by number of votes take %(greedy)s; by equal shares, %(shares)s.")
        % values
    ]
    if not facts["agree"]:
        said.append(
            _(
                "The two ways of counting do not fund the same projects: by number of votes, the largest"
                " group decides all; by equal shares, each group spends its part."
            )
        )
    return said


def is_waiting(ballot: PhaseAction, outcome: Outcome | None, moment: Moment) -> bool:
    """Over, and not counted to the end yet."""
    return is_counted(ballot) and moment == Moment.PAST and not (outcome and outcome.is_final)
