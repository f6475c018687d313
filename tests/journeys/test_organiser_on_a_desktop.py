"""Somebody leads a consultation from the desk, up to its published result."""

import csv
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test.utils import override_settings
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import expect

from parvis.testing.browser import DESK
from parvis.ui.colour import dark_palette, light_palette
from tests.journeys.acts import BRIDGE, sign_in_at_the_desk, type_address, type_code
from tests.journeys.walker import Walker

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

QUESTION = "Que planter devant la gare ?"
OUTCOME = "Les habitants veulent un nom qui rappelle le bac et celles qui le prenaient."
BODY = "Trois noms reviennent plus que les autres."
FOLLOWER = "curieuse@example.org"
ANSWER = "Nous gardons ce nom parmi les trois que le jury examinera en mars."

ANSWERS = {
    "The subject, in one or two sentences": "La place de la gare sera plantée l’hiver prochain.",
    "What people need to know to have their say": "La place est en pierre. Elle brûle en été.",
    "What can still change": "Les arbres, les bancs, l’eau.",
    "What is already settled": "Le budget, et l’arrêt des bus.",
    "The other solutions, doing nothing included": "Garder la pierre, et poser des voiles.",
    "Who decides, in the end": "Le conseil municipal",
    "What will be done with what they say": "Le service lit tout, et répond à chaque idée.",
    "Who is in charge of the answer": "La maire",
    "Who pays": "La ville",
    "Who runs this site": "La ville",
    "Address for questions": "gare@example.org",
    "Data protection officer, or contact": "Les affaires juridiques",
    "Impact assessment on personal data, or why there is none": "Aucune : rien que ce que chacun écrit.",
}


def enter(walker: Walker) -> None:
    walker.go("/demonstration/enter/")
    walker.press("Enter as the organiser")
    walker.page.wait_for_url("**/desk/")


def download(walker: Walker, words: str) -> Path:
    with walker.page.expect_download() as received:
        walker.main.get_by_role("link", name=walker.say(words)).click()
    return received.value.path()


def test_creates_a_consultation_and_publishes_it(walk):
    walker = walk(size=DESK)
    enter(walker)
    walker.photograph("desk-home-1280")
    walker.follow("Create a consultation")
    walker.photograph("desk-ways-1280")
    walker.follow("Idea box")
    walker.fill("Question asked", QUESTION)
    walker.fill("Who consults", "Ville de Valmont-sur-Orle, service Espaces verts")
    walker.fill("Themes, one a line", "Arbres\nOmbre")
    for label, words in ANSWERS.items():
        walker.fill(label, words)
    walker.fill("Day on which the answer is due", f"{timezone.localdate() + timedelta(days=150)}")
    walker.main.get_by_label(walker.say("made public by the person, article 9(2)(e)")).check()
    walker.main.get_by_label(walker.say("No guarantor follows this consultation")).check()
    walker.photograph("desk-new-1280")
    walker.press("Create the draft")
    walker.photograph("desk-rules-1280")
    walker.sees("No rule prevents publishing.")
    walker.follow(QUESTION)
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


def crossed_names(walker: Walker) -> list[str]:
    """Names of phases that today's mark runs through, on the line of time as drawn."""
    found: list[str] = walker.page.evaluate(
        """() => [...document.querySelectorAll('.desk-bar-name')].filter((name) => {
          const box = name.getBoundingClientRect();
          return [...document.querySelectorAll('.desk-now')].some((mark) => {
            const line = mark.getBoundingClientRect();
            return line.right > box.left && line.left < box.right
              && line.bottom > box.top && line.top < box.bottom;
          });
        }).map((name) => name.textContent)"""
    )
    return found


def test_changes_the_kinds_and_the_look_of_the_site(walk):
    walker = walk(size=DESK)
    enter(walker)
    walker.follow("Comment voulons-nous nous déplacer à Valmont-sur-Orle ?")
    assert walker.page.locator(".desk-now").count() == 5
    assert crossed_names(walker) == []
    walker.follow("Change the kinds")
    walker.photograph("desk-kinds-1280")
    walker.follow("Add a kind")
    walker.fill("Name", "question")
    walker.fill("Plural name", "questions")
    walker.fill("Text of the button", "Poser une question")
    walker.photograph("desk-kind-1280")
    walker.press("Save the kind")
    walker.click(walker.main.get_by_role("button", name=f"{walker.say('Move up')} questions"))
    walker.click(walker.main.get_by_role("link", name=f"{walker.say('Edit')} questions"))
    walker.press("Remove this kind")
    walker.click(walker.main.get_by_role("link", name=re.compile(f"{walker.say('Edit')} irritants", re.I)))
    walker.press("Remove this kind")
    walker.sees("People already wrote contributions of this kind: it stays. You may rename it.")

    walker.go("/desk/site/")
    walker.main.get_by_label(walker.say("Colour")).fill("#ffd200")
    walker.press("Save the look")
    walker.main.get_by_label(walker.say("Colour")).fill("#7a1f5c")
    walker.photograph("desk-site-1280")
    walker.press("Save the look")
    walker.go(BRIDGE)
    assert brand_of(walker) == light_palette("#7a1f5c").brand
    walker.photograph("brand-1280")
    walker.page.emulate_media(color_scheme="dark")
    assert brand_of(walker) == dark_palette("#7a1f5c").brand
    walker.check()


def brand_of(walker: Walker) -> str:
    """The colour of links and buttons on this page."""
    colour: str = walker.page.evaluate(
        "() => getComputedStyle(document.documentElement).getPropertyValue('--brand').trim()"
    )
    return colour


def follow_the_bridge(walker: Walker, code_for: Callable[[str], str]) -> None:
    walker.go(BRIDGE)
    walker.follow("Follow")
    walker.press("Follow")
    type_address(walker, FOLLOWER)
    type_code(walker, code_for(FOLLOWER))
    walker.follow("Skip this step")
    walker.sees("You follow it: what is new comes by e-mail, at the rhythm of your space.")


def answer_one(walker: Walker) -> None:
    walker.follow("Passerelle du Bac")
    walker.photograph("desk-contribution-1280")
    walker.main.get_by_label(walker.say("What becomes of it")).select_option(walker.say("kept"))
    walker.fill("Answer", ANSWER)
    walker.press("Publish the answer")
    walker.follow("See the public page")
    walker.sees(ANSWER)
    walker.photograph("contribution-1280")


def hide_one(walker: Walker, passer_by: Walker) -> None:
    """The team still reads it; somebody else reads why it is no longer there."""
    walker.follow("Le Trempoline")
    walker.main.get_by_label(walker.say("Reason")).first.select_option(walker.say("off topic"))
    walker.press("Hide this contribution")
    walker.follow("See the public page")
    assert walker.title() == "Le Trempoline"
    passer_by.go(walker.page.url.removeprefix(walker.site))
    assert passer_by.title() == passer_by.say("This contribution is hidden by moderation")
    expect(passer_by.main).not_to_contain_text("cet été tout le monde va sauter dedans")


def write_the_synthesis(walker: Walker) -> None:
    """One finding, and the contribution that it comes from."""
    walker.follow("Write the synthesis")
    walker.fill("Title", "Trois noms pour la passerelle")
    walker.fill("What came out, in one sentence", OUTCOME)
    walker.fill("Who wrote it, and how", "Le service Culture, sur la base de toutes les contributions.")
    walker.press("Begin the synthesis")
    walker.fill("Title of the section", "Les noms")
    walker.press("Add a section")
    walker.follow("Add a finding")
    walker.fill("What it states", BODY)
    walker.press("Save")
    walker.main.get_by_role("checkbox").first.check()
    walker.press("Cite what is ticked")
    walker.photograph("desk-editor-1280")
    walker.press("Publish the synthesis")


def test_answers_hides_and_takes_the_data_away(walk):
    walker = walk(size=DESK)
    enter(walker)
    walker.follow("Quel nom pour la nouvelle passerelle ?")
    walker.photograph("desk-consultation-1280")
    walker.follow("Read the contributions")
    walker.photograph("desk-contributions-1280")
    contributions = walker.page.url.removeprefix(walker.site)
    answer_one(walker)
    walker.go(contributions)
    hide_one(walker, walk(size=DESK))
    walker.go(contributions)
    with download(walker, "Download everything (XLSX)").open("rb") as file:
        book = load_workbook(file)
    assert "Passerelle du Bac" in [cell.value for row in book.worksheets[0].rows for cell in row]
    with download(walker, "Download contributions (CSV)").open(encoding="utf-8-sig", newline="") as file:
        states = {row["title"]: row["state"] for row in csv.DictReader(file)}
    assert states["Passerelle du Bac"] == "published"
    assert states["Le Trempoline"] == "hidden"


def test_publishes_the_synthesis_and_tells_those_who_follow(walk, code_for, pass_a_day):
    follower, walker = walk(size=DESK), walk(size=DESK)
    follow_the_bridge(follower, code_for)
    enter(walker)
    walker.follow("Quel nom pour la nouvelle passerelle ?")
    write_the_synthesis(walker)
    pass_a_day()

    follower.go("/mailbox/")
    told = follower.main.get_by_role("article").filter(has_text=FOLLOWER).first
    follower.click(told.get_by_role("link"))
    follower.sees("Quel nom pour la nouvelle passerelle ?")
    follower.go(f"{BRIDGE}results/")
    follower.photograph("result-1280")
    follower.follow("Read the synthesis")
    follower.sees(OUTCOME)
    follower.sees(BODY)
    for path, name in (("/", "home"), (BRIDGE, "consultation"), (f"{BRIDGE}contributions/", "list")):
        follower.go(path)
        follower.photograph(f"{name}-1280")


def test_shows_a_second_factor_outside_the_demonstration(walk):
    with override_settings(PARVIS_DEMO=False):
        walker = walk(size=DESK)
        sign_in_at_the_desk(walker, "organisation@demo.invalid")
        expect(walker.main.get_by_text(walker.say("Today")).first).to_be_visible()
