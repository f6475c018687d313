"""Send a text without an address: where, what is kept of it, taking it back, and what the clock erases."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.urls import reverse

from parvis.accounts import door, limits
from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.tests.factories import PhaseActionFactory, PhaseFactory, QuestionFactory
from parvis.contributions.domain.deposit_as_guest import deposit_as_guest
from parvis.contributions.domain.forget_guests import forget_due_guests
from parvis.contributions.domain.withdraw_guest import withdraw_guest_text
from parvis.contributions.guest_links import write_token
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory, WaitingTextFactory
from parvis.contributions.tests.test_submit_page import fill, hidden
from parvis.contributions.waiting import WaitingText
from parvis.jobs import forgetting
from parvis.jobs.models import Mail
from parvis.ledger.models import Pending

pytestmark = pytest.mark.django_db


@pytest.fixture
def action():
    return PhaseActionFactory(allows_guests=True)


def send(action, **given):
    values = {"title": "Un banc", "text": "Il manque.", "theme": None, "responds_to": None}
    return deposit_as_guest(action=action, **{"idempotency_key": uuid4(), **values, **given})


def kinds_told() -> list[str]:
    return list(Pending.objects.order_by("pk").values_list("kind", flat=True))


def test_a_text_waits_apart_and_the_log_tells_that_it_came(action) -> None:
    key = uuid4()
    text, twin = send(action, idempotency_key=key), send(action, idempotency_key=key)

    assert twin == text == WaitingText.objects.get()
    assert (text.state, text.title, text.phase, text.kind) == (
        "waiting",
        "Un banc",
        action.phase,
        action.kind,
    )
    assert (Contribution.objects.count(), Participant.objects.count(), Mail.objects.count()) == (0, 0, 0)
    (leaf,) = Pending.objects.all()
    assert (leaf.kind, leaf.entry, leaf.public) == (
        "guest.received",
        text.entry,
        {"level": 0, "channel": "web", "private": True},
    )


@pytest.mark.parametrize("why", ["not allowed", "past", "future", "draft", "empty", "personal"])
def test_it_is_refused_where_a_guest_may_not_write(action, why) -> None:
    words = {}
    if why == "not allowed":
        action = PhaseActionFactory()
    if why in {"past", "future"}:
        phase = PhaseFactory(**{why: True})
        action = PhaseActionFactory(phase=phase, allows_guests=True)
    if why == "draft":
        action.phase.consultation.live = False
        action.phase.consultation.save(update_fields=["live"])
    if why == "empty":
        words = {"text": " "}
    if why == "personal":
        QuestionFactory(kind=action.kind, is_personal=True, purpose="To draw a panel.")

    with pytest.raises(Refused):
        send(action, **words)
    assert (WaitingText.objects.count(), kinds_told()) == (0, [])


def test_the_database_holds_what_a_guest_is() -> None:
    for wrong in ({"author": ParticipantFactory()}, {"author": None, "identity_level": IdentityLevel.EMAIL}):
        with pytest.raises(IntegrityError, match="contribution_guest_unknown"), transaction.atomic():
            ContributionFactory(**{"identity_level": IdentityLevel.VISITOR, "is_guest": True, **wrong})
    for wrong in ({"state": "withdrawn", "settled_at": Now()}, {"state": "lapsed", "settled_at": Now()}):
        with pytest.raises(IntegrityError, match="waiting_text_words_gone"), transaction.atomic():
            WaitingTextFactory(**wrong)
    for wrong in ({"settled_at": Now()}, {"state": "refused"}, {"contribution": ContributionFactory()}):
        with pytest.raises(IntegrityError, match=r"(guest|waiting)_text_"), transaction.atomic():
            WaitingTextFactory(**wrong)


def test_taking_back_what_waits_erases_it(action) -> None:
    text = send(action)

    withdraw_guest_text(text=text)
    withdraw_guest_text(text=text)

    text.refresh_from_db()
    assert (text.state, text.title, text.text, text.salt) == ("withdrawn", "", "", None)
    assert kinds_told() == ["guest.received", "guest.withdrawn"]


def test_the_clock_erases_what_was_refused_or_never_read() -> None:
    old, month = forgetting.UNREAD + timedelta(days=1), forgetting.GUESTS + timedelta(days=1)
    unread = WaitingTextFactory(received_at=Now() - old)
    refused = WaitingTextFactory(state="refused", settled_at=Now() - month)
    kept = [WaitingTextFactory(), WaitingTextFactory(state="refused", settled_at=Now())]

    assert (forget_due_guests(), forget_due_guests()) == (2, 0)

    for text, state in ((unread, "lapsed"), (refused, "refused")):
        text.refresh_from_db()
        assert (text.state, text.title, text.text, text.salt) == (state, "", "", None)
    assert all(WaitingText.objects.get(pk=text.pk).has_words for text in kept)
    assert list(Pending.objects.values_list("kind", "public__ground")) == [("erasure", "17-1-a")] * 2


def look(client, action, **given):
    return client.post(
        reverse("contributions:submit", args=[action.pk]), fill(client, action, step="guest", **given)
    )


def waited(monkeypatch) -> None:
    """As if the seconds that the door asks of browsers without scripts were over."""
    monkeypatch.setattr("parvis.accounts.door.LEAST_SECONDS", -2)
    monkeypatch.setattr("parvis.accounts.door.WAIT_SECONDS", -2)


def test_a_visitor_chooses_between_an_address_and_none(client, action, monkeypatch) -> None:
    waited(monkeypatch)
    address = reverse("contributions:submit", args=[action.pk])
    preview = client.post(address, fill(client, action, step="preview")).content.decode()
    assert (
        preview.index('value="publish"') < preview.index('value="guest"'),
        WaitingText.objects.count(),
    ) == (
        True,
        0,
    )

    page = client.post(address, {**hidden(preview), "step": "guest"}).content.decode()
    typed = hidden(page)
    answer = client.post(address, typed)
    text = WaitingText.objects.get()
    assert answer.url == f"{reverse('moderation:guest', args=[write_token(text)])}?sent=1"
    assert client.post(address, typed).url == answer.url
    assert WaitingText.objects.count() == 1


def test_the_door_and_the_limits_stand_before_a_guest(client, action, monkeypatch) -> None:
    address = reverse("contributions:submit", args=[action.pk])
    typed = hidden(look(client, action).content.decode())
    for forged in ({"ticket": ""}, {"topic": "x"}, {}):
        assert client.post(address, {**typed, **forged}).status_code == 422
    assert WaitingText.objects.count() == 0

    waited(monkeypatch)
    rates = {limits.Scope.NETWORK: limits.Rate(1, 1)}
    monkeypatch.setitem(limits.RATES, limits.Act.GUEST, rates)
    pages = [client.post(address, hidden(look(client, action).content.decode())) for _number in range(2)]
    assert ([page.status_code for page in pages], WaitingText.objects.count()) == ([302, 422], 1)
    assert "Un banc" in pages[1].content.decode()


def test_a_network_declared_open_has_a_limit_and_a_heavier_door(
    client, action, monkeypatch, settings
) -> None:
    settings.PARVIS_OPEN_NETWORKS = ["127.0.0.0/8"]
    waited(monkeypatch)
    monkeypatch.setitem(limits.RATES, limits.Act.GUEST, {limits.Scope.CONSULTATION: limits.Rate(2, 1)})
    address = reverse("contributions:submit", args=[action.pk])
    costs = []
    monkeypatch.setattr(door, "cost", lambda load: costs.append(round(load, 1)) or 1)
    pages = [client.post(address, hidden(look(client, action).content.decode())) for _number in range(3)]
    assert ([page.status_code for page in pages], WaitingText.objects.count()) == ([302, 302, 422], 2)
    assert "vers cette consultation" in pages[2].content.decode()
    assert costs[:3] == [0.0, 0.5, 1.0]

    elsewhere = PhaseActionFactory(allows_guests=True)
    there = reverse("contributions:submit", args=[elsewhere.pk])
    assert client.post(there, hidden(look(client, elsewhere).content.decode())).status_code == 302


def test_a_crowd_that_waits_leaves_the_way_with_an_address(client, action, monkeypatch) -> None:
    monkeypatch.setattr("parvis.contributions.domain.deposit_as_guest.MOST_WAITING", 2)
    waited(monkeypatch)
    WaitingTextFactory.create_batch(2)
    first, second = send(action, idempotency_key=(key := uuid4())), send(action)
    with pytest.raises(Refused):
        send(action)
    assert send(action, idempotency_key=key) == first

    address = reverse("contributions:submit", args=[action.pk])
    page = client.post(address, hidden(look(client, action).content.decode()))
    html = page.content.decode()
    assert (page.status_code, "Confirmez une adresse" in html, "Un banc" in html) == (422, True, True)
    published = client.post(address, {**hidden(html), "step": "publish"})
    assert published.url.startswith(reverse("account_login"))

    withdraw_guest_text(text=second)
    assert send(action).state == "waiting"


def test_it_is_offered_to_visitors_alone_and_where_guests_may(client, action) -> None:
    closed = PhaseActionFactory()
    assert look(client, closed).status_code == 200
    assert b'value="guest"' not in look(client, closed).content
    client.force_login(ParticipantFactory())
    address = reverse("contributions:submit", args=[action.pk])
    assert b'value="guest"' not in client.post(address, fill(client, action, step="preview")).content
    client.post(address, fill(client, action, step="guest_send"))
    assert WaitingText.objects.count() == 0
