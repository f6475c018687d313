"""Somebody who goes through the site: acts by what is written on the page, and checks each page once.

Words are those of the source, in English; they are looked for on the page in the language of the walker.
"""

import re
import time

import pytest
from django.utils.translation import gettext, override
from playwright.sync_api import ConsoleMessage, Frame, Locator, Page, expect

from parvis.testing.browser import axe_violations, overflowing, photograph

ENLARGED = """() => {
  const root = document.documentElement;
  root.style.fontSize = `${2 * parseFloat(getComputedStyle(root).fontSize)}px`;
}"""
NATURAL = "() => { document.documentElement.style.fontSize = ''; }"
# Messages of the desk fade in: colours are judged once they are there.
SETTLED = """() => Promise.allSettled(
  document.getAnimations().filter(
    (animation) => Number.isFinite(animation.effect.getComputedTiming().endTime)
  ).map((animation) => animation.finished)
)"""
# A form sent back with its errors is a page like another; browsers tell its status as an error.
FORM_SENT_BACK = re.compile(r"the server responded with a status of (400|422)")

SCRIPT = re.compile(r"<script.*?</script>", re.DOTALL)
DRAFTAIL = re.compile(r"aria-input-field-name: .*public-DraftEditor-content")


class Walker:
    """`checked` is shared by every walker of a run: the pages that need no second look.

    `taps` counts what was pressed or followed, `fields` what was filled, `screens` the pages that were shown,
    `seconds` how long the site took to show them; `start` sets them back to nothing.
    """

    def __init__(self, page: Page, site: str, checked: set[str], *, scripts: bool, language: str) -> None:
        self.page, self.site, self.checked = page, site, checked
        self.scripts, self.language = scripts, language
        self.complaints: list[str] = []
        self.twin: Page | None = None
        self.start()
        page.on("framenavigated", self._turn)
        page.set_default_timeout(10_000)
        page.on("console", self._note)

    def start(self) -> None:
        """Count from here."""
        self.taps, self.fields, self.screens, self.seconds = 0, 0, 0, 0.0

    def say(self, words: str, **values: object) -> str:
        """These words in the language of the walker."""
        with override(self.language):
            return gettext(words) % values if values else gettext(words)

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    def go(self, path: str) -> None:
        """Open an address of the site."""
        self.page.goto(self.site + path)
        self.look()

    def follow(self, words: str, *, inside: Locator | None = None, **values: object) -> None:
        """Click the first link of this name, and look at where it leads."""
        name = self.say(words, **values)
        self.click((inside or self.main).get_by_role("link", name=name, exact=True).first)

    def press(self, words: str, *, inside: Locator | None = None, **values: object) -> None:
        """Press a button that leads to another page."""
        name = self.say(words, **values)
        self.click((inside or self.main).get_by_role("button", name=name, exact=True).first)

    def click(self, target: Locator) -> None:
        """Click something that leads to another page."""
        began = time.monotonic()
        with self.page.expect_navigation():
            target.click()
        self.taps, self.seconds = self.taps + 1, self.seconds + time.monotonic() - began
        self.look()

    def fill(self, label: str, text: str, *, inside: Locator | None = None) -> None:
        """Type into the field of this label; the desk adds a star to those that are required."""
        name = re.compile(rf"^\s*{re.escape(self.say(label))}\s*\*?\s*$")
        self.type((inside or self.main).get_by_label(name), text)

    def type(self, field: Locator, text: str) -> None:
        field.fill(text)
        self.fields += 1

    def tick(self, label: str) -> None:
        """Choose or tick what has this label."""
        self.main.get_by_label(self.say(label)).check()
        self.fields += 1

    def sees(self, words: str, **values: object) -> None:
        """Fail unless this is shown in the main part of the page."""
        expect(self.main.get_by_text(self.say(words, **values)).first).to_be_visible()

    def title(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text()

    def answer(self, words: str) -> Locator:
        """The first vote button of this answer on the page."""
        return self.main.get_by_role("button", name=re.compile(rf"^{self.say(words)}( |$)")).first

    def use_menu(self, words: str) -> None:
        """Follow a link of the main navigation, folded on phones."""
        toggle = self.page.locator("summary.menu__toggle")
        if toggle.is_visible():
            toggle.click()
        self.follow(words, inside=self.page.get_by_role("banner"))

    def look(self) -> None:
        """Check the page as it is, unless the like of it was."""
        self._fail_with(self.complaints)
        if self._signature() not in self.checked:
            self.checked.add(self._signature())
            self.check()

    def _signature(self) -> str:
        """One for each kind of page: numbers and names in the address do not make another kind."""
        path = re.sub(r"\d+", "N", self.page.url.removeprefix(self.site).partition("?")[0])
        broken = self.page.locator("[aria-invalid=true]").count()
        width = (self.page.viewport_size or {}).get("width")
        return f"{path} {width} {self.scripts} {broken} {self.title()}"

    def check(self) -> None:
        """No fault for axe, nothing that sticks out at 320 px nor with a text twice as large."""
        if self.scripts:
            self.page.evaluate(SETTLED)
        found = axe_violations(self.page) if self.scripts else self._violations_of_a_twin()
        found = [fault for fault in found if not self._is_of_the_editor(fault)]
        found += [f"at 320 px: {element}" for element in overflowing(self.page)]
        self.page.evaluate(ENLARGED)
        found += [f"at 200 %: {element}" for element in overflowing(self.page, width=640)]
        self.page.evaluate(NATURAL)
        self._fail_with(found)

    def _fail_with(self, faults: list[str]) -> None:
        if faults:
            pytest.fail("\n".join([self.page.url, *faults]))

    def _is_of_the_editor(self, fault: str) -> bool:
        """Wagtail's rich text field (Draftail) has no accessible name of its own: its heading tells it."""
        return "/desk/pages/" in self.page.url and bool(DRAFTAIL.match(fault))

    def _violations_of_a_twin(self) -> list[str]:
        """Axe needs scripts: it looks at the same words and styles where none of ours is loaded."""
        if self.twin is None:
            browser = self.page.context.browser
            assert browser
            self.twin = browser.new_page(viewport=self.page.viewport_size)
            # A page of the site without a script: what is written over it asks for the same styles.
            self.twin.goto(f"{self.site}/.well-known/parvis-ledger")
        self.twin.set_content(SCRIPT.sub("", self.page.content()))
        return axe_violations(self.twin)

    def photograph(self, name: str) -> None:
        photograph(self.page, name)

    def _turn(self, frame: Frame) -> None:
        self.screens += frame.parent_frame is None

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not FORM_SENT_BACK.search(message.text):
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")
