"""Takes the pictures of the README from a running demonstration: `python tools/tour.py [ADDRESS]`."""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from parvis.testing.browser import CHROMIUM_FLAGS, chromium

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
TOWN = "/consultations/mieux-se-deplacer/"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 860}
PUBLIC = [
    ("home-phone", PHONE, "/"),
    ("consultation", DESKTOP, TOWN),
    ("contributions-phone", PHONE, f"{TOWN}contributions/?order=argued"),
    ("results", DESKTOP, f"{TOWN}results/"),
]


def save(page: Page, name: str) -> None:
    """Save what the window shows as a small WebP."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    Image.open(io.BytesIO(page.screenshot())).save(IMAGES / f"{name}.webp", quality=82, method=6)


def take_public_pictures(browser: Browser, address: str) -> None:
    """Take the pages that everybody sees, and the first contribution of the list."""
    for name, viewport, path in PUBLIC:
        page = browser.new_page(base_url=address, viewport=viewport)
        page.goto(path)
        save(page, name)
        if name == "contributions-phone":
            page.set_viewport_size({"width": 1280, "height": 1700})
            page.locator("main h2 a, main h3 a").first.click()
            save(page, "contribution")
        page.close()


def take_desk_pictures(browser: Browser, address: str) -> None:
    """Enter as the organiser and take the desk's page of the town's consultation."""
    page = browser.new_page(base_url=address, viewport=DESKTOP)
    page.goto("/demonstration/enter/")
    page.locator("button[value=organiser]").click()
    page.goto("/desk/")
    page.locator("main a", has_text="Valmont").first.click()
    save(page, "desk")


def main() -> None:
    """Take every picture."""
    address = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        take_public_pictures(browser, address)
        take_desk_pictures(browser, address)
        browser.close()


if __name__ == "__main__":
    main()
