"""Reading what the rules look at, and how a consultation keeps them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, Min, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone
from wagtail.models import Page

from parvis.ballots.models import ToldTally, Vote
from parvis.conduct.enums import Chapter, Mode, State, Step
from parvis.conduct.evaluated import left_of
from parvis.conduct.facts import Asked, Clock, Facts, Period, Returned, Source, closing_of
from parvis.conduct.models import Attestation, DataRecord, FinalDecision, Rehearsal
from parvis.conduct.outages import lost_of
from parvis.conduct.rehearsed import DAY, opening, rehearsal_of
from parvis.conduct.rules.base import Line, Rule
from parvis.conduct.rules.book import judge
from parvis.conduct.watching import watched
from parvis.conduct.who import who_facts
from parvis.consultations.enums import BallotMethod, LegalProfile, QuestionType, Role
from parvis.consultations.models import ConsultationPage, Phase
from parvis.consultations.queries import ballots_of, database_now, phases_of
from parvis.contributions.enums import State as TextState
from parvis.contributions.models import Contribution
from parvis.debate.models import Argument
from parvis.following.told import standings_of
from parvis.moderation import appeals
from parvis.moderation.appeals import moderating
from parvis.moderation.models import Case, Decision
from parvis.opendata.models import Archive
from parvis.pages.enums import FooterPlace, ResourceOrigin, ResourcePiece
from parvis.pages.glossary import acronyms
from parvis.pages.languages import each_once
from parvis.pages.models import ResourcePage
from parvis.pages.queries import footer_articles, to_complete
from parvis.restitution import asked
from parvis.restitution.commitment_queries import silent_in
from parvis.restitution.models import Answer, SynthesisPage
from parvis.restitution.queries import syntheses_for
from parvis.restitution.synthesis_queries import coverage_of

PATIENCE = timedelta(days=7)
KEPT = timedelta(days=92)
"""Three months, whatever the months."""
CLOSED = frozenset(
    {
        QuestionType.SINGLE,
        QuestionType.MULTIPLE,
        QuestionType.SCALE,
        QuestionType.RANKING,
        QuestionType.MATRIX,
    }
)
"""Questions whose answers are given beforehand."""


def gather(
    consultation: ConsultationPage, *, page: ConsultationPage | None = None, decided_on: date | None = None
) -> Facts:
    """All that the rules look at, in a number of queries that nothing changes.

    `page` holds the texts to judge: by default those published or, when none were, those saved last.
    """
    now = database_now()
    phases = phases_of(consultation)
    periods = tuple(Period(phase.starts_at, phase.ends_at) for phase in phases if phase.actions.all())
    told = list(consultation.rules.values_list("text__frame__profile", "text__answer_due"))
    decision = FinalDecision.objects.filter(consultation=consultation).first()
    is_public = consultation.live or consultation.first_published_at is not None
    step = _step(periods, decision, is_public=is_public, now=now)
    return Facts(
        page=page or (consultation if is_public else gather_texts(consultation)),
        now=now,
        step=step,
        periods=periods,
        team=_team(consultation),
        moderators=moderating(consultation.pk).count(),
        asked=_asked(consultation),
        sources=_sources(consultation),
        accessibility_on=_accessibility(),
        record=DataRecord.objects.filter(consultation=consultation).first(),
        attestations={row.rule: row for row in in_force(consultation)},
        appeals=_appeals(consultation),
        questions=_questions(consultation),
        reports=_reports(consultation, now),
        methods=frozenset(BallotMethod(row.ballot_method) for row in ballots_of(phases)),
        team_votes=_team_votes(consultation),
        unexplained=_unexplained(consultation),
        returned=_returned(consultation, periods, phases, now),
        promised=_promised(told),
        promised_for=_promised_for(told),
        decision=decision,
        decided_on=decided_on or (decision.taken_on if decision else None),
        watched=watched(consultation, phases, now),
        told=standings_of(consultation),
        left=left_of(consultation, closes_at=closing_of(periods), now=now),
        rehearsal=rehearsal_of(consultation, before=_opened_at(consultation, periods, step)),
        lost=lost_of(consultation, periods, now=now),
        who=who_facts(consultation),
        explained=acronyms(consultation),
    )


def opening_soon() -> list[ConsultationPage]:
    """What everybody sees and opens within a day, without a rehearsal in that day."""
    opens_at = Min("phases__starts_at", filter=Q(phases__actions__isnull=False))
    rows = ConsultationPage.objects.live().annotate(opens_at=opens_at)
    soon = rows.filter(opens_at__gt=Now(), opens_at__lte=Now() + DAY).order_by("pk")
    return [row for row in soon if not _is_rehearsed(row, since=row.opens_at - DAY)]


def _is_rehearsed(consultation: ConsultationPage, *, since: datetime) -> bool:
    return Rehearsal.objects.filter(consultation=consultation, started_at__gte=since).exists()


def kept_until(page: Page) -> date | None:
    """The last day on which a consultation that was decided has to be there; None for any other page."""
    row = FinalDecision.objects.filter(consultation=page.pk).first()
    return timezone.localdate(row.published_at) + KEPT if row else None


def gather_texts(consultation: ConsultationPage) -> ConsultationPage:
    """The texts as they were last saved."""
    saved: ConsultationPage = consultation.get_latest_revision_as_object()
    return saved


def in_force(consultation: ConsultationPage) -> list[Attestation]:
    """What is declared now, in the order of the rules."""
    rows = Attestation.objects.filter(consultation=consultation, taken_back_at=None)
    return list(rows.order_by("rule"))


def _step(
    periods: Sequence[Period], decision: FinalDecision | None, *, is_public: bool, now: datetime
) -> Step:
    if not is_public:
        return Step.DRAFT
    if decision is not None:
        return Step.DECIDED
    if not periods or all(period.starts_at > now for period in periods):
        return Step.ANNOUNCED
    if all(period.ends_at is not None and period.ends_at <= now for period in periods):
        return Step.CLOSED
    return Step.OPEN


def _opened_at(consultation: ConsultationPage, periods: Sequence[Period], step: Step) -> datetime | None:
    """Since when people take part; None while nobody can."""
    if step < Step.OPEN or not periods:
        return None
    return opening(min(period.starts_at for period in periods), consultation.first_published_at)


def _promised(told: Sequence[tuple[str | None, str | None]]) -> LegalProfile | None:
    """The legal frame of the last rules that were made public."""
    found = told[-1][0] if told else None
    return LegalProfile(found) if found else None


def _promised_for(told: Sequence[tuple[str | None, str | None]]) -> date | None:
    return min((date.fromisoformat(day) for _profile, day in told if day), default=None)


def _team(consultation: ConsultationPage) -> Counter[Role]:
    return Counter(Role(role) for role in consultation.team.values_list("role", flat=True))


def _asked(consultation: ConsultationPage) -> tuple[Asked, ...]:
    found = []
    for kind in consultation.kinds.prefetch_related("questions"):
        if kind.has_text:
            found.append(Asked(kind.call))
        found += [
            Asked(row.label, row.type in CLOSED, row.is_required, row.is_personal)
            for row in kind.questions.all()
            if row.takes_answer
        ]
    return tuple(found)


def _sources(consultation: ConsultationPage) -> tuple[Source, ...]:
    rows = each_once(ResourcePage.objects.child_of(consultation).live()).values_list("origin", "piece")
    return tuple(
        Source(ResourceOrigin(origin), ResourcePiece(piece) if piece else None) for origin, piece in rows
    )


def _accessibility() -> date | None:
    """When the declaration of accessibility was published last; one with words to complete is none yet."""
    rows = [row for row in footer_articles() if row.place == FooterPlace.ACCESSIBILITY]
    days = [
        row.last_published_at or row.first_published_at or row.latest_revision_created_at
        for row in rows
        if not to_complete(row)
    ]
    return max((timezone.localdate(day) for day in days if day), default=None)


def _appeals(consultation: ConsultationPage) -> Clock:
    standing = appeals.standing_of(consultation)
    return Clock(standing.waiting, standing.late, standing.promised)


def _questions(consultation: ConsultationPage) -> Clock:
    standing = asked.standing_of(consultation)
    return Clock(standing.waiting, standing.late, standing.promised)


def _reports(consultation: ConsultationPage, now: datetime) -> Clock:
    opened = list(
        Case.objects.filter(consultation=consultation, closed_at=None).values_list("opened_at", flat=True)
    )
    return Clock(len(opened), sum(moment < now - PATIENCE for moment in opened))


def _team_votes(consultation: ConsultationPage) -> int:
    """Votes on line; what is entered on paper bears nobody's name."""
    here = Vote.objects.filter(ballot__phase__consultation=consultation, is_live=True)
    return here.filter(voter__in=consultation.team.values("participant")).count()


def _unexplained(consultation: ConsultationPage) -> int:
    """Contributions and arguments: without a decision, they are neither in the register nor in the bin."""
    decided = Decision.objects.filter
    texts = Contribution.objects.filter(consultation=consultation, state=TextState.HIDDEN)
    texts = texts.filter(~Exists(decided(contribution=OuterRef("pk"))))
    under = Argument.objects.filter(contribution__consultation=consultation, state=TextState.HIDDEN)
    under = under.filter(~Exists(decided(argument=OuterRef("pk"))))
    return texts.order_by().values("pk").union(under.order_by().values("pk"), all=True).count()


def _returned(
    consultation: ConsultationPage, periods: Sequence[Period], phases: Sequence[Phase], now: datetime
) -> Returned:
    """A synthesis published before the close is an interim one, until it is published again."""
    ends = [period.ends_at for period in periods if period.ends_at]
    synthesis = syntheses_for([consultation]).get(consultation.pk)
    written = (synthesis.last_published_at or synthesis.first_published_at) if synthesis else None
    is_last = written is not None and bool(ends) and written >= max(ends)
    archive = Archive.objects.filter(consultation=consultation).values_list("made_at", flat=True).first()
    over = [row.pk for row in ballots_of(phases) if row.phase.ends_at and row.phase.ends_at <= now]
    texts = Contribution.objects.filter(consultation=consultation)
    answers = Answer.objects.filter(contribution__consultation=consultation)
    return Returned(
        synthesised_on=timezone.localdate(written) if is_last else None,
        method=synthesis.method if synthesis else "",
        uncovered=_uncovered(synthesis),
        archived_at=archive,
        ballots_over=len(over),
        ballots_told=ToldTally.objects.filter(ballot__in=over, final_at__isnull=False).count(),
        has_contributions=texts.filter(state=TextState.PUBLISHED).exists(),
        has_spoken=texts.exists() | Argument.objects.filter(contribution__consultation=consultation).exists(),
        has_answers=answers.exists(),
        silent_commitments=silent_in(consultation, today=timezone.localdate(now)),
    )


def _uncovered(synthesis: SynthesisPage | None) -> int:
    """As last counted; none of a synthesis without findings. One query at most."""
    dated = coverage_of(synthesis) if synthesis else None
    small = dated.coverage.small_topics if dated else None
    return small.total - small.cited if small else 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule as one consultation keeps it, with what was declared of it."""

    line: Line
    attestation: Attestation | None

    @property
    def rule(self) -> Rule:
        return self.line.rule


@dataclass(frozen=True, slots=True)
class Part:
    """The rules of one chapter."""

    chapter: Chapter
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """All the rules of a consultation, and how many are in each state."""

    facts: Facts
    parts: tuple[Part, ...]

    @property
    def lines(self) -> list[Line]:
        return [entry.line for part in self.parts for entry in part.entries]

    def count(self, *states: State) -> int:
        return sum(line.state in states for line in self.lines)

    @property
    def kept(self) -> int:
        return self.count(State.HOLDS, State.DECLARED)

    @property
    def later(self) -> int:
        return self.count(State.LATER)

    @property
    def failing(self) -> int:
        return self.count(State.FAILS)

    @property
    def blocking(self) -> list[Line]:
        return [line for line in self.lines if line.is_blocking]

    @property
    def warning(self) -> list[Line]:
        return [line for line in self.lines if line.state == State.FAILS and not line.is_blocking]


def book_of(facts: Facts, *, step: Step | None = None) -> Book:
    """The rules as at `step`; by default where the consultation is. No query."""
    found = judge(facts, step=step)
    parts = [
        Part(
            chapter,
            tuple(
                Entry(
                    line, facts.attestations.get(line.rule.code) if line.rule.mode != Mode.CHECKED else None
                )
                for line in found
                if line.rule.chapter == chapter
            ),
        )
        for chapter in Chapter
    ]
    return Book(facts, tuple(parts))
