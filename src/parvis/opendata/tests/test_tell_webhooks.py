"""What happens in public becomes messages: each once, of what was asked for, and nothing for who has none."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.cast import cast
from parvis.consultations.enums import Visibility
from parvis.consultations.models import ConsultationPage, Kind, Phase
from parvis.contributions.domain.anonymise import anonymise
from parvis.contributions.domain.revise import revise
from parvis.contributions.domain.withdraw import withdraw
from parvis.debate.domain import withdraw as debate
from parvis.ledger.domain.sequence import sequence
from parvis.ledger.queries import latest
from parvis.moderation.domain.hide import hide
from parvis.moderation.enums import Reason
from parvis.opendata.domain import tell_webhooks as telling
from parvis.opendata.domain.offer_archive import offer_archive
from parvis.opendata.domain.tell_webhooks import tell_webhooks
from parvis.opendata.enums import DeliveryState, StopCause, WebhookEvent
from parvis.opendata.models import Delivery, Webhook
from parvis.opendata.tests.hooked import ADDRESS, events, hook_of, hook_of_the_site, tell
from parvis.opendata.tests.town import argue_on, found_town, live
from parvis.restitution.domain.commit import CommitmentDraft, UpdateDraft, add_milestone, commit, update
from parvis.restitution.enums import CommitmentState
from parvis.understanding.domain.publish_analysis import publish_analysis
from parvis.understanding.tests.factories import AnalysisFactory, TopicFactory

pytestmark = pytest.mark.django_db


def test_a_site_without_a_webhook_asks_the_database_once_a_minute(town) -> None:
    live(town)
    sequence()
    with CaptureQueriesContext(connection) as asked:
        tell_webhooks()

    assert len(asked) == 1


def test_nobody_who_writes_or_votes_pays_for_a_webhook(town) -> None:
    """The same queries, one for one, with and without."""

    def acts() -> list[str]:
        with CaptureQueriesContext(connection) as asked:
            town.vote("Un banc", 1)
        return [query["sql"].split(" ")[0] for query in asked]

    town.write("Un banc")
    town.vote("Un banc", 1)
    without = acts()
    hook_of(town)
    assert acts() == without


def test_what_happens_is_told_in_its_order(town) -> None:
    hook_of(town)
    live(town)
    ids = {title: item.pk for title, item in town.items.items()}

    told = events(tell())
    answer = town.items["Un banc"].answers.get()
    assert told == [
        ("contribution.published", ids["Un banc"]),
        ("contribution.published", ids["Une fontaine"]),
        ("contribution.published", ids["Une insulte"]),
        ("contribution.published", ids["Un secret"]),
        ("contribution.published", ids["Du bruit"]),
        ("contribution.hidden", ids["Une insulte"]),
        ("contribution.hidden", ids["Du bruit"]),
        ("contribution.restored", ids["Du bruit"]),
        ("contribution.withdrawn", ids["Un secret"]),
        ("contribution.revised", ids["Un banc"]),
        ("contribution.revised", ids["Une fontaine"]),
        ("answer.published", answer.pk),
    ]


def test_what_was_told_is_not_told_again(town) -> None:
    hook_of(town)
    live(town)
    first = tell()

    assert tell() == first
    Webhook.objects.update(read_until=0, told_until=timezone.now() - timedelta(days=1))
    again = events(tell())
    assert [one for one in again if again.count(one) > 1] == []


def test_a_new_webhook_is_told_of_nothing_before_it(town) -> None:
    live(town)
    hook_of(town)

    assert events(tell()) == []


def test_what_is_hidden_before_and_after_a_revision_is_the_same_contribution(town) -> None:
    hook_of(town)
    item = town.write("Un banc")
    hide(actor=town.organiser, target=item, reason=Reason.INSULT)
    other = town.write("Une fontaine")
    revise(actor=other.author, contribution=other, title="Une fontaine", text="Une fontaine d’eau claire.")
    other.refresh_from_db()
    withdraw(actor=other.author, contribution=other)

    assert events(tell())[-3:] == [
        ("contribution.published", other.pk),
        ("contribution.revised", other.pk),
        ("contribution.withdrawn", other.pk),
    ]


def test_arguments_votes_and_what_the_team_alone_reads_are_not_told(town) -> None:
    item = town.write("Un banc")
    hook_of(town)
    said = argue_on(item, "On s’y assoit.")
    debate.withdraw(actor=said.author, argument=said)
    hide(actor=town.organiser, target=argue_on(item, "Une insulte."), reason=Reason.INSULT)
    cast(actor=ParticipantFactory(), ballot=town.ballot, contribution=item, choice=1)
    Kind.objects.filter(pk=town.deposit.kind_id).update(visibility=Visibility.PRIVATE)
    town.deposit.refresh_from_db()
    private = town.write("Pour l’équipe")
    withdraw(actor=private.author, contribution=private)

    assert events(tell()) == []


def test_whoever_leaves_is_told_as_a_revision_without_a_name(town) -> None:
    item = town.write("Un banc")
    hook_of(town)
    anonymise(author=item.author)

    assert events(tell()) == [("contribution.revised", item.pk)]


def test_a_vote_opens_and_closes_by_the_clock_and_its_result_is_final(town) -> None:
    town.write("Un banc")
    Phase.objects.filter(pk=town.ballot.phase_id).update(starts_at=timezone.now() + timedelta(hours=1))
    hook_of(town)
    assert events(tell()) == []
    Phase.objects.filter(pk=town.ballot.phase_id).update(starts_at=timezone.now() - timedelta(seconds=1))
    Webhook.objects.update(told_until=timezone.now() - timedelta(minutes=1))
    assert events(tell()) == [("vote.opened", town.ballot.pk)]
    town.vote("Un banc", *[1] * 12)
    Phase.objects.filter(pk=town.ballot.phase_id).update(starts_at=timezone.now() - timedelta(days=1))
    Webhook.objects.update(told_until=timezone.now() - timedelta(hours=2))
    town.close()

    assert sorted(events(tell())[1:]) == [
        ("result.published", town.ballot.pk),
        ("vote.closed", town.ballot.pk),
    ]


def test_a_vote_under_way_opens_when_its_consultation_is_published(town) -> None:
    hook_of(town)
    long_ago, just_now = timezone.now() - timedelta(days=2), timezone.now() - timedelta(seconds=5)
    Phase.objects.filter(pk=town.ballot.phase_id).update(starts_at=long_ago)
    ConsultationPage.objects.filter(pk=town.consultation.pk).update(live=False, first_published_at=just_now)
    Webhook.objects.update(told_until=timezone.now() - timedelta(minutes=1))
    assert events(tell()) == []
    ConsultationPage.objects.filter(pk=town.consultation.pk).update(live=True)
    Webhook.objects.update(told_until=timezone.now() - timedelta(minutes=1))

    assert events(tell()) == [("vote.opened", town.ballot.pk)]


def test_commitments_topics_and_archives_are_told(town, settings, tmp_path) -> None:
    hook_of(town)
    settings.ARCHIVES_ROOT = tmp_path
    made = commit(
        actor=town.organiser,
        consultation=town.consultation,
        draft=CommitmentDraft(
            title="Des bancs", text="Dix bancs.", owner="Voirie", due_on=date.today() + timedelta(days=90)
        ),
    )
    add_milestone(
        actor=town.organiser, commitment=made, title="Le plan", due_on=date.today() + timedelta(days=30)
    )
    update(
        actor=town.organiser,
        commitment=made,
        draft=UpdateDraft(state=CommitmentState.UNDER_WAY, text="C’est commandé."),
    )
    analysis = AnalysisFactory(consultation=town.consultation)
    TopicFactory(analysis=analysis)
    publish_analysis(actor=town.organiser, analysis=analysis)
    offer_archive(consultation=town.consultation)

    assert events(tell()) == [
        ("commitment.published", made.number),
        ("commitment.updated", made.number),
        ("commitment.updated", made.number),
        ("topics.published", analysis.pk),
        ("archive.published", None),
    ]


def test_the_last_signature_of_the_log_is_told_and_no_other(town) -> None:
    hook_of(town, events=[WebhookEvent.CHECKPOINT_SIGNED])
    for title in ("Un", "Deux", "Trois"):
        town.write(title)
        sequence()

    told = tell()
    assert [(one.event, one.subject, one.consultation_id) for one in told] == [
        ("checkpoint.signed", latest().size, None)
    ]
    assert tell() == told


def test_each_is_told_what_it_asked_for_of_its_consultation(town) -> None:
    elsewhere = found_town()
    answers, _secret = hook_of(town, f"{ADDRESS}/1", [WebhookEvent.ANSWER_PUBLISHED])
    other, _secret = hook_of(elsewhere, f"{ADDRESS}/2")
    site = hook_of_the_site(f"{ADDRESS}/3")
    live(town)
    elsewhere.write("Ailleurs")

    told = tell()
    by_hook = {hook: [one for one in told if one.webhook_id == hook.pk] for hook in (answers, other, site)}
    assert [len(events(found)) for found in by_hook.values()] == [1, 1, 13]
    assert {one.consultation_id for one in by_hook[site]} == {
        town.consultation.pk, elsewhere.consultation.pk, None,
    }  # fmt: skip


def test_the_log_is_read_by_stretches_and_once_for_all(town, monkeypatch) -> None:
    monkeypatch.setattr(telling, "LEAVES", 7)
    hook_of(town)
    live(town)
    sequence()
    with CaptureQueriesContext(connection) as one:
        tell_webhooks()
    assert len(events(list(Delivery.objects.order_by("pk")))) == 12
    Delivery.objects.all().delete()
    for number in (2, 3):
        hook_of(town, f"{ADDRESS}/{number}")
    Webhook.objects.update(read_until=0)
    with CaptureQueriesContext(connection) as three:
        tell_webhooks()

    def reads(asked: CaptureQueriesContext) -> int:
        return sum('FROM "ledger_leaf" WHERE ("ledger_leaf"."seq" >=' in query["sql"] for query in asked)

    assert Delivery.objects.exclude(event=WebhookEvent.CHECKPOINT_SIGNED).count() >= 36
    assert reads(three) <= reads(one) + 3


def test_more_things_ask_for_no_more_queries(town) -> None:
    hook_of(town)
    counts = []
    for titles in (["Un"], ["Deux", "Trois", "Quatre"]):
        for title in titles:
            withdraw(actor=(item := town.write(title)).author, contribution=item)
        sequence()
        with CaptureQueriesContext(connection) as asked:
            tell_webhooks()
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_too_many_that_wait_stop_it(town, monkeypatch) -> None:
    monkeypatch.setattr(telling, "MOST_WAITING", 3)
    hook, _secret = hook_of(town, events=[WebhookEvent.CONTRIBUTION_PUBLISHED])
    for title in ("Un", "Deux", "Trois"):
        town.write(title)
    tell()
    hook.refresh_from_db()
    assert hook.stopped_at is None
    town.write("Quatre")
    tell()
    hook.refresh_from_db()

    assert hook.stop_cause == StopCause.BEHIND
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.GIVEN_UP}
