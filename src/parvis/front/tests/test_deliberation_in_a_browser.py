"""Comments, marks, questions and both sides in a browser, on the narrowest phone too."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.models import Kind, Phase
from parvis.consultations.tests.factories import KindFactory, PhaseActionFactory
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.models import AnswerPromise, ArgumentSupport
from parvis.debate.tests.factories import ArgumentFactory, ReplyFactory
from parvis.restitution.models import Answer
from parvis.testing.browser import NARROW, NewPage, axe_violations, faults, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def debated(phase: Phase, kind: Kind) -> Contribution:
    """An idea with a debate, a conversation, and questions in its consultation."""
    PhaseActionFactory(phase=phase, kind=kind, comment=True)
    item: Contribution = ContributionFactory(phase=phase, kind=kind, title="Un banc", text="Devant l’école.")
    ArgumentFactory(contribution=item, source="https://www.insee.fr/fr/a", support_count=3, new_count=12)
    ArgumentFactory(contribution=item, against=True)
    said = ArgumentFactory(contribution=item, comment=True, text="Et la pluie ?")
    ReplyFactory(parent=ReplyFactory(parent=said, text="Abrité."), text="Merci.")
    ArgumentFactory(contribution=item, comment=True, support_count=2)
    _questions(phase)
    return item


def _questions(phase: Phase) -> None:
    asked = KindFactory(consultation=phase.consultation, code="question", call="Poser une question")
    for trait in ({"ask": True}, {"vote": True, "ballot_method": "support"}):
        PhaseActionFactory(phase=phase, kind=asked, **trait)
    now = timezone.now()
    AnswerPromise.objects.create(consultation=phase.consultation, days=5, made_at=now - timedelta(days=60))
    for days, title in ((30, "Qui entretiendra le banc, une fois les travaux finis ?"), (1, "Combien ?")):
        ContributionFactory(kind=asked, phase=phase, title=title, created_at=now - timedelta(days=days))
    answered = ContributionFactory(kind=asked, phase=phase, created_at=now - timedelta(days=9))
    Answer.objects.create(
        contribution=answered,
        status="answered",
        text="Oui, en mai.",
        signature="La ville",
        author=ParticipantFactory(),
        created_at=now - timedelta(days=7),
    )


def test_pages_hold(new_page: NewPage, live_server: LiveServer, debated) -> None:
    questions = reverse("front:questions", args=[debated.consultation.slug])
    pages = {
        "debated": reverse("front:contribution", args=[debated.pk]),
        "comment": reverse("debate:comment", args=[debated.pk]),
        "sides": reverse("front:sides", args=[debated.pk]),
        "questions": questions,
        "answered": f"{questions}?show=answered",
    }
    page = new_page(size=NARROW)
    for name, url in pages.items():
        page.goto(live_server.url + url)
        photograph(page, name)
        assert (name, faults(page)) == (name, [])


def test_one_says_what_an_argument_changed_without_leaving_the_page(
    new_page: NewPage, live_server: LiveServer, client, debated
) -> None:
    page = new_page(size=NARROW)
    client.force_login(ParticipantFactory())
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page.goto(live_server.url + reverse("front:contribution", args=[debated.pk]))
    argument = page.locator(".argument--for").first
    argument.get_by_text("Ce qu’il a changé chez ses lecteurs").click()
    argument.get_by_role("button", name="Cela m’a fait changer d’avis").click()
    expect(argument.get_by_role("button", name="Cela m’a fait changer d’avis")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(argument.locator(".marks__choices")).to_contain_text("1 personne a changé d’avis")
    photograph(page, "marked-320")
    assert axe_violations(page) == []
    assert ArgumentSupport.objects.get().mark == "changed"
