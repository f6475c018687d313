"""People without an address who would be many, vote, or be read before a moderator has read them."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from parvis.accounts import limits
from parvis.accounts.limits import Act, Rate, Scope
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.models import Vote
from parvis.ballots.tests.factories import BallotFactory
from parvis.config.logs import harmless
from parvis.consultations.tests.factories import PhaseActionFactory, PhaseFactory, QuestionFactory
from parvis.contributions.domain.deposit_as_guest import deposit_as_guest
from parvis.contributions.guest_links import write_token
from parvis.contributions.models import Contribution
from parvis.contributions.waiting import WaitingText
from parvis.moderation.domain.screen import admit
from parvis.moderation.tests.factories import moderator_of

pytestmark = pytest.mark.django_db
SECRET = "Zanzibar"


@pytest.fixture
def action():
    return PhaseActionFactory(allows_guests=True)


def sent(action, title: str = f"{SECRET} la fontaine") -> WaitingText:
    return deposit_as_guest(
        action=action,
        title=title,
        text=f"{SECRET}, il fait chaud.",
        theme=None,
        responds_to=None,
        idempotency_key=uuid4(),
    )


def post(action, address: str = "", **given) -> int:
    form = {"step": "guest_send", "title": "Un banc", "text": "Il manque.", "key": str(uuid4()), **given}
    client = Client(REMOTE_ADDR=address) if address else Client()
    return client.post(f"/contributions/new/{action.pk}/", form).status_code


def test_a_flood_from_one_network_is_slowed_down_and_that_of_a_block_too(monkeypatch, settings, action):
    settings.PARVIS_DEMO = True  # without the door, which has its own tests
    monkeypatch.setitem(limits.RATES, Act.GUEST, {Scope.NETWORK: Rate(2, 1), Scope.WIDE: Rate(4, 1)})
    one = [post(action, "192.0.2.7") for _number in range(4)]
    block = [post(action, f"2001:db8:0:{number}::1") for number in range(6)]
    assert (one, block) == ([302, 302, 422, 422], [302] * 4 + [422] * 2)
    assert post(action, "198.51.100.9") == 302
    assert WaitingText.objects.count() == 7


def test_without_the_door_nothing_comes_in(action):
    assert post(action) == 422
    assert post(action, ticket="forged", work="1.a") == 422
    assert WaitingText.objects.count() == 0


@pytest.mark.parametrize(
    ("closed", "status"),
    [("not allowed", 200), ("private", 200), ("personal", 200), ("past", 422), ("not published", 404)],
)
def test_a_form_made_by_hand_is_refused_where_guests_may_not(settings, closed, status):
    settings.PARVIS_DEMO = True  # without the door, which would answer first
    phase = PhaseFactory(past=closed == "past")
    action = PhaseActionFactory(phase=phase, allows_guests=closed != "not allowed")
    if closed == "private":
        action.kind.visibility = "private"
        action.kind.save(update_fields=["visibility"])
    if closed == "personal":
        QuestionFactory(kind=action.kind, is_personal=True, purpose="To draw a panel.")
    if closed == "not published":
        phase.consultation.live = False
        phase.consultation.save(update_fields=["live"])
    assert post(action) == status
    assert (WaitingText.objects.count(), Contribution.objects.count()) == (0, 0)


def test_the_same_form_is_taken_where_guests_may(settings, action):
    """What is refused above is not refused for anything else."""
    settings.PARVIS_DEMO = True
    assert (post(action), WaitingText.objects.count()) == (302, 1)


def test_a_network_declared_open_is_no_way_around(monkeypatch, settings, action):
    settings.PARVIS_DEMO = True
    settings.PARVIS_OPEN_NETWORKS = ["198.51.100.0/24"]
    monkeypatch.setitem(limits.RATES[Act.GUEST], Scope.CONSULTATION, Rate(3, 1))
    hall = [post(action, "198.51.100.7") for _number in range(5)]
    assert (hall, post(action, "192.0.2.7")) == ([302] * 3 + [422] * 2, 422)
    assert WaitingText.objects.count() == 3


def test_a_crowd_from_everywhere_fills_no_more_than_a_team_can_read(monkeypatch, settings, action):
    settings.PARVIS_DEMO = True
    monkeypatch.setattr("parvis.contributions.domain.deposit_as_guest.MOST_WAITING", 3)
    everywhere = [post(action, f"192.0.2.{number}") for number in range(5)]
    assert (everywhere, WaitingText.objects.count()) == ([302] * 3 + [422] * 2, 3)


def test_a_guest_does_not_vote(action):
    ballot = BallotFactory(phase=action.phase, kind=action.kind)
    text = sent(action)
    item = admit(actor=moderator_of(text.consultation), text=text)
    guest = Client()
    guest.get(reverse("moderation:guest", args=[write_token(text)]))
    answer = guest.post(f"/ballots/{ballot.pk}/{item.pk}/", {"choice": "for"})
    assert answer.url.startswith(reverse("account_login"))
    assert Vote.objects.count() == 0


def test_no_line_of_a_log_holds_a_secret_link(action):
    address = reverse("moderation:guest", args=[write_token(sent(action))])
    assert harmless(f"Forbidden: {address}") == "Forbidden: /moderation/guests/[code]/"


def test_what_waits_is_read_by_nobody_but_the_team(action):
    text = sent(action)
    page = text.consultation
    slug = page.slug
    addresses = {
        f"/consultations/{slug}/": 200,
        f"/consultations/{slug}/contributions/": 200,
        f"/consultations/{slug}/contributions/?q=fontaine": 200,
        f"/consultations/{slug}/moderation/": 200,
        f"/consultations/{slug}/results/": 200,
        f"/results/{slug}/figures.csv": 404,
        "/search/?q=fontaine": 200,
        f"/contributions/new/{action.pk}/similar/?title=la+fontaine": 200,
        f"/contributions/{text.pk}/": 404,
        reverse("ledger:receipt", args=[text.entry]): 200,
        reverse("following:feed", args=["consultation", page.pk]): 200,
    }
    person = Client()
    person.force_login(ParticipantFactory())
    for client in (Client(), person):
        for address, status in addresses.items():
            answer = client.get(address)
            assert (address, answer.status_code) == (address, status)
            assert SECRET.encode() not in answer.content, address
    assert Client().get(f"/desk/consultations/{page.pk}/guests/{text.pk}/").status_code == 302
    assert person.get(f"/desk/consultations/{page.pk}/guests/{text.pk}/").status_code in {302, 403, 404}
