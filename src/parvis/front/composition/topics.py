"""Topics of a consultation as everybody reads them: how much, in which words, with real quotes, from whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.accounts.enums import IdentityLevel, Origin
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.queries import in_order
from parvis.contributions.templatetags.contributions import opening, public_title
from parvis.front.composition.charts import LONGEST_COLUMNS
from parvis.front.composition.codings import landmarks, sentences
from parvis.front.composition.outcomes import Table
from parvis.ui.charts import Bar, BarChart, DayChart, percent
from parvis.ui.spreadsheet import Cell
from parvis.ui.words import day, number, people
from parvis.understanding import queries
from parvis.understanding.coding_queries import published_codings
from parvis.understanding.firmness import decimal, firmness
from parvis.understanding.fitting import added_to
from parvis.understanding.models import Analysis, Campaign, Topic
from parvis.understanding.notes import note
from parvis.understanding.queries import Counted
from parvis.understanding.scope import scope_of, words_of
from parvis.understanding.words import contributions, part

QUOTES, QUOTES_IN_LIST = 5, 2
QUOTE = 300
"""Characters of a quote: its page has the rest."""
CAMPAIGNS = 20
WEEK = timedelta(days=7)
BARS = 30
"""Topics that the picture shows; the list has them all."""
Row = list[Cell]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of somebody, from the beginning of their contribution."""

    contribution: Contribution
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A topic in a list."""

    topic: Topic
    share: str
    firmness: str
    quotes: list[Quote]
    url: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A campaign; `quote` is None when its text is no longer shown."""

    campaign: Campaign
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class AnalysisView:
    """An analysis that everybody reads. `hidden`: contributions of topics that the team leaves out.

    `agreement`: how far people who coded the same texts agree, where it is published.
    """

    analysis: Analysis
    scope: str
    sentence: str
    chart: BarChart
    lines: list[Line]
    hidden: int
    campaigns: list[Sent]
    method: Table
    notes: list[str]
    agreement: list[str]


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic that everybody reads. Tables hold lines of ten people at least."""

    topic: Topic
    sentence: str
    line: Line
    subtopics: list[tuple[Topic, str]]
    weeks: DayChart | None
    tables: list[Table]
    entries: list[dict[str, Contribution]]
    first_url: str
    next_url: str


def compose(analysis: Analysis) -> AnalysisView:
    """Eight queries, whatever the number of topics."""
    topics = queries.topics_of(analysis)
    shown = [topic for topic in topics if not topic.is_hidden]
    return AnalysisView(
        analysis=analysis,
        scope=scope_of(analysis),
        sentence=_sentence(analysis, len(shown)),
        chart=chart_of(analysis, shown),
        lines=lines_of(analysis, shown, each=QUOTES_IN_LIST),
        hidden=sum(topic.size for topic in topics if topic.is_hidden),
        campaigns=campaigns_of(analysis),
        method=method_of(analysis),
        notes=notes_of(analysis),
        agreement=agreement_of(analysis),
    )


def compose_topic(topic: Topic, *, start: int = 0) -> TopicView:
    """A dozen of queries, whatever is in it."""
    analysis = topic.analysis
    page = queries.members_page(topic, start=start)
    [line] = lines_of(analysis, [topic], each=QUOTES)
    origins = {one.value: str(one.label) for one in Origin}
    levels = {str(one.value): str(one.label) for one in IdentityLevel}
    tables = [
        _cells(_("By channel"), _("Channel"), queries.by_origin(topic), origins),
        _cells(_("By identity level"), _("Identity level"), queries.by_level(topic), levels),
    ]
    return TopicView(
        topic=topic,
        sentence=_of_topic(topic, line),
        line=line,
        subtopics=[(one, part(one.size / (topic.size or 1))) for one in queries.subtopics_of(topic)],
        weeks=_weeks(queries.by_week(topic)),
        tables=[table for table in tables if table.rows],
        entries=[{"contribution": one} for one in in_order(page.ids)],
        first_url=f"{line.url}#list" if start else "",
        next_url=f"{line.url}?from={page.next}#list" if page.next else "",
    )


def lines_of(analysis: Analysis, topics: Sequence[Topic], *, each: int) -> list[Line]:
    """Two queries whatever the number of topics."""
    quoted = queries.quotes_of(topics, each=each)
    return [
        Line(
            topic=topic,
            share=part(topic.size / (analysis.read or 1)),
            firmness=firmness(topic.stability),
            quotes=[quote_of(analysis, one) for one in quoted.get(topic.pk, [])],
            url=reverse("front:topic", args=[topic.pk]),
        )
        for topic in topics
    ]


def campaigns_of(analysis: Analysis) -> list[Sent]:
    found = queries.campaigns_of(analysis, most=CAMPAIGNS)
    return [
        Sent(one, quote_of(analysis, one.sample) if one.sample.state == State.PUBLISHED else None)
        for one in found
    ]


def chart_of(analysis: Analysis, topics: Sequence[Topic]) -> BarChart:
    """The largest topics, in order."""
    title = _("No topic")
    if topics:
        title = _("The largest topic is “%(topic)s”, with %(contributions)s of %(read)s") % {
            "topic": topics[0].title,
            "contributions": contributions(topics[0].size),
            "read": number(analysis.read),
        }
    return BarChart(
        id="topics-by-size",
        title=title,
        bars=tuple(Bar(one.title, one.size) for one in topics[:BARS]),
        unit=_("Number of contributions"),
        row_header=_("Topic"),
        source=_("As they were on %(day)s, when they were read.") % {"day": day(_read_on(analysis))},
    )


def method_of(analysis: Analysis) -> Table:
    """How it was made, so that it can be made again."""
    rows = [
        [_("Method"), _("topics of texts by the words that they share")],
        [_("Version of the program"), analysis.engine_version],
        [_("Seed"), number(analysis.seed)],
        [_("What was read"), scope_of(analysis)],
        [_("Texts read"), number(analysis.texts)],
        [_("Of which with nothing to read"), number(analysis.apart)],
        [_("Read on"), day(_read_on(analysis))],
        [_("Stability of the whole"), number(round(analysis.stability or 0, 2))],
        [_("Fingerprint of the texts"), analysis.input_sha256],
    ]
    if analysis.result_sha256:
        rows.append([_("Fingerprint of the result"), analysis.result_sha256])
    return Table(_("How it was made"), [_("What"), _("Value")], rows)


def notes_of(analysis: Analysis) -> list[str]:
    """What the reader must know, without the options of a command."""
    apart = {
        "several_languages": _(
            "Texts are in several languages, and were compared by their words: topics may follow languages."
        )
    }
    return [*(apart.get(key) or note(key) for key in analysis.notes), *_of_additions(analysis)]


def _of_additions(analysis: Analysis) -> list[str]:
    """What came after the analysis, and how well it fits."""
    told = added_to(analysis)
    if not told.added:
        return []
    return [
        _(
            "%(contributions)s came after this analysis, and were put in its topics, which did not change:"
            " %(badly)s fit badly there."
        )
        % {"contributions": contributions(told.added), "badly": number(told.badly)}
    ]


def agreement_of(analysis: Analysis) -> list[str]:
    """Of the last coding whose agreement is published, with what the figures may be used for."""
    published = published_codings(analysis)
    return [*sentences(published[0].figures), landmarks()] if published else []


def csv_rows(analysis: Analysis) -> Iterator[Row]:
    """One row a topic or subtopic that everybody reads."""
    yield ["topic", "parent", "title", "contributions", "share", "words", "stability", "validated"]
    below = queries.subtopics_by_topic(analysis)
    for topic in queries.topics_of(analysis):
        if not topic.is_hidden:
            yield _csv_row(topic, None, analysis)
            for one in below.get(topic.pk, []):
                yield _csv_row(one, topic, analysis)


def svg_bars(analysis: Analysis) -> list[tuple[int, Topic, str]]:
    """For the picture to take away: where each bar begins, in pixels, and how wide it is, in percent."""
    shown = [topic for topic in queries.topics_of(analysis) if not topic.is_hidden][:BARS]
    most = max((topic.size for topic in shown), default=1)
    return [(64 + 44 * place, topic, percent(topic.size, most)) for place, topic in enumerate(shown)]


def _csv_row(topic: Topic, parent: Topic | None, analysis: Analysis) -> Row:
    share = decimal(topic.size / (analysis.read or 1))
    words = " ".join(topic.words)
    above = parent.key if parent else None
    stability, validated = decimal(topic.stability), int(topic.is_validated)
    return [topic.key, above, topic.title, topic.size, share, words, stability, validated]


def quote_of(analysis: Analysis, contribution: Contribution) -> Quote:
    return Quote(contribution, public_title(contribution), opening(words_of(analysis, contribution), QUOTE))


def _sentence(analysis: Analysis, topics: int) -> str:
    told = ngettext(
        "%(contributions)s were read, and sorted into %(topics)s topic by the words that they share.",
        "%(contributions)s were read, and sorted into %(topics)s topics by the words that they share.",
        topics,
    )
    return told % {"contributions": contributions(analysis.read), "topics": number(topics)}


def _of_topic(topic: Topic, line: Line) -> str:
    return _("%(contributions)s, that is %(share)s of those that were read; %(people)s wrote them.") % {
        "contributions": contributions(topic.size),
        "share": line.share,
        "people": people(queries.people_of(topic)),
    }


def _weeks(found: list[tuple[date, int]]) -> DayChart | None:
    """Every week from the first to the last; nothing to compare, nothing drawn."""
    if len(found) < 2:
        return None
    counted, monday = dict(found), found[0][0]
    weeks = []
    while monday <= found[-1][0]:
        weeks.append((monday, counted.get(monday, 0)))
        monday += WEEK
    peak = max(weeks, key=lambda week: week[1])
    return DayChart(
        id="weeks",
        title=_("Most were written in the week of %(day)s") % {"day": day(peak[0])},
        days=tuple(weeks),
        unit=_("Contributions a week"),
        drawing="columns" if len(weeks) <= LONGEST_COLUMNS else "line",
        is_weekly=True,
    )


def _cells(caption: str, heading: str, cells: list[Counted], labels: dict[str, str]) -> Table:
    rows = [
        [labels.get(cell.code, cell.code), number(cell.contributions), number(cell.people)]
        for cell in cells
        if cell.people is not None
    ]
    return Table(caption, [heading, _("Contributions"), _("People")], rows)


def _read_on(analysis: Analysis) -> date:
    return (analysis.ended_at or analysis.asked_at).date()
