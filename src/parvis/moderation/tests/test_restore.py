"""Making a hidden text public again."""

import pytest
from django.utils import timezone

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.contributions.enums import State
from parvis.contributions.tests.factories import ContributionFactory
from parvis.jobs.models import Mail
from parvis.moderation.domain.restore import restore
from parvis.moderation.enums import Act, Reason
from parvis.moderation.models import Decision
from parvis.moderation.tests.factories import hidden_contribution

pytestmark = pytest.mark.django_db


def member(contribution, role):
    return TeamMemberFactory(
        consultation=contribution.consultation, participant=ParticipantFactory(), role=role
    ).participant


def test_both_decisions_stay_and_the_author_is_told():
    contribution = hidden_contribution(author__language="fr")
    restore(actor=member(contribution, Role.MODERATOR), target=contribution, message="Pardon.")
    contribution.refresh_from_db()
    assert contribution.state == State.PUBLISHED
    assert list(contribution.decisions.values_list("act", "reason")) == [
        (Act.RESTORE, Reason.MISTAKE),
        (Act.HIDE, Reason.INSULT),
    ]
    mail = Mail.objects.get()
    assert mail.subject == "Votre texte est de nouveau public"
    assert "Pardon." in mail.text


def test_a_text_withdrawn_meanwhile_stays_withdrawn():
    contribution = hidden_contribution(withdrawn_at=timezone.now())
    restore(actor=member(contribution, Role.ORGANISER), target=contribution)
    contribution.refresh_from_db()
    assert contribution.state == State.WITHDRAWN


def test_a_public_text_is_left_as_it_is():
    contribution = ContributionFactory()
    with pytest.raises(Refused):
        restore(actor=member(contribution, Role.MODERATOR), target=contribution)
    assert Decision.objects.count() == 0


def test_a_teammate_who_does_not_moderate_and_an_outsider_are_refused():
    contribution = hidden_contribution()
    for actor in (member(contribution, Role.ANALYST), ParticipantFactory(), contribution.author):
        with pytest.raises(Refused):
            restore(actor=actor, target=contribution)
    contribution.refresh_from_db()
    assert contribution.state == State.HIDDEN
