"""Somebody takes part on a phone: reads, votes, signs in by a code, argues, deposits, revises, leaves."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from parvis.testing.browser import PHONE
from tests.journeys.acts import BRIDGE, MAIN, read_the_foot, type_address, type_code
from tests.journeys.walker import Walker

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

ARGUMENT = "Je fais ce trajet tous les matins avec deux enfants : ce serait dix minutes de moins."
IDEA = "Passerelle des Deux-Heures"
WHY = "Le temps qu'il fallait, autrefois, pour faire le tour par le vieux pont."

Code = Callable[[str], str]


def paste_code(walker: Walker, code: str) -> None:
    """As it was copied from the mail, with its space."""
    walker.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    walker.page.evaluate("code => navigator.clipboard.writeText(code)", code)
    field = walker.page.get_by_label(walker.say("Code of 8 digits"))
    field.focus()
    walker.page.keyboard.press("Control+V")
    expect(field).to_have_value(code)
    walker.press("Sign in")


def write_an_idea(walker: Walker) -> None:
    walker.go(BRIDGE)
    walker.follow("Proposer une idée")
    walker.press("Preview")
    walker.sees("Title")
    walker.fill("Title", IDEA)
    walker.fill("Your text", WHY)
    walker.photograph("deposit-390")
    walker.press("Preview")
    expect(walker.main.get_by_role("heading", name=IDEA)).to_be_visible()


def test_reads_votes_and_argues(walk, code_for: Code):
    walker = walk(size=PHONE)
    walker.go("/")
    walker.photograph("home-390")
    walker.follow("Comment voulons-nous nous déplacer à Valmont-sur-Orle ?")
    walker.photograph("consultation-390")
    walker.follow("Vote on the %(kinds)s", kinds="solutions")
    walker.photograph("list-390")
    walker.click(walker.main.get_by_role("article").first.get_by_role("heading").get_by_role("link"))
    title, address = walker.title(), walker.page.url
    walker.photograph("contribution-390")

    walker.click(walker.answer("For"))
    type_address(walker, "votante@example.org")
    type_code(walker, code_for("votante@example.org"))
    walker.fill("Public name", "Ida R.")
    walker.press("Continue")
    assert walker.title() == title
    walker.press("Record my vote: %(answer)s", answer=walker.say("For"))
    assert walker.page.url.partition("#")[0] == address
    expect(walker.answer("For")).to_have_attribute("aria-pressed", "true")

    walker.answer("Mixed").click()
    expect(walker.answer("Mixed")).to_have_attribute("aria-pressed", "true")
    expect(walker.answer("For")).to_have_attribute("aria-pressed", "false")

    walker.main.get_by_role("radio", name=walker.say("For"), exact=True).check()
    walker.fill("Your argument", ARGUMENT)
    walker.press("Publish my argument")
    walker.sees(ARGUMENT)
    walker.sees("Ida R.")

    walker.use_menu("My space")
    walker.sees("You have not published anything yet")
    walker.follow("My arguments")
    walker.sees(ARGUMENT)
    walker.follow(title)
    walker.main.get_by_role("button", name=walker.say("Follow"), exact=True).click()
    walker.sees("You follow it: what is new comes by e-mail.")
    walker.use_menu("My space")
    walker.follow("What I follow")
    walker.photograph("follows-390")
    walker.click(walker.main.get_by_role("button", name=walker.say("Stop following")))
    walker.sees("You follow nothing yet")


def test_deposits_once_signed_in_and_the_text_is_kept(walk, code_for: Code):
    walker = walk(size=PHONE)
    write_an_idea(walker)
    walker.press("Publish")
    type_address(walker, "conteuse@example.org")
    walker.sees("Your text is kept.")
    paste_code(walker, code_for("conteuse@example.org"))
    walker.press("Continue")
    walker.sees(WHY)
    walker.press("Publish")
    assert walker.title() == IDEA
    walker.sees("Your receipt")
    walker.photograph("receipt-390")

    walker.follow("Revise my text")
    walker.fill("Your text", f"{WHY} Deux heures aller et retour.")
    walker.press("Publish the changes")
    walker.sees(f"{WHY} Deux heures aller et retour.")

    walker.use_menu("My space")
    walker.photograph("space-390")
    walker.follow(IDEA)
    walker.use_menu("My space")
    walker.follow("My account")
    walker.photograph("account-390")
    walker.press("Sign out everywhere")
    walker.sees("You are signed out everywhere.")
    walker.go(BRIDGE)
    expect(walker.page.get_by_role("link", name=walker.say("My space"))).to_have_count(0)


def test_deposits_while_signed_in(walk, code_for: Code):
    walker = walk(size=PHONE)
    walker.go("/account/login/")
    type_address(walker, "conteur@example.org")
    type_code(walker, code_for("conteur@example.org"))
    walker.follow("Skip this step")
    write_an_idea(walker)
    walker.press("Correct")
    walker.fill("Title", f"{IDEA} et quart")
    walker.press("Preview")
    walker.press("Publish")
    assert walker.title() == f"{IDEA} et quart"
    walker.sees("Your receipt")


def test_reads_in_english(walk):
    walker = walk(size=PHONE, language="en")
    walker.go("/")
    walker.click(walker.page.get_by_role("contentinfo").get_by_role("link", name="English"))
    assert walker.page.url == f"{walker.site}/en/"
    walker.follow("Comment voulons-nous nous déplacer à Valmont-sur-Orle ?")
    walker.follow("Vote on the solutions")
    walker.click(walker.main.get_by_role("article").first.get_by_role("heading").get_by_role("link"))
    walker.go(f"/en{MAIN}results/")
    walker.sees("This is neither a poll nor a referendum")
    for path in (f"{MAIN}synthesis/", BRIDGE, "/consultations/", "/pages/news/", "/pages/resources/"):
        walker.go(f"/en{path}")
    read_the_foot(walker)
    assert re.search("/en/", walker.page.url)
