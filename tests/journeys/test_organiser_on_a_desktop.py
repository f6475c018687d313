"""Somebody leads a consultation from the desk, up to its published result."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test.utils import override_settings
from django.utils import timezone
from playwright.sync_api import expect

from parvis.jobs.models import Mail
from parvis.testing.browser import DESK
from tests.journeys.acts import BRIDGE, type_address, type_code

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

QUESTION = "Que planter devant la gare ?"
OUTCOME = "Les habitants veulent un nom qui rappelle le bac et celles qui le prenaient."
ANSWER = "Nous gardons ce nom parmi les trois que le jury examinera en mars."


def enter(walker):
    walker.go("/demonstration/enter/")
    walker.press("Enter as the organiser")
    walker.page.wait_for_url("**/desk/")


def test_creates_a_consultation_and_publishes_it(walk):
    walker = walk(size=DESK)
    enter(walker)
    walker.photograph("desk-home-1280")
    walker.follow("Create a consultation")
    walker.main.get_by_text(walker.say("Idea box"), exact=True).click()
    expect(walker.main.get_by_role("radio", name=walker.say("Idea box"))).to_be_checked()
    walker.fill("Question asked", QUESTION)
    walker.fill("Who consults", "Ville de Valmont-sur-Orle, service Espaces verts")
    walker.fill("Themes, one a line", "Arbres\nOmbre")
    walker.photograph("desk-new-1280")
    walker.press("Create the draft")
    walker.photograph("desk-draft-1280")
    draft = walker.page.url

    walker.click(walker.main.get_by_role("link", name=f"{walker.say('Edit')} {walker.say('Ideas')}"))
    walker.fill("Title", "Vos idées de plantations")
    ends = timezone.localtime() + timedelta(days=30)
    walker.fill("Ends", ends.strftime("%Y-%m-%dT18:00"))
    walker.photograph("desk-phase-1280")
    walker.press("Save the phase")
    assert walker.page.url == draft
    walker.sees("Vos idées de plantations")
    walker.press("Publish")
    walker.follow("See the public page")
    assert walker.title() == QUESTION
    walker.sees("Vos idées de plantations")


def test_answers_hides_and_publishes_the_synthesis(walk, code_for, pass_a_minute):
    follower = walk(size=DESK)
    follower.go(BRIDGE)
    follower.follow("Follow")
    follower.press("Follow")
    type_address(follower, "curieuse@example.org")
    type_code(follower, code_for("curieuse@example.org"))
    follower.follow("Skip this step")
    follower.press("Follow")
    follower.sees("You will be told by e-mail of the result and of the answer.")

    walker = walk(size=DESK)
    enter(walker)
    walker.follow("Quel nom pour la nouvelle passerelle ?")
    walker.photograph("desk-consultation-1280")
    desk = walker.page.url
    walker.follow("Read the contributions")
    walker.photograph("desk-contributions-1280")
    walker.follow("Passerelle du Bac")
    walker.photograph("desk-contribution-1280")
    walker.main.get_by_label(walker.say("What becomes of it")).select_option(walker.say("kept"))
    walker.fill("Answer", ANSWER)
    walker.press("Publish the answer")
    walker.follow("See the public page")
    walker.sees(ANSWER)

    walker.page.goto(desk)
    walker.follow("Read the contributions")
    walker.follow("Le Trempoline")
    walker.main.get_by_label(walker.say("Reason")).first.select_option(walker.say("off topic"))
    walker.press("Hide this contribution")
    walker.page.goto(desk)
    with walker.page.expect_download() as download:
        walker.main.get_by_role("link", name=walker.say("Download everything (XLSX)")).click()
    assert download.value.path().read_bytes().startswith(b"PK")
    walker.follow("Read the contributions")
    with walker.page.expect_download() as download:
        walker.main.get_by_role("link", name=walker.say("Download contributions (CSV)")).click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert any("Passerelle du Bac" in line for line in lines)
    assert not any("Le Trempoline" in line for line in lines)

    walker.page.goto(desk)
    walker.follow("Write the synthesis")
    page = walker.page
    page.locator("[name=title]").fill("Trois noms pour la passerelle")
    page.locator("[name=summary]").fill(OUTCOME)
    page.locator("[name=method]").fill("Le service Culture, sur la base de toutes les contributions.")
    page.locator("[data-contentpath=body] [contenteditable=true]").first.click()
    page.keyboard.type("Trois noms reviennent plus que les autres.")
    walker.photograph("desk-editor-1280")
    page.get_by_role("button", name="Plus d'actions").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Publier", exact=True).click()
    walker.look()

    pass_a_minute()
    told = follower
    told.go("/mailbox/")
    mail = told.main.get_by_role("article").filter(has_text="curieuse@example.org").first
    expect(mail).to_contain_text("Quel nom pour la nouvelle passerelle ?")
    told.go(f"{BRIDGE}results/")
    told.photograph("result-1280")
    told.follow("Read the synthesis")
    told.sees(OUTCOME)
    told.sees("Trois noms reviennent plus que les autres.")


def test_shows_a_second_factor_outside_the_demonstration(walk):
    with override_settings(PARVIS_DEMO=False):
        walker = walk(size=DESK)
        walker.go("/desk/")
        type_address(walker, "organisation@demo.invalid")
        mail = Mail.objects.filter(recipient="organisation@demo.invalid").latest("pk")
        type_code(walker, mail.subject[:9] if mail.subject[:1].isdigit() else mail.text[:9])
        walker.follow("Use an application")
        secret = walker.main.locator("#totp-key").inner_text()
        now = list(yield_hotp_counters_from_time())[0]
        walker.main.get_by_role("textbox").fill(format_hotp_value(hotp_value(secret, now)))
        walker.press("Activate")
        walker.follow("I have kept them: continue")
        walker.page.wait_for_url("**/desk/")
        expect(walker.main.get_by_text(walker.say("Today")).first).to_be_visible()
