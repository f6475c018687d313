"""Answering a contribution in public."""

import pytest

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import ConsultationFactory, TeamMemberFactory
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.jobs.models import Mail
from parvis.restitution.desk import AnswerForm
from parvis.restitution.domain.answer import answer
from parvis.restitution.enums import AnswerStatus
from parvis.restitution.models import Answer
from parvis.restitution.queries import answers_for, former_answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def contribution() -> Contribution:
    return ContributionFactory(author__language="fr", title="Un banc devant l'école")


def member(consultation, role):
    return TeamMemberFactory(
        consultation=consultation, participant=ParticipantFactory(), role=role
    ).participant


def say(actor, contribution, text="Nous posons deux bancs.") -> Answer:
    return answer(
        actor=actor, contribution=contribution, status=AnswerStatus.KEPT, text=text, signature="La mairie"
    )


def test_the_organiser_answers_in_public(contribution):
    published = say(member(contribution.consultation, Role.ORGANISER), contribution)
    assert Mail.objects.count() == 0
    assert answers_for([contribution.pk]) == {contribution.pk: published}


def test_an_answer_is_a_reaction_revisions_become_public(contribution):
    say(member(contribution.consultation, Role.ORGANISER), contribution)
    contribution.refresh_from_db()
    assert contribution.reacted_at is not None


def test_a_new_answer_replaces_the_former_which_stays(contribution):
    organiser = member(contribution.consultation, Role.ORGANISER)
    first = say(organiser, contribution)
    second = say(organiser, contribution, text="Finalement, trois.")
    assert answers_for([contribution.pk]) == {contribution.pk: second}
    assert former_answers(second) == [first]


def test_answers_of_a_page_cost_one_query(contribution, django_assert_num_queries):
    say(member(contribution.consultation, Role.ORGANISER), contribution)
    ids = [contribution.pk, *(ContributionFactory().pk for _ in range(2))]
    with django_assert_num_queries(1):
        assert list(answers_for(ids)) == [contribution.pk]


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ANALYST, Role.GUARANTOR])
def test_a_teammate_does_not_answer_for_the_organiser(contribution, role):
    assert_refused(member(contribution.consultation, role), contribution)


def test_another_organiser_and_the_author_are_refused(contribution):
    assert_refused(member(ConsultationFactory(), Role.ORGANISER), contribution)
    assert_refused(contribution.author, contribution)


@pytest.mark.parametrize("state", [State.HIDDEN, State.WITHDRAWN])
def test_what_is_no_longer_public_gets_no_answer(contribution, state):
    contribution.state = state
    contribution.save(update_fields=["state"])
    assert_refused(member(contribution.consultation, Role.ORGANISER), contribution)


def assert_refused(actor, contribution):
    with pytest.raises(Refused):
        say(actor, contribution)
    assert (Answer.objects.count(), Mail.objects.count()) == (0, 0)


def test_the_form_gives_the_status_as_a_status():
    form = AnswerForm({"status": "partly", "text": "En partie.", "signature": "La mairie"})
    assert form.is_valid()
    assert form.cleaned_data["status"] is AnswerStatus.PARTLY


def test_the_limit_of_an_answer_is_said_as_other_numbers_are():
    form = AnswerForm({"status": "partly", "text": "x" * 5001, "signature": "La mairie"})
    assert form.errors == {"text": ["Votre texte dépasse de 1 caractère\xa0: 5\xa0000 au plus."]}
