"""The desk's queue of appeals, and the public register beside it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.consultations.enums import QuestionType, Role
from parvis.consultations.tests.factories import QuestionFactory, TeamMemberFactory
from parvis.contributions.attachments import mention
from parvis.contributions.domain.withdraw import withdraw
from parvis.contributions.enums import State
from parvis.contributions.tests.factories import AttachmentFactory, ContributionFactory
from parvis.moderation.domain.appeal import appeal
from parvis.moderation.domain.hide import hide
from parvis.moderation.enums import AppealOutcome, Reason
from parvis.moderation.models import AppealPromise, Ruling

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(organiser):
    return organiser.consultation


@pytest.fixture
def moderator(page):
    member = TeamMemberFactory(consultation=page, participant__language="en", role=Role.MODERATOR)
    return member.participant


@pytest.fixture
def item(page):
    return ContributionFactory(kind__consultation=page, title="Bikes everywhere")


@pytest.fixture
def appealed(item, moderator):
    decision = hide(actor=moderator, target=item, reason=Reason.INSULT)
    return appeal(actor=item.author, decision=decision, text="I insult nobody.")


def address(name, page, **more):
    return reverse(f"desk:{name}", kwargs={"pk": page.pk, **more})


def test_what_waits_is_told_at_home_and_on_the_page_of_the_consultation(desk, organiser, page, appealed):
    client = desk(organiser.participant)
    assert "1 appeal is to be decided." in client.get(reverse("wagtailadmin_home")).content.decode()
    assert "1 appeal to decide" in client.get(address("consultation", page)).content.decode()
    listed = client.get(address("appeals", page)).content.decode()
    assert "Bikes everywhere" in listed
    assert "Sent today, waiting for a decision" in listed


@pytest.mark.parametrize("is_decided", [False, True])
def test_of_a_text_that_its_author_withdrew_no_word_is_left(desk, organiser, appealed, is_decided):
    client, item, page = desk(organiser.participant), appealed.decision.target, organiser.consultation
    shown = address("appeal", page, appeal_pk=appealed.pk)
    if is_decided:
        client.post(shown, {"outcome": "upheld", "message": "It stays hidden."})
    withdraw(actor=item.author, contribution=item)
    told = client.get(shown).content.decode()
    assert ("nobody decides on this appeal any longer" in told) != is_decided
    assert ("It stays hidden." in told) == is_decided
    for where in (shown, address("appeals", page), reverse("wagtailadmin_home")):
        told = client.get(where).content.decode()
        assert ("Bikes everywhere" in told, "is to be decided" in told) == (False, False)
    client.post(shown, {"outcome": "reversed", "message": "Back."})
    item.refresh_from_db()
    assert (item.state, Ruling.objects.count()) == (State.WITHDRAWN, int(is_decided))


def test_another_moderator_reads_the_reasons_and_decides(desk, organiser, page, item, appealed):
    client = desk(organiser.participant)
    shown = address("appeal", page, appeal_pk=appealed.pk)
    assert "I insult nobody." in client.get(shown).content.decode()
    refused = client.post(shown, {"outcome": "reversed", "message": ""})
    assert (refused.status_code, Ruling.objects.count()) == (200, 0)
    assert "Write to the author why you decide so." in refused.content.decode()
    assert client.post(shown, {"outcome": "reversed", "message": "Sorry."}).url == address("appeals", page)
    item.refresh_from_db()
    assert (item.state, Ruling.objects.get().outcome) == (State.PUBLISHED, AppealOutcome.REVERSED)


def test_whoever_hid_the_text_reads_and_does_not_decide(desk, page, moderator, appealed):
    client = desk(moderator)
    shown = address("appeal", page, appeal_pk=appealed.pk)
    words = client.get(shown).content.decode()
    assert "Somebody else decides" in words
    assert 'name="outcome"' not in words
    answer = client.post(shown, {"outcome": "upheld", "message": "No."})
    assert "You cannot decide on this appeal" in answer.content.decode()
    assert Ruling.objects.count() == 0


def test_alone_one_is_told_so_and_how_to_add_somebody(desk, organiser, page, item):
    decision = hide(actor=organiser.participant, target=item, reason=Reason.INSULT)
    made = appeal(actor=item.author, decision=decision, text="I insult nobody.")
    words = desk(organiser.participant).get(address("appeal", page, appeal_pk=made.pk)).content.decode()
    assert "Nobody else in the team can decide" in words
    assert f'href="{address("team", page)}"' in words


def test_an_organiser_promises_a_delay_and_everybody_reads_it(desk, organiser, page, client, moderator):
    asked = desk(organiser.participant)
    assert asked.post(address("promise_appeals", page), {"days": "0"}).status_code == 200
    assert asked.post(address("promise_appeals", page), {"days": "5"}).url == address("appeals", page)
    assert AppealPromise.objects.get().days == 5
    public = client.get(f"/en/consultations/{page.slug}/moderation/").content.decode()
    assert "The organiser promises to decide on an appeal within 5 working days" in public
    assert desk(moderator).post(address("promise_appeals", page), {"days": "9"}).status_code == 404


def test_an_analyst_has_none_of_these_pages(desk, page, appealed):
    analyst = TeamMemberFactory(consultation=page, role=Role.ANALYST).participant
    for path in (address("appeals", page), address("appeal", page, appeal_pk=appealed.pk)):
        assert desk(analyst).get(path).status_code == 404


def test_the_public_register_shows_the_decision_the_appeal_and_no_words(client, page, item, appealed):
    path = f"/en/consultations/{page.slug}/moderation/"
    words = client.get(path).content.decode()
    assert f"Contribution {item.pk}" in words
    assert "Sent today, waiting for a decision" in words
    for secret in ("I insult nobody.", "Bikes everywhere", appealed.author.email):
        assert secret not in words
    assert path in client.get(f"/en/contributions/{item.pk}/").content.decode()
    assert path in client.get(f"/en/consultations/{page.slug}/").content.decode()


def test_the_page_of_the_register_costs_the_same_with_one_and_three(client, page, moderator, appealed):
    def queries():
        with CaptureQueriesContext(connection) as made:
            assert client.get(f"/en/consultations/{page.slug}/moderation/").status_code == 200
        return len(made)

    queries()
    one = queries()
    for _number in range(2):
        other = ContributionFactory(kind__consultation=page)
        decision = hide(actor=moderator, target=other, reason=Reason.HATE)
        appeal(actor=other.author, decision=decision, text="No.")
    assert queries() == one


def test_the_photo_that_was_hidden_is_seen_by_whoever_decides_and_by_its_author(
    desk, organiser, item, appealed, client
):
    question = QuestionFactory(kind=item.kind, code="view", type=QuestionType.FILE)
    file = AttachmentFactory(contribution=item)
    item.form_answers = {question.code: [mention(file)]}
    item.save(update_fields=["form_answers"])
    seen = f"/files/{file.pk}/"
    shown = desk(organiser.participant).get(address("appeal", item.consultation, appeal_pk=appealed.pk))
    assert seen in shown.content.decode()
    client.force_login(item.author)
    mine = client.get(reverse("moderation:appeal", args=[appealed.decision_id]))
    assert seen in mine.content.decode()
