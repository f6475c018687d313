"""Reads of cases: the list, one with its evidence, and who reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts import permissions as accounts
from parvis.accounts.enums import IdentityLevel
from parvis.ballots.criteria import Criterion
from parvis.consultations.models import ConsultationPage, TeamMember
from parvis.consultations.permissions import ROLES
from parvis.consultations.queries import Actor
from parvis.contributions.models import Contribution
from parvis.contributions.quotations import Quotation
from parvis.debate.models import Argument
from parvis.moderation.enums import CaseKind, Outcome, Reason
from parvis.moderation.models import Case, Report
from parvis.moderation.queries import in_force
from parvis.ui import words

MOST = 100
SHORT = 6
OF_TEXTS = (CaseKind.REPORTS, CaseKind.SURGE, CaseKind.PASTED, CaseKind.QUOTED)


@dataclass(frozen=True, slots=True)
class Reporter:
    """Somebody who reported, and what became of their earlier reports, in all consultations."""

    name: str
    reason: str
    sent_at: datetime
    decided: int
    unfounded: int


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list."""

    case: Case
    title: str
    reports: int = 0


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case as its page shows it: figures in words, its text if it has one, those who reported it.

    `unfounded_rate`: of a hundred earlier reports of theirs that were decided, how many were unfounded; None
    without any.
    """

    case: Case
    title: str
    figures: list[tuple[str, str]]
    levels: list[tuple[str, str]]
    target: Contribution | Argument | None
    reasons: list[tuple[str, str]]
    reporters: list[Reporter]
    unfounded_rate: int | None
    criterion: Criterion

    @property
    def contribution(self) -> Contribution | None:
        """The contribution that the case is about, or the one under which the argument is."""
        return self.target.contribution if isinstance(self.target, Argument) else self.target


def to_watch() -> QuerySet[ConsultationPage]:
    """Consultations with a phase under way."""
    here = Q(phases__starts_at__lte=Now()) & (Q(phases__ends_at=None) | Q(phases__ends_at__gt=Now()))
    found: QuerySet[ConsultationPage] = ConsultationPage.objects.live().filter(here).distinct()
    return found


def waiting_cases(consultation: ConsultationPage) -> list[CaseLine]:
    """Open cases, oldest first."""
    cases = Case.objects.filter(consultation=consultation, closed_at=None).annotate(n=Count("reports"))
    return [CaseLine(case, title_of(case), case.n) for case in cases.order_by("opened_at")[:MOST]]


def closed_cases(consultation: ConsultationPage) -> list[CaseLine]:
    """Those closed last."""
    cases = Case.objects.filter(consultation=consultation, closed_at__isnull=False)
    closed = cases.select_related("closed_by").order_by("-closed_at")[:20]
    return [CaseLine(case, title_of(case)) for case in closed]


def waiting_for(actor: Actor, consultation_ids: Iterable[int]) -> dict[int, int]:
    """How many cases wait in each of these consultations that the actor moderates, in one query."""
    waiting = Case.objects.filter(consultation__in=consultation_ids, closed_at=None)
    if not accounts.can(actor, "administer"):
        team = TeamMember.objects.filter(participant=actor.pk, role__in=ROLES["moderate"])
        waiting = waiting.filter(consultation__in=team.values("consultation"))
    return dict(waiting.values_list("consultation").annotate(Count("pk")).order_by())


def case_file(case: Case) -> CaseFile:
    decided, unfounded = _past(case)
    return CaseFile(
        case=case,
        title=title_of(case),
        figures=_figures(case),
        levels=_levels(case),
        target=target_of(case),
        reasons=reasons_of(case),
        reporters=_reporters(case, decided, unfounded),
        unfounded_rate=_share(unfounded.total(), decided.total()),
        criterion=criterion_of(case),
    )


def title_of(case: Case) -> str:
    """What caught the eye, and where; a network has only the beginning of its hash for a name."""
    kind = case.get_kind_display()
    if case.kind == CaseKind.DOMAIN:
        return _("%(what)s: %(name)s") % {"what": kind, "name": case.subject}
    if case.kind in (CaseKind.NETWORK, CaseKind.BROWSER, CaseKind.ALIKE):
        return _("%(what)s: %(name)s") % {"what": kind, "name": case.subject[:SHORT]}
    return kind


def subject_parts(case: Case) -> tuple[str, int] | None:
    """The text that the case is about: "contribution" or "argument", and its number; None without one."""
    name, _sign, number = case.subject.partition(":")
    return (name, int(number)) if case.kind in OF_TEXTS and number.isdecimal() else None


def target_of(case: Case) -> Contribution | Argument | None:
    """The text that the case is about."""
    name, number = subject_parts(case) or ("", 0)
    if name == "argument":
        return Argument.objects.select_related("contribution", "author").filter(pk=number).first()
    texts = Contribution.objects.select_related("kind", "author", "organisation").defer("search")
    return texts.filter(pk=number).first()


def criterion_of(case: Case) -> Criterion:
    """What the votes of the case have in common, to begin with when setting them aside."""
    first = case.evidence.get("first")
    match case.kind:
        case CaseKind.DOMAIN:
            return Criterion(domain=case.subject)
        case CaseKind.NETWORK | CaseKind.BROWSER:
            return Criterion(network=case.subject.partition("/")[0])
        case CaseKind.ALIKE:
            return Criterion(answers=case.subject)
        case CaseKind.SURGE if first and case.subject.startswith("contribution:"):
            item = int(case.subject.partition(":")[2])
            return Criterion(contribution=item, since=datetime.fromisoformat(first))
    return Criterion()


def _figures(case: Case) -> list[tuple[str, str]]:
    labels = {
        "people": _("people"),
        "votes": _("votes"),
        "contributions": _("contributions"),
        "arguments": _("arguments"),
        "items": _("items on which they agree"),
    }
    found = case.evidence.get("figures", {})
    shown = [(label, words.number(found[name])) for name, label in labels.items() if found.get(name)]
    if case.kind == CaseKind.REPORTS:
        shown.append((_("reports"), words.number(case.reports.count())))
    if case.kind == CaseKind.QUOTED:
        shown += _of_source(case)
    for name, label in (("first", _("first act")), ("last", _("last act"))):
        if moment := case.evidence.get(name):
            shown.append((label, words.moment(datetime.fromisoformat(moment))))
    return shown


def _of_source(case: Case) -> list[tuple[str, str]]:
    """Where the text that is quoted was written, and what became of it there; one query, or two."""
    _name, number = subject_parts(case) or ("", 0)
    rows = Quotation.objects.filter(contribution=number).select_related("source__consultation")
    row = rows.defer("source__search").first()
    if row is None:
        return []
    last = in_force(row.source)
    found = [
        (_("written in"), row.source.consultation.title),
        (_("the contribution quoted is now"), row.source.get_state_display()),
    ]
    if last is not None:
        found.append((_("last decision on it"), f"{last.get_act_display()}, {last.get_reason_display()}"))
    return found


def _levels(case: Case) -> list[tuple[str, str]]:
    """Acts by identity level: a crowd that nobody vouches for stands out here."""
    found = case.evidence.get("levels", {})
    return [
        (str(IdentityLevel(int(level)).label), words.number(count)) for level, count in sorted(found.items())
    ]


def reasons_of(case: Case) -> list[tuple[str, str]]:
    """Each reason that was given, with how many people gave it, the commonest first."""
    counted = case.reports.values_list("reason").annotate(n=Count("pk")).order_by("-n", "reason")
    return [(str(Reason(reason).label), words.number(count)) for reason, count in counted]


def _past(case: Case) -> tuple[Counter[int], Counter[int]]:
    """Of everybody who reported: how many earlier reports were decided, and how many were unfounded."""
    past = Report.objects.filter(reporter__in=case.reports.values("reporter"), case__closed_at__isnull=False)
    past = past.exclude(case=case)
    decided = Counter(past.values_list("reporter", flat=True))
    return decided, Counter(past.filter(case__outcome=Outcome.UNFOUNDED).values_list("reporter", flat=True))


def _reporters(case: Case, decided: Counter[int], unfounded: Counter[int]) -> list[Reporter]:
    """Whoever was wrong most often comes first; then the last to report."""
    worst = [person for person, _count in unfounded.most_common(MOST)]
    reports = case.reports.select_related("reporter")
    rows = [*reports.filter(reporter__in=worst), *reports.exclude(reporter__in=worst).order_by("-pk")[:MOST]]
    found = [
        Reporter(
            name=_name_of(row),
            reason=row.get_reason_display(),
            sent_at=row.created_at,
            decided=decided[row.reporter_id or 0],
            unfounded=unfounded[row.reporter_id or 0],
        )
        for row in rows
    ]
    return sorted(found, key=lambda reporter: -reporter.unfounded)[:MOST]


def _name_of(report: Report) -> str:
    """Nobody reads the address that somebody left without an account, not even those who moderate."""
    if report.reporter is not None:
        return str(report.reporter)
    return _("without an account, with an address") if report.email_key else _("without an account")


def _share(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None


def of_consultation(consultation: ConsultationPage, pk: int) -> Case | None:
    return (
        Case.objects.select_related("consultation", "closed_by")
        .filter(consultation=consultation, pk=pk)
        .first()
    )
