"""Findings as somebody reads them: their sources looked up now, and only those that are public now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from wagtail.models import Page

from parvis.consultations.enums import Verb
from parvis.consultations.models import ConsultationPage, PhaseAction
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.gatherings.models import Event
from parvis.pages.models import EditorialPage
from parvis.restitution.coverage import shown_topics, standing
from parvis.restitution.enums import SourceKind
from parvis.restitution.quoting import Asked, asked_in, said
from parvis.restitution.written import Drafted, Named, Part, Said, findings_in
from parvis.understanding.models import Topic, TopicMember

LISTED = 10
"""Contributions named below a finding; the others are on a page of their own, in batches."""
BATCH = 30


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """Words of a contribution, as they are now."""

    words: str
    contribution: Contribution
    row: int


@dataclass(frozen=True, slots=True)
class ShownTopic:
    """`size`: of its contributions, those that everybody reads. `has_page`: everybody opens it."""

    topic: Topic
    size: int
    has_page: bool
    row: int


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """`texts`: at most `LISTED` of the `text_count` contributions that it names; `gone`: sources that nobody
    reads any longer; `stale`: quotes whose author wrote something else since."""

    number: int
    place: str
    anchor: str
    html: str
    drafted: Drafted | None
    quotes: tuple[ShownQuote, ...]
    texts: tuple[tuple[Contribution, int], ...]
    text_count: int
    topics: tuple[ShownTopic, ...]
    ballots: tuple[tuple[PhaseAction, int], ...]
    pages: tuple[tuple[Page, int], ...]
    events: tuple[tuple[Event, int], ...]
    gone: int
    stale: int
    pk: int

    @property
    def source_count(self) -> int:
        """Things that it names and that everybody reads."""
        others = (self.topics, self.ballots, self.pages, self.events)
        return self.text_count + sum(map(len, others))

    @property
    def has_more(self) -> bool:
        """Whether the page of its sources says more than what is below it."""
        return self.text_count > len(self.texts) or bool(self.topics)


@dataclass(frozen=True, slots=True)
class ShownPart:
    title: str
    findings: tuple[ShownFinding, ...]
    pk: int


@dataclass(frozen=True, slots=True)
class Known:
    """What was looked up for all findings at once."""

    public: frozenset[int]
    texts: dict[int, Contribution]
    topics: dict[int, ShownTopic]
    ballots: dict[int, PhaseAction]
    pages: dict[int, Page]
    events: dict[int, Event]
    asked: Asked


def shown(parts: Sequence[Part], consultation: ConsultationPage, *, listed: int = LISTED) -> list[ShownPart]:
    """Eleven queries at most, whatever the number of findings and of sources."""
    known = _look_up(list(findings_in(parts)), consultation, listed)
    return [
        ShownPart(part.title, tuple(_finding(one, known, listed) for one in part.findings), part.pk)
        for part in parts
    ]


def numbers(findings: Iterable[Said], kind: SourceKind) -> set[int]:
    """Those of this kind that they name."""
    return {source.pk for finding in findings for source in finding.sources if source.kind == kind}


def texts_behind(finding: Said, consultation: ConsultationPage) -> QuerySet[Contribution]:
    """Every contribution that a finding stands on and everybody reads: named, or in a topic that is named."""
    named = Q(pk__in=numbers([finding], SourceKind.CONTRIBUTION))
    held = standing(numbers([finding], SourceKind.TOPIC), consultation)
    if held.whole or held.parts:
        named |= Q(pk__in=held.members().values("contribution"))
    rows = Contribution.objects.published().filter(named, consultation=consultation)
    return rows.select_related("kind", "gathering").defer("search").order_by("pk")


def citable_ballots(consultation: ConsultationPage) -> QuerySet[PhaseAction]:
    """One query."""
    rows = PhaseAction.objects.filter(phase__consultation=consultation, verb=Verb.VOTE)
    return rows.select_related("phase", "kind").order_by("pk")


def citable_pages(consultation: ConsultationPage) -> QuerySet[Page]:
    """Articles, news and resources of the consultation that everybody reads; one query."""
    below = Page.objects.live().descendant_of(consultation).type(EditorialPage)
    found: QuerySet[Page] = below.order_by("title", "pk")
    return found


def citable_events(consultation: ConsultationPage) -> QuerySet[Event]:
    """Those whose minutes everybody reads; one query.

    Minutes are of a floor above this one: they are read through the event that they are of.
    """
    rows = Event.objects.filter(consultation=consultation, minutes__versions__number=1)
    return rows.select_related("minutes").order_by("starts_at", "pk")


def _look_up(findings: list[Said], consultation: ConsultationPage, listed: int) -> Known:
    named = numbers(findings, SourceKind.CONTRIBUTION)
    rows = Contribution.objects.published().filter(consultation=consultation)
    public = frozenset(rows.filter(pk__in=named).values_list("pk", flat=True)) if named else frozenset()
    wanted = {pk for finding in findings for pk in _first(finding, public, listed)}
    wanted |= {one.pk for finding in findings for one in finding.sources if one.quote}
    texts = rows.filter(pk__in=wanted & public).select_related("kind", "gathering").defer("search")
    ballots = numbers(findings, SourceKind.BALLOT)
    pages = numbers(findings, SourceKind.PAGE)
    events = numbers(findings, SourceKind.EVENT)
    return Known(
        public=public,
        texts={one.pk: one for one in texts} if wanted else {},
        topics=_topics(numbers(findings, SourceKind.TOPIC), consultation),
        ballots={one.pk: one for one in citable_ballots(consultation).filter(pk__in=ballots)}
        if ballots
        else {},
        pages={one.pk: one for one in citable_pages(consultation).filter(pk__in=pages)} if pages else {},
        events={one.pk: one for one in citable_events(consultation).filter(pk__in=events)} if events else {},
        asked=asked_in(consultation),
    )


def _first(finding: Said, public: frozenset[int], listed: int) -> list[int]:
    named = [one.pk for one in finding.sources if one.kind == SourceKind.CONTRIBUTION and one.pk in public]
    return named[:listed]


def _topics(named: set[int], consultation: ConsultationPage) -> dict[int, ShownTopic]:
    """Each with its size now; three queries."""
    if not named:
        return {}
    rows = shown_topics(consultation).filter(pk__in=named)
    held = list(rows.select_related("analysis", "merged_into", "parent"))
    tops = {(one.merged_into_id or one.pk) for one in held if one.parent_id is None}
    inside = TopicMember.objects.filter(contribution__state=State.PUBLISHED).order_by()
    whole = dict(inside.filter(topic__in=tops).values_list("topic").annotate(n=Count("pk")))
    below = [one.pk for one in held if one.parent_id is not None]
    parts = dict(inside.filter(subtopic__in=below).values_list("subtopic").annotate(n=Count("pk")))
    found = {}
    for one in held:
        stands = one.merged_into or one
        size = parts.get(one.pk, 0) if one.parent_id is not None else whole.get(stands.pk, 0)
        has_page = one.analysis.published_at is not None and one.parent_id is None
        found[one.pk] = ShownTopic(stands, size, has_page, 0)
    return {pk: topic for pk, topic in found.items() if topic.size}


def _finding(one: Said, known: Known, listed: int) -> ShownFinding:
    of = {kind: [source for source in one.sources if source.kind == kind] for kind in SourceKind}
    public = [source for source in of[SourceKind.CONTRIBUTION] if source.pk in known.public]
    topics = [source for source in of[SourceKind.TOPIC] if source.pk in known.topics]
    ballots = [source for source in of[SourceKind.BALLOT] if source.pk in known.ballots]
    pages = [source for source in of[SourceKind.PAGE] if source.pk in known.pages]
    events = [source for source in of[SourceKind.EVENT] if source.pk in known.events]
    quotes = [quote for source in public if source.quote and (quote := _quote(source, known))]
    left = len(public) + len(topics) + len(ballots) + len(pages) + len(events)
    return ShownFinding(
        number=one.number,
        place=one.place,
        anchor=one.anchor,
        html=one.html,
        drafted=one.drafted,
        quotes=tuple(quotes),
        texts=tuple(
            (known.texts[source.pk], source.row) for source in public[:listed] if source.pk in known.texts
        ),
        text_count=len(public),
        topics=tuple(_with_row(known.topics[source.pk], source.row) for source in topics),
        ballots=tuple((known.ballots[source.pk], source.row) for source in ballots),
        pages=tuple((known.pages[source.pk], source.row) for source in pages),
        events=tuple((known.events[source.pk], source.row) for source in events),
        gone=len(one.sources) - left,
        stale=sum(source.quote is not None for source in public) - len(quotes),
        pk=one.pk,
    )


def _with_row(topic: ShownTopic, row: int) -> ShownTopic:
    return ShownTopic(topic.topic, topic.size, topic.has_page, row)


def _quote(source: Named, known: Known) -> ShownQuote | None:
    contribution = known.texts.get(source.pk)
    if source.quote is None or contribution is None:
        return None
    words = said(contribution, source.quote, known.asked, since=source.since)
    return ShownQuote(words, contribution, source.row) if words else None
