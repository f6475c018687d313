"""Scenes of acts of commissions and on minutes."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from uuid import uuid4

from parvis.accounts.models import Participant
from parvis.commissions.domain import hand_over as handing
from parvis.commissions.domain.publish_opinion import OpinionDraft, publish_opinion, replace_opinion
from parvis.commissions.tests.factories import CommissionFactory, HandOverFactory, OpinionFactory
from parvis.contributions.said import SaidDraft
from parvis.minutes.domain.keep_said import keep_said
from parvis.minutes.domain.publish_minutes import publish_minutes
from parvis.minutes.tests.factories import MinutesFactory
from parvis.opendata.tests.town import Town

Act = Callable[[], Any]
OPINION = OpinionDraft("Plus de bus", "Un bus toutes les vingt minutes.", date(2026, 11, 20))


def handing_over(town: Town, actor: Participant | None) -> Act:
    return partial(
        handing.hand_over,
        actor=actor or town.organiser,
        commission=CommissionFactory(consultation=town.consultation),
        contributions=[town.write("Un banc")],
        reason="Elle en parle.",
    )


def handing_on(town: Town, actor: Participant | None) -> Act:
    other = CommissionFactory(consultation=town.consultation)
    row = _before(town)
    return partial(
        handing.hand_on, actor=actor or town.organiser, row=row, commission=other, reason="Pas de son mandat."
    )


def giving_back(town: Town, actor: Participant | None) -> Act:
    return partial(
        handing.give_back, actor=actor or town.organiser, row=_before(town), reason="Hors du mandat."
    )


def taking_up(town: Town, actor: Participant | None) -> Act:
    row = _before(town)
    opinion = OpinionFactory(commission=row.commission)
    return partial(handing.take_up, actor=actor or town.organiser, row=row, opinion=opinion)


def saying(town: Town, actor: Participant | None) -> Act:
    row = _before(town)
    return partial(
        publish_opinion,
        actor=actor or town.organiser,
        commission=row.commission,
        draft=OPINION,
        takes=[row],
    )


def saying_otherwise(town: Town, actor: Participant | None) -> Act:
    opinion = OpinionFactory(commission=CommissionFactory(consultation=town.consultation))
    return partial(
        replace_opinion, actor=actor or town.organiser, opinion=opinion, draft=OPINION, reason="Une erreur."
    )


def publishing(town: Town, actor: Participant | None) -> Act:
    minutes = MinutesFactory(event__consultation=town.consultation)
    return partial(publish_minutes, actor=actor or town.organiser, minutes=minutes)


def keeping_what_was_said(town: Town, actor: Participant | None) -> Act:
    minutes = MinutesFactory(event__consultation=town.consultation)
    draft = SaidDraft(town.deposit.kind, "Un abri", "Devant la gare.")
    passage = minutes.passages.last()
    return partial(keep_said, actor=actor or town.organiser, passage=passage, draft=draft, key=uuid4())


def _before(town: Town) -> Any:
    commission = CommissionFactory(consultation=town.consultation)
    return HandOverFactory(commission=commission, contribution=town.write("Un banc"))
