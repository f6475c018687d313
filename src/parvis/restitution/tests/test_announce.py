"""Telling followers that the synthesis is out, once."""

import pytest

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.tests.factories import ConsultationFactory, FollowFactory
from parvis.jobs.models import Mail
from parvis.restitution.domain.announce import announce
from parvis.restitution.tasks import announce_all
from parvis.restitution.tests.factories import SynthesisFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation():
    return ConsultationFactory(title="Comment circuler demain ?")


def test_each_follower_gets_one_mail_in_their_language(consultation):
    french = ParticipantFactory(language="fr")
    english = ParticipantFactory(language="en")
    for person in (french, english):
        FollowFactory(consultation=consultation, participant=person)
    assert announce(synthesis=SynthesisFactory(consultation=consultation)) == 2
    subjects = dict(Mail.objects.values_list("recipient", "subject"))
    assert subjects == {
        french.email: "Le résultat est publié : Comment circuler demain ?",
        english.email: "The result is out: Comment circuler demain ?",
    }
    text = Mail.objects.get(recipient=french.email).text
    assert "Des rues plus calmes, et des bus plus tard le soir." in text
    assert f"/consultations/{consultation.slug}/synthesis/" in text


def test_a_second_run_tells_nobody_again(consultation):
    FollowFactory(consultation=consultation)
    synthesis = SynthesisFactory(consultation=consultation)
    assert announce(synthesis=synthesis) == 1
    assert announce(synthesis=synthesis) == 0
    assert Mail.objects.count() == 1


def test_a_draft_is_not_announced(consultation):
    FollowFactory(consultation=consultation)
    assert announce(synthesis=SynthesisFactory(consultation=consultation, live=False)) == 0
    assert Mail.objects.count() == 0


def test_nor_is_the_synthesis_of_a_consultation_that_is_not_public():
    hidden = ConsultationFactory(live=False)
    FollowFactory(consultation=hidden)
    assert announce(synthesis=SynthesisFactory(consultation=hidden)) == 0


def test_followers_of_another_consultation_and_closed_accounts_get_nothing(consultation):
    FollowFactory()
    FollowFactory(consultation=consultation, participant=ParticipantFactory(is_active=False))
    FollowFactory(consultation=consultation, participant=ParticipantFactory(email=None))
    assert announce(synthesis=SynthesisFactory(consultation=consultation)) == 0


def test_the_job_finds_what_is_out(consultation):
    FollowFactory(consultation=consultation)
    SynthesisFactory(consultation=consultation)
    announce_all(timestamp=0)
    announce_all(timestamp=60)
    assert Mail.objects.count() == 1
