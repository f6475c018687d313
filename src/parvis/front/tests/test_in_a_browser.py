"""The public pages on a phone and on a desk: nothing that axe objects to, nothing that sticks out."""

import pytest
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.models import ConsultationPage, Kind, Phase
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.models import Argument
from parvis.moderation.tests.factories import hidden_contribution
from parvis.restitution.domain.snapshot import take_snapshot
from parvis.restitution.tests.factories import AnswerFactory, SynthesisFactory
from parvis.testing.browser import PHONE, NewPage, faults, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def contribution(phase: Phase, kind: Kind) -> Contribution:
    """One contribution with everything that may hang on it."""
    made: Contribution = ContributionFactory(phase=phase, kind=kind)
    AnswerFactory(contribution=made)
    for side in ("for", "against"):
        Argument.objects.create(contribution=made, side=side, text="Parce que.", author=ParticipantFactory())
    return made


def addresses(consultation: ConsultationPage, *contributions: Contribution) -> dict[str, str]:
    pages = {name: [consultation.slug] for name in ("consultation", "contributions", "result", "synthesis")}
    named = {name: reverse(f"front:{name}", args=args) for name, args in pages.items()}
    shown = {
        f"contribution-{row.state}": reverse("front:contribution", args=[row.pk]) for row in contributions
    }
    search = f"{reverse('front:search')}?state=open"
    return {"home": "/", "consultations": reverse("front:consultations"), "search": search, **named, **shown}


def test_pages_hold(new_page: NewPage, live_server: LiveServer, contribution) -> None:
    consultation = contribution.consultation
    SynthesisFactory(consultation=consultation)
    take_snapshot(consultation=consultation)
    page = new_page(size=PHONE)
    for name, url in addresses(
        consultation, contribution, hidden_contribution(kind=contribution.kind)
    ).items():
        page.goto(live_server.url + url)
        photograph(page, name)
        assert (name, faults(page)) == (name, [])


def test_the_one_button_is_above_the_fold_of_a_phone(
    new_page: NewPage, live_server: LiveServer, consultation: ConsultationPage
) -> None:
    page = new_page(size=PHONE)
    page.goto(live_server.url + reverse("front:consultation", args=[consultation.slug]))
    button = page.get_by_role("link", name="Proposer une idée").bounding_box()
    assert button is not None
    assert button["y"] + button["height"] < PHONE[1]
