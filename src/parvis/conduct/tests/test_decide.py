"""Publishing a decision: after the close, the synthesis and the days that the law leaves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.accounts.errors import Refused
from parvis.conduct.domain.decide import decide
from parvis.conduct.enums import Step
from parvis.conduct.models import FinalDecision
from parvis.conduct.queries import gather
from parvis.consultations.enums import LegalProfile, Role
from parvis.consultations.models import ConsultationPage, Phase
from parvis.consultations.tests.factories import ConsultationFactory, PhaseActionFactory, TeamMemberFactory
from parvis.contributions.tests.factories import ContributionFactory
from parvis.ledger.models import Pending
from parvis.restitution.models import SynthesisPage
from parvis.restitution.tests.factories import SynthesisFactory

pytestmark = pytest.mark.django_db
SAID = {"title": "Au pont du moulin", "text": "Le lieu le plus demandé.", "signature": "Le conseil"}


@pytest.fixture
def closed() -> ConsultationPage:
    """Over for ten days, with one contribution and a synthesis."""
    place = ConsultationFactory(profile=LegalProfile.ENVIRONMENT)
    place.save_revision().publish()
    action = PhaseActionFactory(
        phase__consultation=place,
        phase__starts_at=timezone.now() - timedelta(days=40),
        phase__ends_at=timezone.now() - timedelta(days=10),
    )
    ContributionFactory(kind=action.kind, phase=action.phase)
    SynthesisFactory(consultation=place)
    place.refresh_from_db()
    return place


def organiser_of(consultation: ConsultationPage):
    return TeamMemberFactory(consultation=consultation, role=Role.ORGANISER).participant


def refused(place: ConsultationPage, **changes: object) -> str:
    with pytest.raises(Refused) as found:
        decide(
            actor=organiser_of(place),
            consultation=place,
            **{"taken_on": timezone.localdate(), **SAID, **changes},
        )
    assert not FinalDecision.objects.exists()
    return str(found.value)


def test_it_is_published_once_and_told_to_the_log(closed: ConsultationPage) -> None:
    organiser = organiser_of(closed)
    decide(actor=organiser, consultation=closed, taken_on=timezone.localdate(), **SAID)

    assert gather(closed).step == Step.DECIDED
    assert Pending.objects.filter(kind="decision.published").count() == 1
    with pytest.raises(Refused):
        decide(actor=organiser, consultation=closed, taken_on=timezone.localdate(), **SAID)


def test_no_decision_comes_before_the_synthesis(closed: ConsultationPage) -> None:
    closed.get_children().delete()
    assert "C40" in refused(closed)


def test_an_interim_synthesis_is_none(closed: ConsultationPage) -> None:
    before = timezone.now() - timedelta(days=20)
    SynthesisPage.objects.update(first_published_at=before, last_published_at=before)
    assert "C40" in refused(closed)

    SynthesisPage.objects.update(last_published_at=timezone.now())
    decide(actor=organiser_of(closed), consultation=closed, taken_on=timezone.localdate(), **SAID)


def test_the_law_leaves_four_days_after_the_close(closed: ConsultationPage) -> None:
    soon = timezone.localdate() - timedelta(days=8)
    assert "C39" in refused(closed, taken_on=soon)

    ConsultationPage.objects.filter(pk=closed.pk).update(profile=LegalProfile.FREE)
    closed.refresh_from_db()
    refused(closed, taken_on=timezone.localdate() - timedelta(days=11))
    decide(actor=organiser_of(closed), consultation=closed, taken_on=soon, **SAID)


def test_nothing_is_decided_while_people_take_part(closed: ConsultationPage) -> None:
    Phase.objects.update(ends_at=timezone.now() + timedelta(days=1))
    refused(closed)


def test_a_decision_to_come_is_not_published(closed: ConsultationPage) -> None:
    refused(closed, taken_on=timezone.localdate() + timedelta(days=1))


def test_only_an_organiser_publishes_it(closed: ConsultationPage) -> None:
    for actor in (
        TeamMemberFactory(consultation=closed, role=Role.GUARANTOR).participant,
        organiser_of(ConsultationFactory()),
    ):
        with pytest.raises(Refused):
            decide(actor=actor, consultation=closed, taken_on=timezone.localdate(), **SAID)
