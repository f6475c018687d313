"""Appealing because one's text was hidden: once, by its author, while it is hidden."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.contributions.enums import State
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.tests.factories import ArgumentFactory
from parvis.jobs.models import Mail
from parvis.ledger.models import Pending
from parvis.moderation.appeals import deciders
from parvis.moderation.domain.appeal import appeal
from parvis.moderation.domain.hide import hide
from parvis.moderation.domain.promise_appeals import promise_appeals
from parvis.moderation.domain.restore import restore
from parvis.moderation.enums import Reason
from parvis.moderation.models import Appeal
from parvis.moderation.tests.factories import AppealFactory, hidden_contribution, moderator_of

pytestmark = pytest.mark.django_db
WORDS = "Je n’insulte personne."


@pytest.fixture
def item():
    return ContributionFactory(author__language="fr", text="Des vélos partout.")


@pytest.fixture
def moderator(item):
    return moderator_of(item.consultation)


@pytest.fixture
def decision(item, moderator):
    return hide(actor=moderator, target=item, reason=Reason.INSULT, message="Sans insulte.")


def page_of(decision):
    return f"/moderation/decisions/{decision.pk}/appeal/"


def test_the_author_appeals_once_and_the_log_is_told_without_the_words(item, decision):
    first = appeal(actor=item.author, decision=decision, text=f" {WORDS} ")
    assert appeal(actor=item.author, decision=decision, text="Encore.") == first
    kept = Appeal.objects.get()
    assert (kept.author, kept.text, kept.decision) == (item.author, WORDS, decision)
    leaf = Pending.objects.get(kind="moderation.appeal")
    assert (leaf.reference, leaf.public, leaf.entry) == (decision.entry, {}, kept.entry)
    item.refresh_from_db()
    assert item.state == State.HIDDEN


def test_the_database_holds_one_appeal_for_each_decision(decision):
    AppealFactory(decision=decision)
    with pytest.raises(IntegrityError), transaction.atomic():
        AppealFactory(decision=decision)


def test_an_argument_is_appealed_for_too(item, moderator):
    said = ArgumentFactory(contribution=item)
    decision = hide(actor=moderator, target=said, reason=Reason.HATE)
    assert appeal(actor=said.author, decision=decision, text=WORDS).decision.about == item


def test_nobody_else_appeals_nor_against_what_no_longer_holds(item, decision, moderator):
    for actor in (ParticipantFactory(), moderator):
        with pytest.raises(Refused):
            appeal(actor=actor, decision=decision, text=WORDS)
    with pytest.raises(Refused):
        appeal(actor=item.author, decision=decision, text="  ")
    back = restore(actor=moderator, target=item)
    again = hide(actor=moderator, target=item, reason=Reason.INSULT)
    for former in (decision, back):
        with pytest.raises(Refused):
            appeal(actor=item.author, decision=former, text=WORDS)
    assert Appeal.objects.count() == 0
    assert appeal(actor=item.author, decision=again, text=WORDS).decision == again


def test_the_mail_of_the_decision_leads_to_the_page(client, item, decision):
    mail = Mail.objects.get()
    assert f"{page_of(decision)}\n" in mail.text
    client.force_login(item.author)
    assert f'href="{page_of(decision)}"' in client.get(f"/contributions/{item.pk}/").content.decode()
    assert f'href="{page_of(decision)}"' in client.get("/me/contributions/").content.decode()


def test_the_page_takes_the_reasons_then_shows_the_clock(client, item, decision, moderator):
    organiser = TeamMemberFactory(consultation=item.consultation, role=Role.ORGANISER).participant
    promise_appeals(actor=organiser, consultation=item.consultation, days=5)
    client.force_login(item.author)
    shown = client.get(page_of(decision)).content.decode()
    assert "Des vélos partout." in shown
    assert "insulte ou attaque personnelle" in shown
    assert "5 jours ouvrés" in shown
    refused = client.post(page_of(decision), {"text": ""})
    assert (refused.status_code, Appeal.objects.count()) == (422, 0)
    answer = client.post(page_of(decision), {"text": WORDS}, follow=True)
    assert answer.redirect_chain == [(page_of(decision), 302)]
    words = answer.content.decode()
    assert "envoyé aujourd’hui" in words.lower()
    assert "promis pour le" in words
    assert "<textarea" not in words


def test_too_long_is_refused_with_the_text_kept(client, item, decision):
    client.force_login(item.author)
    answer = client.post(page_of(decision), {"text": "é" * 2001})
    assert answer.status_code == 422
    assert "é" * 2001 in answer.content.decode()


def test_a_visitor_signs_in_and_comes_back_to_the_reasons(client, item, decision):
    answer = client.post(page_of(decision), {"text": WORDS})
    assert answer.url.startswith("/account/login/")
    client.force_login(item.author)
    assert client.get(page_of(decision)).context["form"]["text"].value() == WORDS


def test_the_page_says_that_nobody_else_can_decide(client, item, decision):
    client.force_login(item.author)
    assert deciders(decision) == 0
    assert client.get(page_of(decision)).context["is_alone"]
    moderator_of(item.consultation)
    assert deciders(decision) == 1
    assert not client.get(page_of(decision)).context["is_alone"]


def test_the_author_of_the_text_is_nobody_who_decides(item, decision):
    TeamMemberFactory(consultation=item.consultation, participant=item.author, role=Role.MODERATOR)
    TeamMemberFactory(consultation=item.consultation, role=Role.ANALYST)
    assert deciders(decision) == 0


def test_the_page_of_somebody_else_does_not_exist(client):
    decision = hidden_contribution().decisions.get()
    client.force_login(ParticipantFactory())
    with CaptureQueriesContext(connection) as found:
        assert client.get(page_of(decision)).status_code == 404
    with CaptureQueriesContext(connection) as nothing:
        assert client.get("/moderation/decisions/987654321/appeal/").status_code == 404
    assert len(found) == len(nothing)
