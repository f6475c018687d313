"""Nobody judges words in which they have a hand: co-authors, and those who act for an organisation."""

import pytest
from django.db import IntegrityError, transaction

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import StaffFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.contributions.domain import coauthor
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.moderation.appeals import deciders, deciding
from parvis.moderation.domain.appeal import appeal
from parvis.moderation.domain.forget_appeals import forget_appeals
from parvis.moderation.domain.hide import hide
from parvis.moderation.domain.report import report
from parvis.moderation.domain.restore import restore
from parvis.moderation.domain.rule import rule
from parvis.moderation.enums import AppealOutcome, Reason
from parvis.moderation.models import Ruling
from parvis.moderation.tests.factories import moderator_of
from parvis.organisations.domain.verify import refuse
from parvis.organisations.tests.factories import member_of, organisation

pytestmark = pytest.mark.django_db


def cosigned() -> tuple[Contribution, Participant]:
    """A text, and a moderator who signs it with its author."""
    text = ContributionFactory()
    return text, cosign(text, moderator_of(text.consultation))


def cosign(text: Contribution, person: Participant) -> Participant:
    coauthor.accept(actor=person, invitation=coauthor.invite(actor=text.author, contribution=text))
    return person


def of_an_organisation() -> tuple[Contribution, Participant]:
    """A text that an organisation signs, and a moderator who acts for it without having sent it."""
    canal = organisation()
    text = ContributionFactory(organisation=canal, author=canal.declared_by)
    return text, member_of(canal, moderator_of(text.consultation)).participant


@pytest.fixture(params=[cosigned, of_an_organisation])
def case(request) -> tuple[Contribution, Participant]:
    return request.param()


def test_they_neither_hide_nor_report_it(case) -> None:
    text, hand = case
    with pytest.raises(Refused):
        hide(actor=hand, target=text, reason=Reason.INSULT)
    with pytest.raises(Refused):
        report(actor=hand, target=text, reason=Reason.INSULT)
    text.refresh_from_db()
    assert text.state == State.PUBLISHED


def test_they_neither_restore_it_nor_rule_on_its_appeal(case) -> None:
    text, hand = case
    decision = hide(actor=moderator_of(text.consultation), target=text, reason=Reason.INSULT)
    made = appeal(actor=text.author, decision=decision, text="Je n’insulte personne.")
    with pytest.raises(Refused):
        restore(actor=hand, target=text)
    for outcome in (AppealOutcome.UPHELD, AppealOutcome.REVERSED):
        with pytest.raises(Refused):
            rule(actor=hand, appeal=made, outcome=outcome, message="Non.")
    assert (deciders(decision), hand in deciding(decision)) == (0, False)
    other = moderator_of(text.consultation)
    assert list(deciding(decision)) == [other]
    with pytest.raises(IntegrityError, match="whoever decided"), transaction.atomic():
        Ruling.objects.create(appeal=made, outcome=AppealOutcome.UPHELD, reviewer=hand)
    rule(actor=other, appeal=made, outcome=AppealOutcome.UPHELD, message="Non.")


def test_nor_those_of_an_organisation_that_takes_part_no_longer() -> None:
    text, hand = of_an_organisation()
    refuse(actor=StaffFactory(is_superuser=True), organisation=text.organisation, words="Ce n’est pas elle.")
    text.refresh_from_db()
    with pytest.raises(Refused):
        hide(actor=hand, target=text, reason=Reason.INSULT)


def test_of_the_sender_of_a_text_who_did_not_appeal_the_database_knows_too() -> None:
    text, hand = of_an_organisation()
    TeamMemberFactory(consultation=text.consultation, participant=text.author, role=Role.MODERATOR)
    decision = hide(actor=moderator_of(text.consultation), target=text, reason=Reason.INSULT)
    made = appeal(actor=hand, decision=decision, text="Nous n’insultons personne.")
    with pytest.raises(IntegrityError, match="whoever decided"), transaction.atomic():
        Ruling.objects.create(appeal=made, outcome=AppealOutcome.UPHELD, reviewer=text.author)


def test_words_of_a_ruling_are_erased_though_its_moderator_signs_the_text_since() -> None:
    text = ContributionFactory()
    first, second = moderator_of(text.consultation), moderator_of(text.consultation)
    decision = hide(actor=first, target=text, reason=Reason.INSULT)
    made = appeal(actor=text.author, decision=decision, text="Je n’insulte personne.")
    rule(actor=second, appeal=made, outcome=AppealOutcome.REVERSED, message="Pardon, Ana.")
    text.refresh_from_db()
    cosign(text, second)
    forget_appeals(author=text.author)
    assert Ruling.objects.get().message == ""
