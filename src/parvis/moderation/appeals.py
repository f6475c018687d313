"""Reads of appeals: their clock, which wait, how they were decided, and who is left to decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from statistics import median

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.accounts import permissions as accounts
from parvis.accounts.models import Participant
from parvis.consultations.models import ConsultationPage, TeamMember
from parvis.consultations.permissions import ROLES
from parvis.consultations.queries import Actor, database_now
from parvis.contributions.enums import State
from parvis.contributions.permissions import answers_for
from parvis.debate.clock import DAY, Promise, due, is_late
from parvis.moderation.enums import VOID, Act, AppealOutcome
from parvis.moderation.models import Appeal, AppealPromise, Decision
from parvis.moderation.permissions import hands_in
from parvis.moderation.queries import WAITING, in_force
from parvis.ui import words

MOST = 100
HERE = Coalesce("decision__contribution__consultation", "decision__argument__contribution__consultation")
IS_WAITING = ExpressionWrapper(WAITING, output_field=BooleanField())
NOT_UPHELD = (AppealOutcome.REVERSED, AppealOutcome.TAKEN_BACK)


@dataclass(frozen=True, slots=True)
class Clock:
    """How long an appeal waits, or waited, beside what was promised the day when it was sent."""

    decided_at: datetime | None
    due: date | None
    is_late: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class AppealLine:
    """An appeal with its clock."""

    appeal: Appeal
    clock: Clock


@dataclass(frozen=True, slots=True)
class AppealStanding:
    """The appeals of a consultation in figures; `promised` in working days, for one sent now.

    `median_days`: half of those that were decided took no longer, in whole days; None without any.
    """

    sent: int
    waiting: int
    late: int
    not_upheld: int
    median_days: int | None
    promised: int | None


def promises_of(consultation: ConsultationPage) -> list[Promise]:
    """In the order in which they were made."""
    rows = AppealPromise.objects.filter(consultation=consultation).order_by("pk")
    return [Promise(row.made_at, row.days) for row in rows]


class Clocks:
    """The clocks of the appeals of one consultation: what was promised is read once, and so is the time."""

    def __init__(self, consultation: ConsultationPage) -> None:
        self.promises = promises_of(consultation)
        self.now = database_now()

    @property
    def promised(self) -> int | None:
        """In working days, for an appeal sent now."""
        return self.promises[-1].days if self.promises else None

    def is_late(self, sent_at: datetime) -> bool:
        """Whether an appeal that still waits is past its last day."""
        return is_late(sent_at, self.now, self.promises)

    def of(self, appeal: Appeal) -> Clock:
        ruling = appeal.ruled
        if appeal.is_void:
            return Clock(decided_at=None, due=None, is_late=False, sentence=str(VOID))
        until = ruling.created_at if ruling else self.now
        days = (timezone.localdate(until) - timezone.localdate(appeal.created_at)).days
        return Clock(
            decided_at=until if ruling else None,
            due=due(appeal.created_at, self.promises),
            is_late=is_late(appeal.created_at, until, self.promises),
            sentence=_decided(days) if ruling else _waits(days),
        )


def waiting_appeals(consultation: ConsultationPage) -> list[AppealLine]:
    """The oldest first; a constant number of queries."""
    return _lines(consultation, of_consultation(consultation).filter(WAITING).order_by("pk")[:MOST])


def decided_appeals(consultation: ConsultationPage) -> list[AppealLine]:
    """Those decided last."""
    decided = of_consultation(consultation).filter(ruling__isnull=False)
    return _lines(consultation, decided.select_related("ruling__reviewer").order_by("-ruling__pk")[:20])


def standing_of(consultation: ConsultationPage) -> AppealStanding:
    """Two queries and the clock."""
    clocks = Clocks(consultation)
    rows = list(
        of_consultation(consultation).values_list(
            "created_at", "ruling__created_at", "ruling__outcome", IS_WAITING
        )
    )
    waiting = [sent for sent, _decided, _outcome, waits in rows if waits]
    taken = [(decided - sent) / DAY for sent, decided, _outcome, _waits in rows if decided is not None]
    return AppealStanding(
        sent=len(rows),
        waiting=len(waiting),
        late=sum(clocks.is_late(sent) for sent in waiting),
        not_upheld=sum(outcome in NOT_UPHELD for _sent, _decided, outcome, _waits in rows),
        median_days=max(1, ceil(median(taken))) if taken else None,
        promised=clocks.promised,
    )


def waiting_for(actor: Actor, consultation_ids: Iterable[int]) -> dict[int, int]:
    """How many appeals wait in each of these consultations that the actor moderates, in one query."""
    waiting = Appeal.objects.filter(WAITING).annotate(here=HERE).filter(here__in=list(consultation_ids))
    if not accounts.can(actor, "administer"):
        team = TeamMember.objects.filter(participant=actor.pk, role__in=ROLES["moderate"])
        waiting = waiting.filter(here__in=team.values("consultation"))
    return dict(waiting.values_list("here").annotate(Count("pk")).order_by())


def moderating(consultation_id: int) -> QuerySet[Participant]:
    """Those of the team who moderate."""
    team = TeamMember.objects.filter(consultation=consultation_id, role__in=ROLES["moderate"])
    return Participant.objects.filter(is_active=True, pk__in=team.values("participant"))


def deciding(decision: Decision) -> QuerySet[Participant]:
    """Those of them who may rule on an appeal against this decision."""
    no_judge = {decision.moderator_id, *hands_in(decision.target)}
    return moderating(decision.about.consultation_id).exclude(pk__in=no_judge)


def deciders(decision: Decision) -> int:
    """How many people of the team may rule on an appeal against this decision."""
    return deciding(decision).count()


def untold(since: datetime) -> QuerySet[Appeal]:
    """Those that wait, and of which nobody was told, the oldest first; not where all were told since then.

    Whoever hid a text is told of no appeal against it. So those whom one concerns were told since then when
    an appeal against the same moderator was, and all of the team when appeals against two of them were.
    """
    waiting = Appeal.objects.filter(WAITING).annotate(here=HERE)
    known = waiting.filter(told_at__gt=since, here=OuterRef("here"))
    same = known.filter(decision__moderator=OuterRef("decision__moderator"))
    others = known.values("here").annotate(hiding=Count("decision__moderator", distinct=True))
    texts = ("decision__contribution__consultation", "decision__argument__contribution__consultation")
    rows = waiting.filter(~Exists(same), ~Exists(others.filter(hiding__gt=1)), told_at=None)
    search = ("decision__contribution__search", "decision__argument__contribution__search")
    shown = rows.select_related("ruling", "decision__contribution__organisation", *texts).defer(*search)
    return shown.order_by("pk")


def of_consultation(consultation: ConsultationPage) -> QuerySet[Appeal]:
    """Each with its decision and the words that it hides."""
    here = Q(decision__contribution__consultation=consultation) | Q(
        decision__argument__contribution__consultation=consultation
    )
    texts = ("decision__contribution__author", "decision__argument__contribution", "ruling", "author")
    search = ("decision__contribution__search", "decision__argument__contribution__search")
    return Appeal.objects.filter(here).select_related(*texts).defer(*search)


def appeal_in(consultation: ConsultationPage, pk: int) -> Appeal | None:
    people = ("decision__argument__author", "ruling__reviewer", "decision__moderator")
    return of_consultation(consultation).select_related(*people).filter(pk=pk).first()


def decision_on_mine(person: Participant, pk: int) -> Decision | None:
    """A decision that hid a text for which somebody answers, for them to appeal against."""
    texts = (
        "contribution__consultation",
        "contribution__organisation",
        "argument__contribution__consultation",
        "appeal__ruling",
    )
    found = Decision.objects.select_related(*texts).filter(pk=pk, act=Act.HIDE).first()
    return found if found is not None and answers_for(person, found.target) else None


def is_open(decision: Decision) -> bool:
    """Whether the decision still hides the text, and nobody appealed against it yet."""
    if decision.target.state != State.HIDDEN or in_force(decision.target) != decision:
        return False
    return not Appeal.objects.filter(decision=decision).exists()


def _lines(consultation: ConsultationPage, appeals: Iterable[Appeal]) -> list[AppealLine]:
    clocks = Clocks(consultation)
    return [AppealLine(appeal, clocks.of(appeal)) for appeal in appeals]


def _waits(days: int) -> str:
    if days < 1:
        return _("sent today, waiting for a decision")
    said = ngettext(
        "sent %(count)s day ago, waiting for a decision",
        "sent %(count)s days ago, waiting for a decision",
        days,
    )
    return said % {"count": words.number(days)}


def _decided(days: int) -> str:
    if days < 1:
        return _("decided the same day")
    said = ngettext("decided in %(count)s day", "decided in %(count)s days", days)
    return said % {"count": words.number(days)}
