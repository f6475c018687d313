"""Starting again: the promised delays and the record come, what was declared does not."""

from datetime import date, timedelta

import pytest

from parvis.accounts.errors import Refused
from parvis.conduct.domain.open_consultation import in_the_way, open_consultation
from parvis.conduct.domain.start_again import SAID_ANEW, start_again
from parvis.conduct.models import RECORD, Attestation, DataRecord, FinalDecision
from parvis.conduct.tests.factories import AttestationFactory, FinalDecisionFactory, sound
from parvis.consultations.domain.appoint import allow_creation
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import ConsultationFactory, TeamMemberFactory
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.models import AnswerPromise
from parvis.ledger.models import Pending
from parvis.moderation.models import AppealPromise

pytestmark = pytest.mark.django_db
STARTS_ON = date(2030, 6, 3)


def led(**kwargs):
    member = TeamMemberFactory(consultation=ConsultationFactory(**kwargs))
    allow_creation(person=member.participant)
    return member.participant, member.consultation


def again(actor, source) -> ConsultationPage:
    return start_again(actor=actor, source=source, title="Once more?", starts_on=STARTS_ON)


def test_promises_and_the_record_come_but_for_the_impact_assessment() -> None:
    actor, source = led()
    sound(source)
    AppealPromise.objects.create(consultation=source, days=8)
    AnswerPromise.objects.create(consultation=source, days=4)
    AnswerPromise.objects.create(consultation=source, days=9)

    made = again(actor, source)

    assert [row.days for row in AppealPromise.objects.filter(consultation=made)] == [8]
    assert [row.days for row in AnswerPromise.objects.filter(consultation=made)] == [9]
    record, former = DataRecord.objects.get(consultation=made), DataRecord.objects.get(consultation=source)
    kept = {name: getattr(record, name) for name in RECORD if name not in SAID_ANEW}
    assert kept == {name: getattr(former, name) for name in kept}
    assert (record.assessment, bool(former.assessment)) == ("", True)


def test_without_promise_or_record_there_is_none() -> None:
    made = again(*led())
    assert not DataRecord.objects.exists()
    assert not AppealPromise.objects.filter(consultation=made).exists()
    assert not AnswerPromise.objects.exists()


def test_what_people_did_and_declared_stays_behind_and_nothing_is_told() -> None:
    actor, source = led()
    sound(source)
    ContributionFactory(consultation=source)
    AttestationFactory(consultation=source)
    FinalDecisionFactory(consultation=source)
    told = Pending.objects.count()

    made = again(actor, source)

    assert Contribution.objects.filter(consultation=made).count() == 0
    assert Attestation.objects.filter(consultation=made).count() == 0
    assert FinalDecision.objects.filter(consultation=made).count() == 0
    assert Pending.objects.count() == told


def test_it_opens_once_the_day_of_the_answer_and_the_assessment_are_said() -> None:
    actor, source = led()
    sound(source)

    made = again(actor, source)

    assert {line.rule.code for line in in_the_way(made)} == {"C09", "C17"}
    DataRecord.objects.filter(consultation=made).update(assessment="None is needed.")
    made.answer_due = STARTS_ON + timedelta(days=300)
    made.save_revision()
    open_consultation(actor=actor, consultation=made)
    made.refresh_from_db()
    assert made.live


def test_who_may_not_leaves_nothing() -> None:
    _organiser, source = led()
    moderator = TeamMemberFactory(consultation=source, role=Role.MODERATOR).participant
    allow_creation(person=moderator)
    with pytest.raises(Refused):
        again(moderator, source)
    assert ConsultationPage.objects.get() == source
