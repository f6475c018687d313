"""Takes the pictures of the README and of the manual from a running demonstration.

python tools/pictures.py [ADDRESS [NAME ...]]. Those of the manual are taken in each language, as the
organiser; with names, only these.
"""

import io
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from parvis.front.manual import SHOT_HEIGHT, SHOT_WIDTH
from parvis.testing.browser import CHROMIUM_FLAGS, chromium

ROOT = Path(__file__).resolve().parent.parent
IMAGES, MANUAL = ROOT / "docs" / "images", ROOT / "src" / "parvis" / "front" / "static" / "front" / "manual"
TOWN, BRIDGE = "mieux-se-deplacer", "nom-de-la-passerelle"
SURVEY, COURTYARD = "vos-trajets-de-la-semaine", "cour-de-la-halle-aux-grains"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 860}
PUBLIC = [
    ("home-phone", PHONE, "/"),
    ("consultation", DESKTOP, f"/consultations/{TOWN}/"),
    ("contributions-phone", PHONE, f"/consultations/{TOWN}/contributions/?order=argued"),
    ("results", DESKTOP, f"/consultations/{TOWN}/results/"),
]
Steps = Callable[[Page, str], None]


def save(page: Page, path: Path, *, size: tuple[int, int] | None = None) -> None:
    """Save what the window shows as a small WebP."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture = Image.open(io.BytesIO(page.screenshot()))
    (picture.resize(size) if size else picture).save(path, quality=82, method=6)


def take_public_pictures(browser: Browser, address: str) -> None:
    """Take the pages that everybody sees, and the first contribution of the list."""
    for name, viewport, path in PUBLIC:
        page = browser.new_page(base_url=address, viewport=viewport)
        page.goto(path)
        save(page, IMAGES / f"{name}.webp")
        if name == "contributions-phone":
            page.set_viewport_size({"width": 1280, "height": 1700})
            page.locator("main h2 a, main h3 a").first.click()
            save(page, IMAGES / "contribution.webp")
        page.close()


def enter(page: Page, place: str = "organiser") -> None:
    page.goto("/demonstration/enter/")
    with page.expect_navigation():
        page.locator(f"button[value={place}]").click()


def report(browser: Browser, address: str) -> None:
    """A participant reports a text, so that the queue of moderation holds one."""
    page = browser.new_page(base_url=address, viewport=DESKTOP)
    enter(page, "participant")
    page.goto(f"/consultations/{BRIDGE}/contributions/")
    page.locator("main h2 a, main h3 a").first.click()
    page.goto(page.locator("a[href$='/report/']").first.get_attribute("href") or "")
    page.locator("[name=reason]").first.check()
    with page.expect_navigation():
        page.locator("main form button[type=submit]").last.click()
    page.close()


def speak(page: Page, language: str) -> None:
    """Choose the language of the desk, in the settings of one's account."""
    page.goto("/desk/account/")
    field = page.locator("[name=locale-preferred_language]")
    field.select_option(language)
    with page.expect_navigation():
        field.evaluate("(element) => element.form.requestSubmit()")


def desk(page: Page, slug: str) -> None:
    """Open the page of a consultation on the desk, found by the address of its public one."""
    page.goto("/desk/consultations/")
    for link in page.locator("main .desk a[href*='/desk/consultations/']").all():
        address = link.get_attribute("href") or ""
        page.goto(address)
        if page.locator(f"main a[href$='/consultations/{slug}/']").count():
            return
        page.goto("/desk/consultations/")
    raise SystemExit(f"the desk has no consultation at {slug}")


def on_desk(slug: str, last: str = "", *, to: str = "") -> Steps:
    """A page of the desk about one consultation; `last` ends its address, `to` is shown at the top."""

    def steps(page: Page, _prefix: str) -> None:
        desk(page, slug)
        page.goto(page.url + last)
        if to:
            page.locator(to).first.evaluate("(element) => element.scrollIntoView()")

    return steps


def at(path: str, *, to: str = "") -> Steps:
    """`{}` in a path is the prefix of the language."""

    def steps(page: Page, prefix: str) -> None:
        page.goto(path.format(prefix))
        if to:
            page.locator(to).first.evaluate("(element) => element.scrollIntoView()")

    return steps


def follow(slug: str, selector: str, last: str = "") -> Steps:
    """What a link of a consultation's desk page, or of the page below it at `last`, leads to."""

    def steps(page: Page, _prefix: str) -> None:
        desk(page, slug)
        page.goto(page.url + last)
        page.goto(page.locator(selector).first.get_attribute("href") or "")

    return steps


SHOTS: dict[str, Steps] = {
    "today": at("/desk/"),
    "templates": at("/desk/consultations/new/", to=".desk-ways"),
    "start": at("/desk/consultations/new/articles/"),
    "rules": on_desk(TOWN, "rules/"),
    "editor": follow(TOWN, "main a[href*='/desk/pages/'][href$='/edit/']"),
    "line-of-time": on_desk(TOWN, to="#time"),
    "form": follow(SURVEY, "main a[href*='/form/']", "kinds/"),
    "identity": on_desk(TOWN, "identity/"),
    "team": on_desk(TOWN, "team/"),
    "rehearsal": on_desk(TOWN, "rehearsal/"),
    "spread": on_desk(TOWN, "spread/"),
    "queue": on_desk(BRIDGE, "queue/"),
    "questions": on_desk(BRIDGE, "questions/"),
    "results": at(f"{{}}/consultations/{TOWN}/results/"),
    "synthesis": at(f"{{}}/consultations/{COURTYARD}/synthesis/"),
    "site": at("/desk/site/"),
}


def take_desk_picture(browser: Browser, address: str) -> None:
    page = browser.new_page(base_url=address, viewport=DESKTOP)
    enter(page)
    desk(page, TOWN)
    save(page, IMAGES / "desk.webp")


def take_manual(browser: Browser, address: str, names: list[str]) -> None:
    """Enter as the organiser; take each screen in each language, French last: it is that of the town."""
    page = browser.new_page(base_url=address, viewport=DESKTOP)
    enter(page)
    for language, prefix in (("en", "/en"), ("fr", "")):
        speak(page, language)
        for name in names or SHOTS:
            SHOTS[name](page, prefix)
            save(page, MANUAL / language / f"{name}.webp", size=(SHOT_WIDTH, SHOT_HEIGHT))


def main() -> None:
    """Take every picture, or those of the manual that are named."""
    address, *names = sys.argv[1:] or ["http://127.0.0.1:8000"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        if not names:
            take_public_pictures(browser, address)
            take_desk_picture(browser, address)
        report(browser, address)
        take_manual(browser, address, names)
        browser.close()


if __name__ == "__main__":
    main()
