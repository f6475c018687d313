"""Which method to choose, in words: why each one fits, what it does less well, or what to relax."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.consultations.permissions import can as can_consult
from parvis.front.composition.methods import Actor, Start, address_of, start_of
from parvis.portal import queries, showing
from parvis.portal.choosing import Candidate, Close, Limit, Needs, advise
from parvis.portal.enums import Openness, Quality
from parvis.portal.models import MethodPage
from parvis.ui import words
from parvis.ui.charts import RangeChart

MOST = 5
WEAK = 2
"""A quality that is never above this is said to be weak."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A method that fits, with its reasons and its caution."""

    method: MethodPage
    reasons: list[str]
    caution: str
    chart: RangeChart
    start: Start | None

    @property
    def url(self) -> str:
        return address_of(self.method)


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A method that nearly fits, and what would have to be otherwise."""

    method: MethodPage
    relaxing: list[str]

    @property
    def url(self) -> str:
        return address_of(self.method)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The first methods that fit, of how many; or, when none does, those that are nearest."""

    proposals: list[Proposal]
    count: int
    nearest: list[Relaxed]
    is_for_nothing: bool


def choose(needs: Needs, actor: Actor) -> Chosen:
    """One query, and one for the right to create when somebody is signed in."""
    pages = {method.slug: method for method in queries.methods()}
    advice = advise([queries.candidate(method) for method in pages.values()], needs)
    may_create = can_consult(actor, "create")
    return Chosen(
        proposals=[_proposal(one, pages, needs, may_create=may_create) for one in advice.fitting[:MOST]],
        count=len(advice.fitting),
        nearest=[_relaxed(one, pages, needs) for one in advice.close[:MOST]],
        is_for_nothing=needs.openness == Openness.NOTHING,
    )


def _proposal(one: Candidate, pages: Mapping[str, MethodPage], needs: Needs, *, may_create: bool) -> Proposal:
    method = pages[one.code]
    return Proposal(
        method=method,
        reasons=_reasons(one, method, needs),
        caution=_caution(one, needs),
        chart=showing.chart(method, id=f"qualities-{method.slug}"),
        start=start_of(method, may_create=may_create),
    )


def _reasons(one: Candidate, method: MethodPage, needs: Needs) -> list[str]:
    """Each answer that it meets, in the order of the questions."""
    told = [_OPEN[needs.openness]()]
    if needs.concerned is not None:
        told.append(_("It suits that many people."))
    if needs.weeks is not None and one.weeks_least is not None:
        told.append(_("It takes %(weeks)s: there is time.") % {"weeks": showing.weeks(method)})
    if needs.money is not None and one.cost_least is not None:
        told.append(_("It costs %(amount)s: it may be paid.") % {"amount": showing.cost(method)})
    if needs.priority is not None and needs.priority == one.priority:
        told.append(
            _("It serves first what you put first: %(priority)s.") % {"priority": needs.priority.label}
        )
    told += [
        _graded(one, quality) for quality in Quality if quality in needs.qualities and quality in one.grades
    ]
    return told


def _graded(one: Candidate, quality: Quality) -> str:
    low, high = one.grades[quality]
    said = {"quality": capfirst(str(quality.label)), "low": low, "high": high}
    if low == high:
        return _("%(quality)s: %(high)s of 5.") % said
    return _("%(quality)s: %(low)s to %(high)s of 5.") % said


def _caution(one: Candidate, needs: Needs) -> str:
    """What it does less well: of what was asked for, first; else of everything."""
    weak = [quality for quality, (_low, high) in one.grades.items() if high <= WEAK]
    asked = [quality for quality in weak if quality in needs.qualities]
    named = words.listed([str(quality.label) for quality in asked or weak])
    return _("Weaker: %(qualities)s.") % {"qualities": named} if named else ""


def _relaxed(one: Close, pages: Mapping[str, MethodPage], needs: Needs) -> Relaxed:
    method = pages[one.candidate.code]
    told = [_RELAXING[limit](one.candidate, needs) for limit in Limit if limit in one.limits]
    return Relaxed(method, told)


def _more_open(one: Candidate, _needs: Needs) -> str:
    named = [_SHORT[openness]() for openness in Openness if openness in one.openness]
    return _("if what can change is: %(points)s") % {"points": _either(named)}


def _other_public(one: Candidate, needs: Needs) -> str:
    """By the bound that is broken: a method may have both."""
    concerned, most = needs.concerned or 0, one.concerned_most
    if most is not None and concerned > most:
        return _("if it is the affair of %(number)s people at most") % {"number": words.number(most)}
    least = one.concerned_least or 0
    return _("if it is the affair of %(number)s people at least") % {"number": words.number(least)}


def _longer(one: Candidate, _needs: Needs) -> str:
    weeks = one.weeks_least or 0
    said = ngettext("with %(number)s week at least", "with %(number)s weeks at least", weeks)
    return said % {"number": words.number(weeks)}


def _either(names: Sequence[str]) -> str:
    return _(" or ").join(names)


_OPEN: dict[Openness, Callable[[], str]] = {
    Openness.SUBJECT: lambda: _("It is of use while the subject itself is open."),
    Openness.WAYS: lambda: _("It is of use when the aim is set, and the ways are open."),
    Openness.DRAFT: lambda: _("It is of use on a draft that may change."),
    Openness.LEGAL: lambda: _("It is what the law asks for."),
    Openness.NOTHING: lambda: "",
}
_SHORT: dict[Openness, Callable[[], str]] = {
    Openness.SUBJECT: lambda: _("the subject itself"),
    Openness.WAYS: lambda: _("the ways"),
    Openness.DRAFT: lambda: _("a draft"),
    Openness.LEGAL: lambda: _("a draft that the law asks to put to the public"),
}
_RELAXING: dict[Limit, Callable[[Candidate, Needs], str]] = {
    Limit.OPENNESS: _more_open,
    Limit.CONCERNED: _other_public,
    Limit.MONEY: lambda one, _needs: (
        _("with %(amount)s at least") % {"amount": words.number(one.cost_least or 0) + showing.EURO}
    ),
    Limit.WEEKS: _longer,
}
