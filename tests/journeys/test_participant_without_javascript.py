"""Somebody takes part in a browser that runs no script: by plain links and forms."""

import pytest
from playwright.sync_api import expect

from parvis.testing.browser import PHONE
from tests.journeys.acts import BRIDGE, MAIN, read_the_foot, type_address, type_code

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

ARGUMENT = "Le soir, on ne voit pas les marches : une bande claire suffirait."
IDEA = "Passerelle de l'Orle lente"
WHY = "Parce qu'on s'y arrêtera pour regarder l'eau."


def test_votes_argues_deposits_and_withdraws(walk, code_for):
    walker = walk(size=PHONE, scripts=False)
    walker.go("/")
    walker.follow("Comment voulons-nous nous déplacer à Valmont-sur-Orle ?")
    walker.follow("Vote on the %(kinds)s", kinds="solutions")
    walker.click(walker.main.get_by_role("article").first.get_by_role("heading").get_by_role("link"))
    title = walker.title()

    walker.click(walker.answer("Against"))
    walker.press("Receive my code")
    type_address(walker, "sans.script@example.org")
    type_code(walker, "1234")
    type_code(walker, code_for("sans.script@example.org"))
    walker.press("Continue")
    walker.press("Record my vote: %(answer)s", answer=walker.say("Against"))
    assert walker.title() == title
    expect(walker.answer("Against")).to_have_attribute("aria-pressed", "true")
    walker.press("Withdraw my vote")
    expect(walker.answer("Against")).to_have_attribute("aria-pressed", "false")

    walker.main.get_by_role("radio", name=walker.say("For"), exact=True).check()
    walker.fill("Your argument", ARGUMENT)
    walker.press("Publish my argument")
    walker.sees(ARGUMENT)
    walker.follow("Withdraw my argument")
    walker.press("Withdraw it")
    expect(walker.main.get_by_text(ARGUMENT)).to_have_count(0)
    argument = walker.main.get_by_role("article").filter(has=walker.page.get_by_role("blockquote"))
    walker.press("Support", inside=argument.first)
    walker.press("Supported")

    walker.go(BRIDGE)
    walker.follow("Proposer une idée")
    walker.press("Preview")
    walker.fill("Title", IDEA)
    walker.fill("Your text", WHY)
    walker.press("Preview")
    walker.press("Correct")
    walker.press("Preview")
    walker.press("Publish")
    assert walker.title() == IDEA
    walker.sees("Your receipt")
    address = walker.page.url
    walker.follow("Withdraw my text")
    walker.press("Withdraw my text")

    walker.use_menu("Sign out")
    walker.press("Sign out")
    walker.page.goto(address)
    walker.look()
    assert walker.title() == walker.say("This contribution was withdrawn by its author")
    expect(walker.main.get_by_text(WHY)).to_have_count(0)


def test_filters_the_list_and_reads_the_result(walk):
    walker = walk(size=PHONE, scripts=False)
    walker.go(f"{MAIN}contributions/")
    walker.page.get_by_role("searchbox").fill("trottoirs")
    walker.press("Search")
    expect(walker.main.get_by_role("article").filter(has_text="trottoir").first).to_be_visible()
    walker.go(f"{MAIN}contributions/")
    walker.follow("More")
    walker.go(f"{MAIN}results/")
    walker.photograph("result-390")
    walker.go("/styleguide/")
    read_the_foot(walker)
