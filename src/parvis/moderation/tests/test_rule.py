"""Deciding on an appeal: another moderator than the first, with words to the author."""

import pytest
from django.db import IntegrityError, transaction

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.contributions.enums import State
from parvis.contributions.tests.factories import ContributionFactory
from parvis.jobs.models import Mail
from parvis.ledger.models import Pending
from parvis.moderation.domain.appeal import appeal
from parvis.moderation.domain.forget_appeals import forget_appeals
from parvis.moderation.domain.hide import hide
from parvis.moderation.domain.restore import restore
from parvis.moderation.domain.rule import rule
from parvis.moderation.enums import AppealOutcome, Reason
from parvis.moderation.models import Appeal, Ruling
from parvis.moderation.tests.factories import moderator_of

pytestmark = pytest.mark.django_db
UPHELD, REVERSED = AppealOutcome.UPHELD, AppealOutcome.REVERSED


@pytest.fixture
def item():
    return ContributionFactory(author__language="fr")


@pytest.fixture
def first(item):
    return moderator_of(item.consultation)


@pytest.fixture
def second(item):
    return moderator_of(item.consultation)


@pytest.fixture
def appealed(item, first):
    decision = hide(actor=first, target=item, reason=Reason.INSULT)
    made = appeal(actor=item.author, decision=decision, text="Je n’insulte personne.")
    Mail.objects.all().delete()
    return made


def outcome_of(appealed, item):
    item.refresh_from_db()
    return Ruling.objects.get(appeal=appealed).outcome, item.state


def test_upholding_leaves_the_text_hidden_and_writes_to_the_author(item, appealed, first, second):
    ruling = rule(actor=second, appeal=appealed, outcome=UPHELD, message=" Le mot « voleur » reste. ")
    assert outcome_of(appealed, item) == (UPHELD, State.HIDDEN)
    assert (ruling.reviewer, ruling.message) == (second, "Le mot « voleur » reste.")
    mail = Mail.objects.get()
    assert (mail.recipient, mail.subject) == (item.author.email, "Votre recours a été tranché")
    assert "Le mot « voleur » reste." in mail.text
    leaf = Pending.objects.get(kind="moderation.ruling")
    assert (leaf.reference, leaf.public) == (appealed.entry, {"outcome": "upheld", "hours": 0})


def test_reversing_makes_the_text_public_again_in_the_same_act(item, appealed, second):
    rule(actor=second, appeal=appealed, outcome=REVERSED, message="Pardon.")
    assert outcome_of(appealed, item) == (REVERSED, State.PUBLISHED)
    mail = Mail.objects.get()
    assert mail.subject == "Votre texte est de nouveau public"
    assert "Pardon." in mail.text
    kinds = Pending.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds)[-2:] == ["moderation.restore", "moderation.ruling"]


def test_whoever_hid_the_text_its_author_and_others_are_refused(item, appealed, first):
    TeamMemberFactory(consultation=item.consultation, participant=item.author, role=Role.MODERATOR)
    analyst = TeamMemberFactory(consultation=item.consultation, role=Role.ANALYST).participant
    for actor in (first, item.author, analyst, moderator_of(ContributionFactory().consultation)):
        for outcome in (UPHELD, REVERSED):
            with pytest.raises(Refused):
                rule(actor=actor, appeal=appealed, outcome=outcome, message="Non.")
    assert (Ruling.objects.count(), Mail.objects.count()) == (0, 0)


def test_an_appeal_is_decided_once_and_with_words(appealed, second, item):
    with pytest.raises(Refused):
        rule(actor=second, appeal=appealed, outcome=UPHELD, message=" ")
    rule(actor=second, appeal=appealed, outcome=UPHELD, message="Non.")
    with pytest.raises(Refused):
        rule(actor=second, appeal=appealed, outcome=REVERSED, message="Si.")
    assert outcome_of(appealed, item) == (UPHELD, State.HIDDEN)


def test_whoever_hid_the_text_may_take_their_decision_back(item, appealed, first):
    restore(actor=first, target=item, message="Je me suis trompé.")
    assert outcome_of(appealed, item) == (AppealOutcome.TAKEN_BACK, State.PUBLISHED)


def test_another_moderator_who_restores_it_reverses_the_decision(item, appealed, second):
    restore(actor=second, target=item)
    assert outcome_of(appealed, item) == (REVERSED, State.PUBLISHED)


def test_the_database_refuses_whoever_decided_first_whatever_the_code(appealed, first, item):
    for reviewer, outcome in (
        (first, UPHELD),
        (first, REVERSED),
        (first, AppealOutcome.TAKEN_BACK),
        (item.author, UPHELD),
        (ParticipantFactory(), REVERSED),
    ):
        with pytest.raises(IntegrityError, match="whoever decided"), transaction.atomic():
            Ruling.objects.create(appeal=appealed, outcome=outcome, reviewer=reviewer)
    kept = Ruling.objects.create(appeal=appealed, outcome=UPHELD, reviewer=ParticipantFactory())
    with pytest.raises(IntegrityError, match="whoever decided"), transaction.atomic():
        Ruling.objects.filter(pk=kept.pk).update(reviewer=first)


def test_who_leaves_takes_their_reasons_away_and_the_appeal_is_decided_all_the_same(item, appealed, second):
    forget_appeals(author=item.author)
    kept = Appeal.objects.get()
    assert (kept.author, kept.text) == (None, "")
    rule(actor=second, appeal=kept, outcome=UPHELD, message="Non.")
    assert (outcome_of(kept, item), Mail.objects.count()) == ((UPHELD, State.HIDDEN), 0)


def test_words_that_answered_who_leaves_go_too(item, appealed, second):
    rule(actor=second, appeal=appealed, outcome=REVERSED, message="Vous êtes Ana, de la rue haute.")
    forget_appeals(author=item.author)
    assert Ruling.objects.get().message == ""
