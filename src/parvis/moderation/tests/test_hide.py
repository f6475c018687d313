"""Hiding a text: by whom, with what trace, and who is told."""

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import ConsultationFactory, TeamMemberFactory
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.models import Argument
from parvis.jobs.models import Mail
from parvis.moderation.domain.hide import hide
from parvis.moderation.enums import Act, Reason
from parvis.moderation.models import Decision
from parvis.moderation.queries import hidden_contributions

pytestmark = pytest.mark.django_db


@pytest.fixture
def contribution() -> Contribution:
    return ContributionFactory(author__language="fr", title="Des vélos partout")


def moderator_of(contribution: Contribution):
    return TeamMemberFactory(
        consultation=contribution.consultation, participant=ParticipantFactory(), role=Role.MODERATOR
    ).participant


def test_a_moderator_hides_and_the_reason_stays(contribution):
    moderator = moderator_of(contribution)
    decision = hide(actor=moderator, target=contribution, reason=Reason.INSULT, message=" Sans insulte. ")
    contribution.refresh_from_db()
    assert contribution.state == State.HIDDEN
    assert (decision.act, decision.reason, decision.message, decision.moderator) == (
        Act.HIDE,
        Reason.INSULT,
        "Sans insulte.",
        moderator,
    )
    assert hidden_contributions([contribution.pk]) == {contribution.pk: decision}


def test_the_author_is_told_the_reason_in_their_language(contribution):
    hide(
        actor=moderator_of(contribution), target=contribution, reason=Reason.OFF_TOPIC, message="Autre sujet."
    )
    mail = Mail.objects.get()
    assert mail.recipient == contribution.author.email
    assert mail.subject == "Votre texte a été masqué"
    for words in ("hors sujet", "Autre sujet.", "Des vélos partout", f"/contributions/{contribution.pk}/"):
        assert words in mail.text


def test_an_imported_author_has_no_address_and_gets_nothing(contribution):
    contribution.author.email = None
    contribution.author.save(update_fields=["email"])
    hide(actor=moderator_of(contribution), target=contribution, reason=Reason.HATE)
    assert Mail.objects.count() == 0


def test_an_argument_is_hidden_alone(contribution):
    argument = Argument.objects.create(
        contribution=contribution, side="for", text="Parce que.", author=ParticipantFactory()
    )
    decision = hide(actor=moderator_of(contribution), target=argument, reason=Reason.HATE)
    argument.refresh_from_db()
    contribution.refresh_from_db()
    assert (argument.state, contribution.state) == (State.HIDDEN, State.PUBLISHED)
    assert list(argument.decisions.all()) == [decision]
    assert Mail.objects.get().recipient == argument.author.email
    assert ProcrastinateJob.objects.filter(queueing_lock=f"debate.count:{contribution.pk}").count() == 1


@pytest.mark.parametrize("role", [Role.ANALYST, Role.GUARANTOR])
def test_a_teammate_who_does_not_moderate_is_refused(contribution, role):
    teammate = TeamMemberFactory(
        consultation=contribution.consultation, participant=ParticipantFactory(), role=role
    ).participant
    assert_refused(teammate, contribution)


def test_the_moderator_of_another_consultation_is_refused(contribution):
    outsider = TeamMemberFactory(
        consultation=ConsultationFactory(), participant=ParticipantFactory(), role=Role.MODERATOR
    ).participant
    assert_refused(outsider, contribution)


def test_nobody_decides_on_their_own_words(contribution):
    moderator = moderator_of(contribution)
    contribution.author = moderator
    contribution.save(update_fields=["author"])
    assert_refused(moderator, contribution)


def test_a_mistake_is_no_reason_to_hide(contribution):
    assert_refused(moderator_of(contribution), contribution, reason=Reason.MISTAKE)


@pytest.mark.parametrize("state", [State.HIDDEN, State.WITHDRAWN])
def test_what_is_no_longer_public_is_left_as_it_is(contribution, state):
    contribution.state = state
    contribution.save(update_fields=["state"])
    assert_refused(moderator_of(contribution), contribution, state=state)


def test_a_failed_transaction_leaves_neither_decision_nor_mail(contribution):
    moderator = moderator_of(contribution)
    with transaction.atomic():
        hide(actor=moderator, target=contribution, reason=Reason.INSULT)
        transaction.set_rollback(True)
    assert (Decision.objects.count(), Mail.objects.count()) == (0, 0)


def assert_refused(actor, contribution, *, reason=Reason.INSULT, state=State.PUBLISHED):
    with pytest.raises(Refused):
        hide(actor=actor, target=contribution, reason=reason)
    contribution.refresh_from_db()
    assert contribution.state == state
    assert (Decision.objects.count(), Mail.objects.count()) == (0, 0)
