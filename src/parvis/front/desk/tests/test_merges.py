"""Merging and splitting contributions at the desk."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.consultations.tests.factories import KindFactory
from parvis.contributions.enums import State
from parvis.contributions.merges import Merge
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.moderation.domain.gather import gather

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind(organiser):
    return KindFactory(consultation=organiser.consultation)


@pytest.fixture
def texts(kind):
    return [
        ContributionFactory(kind=kind, title=title)
        for title in ("A footbridge over the river", "A footbridge over our river", "A bench by the school")
    ]


def address(name, organiser, *more):
    return reverse(f"desk:{name}", args=[organiser.consultation.pk, *more])


def test_texts_are_ticked_in_the_list_unless_they_cannot_be_merged(desk, organiser, kind, texts):
    hidden = ContributionFactory(kind=kind, state=State.HIDDEN)
    merge = gather(actor=organiser.participant, kept=texts[0], others=[texts[1].pk], reason="Same.")
    page = desk(organiser.participant).get(address("contributions", organiser)).content.decode()
    ticked = [text.pk for text in (*texts, hidden) if f'name="text" value="{text.pk}"' in page]
    assert ticked == [texts[2].pk]
    assert ("merged into another" in page, "stands for merged texts" in page) == (True, True)
    assert merge.kept_id == texts[0].pk


def test_close_texts_are_proposed_and_the_merge_is_made(desk, organiser, texts):
    client, here = desk(organiser.participant), address("merge", organiser)
    page = client.get(here, {"text": texts[0].pk})
    assert ([text.pk for text in page.context["texts"]], [text.pk for text in page.context["near"]]) == (
        [texts[0].pk],
        [texts[1].pk],
    )
    sent = {"text": [texts[0].pk, texts[1].pk], "kept": texts[1].pk, "reason": "Same bridge."}
    done = client.post(here, sent)
    assert done.headers["Location"] == address("contribution", organiser, texts[1].pk)
    merge = Merge.objects.get()
    assert (merge.kept_id, merge.reason, merge.organiser_id) == (
        texts[1].pk,
        "Same bridge.",
        organiser.participant.pk,
    )
    assert "Same bridge." in client.get(address("merges", organiser)).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": ""}, "Say why: the authors and the public read it."),
        ({"text": []}, "Choose two texts or more."),
        ({"common": "A common text."}, "Give your text a title"),
    ],
)
def test_a_merge_that_cannot_be_made_says_why_and_keeps_what_was_typed(
    desk, organiser, texts, changes, words
):
    sent = {"text": [text.pk for text in texts[:2]], "kept": texts[0].pk, "reason": "Same bridge.", **changes}
    page = desk(organiser.participant).post(address("merge", organiser), sent)
    assert (page.status_code, words in page.content.decode()) == (422, True)
    assert sent["reason"] in page.content.decode()
    assert not Merge.objects.exists()


def test_what_is_typed_in_the_address_is_judged(desk, organiser, texts):
    elsewhere = ContributionFactory()
    client, here = desk(organiser.participant), address("merge", organiser)
    for typed in ("x", "9" * 30, "-1", str(elsewhere.pk), "²"):
        assert client.get(here, {"text": typed}).context["texts"] == []


def test_a_split_says_why(desk, organiser, texts):
    merge = gather(actor=organiser.participant, kept=texts[0], others=[texts[1].pk], reason="Same.")
    client, here = desk(organiser.participant), address("split", organiser, merge.pk)
    page = client.post(here, {"reason": ""}, follow=True).content.decode()
    assert "Say why" in page
    page = client.post(here, {"reason": "Two rivers."}, follow=True).content.decode()
    merge.refresh_from_db()
    assert ("each text stands for itself again" in page, merge.split_reason) == (True, "Two rivers.")
    assert Contribution.objects.filter(merged_into__isnull=False).count() == 0


@pytest.mark.parametrize("number", [1, 3])
def test_the_cost_does_not_depend_on_the_number_of_merges(desk, organiser, kind, number):
    for _ in range(number):
        one, other = ContributionFactory.create_batch(2, kind=kind)
        gather(actor=organiser.participant, kept=one, others=[other.pk], reason="Same.")
    client = desk(organiser.participant)
    for name in ("merges", "contributions"):
        client.get(address(name, organiser))
        with CaptureQueriesContext(connection) as queries:
            client.get(address(name, organiser))
        COSTS.setdefault(name, len(queries))
        assert (name, len(queries)) == (name, COSTS[name])


COSTS: dict[str, int] = {}
