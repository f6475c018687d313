"""A real browser in tests: Debian's Chromium, one for the whole run, a fresh private context for each page.

Its headless shell, where it is installed: the same engine without the window that nobody sees.

Loaded as a pytest plugin. Tests that use it carry the marker `browser`.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PHONE, DESK, NARROW = (390, 844), (1280, 900), (320, 700)
OVERFLOWING = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const scrolls = (element) => ['auto', 'scroll', 'hidden'].includes(getComputedStyle(element).overflowX);
  const contained = (element) => {
    for (let box = element.parentElement; box && box !== document.body; box = box.parentElement)
      if (scrolls(box)) return true;
    return false;
  };
  const found = [...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > width + 1 && !contained(element))
    .map((element) => element.outerHTML.slice(0, 120));
  return found.length ? found : ["the page scrolls sideways, by something that no element's box shows"];
}"""

NewPage = Callable[..., Page]


def chromium() -> str:
    """Where the machine's Chromium is; `PARVIS_CHROMIUM` names another."""
    found = os.environ.get("PARVIS_CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    if not found:
        pytest.fail("Chromium is missing: apt-get install chromium-headless-shell, or set PARVIS_CHROMIUM.")
    return found


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that use the browser come last: its event loop stays in the thread of all that follow.

    The journeys are the longest: they come first of these, and no worker waits long for the other at the end.
    """
    browsed = {item.path for item in items if "browser" in getattr(item, "fixturenames", ())}
    items.sort(key=lambda item: (item.path in browsed, item.path.parent.name != "journeys"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the run. Its event loop stays in this thread: Django must not mind."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """Opens pages, each in its own context: `new_page(size=PHONE, scripts=False, locale="en")`.

    A script error, a refusal by the content policy or a request to another host fails the test.
    """
    contexts = []
    complaints: list[str] = []

    def open_page(*, size: tuple[int, int] = DESK, scripts: bool = True, locale: str = "fr-FR") -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=scripts,
            locale=locale,
            has_touch=size == PHONE,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
        page.on("console", lambda message: _note_refusals(message.text, complaints))
        page.on("request", lambda request: _note_third_party(request.url, complaints))
        return page

    yield open_page
    for context in contexts:
        context.close()
    if complaints:
        pytest.fail("\n".join(complaints))


def _note_refusals(text: str, complaints: list[str]) -> None:
    if "Content Security Policy" in text:
        complaints.append(text)


def _note_third_party(url: str, complaints: list[str]) -> None:
    if not url.startswith(("http://localhost", "http://127.0.0.1", "data:", "blob:", "about:")):
        complaints.append(f"request to a third party: {url}")


AXE = Axe().axe_script
JUDGED = """async (rules) => {
  const only = rules.length ? { runOnly: { type: "rule", values: rules } } : {};
  const found = await axeOfTests.run(document, { resultTypes: ["violations"], ...only });
  const beginning = (node) => node.html.slice(0, 120);
  return found.violations.map((rule) => [rule.id, rule.help, rule.nodes.slice(0, 3).map(beginning)]);
}"""
LAID_OUT = ("color-contrast", "link-in-text-block", "scrollable-region-focusable")
"""Rules that read where things are; to the others, only what is shown and what is not makes a difference."""
SHOWN = """() => [...document.querySelectorAll("body *")].map(
  (one) => Number(one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
).join("")"""
END_TRANSITIONS = """() => {
  for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
}"""


def axe_violations(page: Page, *, rules: Sequence[str] = ()) -> list[str]:
    """What axe finds wrong on the page as it is, one line a rule, with the first elements at fault.

    A colour that is changing is not judged on its way. With `rules`, those alone are asked.
    """
    page.evaluate(END_TRANSITIONS)
    # Under a name of its own: the desk has its axe, with rules of its own.
    if not page.evaluate("() => 'axeOfTests' in window"):
        page.evaluate(f"{AXE}; window.axeOfTests = axe;")
    return [f"{rule}: {words} {nodes}" for rule, words, nodes in page.evaluate(JUDGED, list(rules))]


def faults(page: Page) -> list[str]:
    """What keeps somebody out of the page as it is: on its own screen, at 320 px, on the screen of a desk.

    On that one, rules that read where things are, and all of them where other things are shown.
    """
    own, shown = axe_violations(page), page.evaluate(SHOWN)
    narrow = [f"at 320 px: {element}" for element in overflowing(page)]
    before = page.viewport_size
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    rules = LAID_OUT if page.evaluate(SHOWN) == shown else ()
    wide = [f"on a wide screen: {fault}" for fault in axe_violations(page, rules=rules)]
    if before:
        page.set_viewport_size(before)
    return own + narrow + [fault for fault in wide if fault.partition(": ")[2] not in own]


def overflowing(page: Page, *, width: int = NARROW[0]) -> list[str]:
    """Elements that stick out at this width, once the page scrolls sideways; nothing when it does not."""
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": NARROW[1]})
    found = [str(element) for element in page.evaluate(OVERFLOWING)]
    if before:
        page.set_viewport_size(before)
    return found


def photograph(page: Page, name: str) -> None:
    """A picture of the whole page under `PARVIS_SCREENSHOTS`, when that is set."""
    folder = os.environ.get("PARVIS_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
