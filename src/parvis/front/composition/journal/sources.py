"""Where acts are written: Wagtail's log of the pages of a consultation, and each table that has its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page, PageLogEntry

from parvis.ballots.models import PaperBatch, SetAside
from parvis.conduct.models import Attestation, FinalDecision, Rehearsal
from parvis.conduct.rules.book import BY_CODE
from parvis.consultations.enums import DeskAct
from parvis.consultations.models import ConsultationPage
from parvis.contributions.merges import Merge
from parvis.front.enums import JournalKind
from parvis.moderation.enums import Act, AppealOutcome, CaseKind, Outcome, Reason, Screened
from parvis.moderation.models import Case, Decision, Reading, Ruling, Screening
from parvis.moderation.waiting_texts import ENTERED
from parvis.restitution.enums import AnswerStatus, CommitmentState, ExaminationAct
from parvis.restitution.models import Answer, Commitment, CommitmentUpdate, ExaminationStep, Milestone

Rows = QuerySet[Any]
Found = Callable[[ConsultationPage], Rows]


@dataclass(frozen=True, slots=True)
class Told:
    """One act in words: what was done, on what; the contribution that it is about, if it is about one."""

    what: str
    about: str = ""
    contribution: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One table of acts of one kind: which rows, when and by whom each was done, and how it is told."""

    kind: JournalKind
    rows: Found
    at: str
    who: str
    tell: Callable[[Any], Told]


# Of the names of `DeskAct`, what is before the dot; every other one is about what is published.
KINDS = {
    "team": JournalKind.TEAM,
    "phase": JournalKind.SETTINGS,
    "themes": JournalKind.SETTINGS,
    "kind": JournalKind.SETTINGS,
    "question": JournalKind.SETTINGS,
    "levels": JournalKind.SETTINGS,
    "domains": JournalKind.SETTINGS,
    "codes": JournalKind.SETTINGS,
    "days": JournalKind.SETTINGS,
    "record": JournalKind.SETTINGS,
    "rules": JournalKind.SETTINGS,
    "panel": JournalKind.SETTINGS,
    "outage": JournalKind.SETTINGS,
    "trial": JournalKind.SETTINGS,
    "letter": JournalKind.PUBLISHED,
    "announcement": JournalKind.PUBLISHED,
    "costs": JournalKind.VOTES,
    "data": JournalKind.DATA,
}
ERASED = DeskAct.FILES_ERASED


def kind_of(action: str) -> JournalKind:
    """The kind of a line of Wagtail's log; what Wagtail itself writes is about what is published."""
    if action == ERASED.action:
        return JournalKind.MODERATION
    act = action.removeprefix("parvis.")
    return KINDS.get(act.partition(".")[0], JournalKind.PUBLISHED)


def logged(consultation: ConsultationPage, kind: JournalKind | None) -> QuerySet[PageLogEntry]:
    """The lines of Wagtail's log on a consultation and the pages below it; of one kind, when it is named."""
    pages = Page.objects.descendant_of(consultation, inclusive=True).values("pk")
    rows: QuerySet[PageLogEntry] = PageLogEntry.objects.filter(page__in=pages)
    if kind is None:
        return rows
    ours = [act.action for act in DeskAct if kind_of(act.action) == kind]
    wanted = Q(action__in=ours)
    if kind == JournalKind.PUBLISHED:
        wanted |= ~Q(action__startswith="parvis.")
    found: QuerySet[PageLogEntry] = rows.filter(wanted)
    return found


def sources() -> Iterator[Source]:
    """Every table beside Wagtail's log; their order decides between acts of one second."""
    yield from _moderation()
    yield from _published()
    yield from _votes()


def _moderation() -> Iterator[Source]:
    kind = JournalKind.MODERATION
    on_texts: Found = lambda page: Decision.objects.filter(contribution__consultation=page)  # noqa: E731
    on_arguments: Found = lambda page: Decision.objects.filter(  # noqa: E731
        argument__contribution__consultation=page
    ).select_related("argument")
    yield Source(kind, on_texts, "created_at", "moderator", _decision)
    yield Source(kind, on_arguments, "created_at", "moderator", _decision)
    yield Source(kind, _screenings, "created_at", "moderator", _screening)
    yield Source(kind, _by(Reading, "consultation"), "created_at", "moderator", _reading)
    yield Source(kind, _rulings, "created_at", "reviewer", _ruling)
    yield Source(kind, _by(Case, "consultation"), "closed_at", "closed_by", _case)
    yield Source(kind, _by(SetAside, "consultation"), "created_at", "moderator", _aside)
    yield Source(kind, _by(SetAside, "consultation"), "put_back_at", "put_back_by", _back)
    yield Source(kind, _by(Merge, "consultation"), "created_at", "organiser", _merge)
    yield Source(kind, _by(Merge, "consultation"), "split_at", "split_by", _split)


def _published() -> Iterator[Source]:
    kind = JournalKind.PUBLISHED
    yield Source(kind, _by(Answer, "contribution__consultation"), "created_at", "author", _answer)
    yield Source(kind, _by(FinalDecision, "consultation"), "published_at", "author", _final)
    yield Source(kind, _by(Commitment, "consultation"), "created_at", "author", _commitment)
    here = ("commitment__consultation", "commitment")
    yield Source(kind, _by(Milestone, *here), "created_at", "author", _milestone)
    yield Source(kind, _by(CommitmentUpdate, *here), "created_at", "author", _news)
    yield Source(kind, _steps, "created_at", "author", _step)
    rules = JournalKind.SETTINGS
    yield Source(rules, _by(Attestation, "consultation"), "made_at", "author", _attestation)
    yield Source(rules, _by(Rehearsal, "consultation"), "started_at", "author", _rehearsal)


def _votes() -> Iterator[Source]:
    kind = JournalKind.VOTES
    here = _by(PaperBatch, "ballot__phase__consultation")
    yield Source(kind, here, "created_at", "entered_by", _paper)
    yield Source(kind, here, "cancelled_at", "cancelled_by", _no_paper)


def _by(model: type[Model], path: str, *related: str) -> Found:
    def rows(page: ConsultationPage) -> Rows:
        found = model._default_manager.filter(**{path: page})
        return found.select_related(*related) if related else found

    return rows


def _screenings(page: ConsultationPage) -> Rows:
    """A refusal that made a hidden contribution is told by that decision."""
    return Screening.objects.filter(text__consultation=page).exclude(ENTERED).select_related("text")


def _rulings(page: ConsultationPage) -> Rows:
    here = Q(appeal__decision__contribution__consultation=page) | Q(
        appeal__decision__argument__contribution__consultation=page
    )
    return Ruling.objects.filter(here).select_related("appeal__decision__argument")


def _decision(row: Decision) -> Told:
    act = _("hid a text") if row.act == Act.HIDE else _("made a text public again")
    on = row.argument.contribution_id if row.argument else row.contribution_id
    about = _("an argument under %(text)s") % {"text": f"C-{on}"} if row.argument else f"C-{on}"
    return Told(act, f"{about}, {Reason(row.reason).label}", on)


def _screening(row: Screening) -> Told:
    if row.act == Screened.ADMIT:
        return Told(_("published a text that waited"), row.text.reference)
    return Told(_("refused a text that waited"), f"{row.text.reference}, {Reason(row.reason).label}")


def _reading(row: Reading) -> Told:
    return Told(_("read a text, and left it as it is"), f"C-{row.contribution_id}", row.contribution_id)


def _ruling(row: Ruling) -> Told:
    decision = row.appeal.decision
    on = decision.argument.contribution_id if decision.argument else decision.contribution_id
    return Told(_("decided on an appeal"), f"C-{on}, {AppealOutcome(row.outcome).label}", on)


def _case(row: Case) -> Told:
    about = f"{CaseKind(row.kind).label}, {Outcome(row.outcome).label}"
    return Told(_("closed a case"), about)


def _aside(row: SetAside) -> Told:
    return Told(_("set votes aside"), _of(row.figures.get("votes", 0)))


def _back(row: SetAside) -> Told:
    return Told(_("put back votes that were set aside"), _of(row.figures.get("votes", 0)))


def _of(votes: int) -> str:
    return _("votes: %(count)s") % {"count": votes}


def _merge(row: Merge) -> Told:
    return Told(_("gathered texts under one"), f"C-{row.kept_id}", row.kept_id)


def _split(row: Merge) -> Told:
    return Told(_("split merged texts"), f"C-{row.kept_id}", row.kept_id)


def _answer(row: Answer) -> Told:
    about = f"C-{row.contribution_id}, {AnswerStatus(row.status).label}"
    return Told(_("published an official answer"), about, row.contribution_id)


def _final(row: FinalDecision) -> Told:
    return Told(_("published the decision"), row.title)


def _commitment(row: Commitment) -> Told:
    return Told(_("published a commitment"), row.title)


def _milestone(row: Milestone) -> Told:
    return Told(_("planned a step of a commitment"), f"{row.commitment.title}, {row.title}")


def _news(row: CommitmentUpdate) -> Told:
    about = f"{row.commitment.title}, {CommitmentState(row.state).label}"
    return Told(_("told news of a commitment"), about)


def _steps(page: ConsultationPage) -> Rows:
    """What was done in examinations; a verdict is told by its answer, and a revision is of its author."""
    told = ExaminationStep.objects.filter(examination__contribution__consultation=page)
    told = told.exclude(act__in=(ExaminationAct.DECIDED, ExaminationAct.REVISED))
    return told.select_related("examination")


def _step(row: ExaminationStep) -> Told:
    on = row.examination.contribution_id
    return Told(str(ExaminationAct(row.act).label), f"C-{on}", on)


def _attestation(row: Attestation) -> Told:
    rule = BY_CODE.get(row.rule)
    return Told(_("declared that a rule holds"), f"{row.rule}, {rule.title}" if rule else row.rule)


def _rehearsal(row: Rehearsal) -> Told:
    return Told(_("rehearsed the consultation"), _("it passed") if row.passed else _("it did not pass"))


def _paper(row: PaperBatch) -> Told:
    return Told(_("entered votes on paper"), row.label)


def _no_paper(row: PaperBatch) -> Told:
    return Told(_("cancelled a batch of votes on paper"), row.label)


SOURCES: Sequence[Source] = tuple(sources())
