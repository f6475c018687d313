"""Sheets typed by keyboard alone, every key counted: fewer than 1.3 a field beyond the words themselves.

Twelve sheets, or as many as PARVIS_SHEETS says.
"""

import os
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from parvis.consultations.tests.factories import ThemeFactory
from parvis.contributions.models import Contribution
from parvis.paper.models import Batch
from parvis.paper.tests.factories import BatchFactory, ask, member_of
from parvis.testing.browser import NARROW, axe_violations, overflowing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHEETS = int(os.environ.get("PARVIS_SHEETS", "12"))
MOST = 1.3
FIELDS = 9
"""As printed: theme, title, text, then a choice, several, a scale, two rows of a table, a text."""
PATIENCE = 20_000


class Typist:
    """Presses keys as a person does, and counts those that are no words: a chord is one for each key held."""

    def __init__(self, page: Page, batch: int) -> None:
        self.page, self.batch = page, batch
        self.pressed = 0

    def say(self, words: str) -> "Typist":
        self.page.keyboard.insert_text(words)
        return self

    def press(self, *keys: str) -> "Typist":
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += len(key.split("+"))
        return self


@pytest.fixture
def batch() -> Batch:
    made: Batch = BatchFactory(size=SHEETS + 1)
    for name in ("Vélo", "Bus"):
        ThemeFactory(consultation=made.consultation, name=name)
    ask(made.kind)
    return made


@pytest.fixture
def open_page(new_page, live_server, settings, batch: Batch, client) -> Callable[..., Page]:
    settings.PARVIS_DEMO = True
    client.force_login(member_of(batch))

    def open_at(address: str, **options: object) -> Page:
        page = new_page(locale="en", **options)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        page.goto(live_server.url + address)
        return page

    return open_at


def type_sheet(typist: Typist, number: int) -> None:
    """One sheet, as it is printed; two days out of two in one sheet of four, elsewhere one."""
    expect(typist.page.get_by_role("heading", level=1)).to_have_text(
        f"Sheet {typist.batch}-{number}", timeout=PATIENCE
    )
    expect(typist.page.locator("[data-parvis-sheet=ready]")).to_be_attached(timeout=PATIENCE)
    typist.press("b")
    typist.say(f"Un banc {number}").press("Enter")
    typist.say("Devant l’école.").press("Enter")
    typist.press("a")
    typist.press(*("a", "b") if number % 4 == 0 else ("b",), "Enter")
    typist.press("x" if number % 2 else "7")
    typist.press("a", "b")
    typist.say("Merci.").press("Enter")
    typist.press("Enter")


def test_a_pile_of_sheets_is_typed_without_a_mouse(open_page, batch: Batch) -> None:
    address = reverse("desk:paper_enter", args=[batch.consultation_id, batch.pk])
    typist = Typist(open_page(address), batch.number)

    for number in range(1, SHEETS + 1):
        type_sheet(typist, number)
    expect(typist.page.get_by_text(f"{SHEETS} sheets today")).to_be_visible(timeout=PATIENCE)

    ratio = typist.pressed / (SHEETS * FIELDS)
    print(f"{typist.pressed} keys for {SHEETS} sheets of {FIELDS} fields: {ratio:.2f} a field")  # noqa: T201 - what the test is for
    assert ratio < MOST
    made = list(Contribution.objects.order_by("sheet__number"))
    assert [row.title for row in made] == [f"Un banc {number}" for number in range(1, SHEETS + 1)]
    assert {row.theme.name for row in made} == {"Bus"}
    assert made[3].form_answers == {
        "q0": "y", "q1": ["tue", "sat"], "q2": 7, "q3": {"kids": "good", "old": "bad"}, "q4": "Merci.",
    }  # fmt: skip
    assert made[0].form_answers["q2"] == 10

    typist.page.get_by_role("button", name="Take it back").click()
    expect(typist.page.get_by_role("heading", level=1)).to_have_text(f"Sheet {batch.number}-{SHEETS}")
    assert Contribution.objects.filter(state="published").count() == SHEETS - 1
    assert axe_violations(typist.page) == []


def test_without_a_script_the_same_form_is_sent_on_a_small_phone(open_page, batch: Batch) -> None:
    address = reverse("desk:paper_enter", args=[batch.consultation_id, batch.pk])
    page = open_page(address, scripts=False, size=NARROW)

    page.get_by_label("Title").fill("Un banc")
    page.get_by_label("Your text").fill("Devant l’école.")
    page.get_by_role("button", name="Save, next sheet").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(f"Sheet {batch.number}-2")
    assert Contribution.objects.get().title == "Un banc"
    with_script = open_page(address, size=NARROW)
    assert (overflowing(with_script), axe_violations(with_script)) == ([], [])
