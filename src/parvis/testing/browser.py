"""A real browser in tests: Debian's Chromium, one for the whole run, a fresh private context for each page.

Its headless shell, where it is installed: the same engine without the window that nobody sees.

Loaded as a pytest plugin. Tests that use it carry the marker `browser`.
"""

import os
import shutil
from collections.abc import Callable, Iterator
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
    """Files that use the browser come last: its event loop stays in the thread of all that follow."""
    browsed = {item.path for item in items if "browser" in getattr(item, "fixturenames", ())}
    items.sort(key=lambda item: item.path in browsed)


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


END_TRANSITIONS = """() => {
  for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
}"""


def axe_violations(page: Page) -> list[str]:
    """What axe finds wrong on the page as it is, one line a rule, with the first elements at fault.

    A colour that is changing is not judged on its way.
    """
    page.evaluate(END_TRANSITIONS)
    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {rule['help']} {[node['html'][:120] for node in rule['nodes'][:3]]}" for rule in found
    ]


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
