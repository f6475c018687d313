"""Appealing, deciding and the public register, by phone and on a desktop."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from parvis.consultations.tests.factories import KindFactory, ThemeFactory
from parvis.contributions.tests.factories import ContributionFactory
from parvis.moderation.domain.appeal import appeal
from parvis.moderation.domain.hide import hide
from parvis.moderation.domain.promise_appeals import promise_appeals
from parvis.moderation.domain.rule import rule
from parvis.moderation.enums import AppealOutcome, Reason
from parvis.moderation.tests.factories import moderator_of
from parvis.testing.browser import PHONE, faults, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "The word “thief” is in a quotation, from the newspaper of 3 May."


@pytest.fixture
def appeals(organiser):
    """An appeal that waits, beside one that was decided; and a decision that nobody appealed against yet."""
    consultation, kind = organiser.consultation, KindFactory(consultation=organiser.consultation)
    promise_appeals(actor=organiser.participant, consultation=consultation, days=5)
    themes = [ThemeFactory(consultation=consultation, name=name) for name in ("Roads", "Parks and rivers")]
    moderator, second = moderator_of(consultation), moderator_of(consultation)
    decisions = []
    for number in range(3):
        item = ContributionFactory(
            kind=kind, theme=themes[number % 2], title=f"Bikes on every street {number}"
        )
        decisions.append(
            hide(actor=moderator, target=item, reason=Reason.INSULT, message="Without the name.")
        )
    made = [appeal(actor=one.target.author, decision=one, text=WORDS) for one in decisions[:2]]
    rule(actor=second, appeal=made[0], outcome=AppealOutcome.REVERSED, message="You are right.")
    mine = ContributionFactory(kind=kind, author__language="en")
    return made[1], hide(actor=moderator, target=mine, reason=Reason.OFF_TOPIC)


def test_everybody_can_use_them(page_of, live_server, organiser, appeals) -> None:
    waiting, _mine = appeals
    consultation = organiser.consultation
    page = page_of(size=PHONE)
    for name, address in {
        "appeals": reverse("desk:appeals", args=[consultation.pk]),
        "appeal": reverse("desk:appeal", args=[consultation.pk, waiting.pk]),
        "register": f"/en/consultations/{consultation.slug}/moderation/",
    }.items():
        page.goto(live_server.url + address)
        expect(page.locator("h1")).to_be_visible()
        photograph(page, name)
        assert (name, faults(page)) == (name, [])


def test_an_author_appeals_without_a_script(new_page, live_server, client, appeals) -> None:
    _waiting, decision = appeals
    client.force_login(decision.target.author)
    page = new_page(locale="en", size=PHONE, scripts=False)
    cookie = client.cookies["sessionid"]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page.goto(f"{live_server.url}/en/moderation/decisions/{decision.pk}/appeal/")
    photograph(page, "my-appeal")
    page.get_by_label("Why should your text be public?").fill(WORDS)
    page.get_by_role("button", name="Send the appeal").click()
    expect(page.get_by_text("Sent today, waiting for a decision")).to_be_visible()
    photograph(page, "my-appeal-sent")
    assert overflowing(page) == []
