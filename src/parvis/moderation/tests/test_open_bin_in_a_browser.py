"""The open bin, and the form of a report without an account: on a phone, at a desk, unscripted."""

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from parvis.consultations.tests.factories import KindFactory
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.tests.factories import ArgumentFactory
from parvis.moderation.domain.appeal import appeal
from parvis.moderation.domain.hide import hide
from parvis.moderation.enums import Reason
from parvis.moderation.models import Report
from parvis.moderation.tests.factories import moderator_of
from parvis.testing.browser import DESK, PHONE, NewPage, axe_violations, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AT_WORK = 20_000
"""Milliseconds that the door may take of a machine that does other things."""
SIZES = [(PHONE, ""), (DESK, "/en")]


def look(page, name: str) -> None:
    photograph(page, f"{name}-{page.viewport_size['width']}")
    assert (name, axe_violations(page), overflowing(page)) == (name, [], [])


@pytest.fixture
def item() -> Contribution:
    """A public text, beside others that are hidden."""
    kind = KindFactory()
    moderator = moderator_of(kind.consultation)
    for reason, title in ((Reason.OFF_TOPIC, "Mon chat dort"), (Reason.INSULT, "Ah, le vilain")):
        text = ContributionFactory(kind=kind, title=title, text="Il dort toute la journée.\n\nEt la nuit.")
        made = hide(actor=moderator, target=text, reason=reason)
        if reason == Reason.OFF_TOPIC:
            appeal(actor=text.author, decision=made, text="Il vous concerne.")
    item: Contribution = ContributionFactory(kind=kind)
    said = ArgumentFactory(contribution=item, text="Achetez mon vélo, à un prix d’ami.")
    hide(actor=moderator, target=said, reason=Reason.ADVERTISING)
    return item


@pytest.mark.parametrize(("size", "prefix"), SIZES)
def test_the_words_open_by_keyboard(item, new_page: NewPage, live_server: LiveServer, size, prefix) -> None:
    page = new_page(size=size, scripts=True)
    page.goto(f"{live_server.url}{prefix}/consultations/{item.consultation.slug}/moderation/")
    page.locator("main a[href$='/bin/']").click()
    expect(page.locator(".register__line")).to_have_count(3)
    look(page, "bin")
    words = page.get_by_text("Il dort toute la journée.")
    expect(words).to_be_hidden()
    expect(page.locator("main details")).to_have_count(2)
    page.locator("main details summary").last.focus()
    page.keyboard.press("Enter")
    expect(words).to_be_visible()
    look(page, "bin-words")


@pytest.mark.parametrize(("size", "prefix"), SIZES)
def test_a_visitor_reports_a_text(item, new_page: NewPage, live_server: LiveServer, size, prefix) -> None:
    page = new_page(size=size)
    page.goto(f"{live_server.url}{prefix}/moderation/contributions/{item.pk}/report/")
    look(page, "report-visitor")
    page.locator("main input[value=hate]").check()
    page.locator("main input[name=email]").fill("zoe")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("main [aria-invalid=true]")).to_be_visible()
    look(page, "report-visitor-wrong")
    page.locator("main input[name=email]").fill("zoe@example.org")
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_url(f"{live_server.url}{prefix}/contributions/{item.pk}/", timeout=AT_WORK)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    look(page, "report-visitor-sent")
    assert Report.objects.get().email == "zoe@example.org"


def test_without_scripts_the_site_asks_to_wait(item, new_page: NewPage, live_server: LiveServer) -> None:
    page = new_page(size=PHONE, scripts=False)
    page.goto(f"{live_server.url}/moderation/contributions/{item.pk}/report/")
    page.locator("main input[value=hate]").check()
    page.locator("main form button[type=submit]").click()
    expect(page.get_by_text("appuyez", exact=False).first).to_be_visible()
    photograph(page, "report-visitor-wait")
    expect(page.locator("main input[value=hate]")).to_be_checked()
    page.wait_for_timeout(5000)
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_url(f"{live_server.url}/contributions/{item.pk}/")
    assert Report.objects.get().reason == Reason.HATE
