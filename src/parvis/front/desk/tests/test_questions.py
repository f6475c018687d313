"""Questions to the organiser, as its team reads, promises and answers them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import KindFactory, PhaseActionFactory, TeamMemberFactory
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.models import AnswerPromise
from parvis.following.domain.digest import begin_digests, write_digests
from parvis.front.desk.today import today
from parvis.jobs.models import Mail
from parvis.restitution.models import Answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def question(organiser):
    consultation = organiser.consultation
    kind = KindFactory(consultation=consultation, code="question")
    action = PhaseActionFactory(phase__consultation=consultation, kind=kind, ask=True)
    return ContributionFactory(kind=kind, phase=action.phase, title="Et la pluie ?")


def waiting(person):
    return [said for row in today(person) for said in row.waiting if "question" in said]


def test_an_answer_is_public_at_once_and_whoever_asked_is_told(desk, organiser, client, question):
    person = organiser.participant
    begin_digests()
    assert waiting(person) != []
    place = {"pk": question.consultation_id, "contribution_pk": question.pk}
    page = desk(person).get(reverse("desk:contribution", kwargs=place)).content.decode()
    assert ('type="hidden" name="status" value="answered"' in page, 'value="kept"' in page) == (True, False)
    typed = {"status": "answered", "text": "Un abri est prévu.", "signature": "La ville"}
    desk(person).post(reverse("desk:answer", kwargs=place), typed)
    assert Answer.objects.get().status == "answered"
    write_digests(now=timezone.now() + timedelta(days=1))
    assert "Votre question a une réponse" in Mail.objects.get(recipient=question.author.email).text
    assert waiting(person) == []
    slug = question.consultation.slug
    public = client.get(reverse("front:questions", args=[slug]) + "?show=answered").content.decode()
    assert ("Un abri est prévu." in public, "Réponse le jour même" in public) == (True, True)
    alone = client.get(reverse("front:contribution", args=[question.pk])).content.decode()
    assert "Réponse le jour même" in alone


def test_a_question_is_neither_kept_nor_studied(desk, organiser, question):
    place = {"pk": question.consultation_id, "contribution_pk": question.pk}
    typed = {"status": "kept", "text": "Oui.", "signature": "La ville"}
    assert desk(organiser.participant).post(reverse("desk:answer", kwargs=place), typed).status_code == 200
    assert Answer.objects.count() == 0


def test_the_team_reads_what_waits_and_the_organiser_promises(desk, organiser, question):
    analyst = TeamMemberFactory(consultation=question.consultation, role=Role.ANALYST).participant
    url = reverse("desk:questions", args=[question.consultation_id])
    page = desk(analyst).get(url).content.decode()
    assert ("Et la pluie ?" in page, 'name="days"' in page) == (True, False)
    assert desk(analyst).post(url, {"days": 3}).status_code == 404
    assert desk(organiser.participant).post(url, {"days": 0}).status_code == 200
    assert desk(organiser.participant).post(url, {"days": 3}).status_code == 302
    assert list(AnswerPromise.objects.values_list("days", flat=True)) == [3]
