"""When those who took part say how it went, and who does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.accounts.models import Participant
from parvis.consultations.models import ConsultationPage, Phase, PhaseAction
from parvis.consultations.permissions import can as can_consult
from parvis.consultations.queries import database_now
from parvis.jobs.forgetting import EVALUATIONS
from parvis.panel.taking_part import took_part
from parvis.ui import words

CLOSED_ACCOUNT = gettext_lazy("This account is closed: it can no longer take part.")
TEAM = gettext_lazy("You are part of the team of this consultation: those who took part say how it went.")
ELSEWHERE = gettext_lazy("Those who contributed, argued or voted here say how it went.")
EARLY = gettext_lazy("Those who took part say how it went once the consultation is closed.")


@dataclass(frozen=True, slots=True)
class Window:
    """From the close on, for as long as is promised; `now` is the time of the database."""

    opens_at: datetime
    now: datetime

    @property
    def closes_at(self) -> datetime:
        return self.opens_at + EVALUATIONS

    @property
    def has_begun(self) -> bool:
        return self.now >= self.opens_at

    @property
    def is_over(self) -> bool:
        return self.now >= self.closes_at

    @property
    def is_open(self) -> bool:
        return self.has_begun and not self.is_over


def window_of(consultation: ConsultationPage) -> Window | None:
    """None while nothing says when the consultation closes; two queries."""
    opens = Exists(PhaseAction.objects.filter(phase=OuterRef("pk")))
    phases = Phase.objects.filter(opens, consultation=consultation)
    return window_after(list(phases.order_by().values_list("ends_at", flat=True)), now=database_now())


def window_after(ends: Sequence[datetime | None], *, now: datetime) -> Window | None:
    """From the ends of all phases that open something; None when one has none, or there are none."""
    known = [end for end in ends if end is not None]
    return Window(max(known), now) if known and len(known) == len(ends) else None


def refusal(actor: Participant, consultation: ConsultationPage) -> Promise | str:
    """Why somebody may not say how it went; empty when they may."""
    if reason := _closed(window_of(consultation)):
        return reason
    if not actor.is_active:
        return CLOSED_ACCOUNT
    if can_consult(actor, "see_desk", consultation):
        return TEAM
    return "" if took_part(actor, consultation) else ELSEWHERE


def _closed(window: Window | None) -> Promise | str:
    """Why nobody may answer at the moment; empty while it is open."""
    if window is None or not window.has_begun:
        return EARLY
    if window.is_over:
        return _("This evaluation closed on %(day)s. Its results remain.") % {
            "day": words.day(window.closes_at)
        }
    return ""


def may_evaluate(actor: Participant | AnonymousUser, consultation: ConsultationPage) -> bool:
    """What the policy says of it, of a consultation that the actor sees."""
    return isinstance(actor, Participant) and not refusal(actor, consultation)
