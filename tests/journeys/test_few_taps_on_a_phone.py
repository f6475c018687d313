"""How many taps and screens somebody new needs, from a consultation to a vote, or a text, in it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from parvis.testing.browser import PHONE
from tests.journeys.acts import BRIDGE, MAIN, type_address, type_code
from tests.journeys.walker import Walker

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

MOST_TAPS, MOST_SECONDS = 6, 60
MOST_TAPS_OF_A_DEPOSIT = 7
"""One more than a vote: the text is read again before it is sent."""
IDEA, WHY = "Passerelle des Trois-Minutes", "Le temps qu'il faudra pour passer de la gare au marché."

Code = Callable[[str], str]


def tell(walker: Walker, what: str, record_property: Callable[[str, object], None]) -> None:
    """In the report of the run, whether it fails or not."""
    figures = {"taps": walker.taps, "screens": walker.screens, "seconds": round(walker.seconds, 1)}
    for name, value in figures.items():
        record_property(f"{what} {name}", value)
    print(f"{what}: {figures}")  # noqa: T201 - what the test is for


def test_from_the_consultation_to_a_recorded_vote(walk, code_for: Code, record_property):
    walker = walk(size=PHONE)
    walker.go(MAIN)
    walker.start()
    walker.follow("Vote on the %(kinds)s", kinds="solutions")
    item = walker.main.get_by_role("article").first
    title = item.get_by_role("heading").inner_text()
    walker.click(walker.answer("For"))
    type_address(walker, "pressee@example.org")
    code, spent = code_for("pressee@example.org"), walker.taps
    type_code(walker, code)
    walker.press("Continue")
    walker.press("Record my vote: %(answer)s", answer=walker.say("For"))
    item = walker.main.get_by_role("article").filter(has_text=title).first
    expect(item.get_by_role("button", pressed=True)).to_have_count(1)
    tell(walker, "vote", record_property)
    assert spent == 3
    assert (walker.taps <= MOST_TAPS, walker.screens <= MOST_TAPS, walker.seconds <= MOST_SECONDS) == (
        True,
        True,
        True,
    )


def test_a_text_waits_for_the_code_and_is_sent_once_confirmed(walk, code_for: Code, record_property):
    walker = walk(size=PHONE)
    walker.go(BRIDGE)
    walker.start()
    walker.follow("Proposer une idée")
    walker.fill("Title", IDEA)
    walker.fill("Your text", WHY)
    walker.press("Preview")
    walker.press("Publish")
    type_address(walker, "flaneuse@example.org")
    walker.sees("Your text is kept.")
    type_code(walker, code_for("flaneuse@example.org"))
    walker.press("Continue")
    walker.sees(WHY)
    walker.press("Publish")
    assert walker.title() == IDEA
    walker.sees("Your receipt")
    tell(walker, "deposit", record_property)
    assert (walker.taps <= MOST_TAPS_OF_A_DEPOSIT, walker.seconds <= MOST_SECONDS) == (True, True)
