"""Nobody has to decipher an image or to type a code by hand: what pages and scripts of the house do."""

import re
from pathlib import Path

import pytest

from parvis.accounts.forms import CodeForm
from parvis.conduct.watching import PUZZLE

HOUSE = Path(__file__).resolve().parents[2]
SCRIPTS = [path for path in HOUSE.rglob("*.js") if "static" in path.parts]
TEMPLATES = [path for path in HOUSE.rglob("*.html") if "templates" in path.parts]
STOPS_PASTE = re.compile(r"""onpaste|addEventListener\(\s*["'](?:paste|beforeinput)["']""", re.IGNORECASE)


def named(path: Path) -> str:
    return str(path.relative_to(HOUSE))


@pytest.mark.parametrize("files", [SCRIPTS, TEMPLATES], ids=["scripts", "templates"])
def test_no_page_has_a_test_by_images_nor_stops_pasting(files: list[Path]) -> None:
    assert len(files) > 15
    read = {path: path.read_text(encoding="utf-8") for path in files}
    assert [named(path) for path, text in read.items() if PUZZLE.search(text)] == []
    assert [named(path) for path, text in read.items() if STOPS_PASTE.search(text)] == []


@pytest.mark.parametrize(
    "text", ['<div class="g-recaptcha">', "hCaptcha.render()", "https://challenges.cloudflare.com/turnstile"]
)
def test_such_a_test_would_be_seen(text: str) -> None:
    assert PUZZLE.search(text)


def test_the_code_of_the_sign_in_is_filled_by_the_browser_and_takes_what_is_pasted() -> None:
    field = CodeForm.base_fields["code"]
    assert field.widget.attrs["autocomplete"] == "one-time-code"
    assert CodeForm({"code": " 1234 5678 "}).is_valid()
