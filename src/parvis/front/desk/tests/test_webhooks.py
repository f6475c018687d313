"""Webhooks at the desk: of a consultation for its organisers, of the site for whoever administers it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from parvis.accounts.tests.factories import StaffFactory
from parvis.consultations.enums import Role
from parvis.consultations.models import TeamMember
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.opendata.domain.keep_webhook import MOST, add_webhook
from parvis.opendata.enums import DeliveryState, StopCause, WebhookEvent
from parvis.opendata.models import Delivery, Webhook

pytestmark = pytest.mark.django_db
ADDRESS = "https://crm.example.org/told?key=abc"
ASKED = {"address": ADDRESS, "events": ["answer.published", "vote.opened"]}


def page(member: TeamMember) -> str:
    return reverse("desk:webhooks", args=[member.consultation_id])


def of(hook: Webhook, name: str = "webhook", **more) -> str:
    return reverse(f"desk:{name}", kwargs={"pk": hook.consultation_id, "hook_pk": hook.pk, **more})


@pytest.fixture
def hook(organiser) -> Webhook:
    made, _secret = add_webhook(
        actor=organiser.participant, consultation=organiser.consultation, address=ADDRESS,
        events=[WebhookEvent.ANSWER_PUBLISHED],
    )  # fmt: skip
    return made


def message(hook: Webhook, **given) -> Delivery:
    defaults = {"event": "answer.published", "source": f"{Delivery.objects.count()}", "subject": 7}
    return Delivery.objects.create(webhook=hook, at=hook.told_until, **{**defaults, **given})


def test_an_address_is_added_and_its_secret_is_shown_once(desk, organiser) -> None:
    client = desk(organiser.participant)
    answer = client.post(page(organiser), ASKED)
    text = answer.content.decode()
    (secret,) = re.findall(r"whsec_[A-Za-z0-9+/=]{44}", text)

    hook = Webhook.objects.get()
    assert (answer.status_code, answer["Cache-Control"].find("no-store") >= 0) == (200, True)
    assert (hook.address, hook.events) == (ADDRESS, ["vote.opened", "answer.published"])
    assert [secret in client.get(url).content.decode() for url in (page(organiser), of(hook))] == [
        False,
        False,
    ]
    assert "crm.example.org" in client.get(page(organiser)).content.decode()


@pytest.mark.parametrize("wrong", [{"address": ""}, {"address": "http://crm.example.org/"}, {"events": []}])
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(wrong, desk, organiser) -> None:
    answer = desk(organiser.participant).post(page(organiser), {**ASKED, **wrong})
    text = answer.content.decode()

    assert (answer.status_code, Webhook.objects.count()) == (422, 0)
    ticked = re.findall(r'value="([\w.]+)"[^>]*checked', text)
    assert wrong.get("address", ADDRESS) in text
    assert sorted(ticked) == wrong.get("events", ASKED["events"])


def test_it_is_changed(desk, organiser, hook) -> None:
    client = desk(organiser.participant)
    asked = {"address": "https://other.example.org/", "events": ["vote.closed"]}
    refused = client.post(of(hook), {**asked, "address": "https://127.0.0.1/"})
    assert (refused.status_code, "open Internet" in refused.content.decode()) == (422, True)
    assert client.post(of(hook), asked).status_code == 302

    hook.refresh_from_db()
    assert (hook.host, hook.events) == ("other.example.org", ["vote.closed"])


def test_a_new_secret_is_shown_once(desk, organiser, hook) -> None:
    client = desk(organiser.participant)
    text = client.post(of(hook, "webhook_secret")).content.decode()

    assert len(re.findall(r"whsec_[A-Za-z0-9+/=]{44}", text)) == 1
    assert "whsec_" not in client.get(of(hook)).content.decode()
    assert "The former one is good until" in text


def test_a_test_leaves_by_a_job(desk, organiser, hook) -> None:
    answer = desk(organiser.participant).post(of(hook, "act_on_webhook", act="try"), follow=True)

    assert "A test is on its way" in answer.content.decode()
    assert hook.deliveries.get().event == WebhookEvent.TESTED
    jobs = ProcrastinateJob.objects.filter(task_name="opendata.carry_webhook")
    assert [job.args for job in jobs] == [{"webhook_id": hook.pk}]


def test_it_is_stopped_started_again_and_removed(desk, organiser, hook) -> None:
    client = desk(organiser.participant)
    client.post(of(hook, "act_on_webhook", act="stop"))
    assert "stopped by the team" in client.get(of(hook)).content.decode()
    refused = client.post(of(hook, "act_on_webhook", act="try"), follow=True)
    assert "start it again first" in refused.content.decode()
    client.post(of(hook, "act_on_webhook", act="start"))
    hook.refresh_from_db()
    assert hook.stopped_at is None
    assert client.post(of(hook, "act_on_webhook", act="other")).status_code == 404

    assert client.post(of(hook, "remove_webhook")).status_code == 302
    assert Webhook.objects.count() == 0


def test_the_last_messages_say_what_became_of_them(desk, organiser, hook) -> None:
    message(hook, state=DeliveryState.DELIVERED, attempts=1, status=200, tried_at=hook.told_until)
    lost = message(hook, state=DeliveryState.GIVEN_UP, attempts=10, failure="late", tried_at=hook.told_until)
    message(hook, attempts=2, status=503, failure="status", tried_at=hook.told_until)
    text = " ".join(desk(organiser.participant).get(of(hook)).content.decode().split())

    expected = (
        "Delivered (HTTP 200)",
        "Given up – no answer in time",
        "The other site said no (HTTP 503)",
        "10 tries, the last on",
    )
    assert [words for words in expected if words not in text] == []
    assert of(hook, "send_again", delivery_pk=lost.pk) in text


def test_a_message_is_sent_again(desk, organiser, hook) -> None:
    lost = message(hook, state=DeliveryState.GIVEN_UP, attempts=10)
    elsewhere = TeamMemberFactory(role=Role.ORGANISER)
    other, _secret = add_webhook(
        actor=elsewhere.participant, consultation=elsewhere.consultation, address=ADDRESS,
        events=[WebhookEvent.VOTE_OPENED],
    )  # fmt: skip
    client = desk(organiser.participant)
    client.post(of(hook, "send_again", delivery_pk=lost.pk))
    lost.refresh_from_db()

    assert (lost.state, lost.attempts) == (DeliveryState.WAITING, 0)
    foreign = message(other, state=DeliveryState.GIVEN_UP)
    assert client.post(of(hook, "send_again", delivery_pk=foreign.pk)).status_code == 404


def test_the_organiser_is_told_today_of_what_does_not_arrive(desk, organiser, hook) -> None:
    today = reverse("desk:index")
    animator = TeamMemberFactory(
        consultation=organiser.consultation, role=Role.ANIMATOR, participant__language="en"
    ).participant
    words = "Messages to 1 webhook do not arrive."

    def told(person) -> bool:
        return words in desk(person).get(today).content.decode()

    assert not told(organiser.participant)
    message(hook, state=DeliveryState.GIVEN_UP)
    Webhook.objects.update(given_up=1)
    assert (told(organiser.participant), told(animator)) == (True, False)
    Webhook.objects.update(given_up=0, stopped_at=hook.told_until, stop_cause=StopCause.ASKED)
    assert not told(organiser.participant)
    Webhook.objects.update(stop_cause=StopCause.GONE)
    assert told(organiser.participant)


def test_the_list_costs_the_same_with_one_and_with_three(desk, organiser, hook) -> None:
    client, counts = desk(organiser.participant), []
    for numbers in ((), (2, 3)):
        for number in numbers:
            made, _secret = add_webhook(
                actor=organiser.participant,
                consultation=organiser.consultation,
                address=f"{ADDRESS}{number}",
                events=[WebhookEvent.VOTE_OPENED],
            )
            message(made)
        with CaptureQueriesContext(connection) as asked:
            client.get(page(organiser))
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_there_is_no_form_when_there_are_as_many_as_there_may_be(desk, organiser, hook) -> None:
    for number in range(MOST - 1):
        add_webhook(
            actor=organiser.participant, consultation=organiser.consultation, address=f"{ADDRESS}{number}",
            events=[WebhookEvent.VOTE_OPENED],
        )  # fmt: skip
    text = desk(organiser.participant).get(page(organiser)).content.decode()

    assert ("Add, and show its secret" in text, "the most there may be" in text) == (False, True)


def test_those_of_the_site_are_kept_by_whoever_administers_it(desk, organiser, hook) -> None:
    administrator = StaffFactory(is_superuser=True, language="en")
    client = desk(administrator)
    text = client.post(reverse("desk_webhooks"), ASKED).content.decode()
    site = Webhook.objects.get(consultation=None)

    linked = reverse("desk_webhooks") in client.get(reverse("desk_site")).content.decode()
    assert ("whsec_" in text, linked) == (True, True)
    mine = reverse("desk_webhook", kwargs={"hook_pk": site.pk})
    assert client.get(mine).status_code == 200
    assert client.get(reverse("desk_webhook", kwargs={"hook_pk": hook.pk})).status_code == 404
    outsider = desk(organiser.participant)
    for url in (reverse("desk_webhooks"), mine, of(hook, "webhook").replace(str(hook.pk), str(site.pk))):
        assert outsider.get(url).status_code == 404
