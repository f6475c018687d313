"""Addresses of other programs: added, changed, their secret renewed, stopped, started again, removed."""

import base64
from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory, StaffFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.opendata.domain import keep_webhook as keeping
from parvis.opendata.enums import DeliveryState, StopCause, WebhookEvent
from parvis.opendata.models import Delivery, Webhook
from parvis.opendata.signing import secret_of
from parvis.opendata.tests.hooked import ADDRESS, EVERYTHING, hook_of, hook_of_the_site, tell
from parvis.opendata.tests.town import Town, found_town

pytestmark = pytest.mark.django_db
SOME = [WebhookEvent.ANSWER_PUBLISHED, WebhookEvent.CONTRIBUTION_PUBLISHED]


def add(town: Town, address: str = ADDRESS, actor=None, events=SOME):
    return keeping.add_webhook(
        actor=actor or town.organiser, consultation=town.consultation, address=address, events=events
    )


def test_a_secret_is_given_once_and_is_not_in_the_database(town) -> None:
    hook, secret = add(town)

    key = base64.b64decode(secret.removeprefix("whsec_"))
    assert (secret.startswith("whsec_"), len(key), key) == (True, 32, secret_of(hook.mark))
    kept = " ".join(str(value) for value in Webhook.objects.filter(pk=hook.pk).values_list()[0])
    assert (key.hex() in kept, secret.removeprefix("whsec_") in kept) == (False, False)
    assert hook.events == ["contribution.published", "answer.published"]


def test_a_secret_is_of_one_address_and_of_one_installation(town, settings) -> None:
    one, first = add(town)
    _other, second = add(town, f"{ADDRESS}/2")
    settings.SECRET_KEY = "another-installation"

    assert len({first, second, keeping.written(secret_of(one.mark))}) == 3


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ORGANISER])
def test_organisers_alone_keep_those_of_their_consultation(role, town) -> None:
    teammate = TeamMemberFactory(consultation=town.consultation, role=role).participant
    outsider = TeamMemberFactory(role=Role.ORGANISER).participant
    hook, _secret = add(town)
    for actor in (teammate, outsider, ParticipantFactory()):
        for act in (
            lambda actor=actor: add(town, f"{ADDRESS}/2", actor=actor),
            lambda actor=actor: keeping.renew_secret(actor=actor, webhook=hook),
            lambda actor=actor: keeping.stop_webhook(actor=actor, webhook=hook),
            lambda actor=actor: keeping.start_webhook(actor=actor, webhook=hook),
            lambda actor=actor: keeping.remove_webhook(actor=actor, webhook=hook),
            lambda actor=actor: keeping.change_webhook(
                actor=actor, webhook=hook, address=ADDRESS, events=SOME
            ),
        ):
            with pytest.raises(Refused):
                act()
    assert list(Webhook.objects.values_list("pk", "stopped_at")) == [(hook.pk, None)]


def test_those_of_the_site_are_for_whoever_administers_it(town) -> None:
    with pytest.raises(Refused):
        keeping.add_webhook(actor=town.organiser, consultation=None, address=ADDRESS, events=SOME)
    with pytest.raises(Refused):
        keeping.remove_webhook(actor=town.organiser, webhook=hook_of_the_site())
    hook, _secret = keeping.add_webhook(
        actor=StaffFactory(is_superuser=True), consultation=None, address=f"{ADDRESS}/2", events=SOME
    )
    assert hook.consultation is None


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/told", "ftp://example.org/", "//example.org/", "example.org", "", "https://",
        "https:///told", "https://user:word@example.org/", "https://example.org/#here",
        "https://127.0.0.1/", "https://10.0.0.8/told", "https://169.254.169.254/latest/", "https://[::1]/",
        "https://[::ffff:127.0.0.1]/", "https://[fd00::1]:8443/", "https://localhost/", "https://localhost:8000/",
        "https://db/", "https://a.localhost/", "https://printer.local/", "https://x.internal/",
        "https://example.org:port/", "https://example.org/a b", "https://example.org/\r\nX: 1",
        "https://exämple.org/", "https://example.org/" + "a" * 500,
    ],
)  # fmt: skip
def test_only_an_address_of_the_open_internet_is_taken(address, town) -> None:
    with pytest.raises(Refused):
        add(town, address)
    hook, _secret = add(town)
    with pytest.raises(Refused):
        keeping.change_webhook(actor=town.organiser, webhook=hook, address=address, events=SOME)
    assert list(Webhook.objects.values_list("address", flat=True)) == [ADDRESS]


@pytest.mark.parametrize("address", [ADDRESS, "https://example.org:8443/a?b=c", "https://93.184.216.34/"])
def test_an_address_of_the_open_internet_is_taken_as_it_is(address, town) -> None:
    assert add(town, address)[0].address == address


def test_what_the_operator_names_in_the_settings_is_taken(town, settings) -> None:
    settings.PARVIS_OUTBOUND_INSIDE = ["crm.intranet", "127.0.0.1"]

    assert [add(town, f"https://{host}/")[0].host for host in ("crm.intranet", "127.0.0.1")] == [
        "crm.intranet",
        "127.0.0.1",
    ]


@pytest.mark.parametrize("events", [[], [WebhookEvent.TESTED], [WebhookEvent.TESTED, *SOME]])
def test_something_is_to_be_told_and_a_test_is_no_event(events, town) -> None:
    with pytest.raises(Refused):
        add(town, events=events)
    assert Webhook.objects.count() == 0


def test_an_address_is_there_once_and_there_is_an_end_to_how_many(town) -> None:
    for number in range(keeping.MOST - 1):
        add(town, f"{ADDRESS}/{number}")
    with pytest.raises(Refused):
        add(town, f"{ADDRESS}/1")
    add(town)
    with pytest.raises(Refused):
        add(town, f"{ADDRESS}/more")
    add(found_town(), f"{ADDRESS}/1")
    assert Webhook.objects.count() == keeping.MOST + 1


def test_a_change_holds_for_what_waits(town) -> None:
    hook, _secret = add(town, events=EVERYTHING)
    town.write("Un banc")
    tell()

    keeping.change_webhook(actor=town.organiser, webhook=hook, address=f"{ADDRESS}/2", events=SOME)
    waiting = Delivery.objects.filter(event=WebhookEvent.CONTRIBUTION_PUBLISHED)
    assert [one.webhook.address for one in waiting.select_related("webhook")] == [f"{ADDRESS}/2"]


def test_a_renewed_secret_signs_beside_the_former_one_for_three_days(town) -> None:
    hook, first = add(town)
    second = keeping.renew_secret(actor=town.organiser, webhook=hook)
    hook.refresh_from_db()

    now = timezone.now()
    signing = [keeping.written(secret_of(mark)) for mark in hook.marks(now)]
    later = [keeping.written(secret_of(mark)) for mark in hook.marks(now + timedelta(days=3, minutes=1))]
    assert (signing, later) == ([second, first], [second])

    third = keeping.renew_secret(actor=town.organiser, webhook=hook)
    hook.refresh_from_db()
    assert [keeping.written(secret_of(mark)) for mark in hook.marks(now)] == [third, second]


def test_stopped_it_is_told_nothing_and_started_again_nothing_of_meanwhile(town) -> None:
    hook, _secret = hook_of(town)
    town.write("Un banc")
    tell()
    keeping.stop_webhook(actor=town.organiser, webhook=hook)
    keeping.stop_webhook(actor=town.organiser, webhook=hook)
    hook.refresh_from_db()
    assert hook.stop_cause == StopCause.ASKED
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.GIVEN_UP}

    before = Delivery.objects.count()
    town.write("Une fontaine")
    tell()
    assert Delivery.objects.count() == before
    keeping.start_webhook(actor=town.organiser, webhook=hook)
    tell()
    assert Delivery.objects.filter(event=WebhookEvent.CONTRIBUTION_PUBLISHED).count() == 1
    town.write("Un arbre")
    tell()
    assert Delivery.objects.filter(event=WebhookEvent.CONTRIBUTION_PUBLISHED).count() == 2


def test_removed_it_leaves_nothing(town) -> None:
    hook, _secret = hook_of(town)
    town.write("Un banc")
    tell()
    keeping.remove_webhook(actor=town.organiser, webhook=hook)

    assert (Webhook.objects.count(), Delivery.objects.count()) == (0, 0)
    with pytest.raises(Refused):
        keeping.renew_secret(actor=town.organiser, webhook=hook)
