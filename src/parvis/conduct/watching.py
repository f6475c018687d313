"""Reading what the rules look at while people take part, in a number of queries that nothing changes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import (
    Aggregate,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    Max,
    Min,
    Q,
    TextField,
    Value,
)
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from wagtail.query import PageQuerySet

from parvis.accounts.models import Refusal
from parvis.ballots.models import Outcome, SetAside
from parvis.conduct.inspections import Inspection
from parvis.conduct.watched import Changes, Delay, Signing, Told, Watched
from parvis.consultations.enums import Moment, Source
from parvis.consultations.levels import reachable
from parvis.consultations.models import ConsultationPage, Phase, PhaseAction, Rules
from parvis.contributions.enums import WaitingState
from parvis.contributions.waiting import PROMISED, READ_WITHIN, WaitingText
from parvis.ledger.enums import VOTES
from parvis.ledger.models import Halt, Pending
from parvis.moderation.enums import Reason, Screened
from parvis.moderation.models import Case, Screening

PATIENCE = timedelta(days=7)
WEEKS = 4
SETTLED = timedelta(days=1)
"""After the last close, there is nothing new to look at."""
ROUNDED = timedelta(hours=1)
"""The time of a vote is rounded down to the hour in the log."""
PUZZLE = re.compile(r"captcha|turnstile|geetest|arkose|challenges\.cloudflare", re.IGNORECASE)
"""What tests by images or riddles are called, as packages and as hosts."""


class Rank(Aggregate):
    """The value below which a share of the others lie; None without any."""

    function = "percentile_cont"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def watched(consultation: ConsultationPage, phases: Sequence[Phase], now: datetime) -> Watched:
    """`phases` as `phases_of` reads them: with their actions and kinds at hand."""
    actions = [action for phase in phases for action in phase.actions.all()]
    asked = [
        action.minimum_level
        for phase in phases
        if phase.moment(now) != Moment.PAST
        for action in phase.actions.all()
    ]
    waiting, late = _misattributed(consultation, now)
    begun = [phase.starts_at for phase in phases if phase.actions.all()]
    return Watched(
        puzzles=tuple(puzzles()),
        names=tuple(_names(phases, actions)),
        levels=frozenset(asked),
        reachable=reachable(consultation),
        undivided=_undivided(consultation),
        delay=_delay(consultation, now),
        unsaid=sum(
            phase.source == Source.CHOSEN and not phase.summary.strip() and phase.moment(now) != Moment.FUTURE
            for phase in phases
        ),
        signing=_signing(),
        inspection=Inspection.objects.filter(consultation=consultation).first(),
        changes=changes_since(consultation, min(begun, default=now)),
        misattributed=waiting,
        misattributed_late=late,
    )


def consultations_to_inspect() -> PageQuerySet:
    """Public ones that began, never looked at, or not since a day after their last phase."""
    last = F("inspection__made_at") - SETTLED
    due = Q(inspection=None) | Q(phases__ends_at=None) | Q(phases__ends_at__gt=last)
    rows = ConsultationPage.objects.live().filter(due, phases__starts_at__lte=Now())
    return rows.distinct().order_by("pk")


def puzzles() -> Iterator[str]:
    """What, in the settings, is the name of a test by images: an application, a form, a host of scripts."""
    policies = (settings.CONTENT_SECURITY_POLICY["DIRECTIVES"], settings.DESK_CONTENT_SECURITY_POLICY)
    hosts = (str(host) for policy in policies for listed in policy.values() for host in listed)
    forms = getattr(settings, "ACCOUNT_FORMS", {}).values()
    for name in (*settings.INSTALLED_APPS, *settings.MIDDLEWARE, *forms, *hosts):
        if PUZZLE.search(str(name)):
            yield str(name)


def changes_since(consultation: ConsultationPage, opened_at: datetime) -> Changes:
    """Of the rules told since then, what each changed, and why; one query."""
    rows = Rules.objects.filter(consultation=consultation)
    opening = rows.filter(made_at__lte=opened_at).order_by("-version").values("pk")[:1]
    shown = rows.filter(Q(made_at__gt=opened_at) | Q(pk__in=opening)).order_by("version")
    told = shown.annotate(said=Coalesce("explanation__words", Value(""), output_field=TextField()))
    return Changes.of([Told(*row) for row in told.values_list("pk", "version", "made_at", "text", "said")])


def _names(phases: Sequence[Phase], actions: Sequence[PhaseAction]) -> Iterator[str]:
    yield from (phase.title for phase in phases)
    kinds = {action.kind_id: action.kind for action in actions}
    for kind in kinds.values():
        yield from (kind.name, kind.plural_name, kind.call)


def _undivided(consultation: ConsultationPage) -> int:
    """Ballots in which people voted, whose figures do not say at which level."""
    rows = Outcome.objects.filter(ballot__phase__consultation=consultation, people__gt=0)
    return rows.filter(by_level={}).count()


def _delay(consultation: ConsultationPage, now: datetime) -> Delay:
    """Those that their authors took back before anybody read them are nobody's delay."""
    rows = WaitingText.objects.filter(consultation=consultation).exclude(state=WaitingState.WITHDRAWN)
    taken = ExpressionWrapper(Coalesce("settled_at", Value(now)) - F("received_at"), DurationField())
    is_late = Q(state=WaitingState.WAITING, taken__gt=F("allowed"))
    found = rows.annotate(taken=taken, allowed=PROMISED).aggregate(
        came=Count("pk"),
        median=Rank("taken", share=0.5),
        most=Rank("taken", share=0.95),
        promised=Coalesce(Max("allowed"), Value(READ_WITHIN), output_field=DurationField()),
        late=Count("pk", filter=is_late),
    )
    return Delay(**found)


def _signing() -> Signing:
    """Two queries. What waits is taken in order: the first line of the table is the oldest."""
    first = Pending.objects.order_by("pk").values_list("at", "kind").first()
    halted = Halt.objects.filter(lifted_at=None).exists()
    if first is None:
        return Signing(is_halted=halted)
    at, kind = first
    return Signing(at + ROUNDED if kind in VOTES else at, halted)


def _misattributed(consultation: ConsultationPage, now: datetime) -> tuple[int, int]:
    """Open cases in which somebody says that a text bears a name which is not its author's; and late ones."""
    rows = Case.objects.filter(
        consultation=consultation, closed_at=None, reports__reason=Reason.MISATTRIBUTED
    )
    since = rows.values("pk").annotate(since=Min("reports__created_at")).values_list("since", flat=True)
    found = list(since.order_by())
    return len(found), sum(moment < now - PATIENCE for moment in found)


@dataclass(frozen=True, slots=True)
class Week:
    """What was refused in seven days, `first` the first of them: `limited` acts on the whole site; texts read
    first that were not published, and votes set aside, here."""

    first: date
    limited: int
    guests: int
    aside: int


def refused_lately(consultation: ConsultationPage, now: datetime) -> list[Week]:
    """The last weeks, the one under way first, zeros included; three queries."""
    today = timezone.localdate(now)
    monday = today - timedelta(days=today.weekday())
    firsts = [monday - timedelta(weeks=n) for n in range(WEEKS)]
    since = timezone.make_aware(datetime.combine(firsts[-1], datetime.min.time()))
    limited: Counter[date] = Counter()
    for day, count in Refusal.objects.filter(day__gte=firsts[-1]).values_list("day", "count"):
        limited[_monday(day)] += count
    refused = Screening.objects.filter(
        text__consultation=consultation, act=Screened.REFUSE, created_at__gte=since
    )
    guests = Counter(_monday(timezone.localdate(at)) for at in refused.values_list("created_at", flat=True))
    aside: Counter[date] = Counter()
    acts = SetAside.objects.filter(consultation=consultation, created_at__gte=since)
    for at, figures in acts.values_list("created_at", "figures"):
        aside[_monday(timezone.localdate(at))] += figures.get("votes", 0)
    return [Week(first, limited[first], guests[first], aside[first]) for first in firsts]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
