"""Texts put to consultation, for tests."""

from typing import Any

from parvis.accounts.models import Participant
from parvis.consultations.enums import KindRole
from parvis.consultations.models import ConsultationPage, Phase, PhaseAction
from parvis.consultations.tests.factories import PhaseActionFactory, PhaseFactory, TeamMemberFactory
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.texts.domain.bring_text import bring_text
from parvis.texts.domain.publish_text import publish_text
from parvis.texts.models import Document
from parvis.texts.tests.files import BILL, markdown


def organiser_of(consultation: ConsultationPage) -> Participant:
    member = consultation.team.filter(role="organiser").select_related("participant").first()
    return member.participant if member else TeamMemberFactory(consultation=consultation).participant


def drafted(consultation: ConsultationPage, lines: Any = BILL) -> Document:
    """A text that was brought, and is not public yet."""
    data = markdown(lines)
    return bring_text(actor=organiser_of(consultation), consultation=consultation, name="a.md", data=data)


def published(consultation: ConsultationPage, lines: Any = BILL) -> Document:
    """A text put to consultation."""
    return publish_text(actor=organiser_of(consultation), document=drafted(consultation, lines))


def opened(document: Document, **phase: Any) -> Phase:
    """A phase under way in which one votes and comments on its passages, and proposes amendments."""
    found: Phase = PhaseFactory(consultation=document.consultation, **phase)
    for kind in document.consultation.kinds.exclude(role=KindRole.PLAIN):
        if kind.is_amendment:
            PhaseActionFactory(phase=found, kind=kind)
        for trait in ({"vote": True}, {"argue": True}, {"comment": True}):
            PhaseActionFactory(phase=found, kind=kind, **trait)
    return found


def amendment_action(phase: Phase) -> PhaseAction:
    return phase.actions.get(verb="deposit", kind__role=KindRole.AMENDMENT)


def passage(document: Document, place: int = 0) -> Contribution:
    """The contribution of one of its passages, counted from 0."""
    rows = document.passages.filter(contribution__isnull=False).select_related("contribution__kind")
    found: Contribution = rows[place].contribution
    return found


def amended(item: Contribution, text: str, **given: Any) -> Contribution:
    """An amendment to some words."""
    kind = item.consultation.kinds.get(role=KindRole.AMENDMENT)
    made: Contribution = ContributionFactory(
        kind=kind, responds_to=item, text=text, form_answers={"reason": "Parce que."}, **given
    )
    return made
