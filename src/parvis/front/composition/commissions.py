"""The commissions of a consultation as everybody reads them: who sits there, when, what they do and say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import ngettext

from parvis.commissions import queries
from parvis.commissions.enums import Office
from parvis.commissions.models import (
    Commission,
    CommissionDocument,
    CommissionMember,
    HandOver,
    Opinion,
    OpinionVersion,
)
from parvis.commissions.permissions import can
from parvis.consultations.models import Phase
from parvis.consultations.queries import Actor
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.gatherings.enums import PUBLIC
from parvis.gatherings.models import Event
from parvis.minutes.queries import Spoken, spoken_of
from parvis.ui import words

EVENTS = 30


@dataclass(frozen=True, slots=True)
class Stage:
    """A contribution before a commission; without a title, nor a link, once it is not public any longer."""

    row: HandOver
    title: str
    url: str

    @property
    def opinion_title(self) -> str:
        return self.row.opinion.last.title if self.row.opinion is not None else ""


@dataclass(frozen=True, slots=True)
class CommissionView:
    """Everything that the page of a commission shows. `unnamed`: members who are counted alone, in words."""

    commission: Commission
    below: list[Commission]
    members: list[CommissionMember]
    unnamed: str
    documents: list[CommissionDocument]
    phases: list[Phase]
    events: list[Event]
    opinions: list[Opinion]
    handed: list[Stage]
    counts: dict[str, int]
    may_work: bool

    @property
    def handed_count(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class OpinionView:
    """An opinion: the version that is read, whether it stands, and the others."""

    commission: Commission
    opinion: Opinion
    version: OpinionVersion
    versions: list[OpinionVersion]
    taken_up: list[Stage]
    spoken: list[Spoken]
    may_work: bool

    @property
    def stands(self) -> bool:
        return self.version.pk == self.opinion.last.pk


def compose(*, commission: Commission, actor: Actor) -> CommissionView:
    """A constant number of queries."""
    members = queries.members_of(commission)
    return CommissionView(
        commission=commission,
        below=list(commission.subcommissions.all()),
        members=[member for member in _by_office(members) if member.shown_name],
        unnamed=_unnamed([member for member in members if not member.shown_name]),
        documents=queries.documents_of(commission),
        phases=list(commission.phases.all()),
        events=events_of(commission),
        opinions=queries.opinions_of(commission),
        handed=stages(queries.handed_to(commission)),
        counts=queries.counts_of(commission),
        may_work=can(actor, "work", commission),
    )


def compose_opinion(
    *, commission: Commission, pk: int, number: int | None, actor: Actor
) -> OpinionView | None:
    """The version that stands, or the one that is asked for; None when there is none such."""
    opinion = queries.opinion_in(commission, pk)
    versions = list(opinion.versions.all())
    version = next((one for one in versions if number in {None, one.number}), None)
    if version is None:
        return None
    return OpinionView(
        commission=commission,
        opinion=opinion,
        version=version,
        versions=versions,
        taken_up=stages(queries.taken_up_in(opinion)),
        spoken=spoken_of(opinion=opinion),
        may_work=can(actor, "work", commission),
    )


def stages(rows: Iterable[HandOver]) -> list[Stage]:
    return [_stage(row) for row in rows]


def _stage(row: HandOver) -> Stage:
    text: Contribution = row.contribution
    if text.state != State.PUBLISHED:
        return Stage(row, "", "")
    return Stage(row, str(text), reverse("front:contribution", args=[text.pk]))


def events_of(commission: Commission) -> list[Event]:
    """Those that everybody may read of, the last first; one query."""
    rows = Event.objects.filter(commission=commission, state__in=PUBLIC).order_by("-starts_at", "-pk")
    return list(rows[:EVENTS])


def _by_office(members: list[CommissionMember]) -> list[CommissionMember]:
    order = list(Office.values)
    return sorted(members, key=lambda member: (order.index(member.office), member.pk))


def _unnamed(members: list[CommissionMember]) -> str:
    """How many are not named, by office, in words; empty for none."""
    if not members:
        return ""
    counts = Counter(member.get_office_display() for member in members)
    offices = words.listed([f"{words.number(n)} {office}" for office, n in counts.items()])
    said = ngettext(
        "%(n)s person is not named: %(offices)s.", "%(n)s people are not named: %(offices)s.", len(members)
    )
    return said % {"n": words.number(len(members)), "offices": offices}
