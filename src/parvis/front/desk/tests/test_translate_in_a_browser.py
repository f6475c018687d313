"""The editor of a translation beside its source, and the page that readers get, by phone and at a desk."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from parvis.pages.blocks.stream import one_text
from parvis.pages.blocks.words import words_of
from parvis.pages.domain.translate import translate
from parvis.pages.models import NewsPage
from parvis.pages.tests.factories import NewsFactory, every_block
from parvis.testing.browser import DESK, PHONE, NewPage, axe_violations, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIRST = "Les travaux de la digue commencent en mars, au nord, puis avancent vers le pont."


@pytest.fixture
def digue(organiser) -> NewsPage:
    """A published piece of news in French, with blocks of several types."""
    text = {"type": "text", "value": f"<h2>Au nord</h2><p>{FIRST}</p>"}
    page = NewsFactory(
        title="La digue",
        slug="digue",
        summary="Ce qui change.",
        parent=organiser.consultation,
        plain=one_text("<p>En bref.</p>"),
    )
    page.blocks = [text, *every_block("Un banc neuf.")[2:6]]
    page.save_revision().publish()
    return NewsPage.objects.get(pk=page.pk)


@pytest.mark.parametrize("shown_at", [("phone", PHONE), ("desk", DESK)])
def test_a_page_is_translated_beside_its_source_and_read(
    page_of, new_page: NewPage, live_server, digue: NewsPage, shown_at: tuple[str, tuple[int, int]]
) -> None:
    name, size = shown_at
    page = page_of(size=size)
    page.goto(live_server.url + reverse("desk_languages", args=[digue.pk]))
    photograph(page, f"languages-{name}")
    assert (overflowing(page), axe_violations(page)) == ([], [])
    with page.expect_navigation():
        page.get_by_role("button", name="Translate into English").click()
    page.locator(".translated").first.wait_for()

    beside = page.get_by_role("group", name="Text, in French", exact=True)
    expect(beside.first).to_contain_text(FIRST)
    written = page.locator("[data-contentpath=blocks] [contenteditable=true]").first
    assert beside.first.locator("xpath=ancestor::*[@data-contentpath='blocks']").count() == 1
    assert page.locator("[data-parvis-rest] > [data-parvis-part]").count() == 0
    page.set_viewport_size({"width": size[0], "height": 4000})
    source, field = beside.first.bounding_box(), written.bounding_box()
    if size == DESK:
        assert source["x"] > field["x"] + field["width"] - 1
    else:
        assert source["y"] + source["height"] <= field["y"]
    photograph(page, f"translate-{name}")
    assert overflowing(page, width=size[0]) == []
    assert axe_violations(page) == []
    page.set_viewport_size({"width": size[0], "height": size[1]})

    page.locator("#id_title").fill("The dyke")
    written.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("Works begin in March.")
    with page.expect_navigation():
        button = page.get_by_role("button", name="Publish", exact=True, include_hidden=True).first
        button.evaluate("button => button.click()")
    made = NewsPage.objects.get(translates=digue)
    assert (made.title, made.live) == ("The dyke", True)
    assert "Works begin in March." in words_of(made.blocks)

    reader = new_page(size=size, locale="en")
    reader.goto(f"{live_server.url}/en{digue.get_url()}")
    expect(reader.get_by_role("heading", level=1)).to_have_text("The dyke")
    photograph(reader, f"translated-{name}")
    assert (overflowing(reader), axe_violations(reader)) == ([], [])
    reader.get_by_role("link", name="Lire en français").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("La digue")
    assert (overflowing(reader), axe_violations(reader)) == ([], [])


def test_a_source_that_changed_is_told_and_noted_without_losing_what_is_typed(
    page_of, live_server, organiser, digue: NewsPage
) -> None:
    made = translate(actor=organiser.participant, page=digue, language="en")
    digue.title = "La digue, enfin"
    digue.save_revision().publish()
    page = page_of(size=PHONE)
    page.goto(live_server.url + reverse("wagtailadmin_pages:edit", args=[made.pk]))
    told = page.get_by_text("The text in French changed on")
    expect(told).to_contain_text("Not the same any more: Title.")
    photograph(page, "translate-changed-phone")
    page.locator("#id_summary").fill("What changes.")
    page.get_by_role("button", name="It is up to date").press("Enter")

    expect(page.get_by_text("Noted: this translation is up to date.")).to_be_visible()
    expect(told).to_have_count(0)
    assert page.locator("#id_summary").input_value() == "What changes."
    assert NewsPage.objects.get(pk=made.pk).checked_at > digue.last_published_at
