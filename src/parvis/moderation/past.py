"""What was decided before, for whoever decides now: on close texts, and on others of the same author."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from parvis.accounts.enums import IdentityLevel
from parvis.consultations.models import ConsultationPage
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.search import OPENING
from parvis.contributions.similar import LEAST_ALIKE
from parvis.contributions.waiting import WaitingText
from parvis.debate.models import Argument
from parvis.moderation.enums import Act
from parvis.moderation.models import Decision, Reading

LATEST = 200
"""Decisions, and readings, among which close texts are looked for: the last ones of the consultation."""
SHOWN = 3
CLOSE_SQL = f"""
WITH decided AS MATERIALIZED (
  SELECT id,
    similarity(lower(unaccent(left(title || ' ' || text, {OPENING}))), lower(unaccent(%(words)s))) AS alike
  FROM contributions_contribution WHERE id = ANY(%(ids)s) AND state IN ('published', 'hidden')
)
SELECT id FROM decided WHERE alike >= {LEAST_ALIKE} ORDER BY alike DESC, id LIMIT {SHOWN}
"""  # noqa: S608 - made of constants


@dataclass(frozen=True, slots=True)
class PastDecision:
    """A text on which somebody decided, and what: in words, with the reason and what an appeal changed."""

    text: Contribution
    said: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class History:
    """What the author of a text wrote in this consultation alone, this text among it; `level` at the time."""

    published: int
    hidden: int
    arguments: int
    hidden_arguments: int
    level: str


def close_decisions(
    consultation: ConsultationPage, *, title: str, text: str, besides: int | None
) -> list[PastDecision]:
    """Of the last contributions on which somebody decided, those whose words are nearest; four queries.

    By the groups of three letters in common, as when somebody types what others said already. `besides`: the
    contribution that is decided on now.
    """
    decisions, readings = _last_decisions(consultation), _last_readings(consultation)
    ids = [pk for pk in {**readings, **decisions} if pk != besides]
    words = f"{title} {text}".replace("\x00", " ")[:OPENING]
    with connection.cursor() as cursor:
        cursor.execute(CLOSE_SQL, {"ids": ids, "words": words})
        near = [pk for (pk,) in cursor.fetchall()]
    rows = Contribution.objects.select_related("gathering").defer("search").in_bulk(near)
    return [
        _past(rows[pk], decisions[pk])
        if pk in decisions
        else PastDecision(rows[pk], pgettext("what was decided on a text", "kept"), readings[pk])
        for pk in near
    ]


def history_of(text: Contribution | Argument | WaitingText) -> History | None:
    """None of a guest, and of an author whose account is erased; two queries."""
    if text.author_id is None:
        return None
    consultation = text.contribution.consultation_id if isinstance(text, Argument) else text.consultation_id
    level = str(IdentityLevel(text.identity_level).label)
    texts = Contribution.objects.filter(consultation=consultation)
    if text.organisation is not None:  # it signs, and whoever sent it stays unnamed
        return History(*_states_of(texts.filter(organisation=text.organisation)), 0, 0, level)
    said = Argument.objects.filter(author=text.author_id, contribution__consultation=consultation)
    written = texts.filter(author=text.author_id, organisation=None)
    return History(*_states_of(written), *_states_of(said), level)


def _states_of(rows: QuerySet[Any]) -> tuple[int, int]:
    """How many are published, and how many hidden."""
    states = (State.PUBLISHED, State.HIDDEN)
    counted = rows.aggregate(**{state.value: Count("pk", filter=Q(state=state)) for state in states})
    return counted["published"], counted["hidden"]


def _last_decisions(consultation: ConsultationPage) -> dict[int, Decision]:
    """The last decision on each contribution."""
    rows = Decision.objects.filter(contribution__consultation=consultation).select_related("appeal__ruling")
    found: dict[int, Decision] = {}
    for row in rows.order_by("-pk")[:LATEST]:
        if row.contribution_id is not None:
            found.setdefault(row.contribution_id, row)
    return found


def _last_readings(consultation: ConsultationPage) -> dict[int, datetime]:
    rows = Reading.objects.filter(consultation=consultation).order_by("-pk")
    return dict(reversed(list(rows.values_list("contribution", "created_at")[:LATEST])))


def _past(text: Contribution, decision: Decision) -> PastDecision:
    if decision.act == Act.RESTORE:
        return PastDecision(text, _("hidden, then public again"), decision.created_at)
    reason = decision.get_reason_display()
    ruling = decision.appealed.ruled if decision.appealed else None
    said = _("hidden: %(reason)s") % {"reason": reason}
    if ruling is not None:
        said = _("hidden: %(reason)s; appeal: %(outcome)s") % {
            "reason": reason,
            "outcome": ruling.get_outcome_display(),
        }
    return PastDecision(text, said, decision.created_at)
