"""A topic cut in parts, and new contributions that join a run, in a browser, wide and narrow."""

import pytest
from playwright.sync_api import Page, expect

from parvis.contributions.tests.factories import ContributionFactory
from parvis.testing.browser import NARROW, axe_violations, overflowing, photograph
from parvis.understanding.domain.correct_topic import correct_topic
from parvis.understanding.domain.run_addition import run_addition
from parvis.understanding.domain.run_split import run_split
from parvis.understanding.enums import Act
from parvis.understanding.models import Addition, TopicSplit
from parvis.understanding.queries import topics_of
from parvis.understanding.tests.runs import ran, texts, town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def looked_at(page: Page, name: str) -> None:
    photograph(page, f"{name}-{page.viewport_size['width']}")
    assert axe_violations(page) == []
    assert overflowing(page) == []


def test_a_topic_is_cut_and_new_contributions_join(page_of, organiser, live_server) -> None:
    place = town()
    organiser.consultation = place
    organiser.save()
    made = ran(place)
    first, second, _third = topics_of(made)
    correct_topic(actor=organiser.participant, topic=second, what=Act.MERGE, target=first)
    kind = place.kinds.get()
    for words in [*texts()[:3], *[f"Zorglub krakatoa {n} blorp farfadet quixotique" for n in range(10)]]:
        ContributionFactory(kind=kind, title="", text=f"{words} merci")
    base = f"{live_server.url}/desk/consultations/{place.pk}/analyses/{made.pk}/"

    desk, narrow = page_of(), page_of(size=NARROW)
    desk.goto(f"{base}topics/{first.pk}/")
    desk.get_by_role("button", name="Look for parts").click()
    run_split(split=TopicSplit.objects.get())
    desk.get_by_role("link", name="2 parts, asked for on").click()
    for page in (desk, narrow):
        page.goto(desk.url)
        expect(page.get_by_role("button", name="Cut it so")).to_be_visible()
        looked_at(page, "desk-split")
    desk.get_by_role("button", name="Cut it so").click()
    expect(desk.get_by_role("heading", name="This topic was cut")).to_be_visible()
    looked_at(desk, "desk-topic-cut")

    desk.goto(base)
    expect(desk.get_by_text("13 published contributions are in no topic")).to_be_visible()
    desk.get_by_role("button", name="Put them in these topics").click()
    run_addition(addition=Addition.objects.get())
    for page in (desk, narrow):
        page.goto(base)
        expect(page.get_by_text("Of 13 contributions added, 10 fit badly")).to_be_visible()
        looked_at(page, "desk-analysis-grown")
